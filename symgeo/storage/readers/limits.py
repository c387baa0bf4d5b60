"""How large a file may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from symgeo.errors import UsageError

ROWS_VARIABLE: Final = "SYMGEO_MAX_ROWS"
"""Environment variable with the most rows that a file may have."""
SIZE_VARIABLE: Final = "STREAMLIT_SERVER_MAX_UPLOAD_SIZE"
"""Environment variable with the most megabytes that a file may have; the server reads it as well."""
_MEGABYTE: Final = 1_000_000
_LONGEST_SHOWN: Final = 40


@dataclass(frozen=True)
class Limits:
    """How large a file may be.

    Attributes
    ----------
    size_bytes, rows, columns, cell_characters : int
        The most that is read; a larger file is refused with a sentence.
    unpacked_bytes : int
        The most that a packed file (XLSX, ODS, zipped shapefile) may hold when unpacked; it is read as a
        stream, so this limits time, not memory.
    table_bytes, table_growth : int
        The table in memory may have so many bytes, or so many times the file's own size, whichever is
        more: a small file must not become a huge table.
    """

    size_bytes: int = 20_000_000
    rows: int = 200_000
    columns: int = 500
    cell_characters: int = 32_767
    unpacked_bytes: int = 400_000_000
    table_bytes: int = 64_000_000
    table_growth: int = 8

    def table_budget_bytes(self, file_bytes: int) -> int:
        """Give how many bytes the table of a file of this size may take in memory."""
        return max(self.table_bytes, self.table_growth * file_bytes)


def limits_from(variables: Mapping[str, str]) -> Limits:
    """Give how large a file may be with what the environment says.

    Parameters
    ----------
    variables : mapping of str to str
        The environment.

    Raises
    ------
    UsageError
        If one of the variables holds no whole number above 0.
    """
    usual = Limits()
    megabytes = _number(variables, SIZE_VARIABLE, usual.size_bytes // _MEGABYTE)
    rows = _number(variables, ROWS_VARIABLE, usual.rows)
    return Limits(size_bytes=megabytes * _MEGABYTE, rows=rows)


def _number(variables: Mapping[str, str], name: str, usual: int) -> int:
    given = variables.get(name, "")
    if not given:
        return usual
    if given.isascii() and given.isdecimal() and int(given) > 0:
        return int(given)
    message = (
        f"{name} is {given[:_LONGEST_SHOWN]!r}, which is no whole number above 0. "
        f"Give one, such as {usual}, or leave the variable out."
    )
    raise UsageError(message)

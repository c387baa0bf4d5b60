"""Every error that symgeo raises on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class SymgeoError(Exception):
    """Base of all errors raised on purpose; its text tells the reader what to do next."""


class UsageError(SymgeoError):
    """The command or the address asks for something that does not exist."""


class SetupError(SymgeoError):
    """The environment cannot be prepared: network, rights, version, port."""


@dataclass(frozen=True)
class Issue:
    """One thing that is wrong in one cell of a table.

    Attributes
    ----------
    table : str
        Name of the column dictionary, such as ``sites``.
    row : int
        Line as a spreadsheet shows it; the header is line 1. 0 where the whole file is meant.
    column : str
        Column name, or "" where the whole row is meant.
    code : str
        Stable code of the kind of problem, such as ``not_a_number``.
    value : str
        What was found, shortened.
    expected : str
        What was expected, as data (a range, a list of codes), never as a sentence.
    """

    table: str
    row: int
    column: str
    code: str
    value: str = ""
    expected: str = ""


class TableError(SymgeoError):
    """A file cannot be read as the table it should be."""

    def __init__(self, path: Path | str, reason: str, repair: str) -> None:
        super().__init__(f"{path}: {reason}. {repair}")
        self.path = str(path)
        self.reason = reason
        self.repair = repair


class ReadError(TableError):
    """A person's file cannot be turned into cells; the code says why, in no language.

    Attributes
    ----------
    code : str
        Stable code, such as ``too_many_rows``.
    values : dict of str to str or int
        What the sentence of the code names, such as the limit.
    """

    def __init__(
        self, path: Path | str, code: str, values: dict[str, str | int], reason: str, repair: str
    ) -> None:
        super().__init__(path, reason, repair)
        self.code = code
        self.values = values


class Cancelled(SymgeoError):  # noqa: N818  # a wish that was met, no mistake
    """The person asked to stop; nothing was saved."""


class DataErrors(SymgeoError):  # noqa: N818  # it carries many errors, and says so
    """A table was read, but some of its cells are wrong; all of them are listed."""

    def __init__(self, path: Path | str, issues: tuple[Issue, ...]) -> None:
        first = issues[0]
        where = f"line {first.row}, column {first.column}" if first.row else f"column {first.column}"
        more = f" (and {len(issues) - 1} more)" if len(issues) > 1 else ""
        found = f": found {first.value!r}" + (f", expected {first.expected}" if first.expected else "")
        super().__init__(f"{path}: {where}: {first.code}{found}{more}")
        self.path = str(path)
        self.issues = issues


class StoreError(SymgeoError):
    """The database cannot do what was asked; what it held before is untouched.

    Attributes
    ----------
    code : str
        Stable code; the sentence is the text ``storage.<code>`` of every catalogue.
    values : dict of str
        What the sentence names.
    """

    def __init__(self, code: str, **values: str) -> None:
        named = ", ".join(f"{name}: {value}" for name, value in values.items())
        super().__init__(f"{code} ({named})" if named else code)
        self.code = code
        self.values = values

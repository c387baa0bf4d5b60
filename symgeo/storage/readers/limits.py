"""How large a file may be."""

from __future__ import annotations

from dataclasses import dataclass


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

"""Put rows of cells together to one frame of text, within limits and with little memory.

Cells are kept as Arrow text, about 8 bytes and their letters each; as Python values they would take
seven times as much.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa

from symgeo.storage.readers.limits import Limits
from symgeo.storage.readers.refusals import Refusal, refuse

_PENDING_CELLS: Final = 50_000
_PENDING_CHARACTERS: Final = 4_000_000
_TEXT: Final = pd.StringDtype("pyarrow", na_value=np.nan)
_CELL_BYTES: Final = 9
"""Place of a cell in memory beside its letters: its offset, and whether it is a number."""


@dataclass
class _Chunk:
    height: int
    columns: list[pa.Array]


class Budget:
    """How much memory the tables of one file may take; shared by its sheets."""

    def __init__(self, path: Path, limits: Limits, file_bytes: int) -> None:
        self.path = path
        self.limits = limits
        self._left_bytes = limits.table_budget_bytes(file_bytes)

    def spend(self, count: int) -> None:
        """Take so many bytes.

        Raises
        ------
        ReadError
            If nothing is left.
        """
        self._left_bytes -= count
        if self._left_bytes < 0:
            raise refuse(self.path, Refusal.UNPACKS_TOO_LARGE)


class GridBuilder:
    """Takes rows one by one and gives the frame in the end.

    Parameters
    ----------
    budget : Budget
        Names the file, its limits and the memory left.
    first_rows : int
        Take only so many rows; 0 for all.
    """

    def __init__(self, budget: Budget, first_rows: int = 0) -> None:
        self._budget = budget
        self._first_rows = first_rows
        self._pending: list[Sequence[str]] = []
        self._pending_points: list[Sequence[bool]] = []
        self._pending_width = self._pending_characters = 0
        self._chunks: list[_Chunk] = []
        self._points: list[np.ndarray] = []
        self._rows: list[int] = []
        self._width = 0

    @property
    def is_full(self) -> bool:
        """Whether all rows of a preview are there."""
        return 0 < self._first_rows <= len(self._rows)

    @property
    def height(self) -> int:
        """How many rows were taken."""
        return len(self._rows)

    def add(self, row: int, cells: list[str], points: list[bool] | None = None) -> None:
        """Take one row; one without text is left out.

        Parameters
        ----------
        row : int
            Its number as a spreadsheet shows it.
        cells : list of str
            Clean text from column A on; trailing empty cells are cut off in place.
        points : list of bool, optional
            For each cell, whether the file says that it is a number.

        Raises
        ------
        ReadError
            If the row goes beyond a limit.
        """
        while cells and not cells[-1]:
            cells.pop()
        if not cells or self.is_full:
            return
        self._check(row, cells)
        self._make_room(cells)
        self._rows.append(row)
        self._pending.append(cells)
        if points is not None:
            self._pending_points.append(points[: len(cells)])

    def frame(self) -> pd.DataFrame:
        """Give all rows as text; the builder is empty afterwards."""
        self._flush()
        index = pd.Index(self._rows, name="row", dtype="int64")
        columns = {column: self._column(column) for column in range(self._width)}
        self._chunks.clear()
        return pd.DataFrame(columns, index=index, columns=pd.RangeIndex(self._width))

    def points(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Give which cells of the frame the file says are numbers."""
        whole = np.zeros(frame.shape, dtype=bool)
        start = 0
        for chunk in self._points:
            whole[start : start + len(chunk), : chunk.shape[1]] = chunk
            start += len(chunk)
        self._points.clear()
        return pd.DataFrame(whole, index=frame.index, columns=frame.columns)

    def _check(self, row: int, cells: list[str]) -> None:
        limits, path = self._budget.limits, self._budget.path
        if len(self._rows) >= limits.rows:
            raise refuse(path, Refusal.TOO_MANY_ROWS, limit=limits.rows)
        if len(cells) > limits.columns:
            raise refuse(path, Refusal.TOO_MANY_COLUMNS, limit=limits.columns)
        if len(max(cells, key=len)) > limits.cell_characters:
            raise refuse(path, Refusal.CELL_TOO_LONG, row=str(row), limit=limits.cell_characters)

    def _make_room(self, cells: list[str]) -> None:
        """Put the rows before away, if this one would make them too many, too wide or too long."""
        characters = sum(map(len, cells))
        # A text that many cells share is paid for before it is written out for each of them.
        self._budget.spend(characters)
        width = max(self._pending_width, len(cells))
        is_much = (len(self._pending) + 1) * width > _PENDING_CELLS
        if is_much or self._pending_characters > _PENDING_CHARACTERS:
            self._flush()
            width = len(cells)
        self._pending_width = width
        self._pending_characters += characters

    def _flush(self) -> None:
        if not self._pending:
            return
        arrays = [pa.array(column, pa.large_string()) for column in zip_longest(*self._pending, fillvalue="")]
        self._widen(len(arrays))
        height = len(self._pending)
        self._budget.spend(_CELL_BYTES * height * self._width)
        self._chunks.append(_Chunk(height, arrays))
        if self._pending_points:
            chunk = np.zeros((height, len(arrays)), dtype=bool)
            for place, flags in enumerate(self._pending_points):
                chunk[place, : len(flags)] = flags
            self._points.append(chunk)
        self._pending, self._pending_points = [], []
        self._pending_width = self._pending_characters = 0

    def _widen(self, width: int) -> None:
        if width > self._width:
            # The rows before get empty cells too, and those take memory.
            before = len(self._rows) - len(self._pending)
            self._budget.spend(_CELL_BYTES * before * (width - self._width))
            self._width = width

    def _column(self, column: int) -> pd.arrays.ArrowStringArray:
        parts = [
            chunk.columns[column] if column < len(chunk.columns) else _nothing(chunk.height)
            for chunk in self._chunks
        ]
        # The stubs know an older signature of the array that pandas keeps text in.
        return pd.arrays.ArrowStringArray(pa.chunked_array(parts), dtype=_TEXT)  # type: ignore[call-arg]


def _nothing(height: int) -> pa.Array:
    return pa.repeat(pa.scalar("", pa.large_string()), height)

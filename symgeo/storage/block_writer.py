"""Write a table block by block while it is made: Parquet by row groups, or CSV."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from symgeo.errors import UsageError
from symgeo.tables.spreadsheets import disarm

ENDINGS: Final = (".csv", ".parquet")


class BlockWriter:
    """Appends frames with the same columns to an open file."""

    def __init__(self, file: IO[bytes], *, as_parquet: bool) -> None:
        self._file, self._as_parquet = file, as_parquet
        self._parquet: pq.ParquetWriter | None = None
        self.rows = 0
        """Rows written so far."""

    def write(self, frame: pd.DataFrame) -> None:
        """Append a frame: one row group of Parquet."""
        if self._as_parquet:
            self._write_parquet(frame)
        else:
            disarm(frame).to_csv(
                self._file, index=False, header=self.rows == 0, lineterminator="\n", encoding="utf-8"
            )
        self.rows += len(frame)

    @property
    def size_bytes(self) -> int:
        """Give how large the file is now."""
        return self._file.tell()

    def close(self) -> None:
        """Write what belongs at the end."""
        if self._parquet is not None:
            self._parquet.close()

    def _write_parquet(self, frame: pd.DataFrame) -> None:
        if self._parquet is None:
            self._parquet = pq.ParquetWriter(self._file, _schema(frame), compression="zstd")
        self._parquet.write_table(
            pa.Table.from_pandas(frame, schema=self._parquet.schema, preserve_index=False)
        )


@contextmanager
def open_blocks(path: Path) -> Iterator[BlockWriter]:
    """Open a table to be written block by block; the file appears whole or not at all.

    Parameters
    ----------
    path : Path
        Ends in one of `ENDINGS`. A file that stands there is replaced at the end.

    Raises
    ------
    UsageError
        If the ending is another one or the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        message = f"{path.name!r} is written piece by piece and must end in {' or '.join(ENDINGS)}."
        raise UsageError(message)
    partial = path.with_name(f".{path.stem}.partial-{os.getpid()}{path.suffix}")
    try:
        with partial.open("wb") as file:
            writer = BlockWriter(file, as_parquet=ending == ".parquet")
            try:
                yield writer
            finally:
                writer.close()
        partial.replace(path)
    except OSError as error:
        message = f"{path} cannot be written ({error}). Choose another place with --out."
        raise UsageError(message) from error
    finally:
        partial.unlink(missing_ok=True)


def _schema(frame: pd.DataFrame) -> pa.Schema:
    """Give types that hold for every block, also where this one has a column without values."""
    return pa.schema([(str(name), _type(frame[name].dtype)) for name in frame.columns])


def _type(dtype: object) -> pa.DataType:
    kinds = {"f": pa.float64(), "i": pa.int64(), "b": pa.bool_()}
    return kinds[dtype.kind] if isinstance(dtype, np.dtype) and dtype.kind in kinds else pa.string()

"""A table that grows block by block appears whole or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from symgeo.errors import UsageError
from symgeo.storage.block_writer import open_blocks

BLOCKS = (
    pd.DataFrame({"name": ["=a", ""], "cop": [np.nan, np.nan], "is_shared": [True, False], "rank": [1, 2]}),
    pd.DataFrame({"name": ["b"], "cop": [3.5], "is_shared": [True], "rank": [3]}),
)


def test_each_block_is_a_row_group(tmp_path: Path) -> None:
    with open_blocks(tmp_path / "found.parquet") as writer:
        for block in BLOCKS:
            writer.write(block)
        assert writer.rows == 3
    assert pq.ParquetFile(tmp_path / "found.parquet").num_row_groups == 2
    whole = pd.read_parquet(tmp_path / "found.parquet")
    pd.testing.assert_frame_equal(whole, pd.concat(BLOCKS, ignore_index=True), check_dtype=False)


def test_csv_has_one_heading_and_no_formulas(tmp_path: Path) -> None:
    with open_blocks(tmp_path / "found.csv") as writer:
        for block in BLOCKS:
            writer.write(block)
    lines = (tmp_path / "found.csv").read_text(encoding="utf-8").splitlines()
    assert lines == ["name,cop,is_shared,rank", "'=a,,True,1", ",,False,2", "b,3.5,True,3"]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_nothing_is_left_when_writing_is_stopped(tmp_path: Path, ending: str) -> None:
    def stopped() -> None:
        with open_blocks(tmp_path / f"found.{ending}") as writer:
            writer.write(BLOCKS[0])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert list(tmp_path.iterdir()) == []


def test_maps_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="parquet"), open_blocks(tmp_path / "found.gpkg"):
        pass

"""Every file comes out as a careful reader would read it, or stricter; never silently wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from symgeo.storage.interpretation.files import interpret_file
from symgeo.storage.interpretation.vocabulary import Knowledge
from tests.storage.interpretation.cases import CASES, Case


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_is_read_as_expected(case: Case, tmp_path: Path, knowledge: Knowledge) -> None:
    _, found = interpret_file(case.make(tmp_path), knowledge)
    assert (found.problem, found.table, found.header_rows[-1]) == ("", case.table, case.header_row)
    codes = {row: {str(f.code) for f in found.findings if f.row == row} for row in case.outcomes}
    assert (found.rows["outcome"].to_dict(), codes) == (case.outcomes, codes)
    for row, expected in case.codes.items():
        assert expected <= codes[row]
    for row, (lon, lat) in case.positions.items():
        site = found.sites.loc[row]
        assert (round(site["lon"], 2), round(site["lat"], 2)) == (lon, lat)
    flows = found.flows[["row", "resource_code", "direction", "quantity", "unit"]]
    amounts = {tuple(flow) for flow in flows.round(6).itertuples(index=False, name=None)}
    assert set(case.flows) <= amounts
    assert case.language in ("", found.language)
    assert case.system in ("", found.system)

"""A large map's rows are fetched apart from the page; they are those that the audience may see."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from symgeo.ui.map_rows import cache as map_rows

ROOT = Path(__file__).parents[2]


def test_the_map_of_many_sites_fetches_them_and_only_what_is_chosen_comes_with_the_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(map_rows, "MANY_ROWS", 50)
    app = AppTest.from_file(str(ROOT / "symgeo" / "ui" / "shell.py"), default_timeout=90)
    app.query_params["lang"] = "nb"
    app.run()
    assert not app.exception
    layers = json.loads(app.get("component_instance")[0].proto.json_args)["feature_group"]
    names = re.findall(r'"address":"\.\./\.\./columns/([0-9a-f]{40})\.json"', layers)
    assert len(names) == 2
    lines, sites = (json.loads(gzip.decompress(map_rows.find(name) or b"")) for name in names)
    assert "Elkem Thamshavn" in " ".join(sites["title"])
    assert len(lines["id"]) == len(lines["title"])
    # What the two layers themselves carry.
    for part in re.findall(r'\{"kind":"(?:site|opportunity)".*', layers):
        assert '"title"' not in part

"""Names from files show as text on every page, whatever they hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from symgeo.analysis.dataset import Dataset
from symgeo.ui import cache, markup

ROOT = Path(__file__).parents[2]
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> ${7*7} `x` \\ ![i](https://example.org/i.png) =1+1"
)
PAGES = ("explore", "county", "sites", "method")


@pytest.fixture
def hostile_data(example: Dataset, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Show the example with a hostile name, operator, place and story everywhere."""
    sites = example.sites.assign(name=HOSTILE, operator=HOSTILE, municipality=HOSTILE, county=HOSTILE)
    exchanges = example.exchanges.assign(title=HOSTILE, supplier=HOSTILE, receiver=HOSTILE, source=HOSTILE)
    data = replace(example, sites=sites, exchanges=exchanges, revision="hostile")
    monkeypatch.setattr(cache, "load_shown", lambda _folder: data)
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.mark.usefixtures("hostile_data")
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("selected", ["", pytest.param("S001", marks=pytest.mark.thorough)])
def test_no_name_becomes_markup(page: str, selected: str) -> None:
    app = AppTest.from_file(str(ROOT / "symgeo" / "ui" / "shell.py"), default_timeout=90)
    app.query_params["lang"] = "en"
    app.query_params["county"] = "NO-50"
    if selected:
        app.query_params["sel"] = selected
    app.run()
    if page != "explore":
        app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
    assert not app.exception
    written = "".join(piece.value for piece in app.html)
    assert "<script>alert" not in written
    assert "<img src=x" not in written
    assert not [piece.value for piece in app.markdown if "![i]" in piece.value]


def test_a_label_escapes_all_of_markdown() -> None:
    assert markup.label("![i](x) **b** `c` $d$ :red[e]") == (r"\!\[i\]\(x\) \*\*b\*\* \`c\` \$d\$ \:red\[e\]")

"""Tables say everything in the language that the reader chose, and their numbers stay numbers."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest

from symgeo.tables.schema import TABLES
from symgeo.texts import texts_for
from symgeo.vocabulary import LANGUAGES

UI = Path(__file__).parents[2] / "symgeo" / "ui"


def draw(frame_in_words: str, language: str) -> AppTest:
    """Draw a frame in an application of its own."""
    script = f"""
import pandas as pd
from symgeo.texts import texts_for
from symgeo.ui.table_panel import show_frame
show_frame(texts_for({language!r}), pd.DataFrame({frame_in_words}), alt="numbers", digits={{"km": 1}})
"""
    return AppTest.from_string(script, default_timeout=60).run()


def written(app: AppTest) -> list[list[str]]:
    """Give the cells as they are written."""
    shown = app.dataframe[0].proto.arrow_data.styler.display_values
    return convert_arrow_bytes_to_pandas_df(shown).to_numpy().tolist()


@pytest.mark.parametrize(
    ("language", "cells"),
    [
        ("en", ["1.7", "1,234.5"]),
        ("nn", ["1,7", "1\N{NO-BREAK SPACE}234,5"]),
        ("sv", ["1,7", "1\N{NO-BREAK SPACE}234,5"]),
    ],
)
def test_numbers_are_written_in_the_way_of_the_language(language: str, cells: list[str]) -> None:
    app = draw("{'km': [1.7, 1234.5]}", language)
    assert [row[0] for row in written(app)] == cells


def test_numbers_stay_numbers_so_that_they_sort() -> None:
    assert draw("{'km': [10.0, 9.0]}", "nn").dataframe[0].value["km"].tolist() == [10.0, 9.0]


def test_a_number_that_is_not_known_is_an_empty_cell() -> None:
    app = draw("{'km': [1.7, None]}", "sv")
    assert written(app)[1] == [""]
    # The browser writes this in a cell without a value, and "None" where it is not given.
    assert app.dataframe[0].proto.HasField("placeholder")
    assert app.dataframe[0].proto.placeholder == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_without_rows_says_so_in_the_language(language: str) -> None:
    app = draw("{'km': []}", language)
    assert not app.dataframe
    assert texts_for(language)("ui.table_empty") in app.get("html")[0].proto.body


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda path: path.name)
def test_only_one_place_draws_tables(path: Path) -> None:
    used = {
        node.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }
    assert path.name == "table_panel.py" or "dataframe" not in used


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_each_table_of_the_method_has_a_plain_name(language: str, table: str) -> None:
    texts = texts_for(language)
    title = texts(f"ui.table_title.{table}")
    assert title != table
    assert texts("ui.table", title=title, name=table) == f"{title} ({table})"

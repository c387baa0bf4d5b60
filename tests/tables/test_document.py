"""The README's tables of columns are those of the column dictionary."""

from __future__ import annotations

from pathlib import Path

import pytest

from symgeo.tables.document import columns_table, with_all_tables, with_columns
from symgeo.tables.schema import TABLES, dictionary

README = Path(__file__).parents[2] / "README.md"


@pytest.mark.parametrize("table", TABLES)
def test_the_readme_says_what_the_dictionary_says(table: str) -> None:
    assert f"<!-- columns:{table} -->\n\n{columns_table(table)}\n" in README.read_text(encoding="utf-8")


def test_only_what_stands_between_the_markers_changes() -> None:
    text = "before\n<!-- columns:units -->\nold\n<!-- /columns:units -->\nafter\n"
    new = with_columns(text)
    assert new.startswith("before\n")
    assert new.endswith("\nafter\n")
    assert "old" not in new
    assert with_columns(new) == new


def test_a_marker_of_no_table_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        with_columns("<!-- columns:colours -->\n<!-- /columns:colours -->")


def test_a_table_without_markers_is_appended() -> None:
    text = with_all_tables("# Title\n")
    assert text.startswith("# Title\n\n### sites\n")
    assert all(f"| `{dictionary(table).key}` |" in text for table in TABLES)
    assert with_all_tables(text) == text

"""The column dictionary is complete and says what a table holds."""

from __future__ import annotations

import pytest

from symgeo.tables.schema import TABLES, Column, dictionary
from symgeo.vocabulary import LANGUAGES, Direction, Stage


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_described_in_every_language(table: str) -> None:
    missing = [
        (column.name, language)
        for column in dictionary(table).columns
        for language in LANGUAGES
        if not column.description(language).endswith(".")
    ]
    assert missing == []


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_one_key_and_no_name_twice(table: str) -> None:
    columns = dictionary(table).columns
    names = [column.name for column in columns]
    assert len(names) == len(set(names))
    assert [column.name for column in columns if column.type == "key"] == [dictionary(table).key]


@pytest.mark.parametrize("table", TABLES)
def test_a_default_is_one_of_the_codes(table: str) -> None:
    wrong = [c.name for c in dictionary(table).columns if c.codes and c.default not in ("", *c.codes)]
    assert wrong == []


def test_codes_are_those_of_the_vocabulary() -> None:
    assert dictionary("flows")["direction"].codes == tuple(Direction)
    assert dictionary("exchanges")["stage"].codes == tuple(Stage)


@pytest.mark.parametrize(
    ("table", "name", "text"),
    [
        ("flows", "committed_pct", "0 to 100"),
        ("flows", "quantity", "> 0"),
        ("flows", "quantity_low", ">= 0"),
        ("parameters", "value", ""),
    ],
)
def test_a_range_is_written_as_data(table: str, name: str, text: str) -> None:
    column: Column = dictionary(table)[name]
    assert column.range_text == text

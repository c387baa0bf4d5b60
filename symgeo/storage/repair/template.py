"""An empty table to fill in: XLSX with drop-downs, guidance and an example, and CSV; in four languages."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.storage.repair.choices import (
    UNITS,
    direction_words,
    municipality_words,
    openness_words,
    resource_words,
)
from symgeo.storage.repair.wording import column_letter
from symgeo.texts import Texts
from symgeo.vocabulary import Direction

_ROWS: Final = 2000
"""Rows that the drop-downs reach."""
_EXAMPLE_RESOURCE: Final = "heat_60_100"
_EXAMPLE_MUNICIPALITY: Final = "5059"
_MOST_TEXT: Final = 250
"""Characters of the longest message that a spreadsheet shows at a cell."""


@dataclass(frozen=True)
class _Column:
    """One column of the template: its field, width, and the list that its drop-down shows."""

    field: str
    width: int
    example: str
    is_required: bool = False
    choices: str = ""


_COLUMNS: Final = (
    _Column("name", 30, "", is_required=True),
    _Column("operator", 24, ""),
    _Column("organisation_number", 20, ""),
    _Column("municipality", 24, "", is_required=True, choices="municipality"),
    _Column("address", 28, ""),
    _Column("lat", 13, "63.3174"),
    _Column("lon", 13, "9.8736"),
    _Column("nace", 14, "16.10"),
    _Column("direction", 16, "", choices="direction"),
    _Column("resource", 36, "", choices="resource"),
    _Column("quantity", 17, "5000"),
    _Column("unit", 10, "MWh", choices="unit"),
    _Column("temp_c", 17, "80"),
    _Column("openness", 16, "", choices="openness"),
    _Column("source", 24, ""),
    _Column("note", 30, ""),
)


def write_template(target: BinaryIO, knowledge: Knowledge, t: Texts, counties: Sequence[str] = ()) -> None:
    """Write the template as XLSX.

    Parameters
    ----------
    target : binary file
        Is written to.
    knowledge : Knowledge
        Headings, resources, municipalities.
    t : Texts
        Language.
    counties : sequence of str
        Offer the municipalities of these counties only; empty for all.
    """
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    names = [t(f"repair.template.sheet_{name}") for name in ("table", "guidance", "lists")]
    table, guidance, lists = (book.add_worksheet(name) for name in names)
    ranges = _write_lists(lists, names[2], _lists(knowledge, t, counties))
    _write_table(book, table, knowledge, t, ranges)
    _write_guidance(book, guidance, t)
    lists.hide()
    table.activate()
    book.close()


def template_csv(knowledge: Knowledge, t: Texts) -> bytes:
    """Give the template as CSV that the reader's spreadsheet opens: headings and the example."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="," if t.language == "en" else ";", lineterminator="\r\n")
    writer.writerow([t(f"repair.heading.{column.field}") for column in _COLUMNS])
    writer.writerow(_example(knowledge, t))
    return out.getvalue().encode("utf-8-sig")


def template_name(t: Texts, ending: str) -> str:
    """Give the name of the file; ``ending`` is ``xlsx`` or ``csv``."""
    return f"{t('repair.template.file')}.{ending}"


def _lists(knowledge: Knowledge, t: Texts, counties: Sequence[str]) -> Mapping[str, Sequence[str]]:
    return {
        "resource": tuple(resource_words(knowledge, t)),
        "direction": tuple(direction_words(t)),
        "unit": UNITS,
        "openness": tuple(openness_words(t)),
        "municipality": municipality_words(knowledge, counties),
    }


def _write_lists(sheet: Worksheet, name: str, lists: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Write the lists of the drop-downs, and give the range of each."""
    ranges = {}
    for column, (field, words) in enumerate(lists.items()):
        for row, word in enumerate(words):
            sheet.write_string(row, column, word)
        letter = column_letter(column)
        ranges[field] = f"='{name}'!${letter}$1:${letter}${len(words)}"
    return ranges


def _write_table(
    book: xlsxwriter.Workbook, sheet: Worksheet, knowledge: Knowledge, t: Texts, ranges: Mapping[str, str]
) -> None:
    head = {"bold": True, "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter", "border": 1}
    required = book.add_format({**head, "bg_color": "#0B6E75"})
    optional = book.add_format({**head, "bg_color": "#5B6770"})
    example = book.add_format({"italic": True, "font_color": "#5B6770", "bg_color": "#F1F4F5"})
    for place, column in enumerate(_COLUMNS):
        look = required if column.is_required else optional
        sheet.write_string(0, place, t(f"repair.heading.{column.field}"), look)
        sheet.set_column(place, place, column.width)
        told = t(f"repair.template.about_{column.field}")[:_MOST_TEXT]
        sheet.write_comment(0, place, told, {"author": "symgeo", "width": 260, "height": 90})
        if column.choices:
            sheet.data_validation(
                1,
                place,
                _ROWS,
                place,
                {
                    "validate": "list",
                    "source": ranges[column.choices],
                    # Other words are allowed: the reader knows many more.
                    "error_type": "information",
                    "error_title": t(f"repair.heading.{column.field}")[:32],
                    "error_message": t("repair.template.other_word")[:_MOST_TEXT],
                },
            )
    for place, text in enumerate(_example(knowledge, t)):
        sheet.write_string(1, place, text, example)
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 1)
    sheet.ignore_errors({"number_stored_as_text": f"A2:{column_letter(len(_COLUMNS))}2"})


def _write_guidance(book: xlsxwriter.Workbook, sheet: Worksheet, t: Texts) -> None:
    title = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 80)
    sheet.write_string(0, 0, t("repair.template.title"), title)
    for row, line in enumerate(("one_row", "required", "example", "unknown", "numbers"), start=1):
        sheet.write_string(row, 1, t(f"repair.template.{line}"), wrap)
    sheet.write_string(7, 0, t("repair.template.column"), head)
    sheet.write_string(7, 1, t("repair.template.what"), head)
    for row, column in enumerate(_COLUMNS, start=8):
        sheet.write_string(row, 0, t(f"repair.heading.{column.field}"), wrap)
        sheet.write_string(row, 1, t(f"repair.template.about_{column.field}"), wrap)


def _example(knowledge: Knowledge, t: Texts) -> list[str]:
    """Give the row of the example; the reader leaves it out because of how it begins."""
    town = str(knowledge.geography.municipalities["name"].loc[_EXAMPLE_MUNICIPALITY])
    own = {
        "name": t("repair.template.example_name"),
        "municipality": f"{_EXAMPLE_MUNICIPALITY} {town}",
        "direction": t(f"direction.{Direction.SUPPLY}"),
        "resource": t.resource(knowledge.resources.loc[_EXAMPLE_RESOURCE]),
        "note": t("repair.template.example_note"),
    }
    comma = "." if t.language == "en" else ","
    return [
        own.get(
            column.field,
            column.example.replace(".", comma) if column.field in ("lat", "lon") else column.example,
        )
        for column in _COLUMNS
    ]

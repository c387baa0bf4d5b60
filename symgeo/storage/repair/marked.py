"""The person's own file back as XLSX: wrong cells red, with a comment, and a column of errors."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import BinaryIO, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from symgeo.storage.interpretation.codes import Outcome
from symgeo.storage.interpretation.interpret import Interpreted
from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.storage.readers.reading import Reading
from symgeo.storage.repair.decided import with_decisions_written
from symgeo.storage.repair.mistakes import stops
from symgeo.storage.repair.replay import extra_fields, repaired_reading
from symgeo.storage.repair.state import Cell, RepairState
from symgeo.storage.repair.wording import column_letter, reason_of
from symgeo.texts import Texts

_NO_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")
_LONGEST_SHEET_NAME: Final = 31
_NO_FILE_NAME: Final = re.compile(r"[^\w .,()+-]")
_LONGEST_NAME: Final = 80
_WIDTHS: Final = (8, 40)
_LOOKED_AT: Final = 200
_ERROR_WIDTH: Final = 60
_COMMENT_WIDTH_PX: Final = 320
_LINE_PX: Final = 20
_CHARACTERS_A_LINE: Final = 44


def write_marked(
    target: BinaryIO,
    reading: Reading,
    state: RepairState,
    interpreted: Interpreted,
    knowledge: Knowledge,
    t: Texts,
) -> None:
    """Write the file with all repairs so far, and what is still wrong marked in it.

    Rows keep their numbers. What is written is text and numbers only, never a formula.

    Parameters
    ----------
    target : binary file
        Is written to.
    reading, state, interpreted
        The file as it was read, what was decided, and what they mean.
    knowledge : Knowledge
        Headings, names of codes.
    t : Texts
        Language of comments.
    """
    written = with_decisions_written(reading, state, interpreted, knowledge)
    repaired = repaired_reading(reading, written)
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(_sheet_name(reading.sheet or t("repair.marked.sheet")))
    width = repaired.grid.shape[1]
    header = {row - 1 for row in interpreted.header_rows}
    comments, errors = _said(interpreted, knowledge, t)
    formats = _formats(book)
    _write_cells(sheet, repaired, header, set(comments), formats)
    _write_headings(sheet, interpreted, reading.grid.shape[1], extra_fields(written), t, formats)
    for (row, column), text in comments.items():
        lines = sum(len(line) // _CHARACTERS_A_LINE + 1 for line in text.split("\n")) + 1
        size = {"x_scale": 1, "width": _COMMENT_WIDTH_PX, "height": lines * _LINE_PX, "author": "symgeo"}
        sheet.write_comment(row - 1, column, text, size)
    for row, text in errors.items():
        sheet.write_string(row - 1, width, text, formats["error"])
    _lay_out(sheet, repaired, header, width)
    book.close()


def marked_name(name: str, t: Texts) -> str:
    """Give the name of the file: the person's own, and that errors are marked in it."""
    stem = _NO_FILE_NAME.sub("_", PurePath(name).stem).strip(" ._")[:_LONGEST_NAME]
    return f"{t('repair.marked.name', name=stem or 'symgeo')}.xlsx"


def _said(interpreted: Interpreted, knowledge: Knowledge, t: Texts) -> tuple[dict[Cell, str], dict[int, str]]:
    """Give what to say at cells, and at the end of rows; what is about a whole row is said at its name."""
    skipped = set(interpreted.rows.index[interpreted.rows["outcome"] == Outcome.SKIP])
    name = next((m.column for m in interpreted.columns if m.field in ("name", "operator", "site_id")), 0)
    cells: dict[Cell, list[str]] = {}
    rows: dict[int, list[str]] = {}
    for finding in interpreted.findings:
        if stops(finding) and finding.row not in skipped:
            reason = reason_of(finding, interpreted, knowledge, t)
            place = (finding.row, finding.column if finding.column >= 0 else name)
            cells.setdefault(place, []).append(reason.advice)
            label = interpreted.columns[finding.column].label if finding.column >= 0 else ""
            rows.setdefault(finding.row, []).append(f"{label}: {reason.advice}" if label else reason.advice)
    return (
        {cell: "\n".join(dict.fromkeys(said)) for cell, said in cells.items()},
        {row: " ".join(dict.fromkeys(said)) for row, said in rows.items()},
    )


def _formats(book: xlsxwriter.Workbook) -> Mapping[str, Format]:
    red = {"bg_color": "#F9C6C6", "font_color": "#7A0C0C"}
    return {
        "plain": book.add_format({}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "wrong": book.add_format({**red, "border": 1, "border_color": "#B42318"}),
        "error": book.add_format({**red, "text_wrap": True, "valign": "top"}),
        "error_head": book.add_format({**red, "bold": True, "bottom": 1}),
    }


def _write_cells(
    sheet: Worksheet, reading: Reading, header: set[int], wrong: set[Cell], formats: Mapping[str, Format]
) -> None:
    points = None if reading.has_point is None else reading.has_point.to_numpy(dtype=bool)
    for place, (row, cells) in enumerate(
        zip(reading.grid.index.tolist(), reading.grid.to_numpy().tolist(), strict=True)
    ):
        for column, text in enumerate(cells):
            look = formats["wrong" if (row, column) in wrong else "head" if row - 1 in header else "plain"]
            is_number = points is not None and points[place, column]
            _write_cell(sheet, row - 1, column, str(text), look, is_number=bool(is_number))


def _write_cell(sheet: Worksheet, row: int, column: int, text: str, look: Format, *, is_number: bool) -> None:
    number = float(text) if is_number and text else math.nan
    if math.isfinite(number):
        sheet.write_number(row, column, number, look)
    elif text:
        sheet.write_string(row, column, text, look)
    else:
        sheet.write_blank(row, column, None, look)


def _write_headings(
    sheet: Worksheet,
    interpreted: Interpreted,
    width: int,
    added: Sequence[str],
    t: Texts,
    formats: Mapping[str, Format],
) -> None:
    if not interpreted.header_rows:
        return
    row = interpreted.header_rows[-1] - 1
    for place, field in enumerate(added):
        sheet.write_string(row, width + place, t(f"repair.heading.{field}"), formats["head"])
    sheet.write_string(row, width + len(added), t("repair.marked.error"), formats["error_head"])


def _lay_out(sheet: Worksheet, reading: Reading, header: set[int], width: int) -> None:
    sheet.freeze_panes(max(header, default=0) + 1, 0)
    top = reading.grid.head(_LOOKED_AT)
    for column in range(width):
        longest = int(top[column].str.len().max()) if len(top) else 0
        sheet.set_column(column, column, min(max(longest + 2, _WIDTHS[0]), _WIDTHS[1]))
    sheet.set_column(width, width, _ERROR_WIDTH)
    last = int(reading.grid.index.max()) if len(reading.grid) else 1
    # Text that looks like a number stays text, as in the person's own file; no green corners for it.
    sheet.ignore_errors({"number_stored_as_text": f"A1:{column_letter(width)}{last}"})


def _sheet_name(name: str) -> str:
    return _NO_SHEET_NAME.sub(" ", name).strip()[:_LONGEST_SHEET_NAME] or "symgeo"

"""The Excel hand-out: real tables with units, filters and frozen heads, and nothing that calculates."""

from __future__ import annotations

import datetime
import io
import textwrap
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from symgeo.handouts.marking import Marking, marking_of
from symgeo.handouts.material import Material
from symgeo.handouts.sheets import Kind, Sheet, all_sheets

_ACCENT: Final = "#0B6E75"
_FIRST_ROW: Final = 3
"""Of the table; above it stand title, audience and source."""
_WIDTHS: Final[dict[Kind, int]] = {"text": 16, "whole": 13, "number": 14, "one_decimal": 11, "wide": 34}
_FORMATS: Final[dict[Kind, str]] = {"whole": "#,##0", "number": "#,##0", "one_decimal": "#,##0.0"}
_COVER_WIDTH: Final = 110
_LETTERS_OF_WIDTH: Final = 1.05
"""A column's width is told in digits, which are wider than most letters."""
_LINE_PT: Final = 15.0
_SMALL: Final = 100.0
_LONGEST_FOOTER: Final = 255
"""Characters that a sheet's footer holds."""


def write_workbook(material: Material) -> bytes:
    """Give the workbook."""
    target = io.BytesIO()
    settings = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    book = xlsxwriter.Workbook(target, settings)
    marking = marking_of(material)
    made_on = material.order.made_on
    # The day of the order, not the second: the same order gives the same file.
    created = datetime.datetime.combine(made_on, datetime.time())
    book.set_properties(
        {"title": marking.title, "subject": marking.audience, "author": "symgeo", "created": created}
    )
    book.set_custom_property("symgeo.audience", str(material.order.audience), "text")
    book.set_custom_property("symgeo.date", made_on.isoformat(), "text")
    _write_cover(book, marking, material)
    for place, sheet in enumerate(all_sheets(material), start=1):
        _write_sheet(book, sheet, marking, place)
    book.close()
    return target.getvalue()


def _write_cover(book: xlsxwriter.Workbook, marking: Marking, material: Material) -> None:
    texts = material.texts
    sheet = book.add_worksheet(texts("handouts.sheet_about"))
    title = book.add_format({"bold": True, "font_size": 18, "font_color": _ACCENT})
    strong = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _COVER_WIDTH)
    lines = (
        (marking.title, title),
        (marking.audience, strong),
        (marking.meaning, wrap),
        (texts("handouts.contents", scope=marking.scope), wrap),
        (marking.source, wrap),
        (texts("map.attribution"), wrap),
        (texts("handouts.how"), wrap),
        (texts("handouts.example_meaning"), wrap),
    )
    for row, (line, look) in enumerate(lines):
        sheet.write_string(row, 0, line, look)
        if look is not title:
            _make_room(sheet, row, _lines(line, _COVER_WIDTH))
    _set_page(sheet, marking)


def _write_sheet(book: xlsxwriter.Workbook, sheet: Sheet, marking: Marking, place: int) -> None:
    page = book.add_worksheet(sheet.name[:31])
    page.write_string(
        0, 0, f"{sheet.name}: {marking.title}", book.add_format({"bold": True, "font_size": 14})
    )
    page.write_string(1, 0, marking.footer, book.add_format({"font_color": "#55626A"}))
    looks = {kind: book.add_format({"num_format": code, "valign": "top"}) for kind, code in _FORMATS.items()}
    exact = book.add_format({"num_format": "#,##0.####", "valign": "top"})
    # A long name takes a second line, never the room of the cell beside it.
    plain = book.add_format({"valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "indent": 1})
    last = _FIRST_ROW + len(sheet.frame)
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": _ACCENT, "font_color": "#FFFFFF"}
    )
    headings = [str(heading) for heading in sheet.frame.columns]
    page.add_table(
        _FIRST_ROW,
        0,
        last,
        len(headings) - 1,
        {
            "name": f"symgeo_{place}",
            "style": "Table Style Light 1",
            "columns": [{"header": heading, "header_format": head} for heading in headings],
        },
    )
    for column, kind in enumerate(sheet.kinds):
        page.set_column(column, column, _WIDTHS[kind])
        for row, cell in enumerate(sheet.frame.iloc[:, column], start=_FIRST_ROW + 1):
            look = wrapped if isinstance(cell, str) else _look(cell, kind, looks, exact) or plain
            _write_cell(page, row, column, cell, look)
    widths = [_WIDTHS[kind] for kind in sheet.kinds]
    for row, cells in enumerate(sheet.frame.itertuples(index=False), start=_FIRST_ROW + 1):
        _make_room(page, row, max(map(_lines, cells, widths)))
    page.set_row(_FIRST_ROW, 45)
    page.freeze_panes(_FIRST_ROW + 1, 2)
    _set_page(page, marking)


def _lines(cell: object, width: int) -> int:
    """Count the lines that a cell takes in a column of so many letters."""
    room = int(width * _LETTERS_OF_WIDTH)
    if not isinstance(cell, str) or len(cell) <= room:
        return 1
    return len(textwrap.wrap(cell, room))


def _make_room(page: Worksheet, row: int, lines: int) -> None:
    """Make a row as high as its lines: not every programme does it by itself."""
    if lines > 1:
        page.set_row(row, lines * _LINE_PT)


def _look(cell: object, kind: Kind, looks: dict[Kind, Format], exact: Format) -> Format | None:
    """Give small numbers their decimals: a factor of 0.25 must not become 0."""
    if kind == "number" and isinstance(cell, float) and abs(cell) < _SMALL:
        return exact
    return looks.get(kind)


def _write_cell(page: Worksheet, row: int, column: int, cell: object, look: Format | None) -> None:
    if isinstance(cell, (int, float)):
        page.write_number(row, column, cell, look)
    elif cell is not None and str(cell):
        page.write_string(row, column, str(cell), look)


def _set_page(page: Worksheet, marking: Marking) -> None:
    """Print landscape, with audience and source under each page."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    # An ampersand begins a code in a header or footer.
    lines = (f"&L{line.replace('&', '&&')}&R&P / &N" for line in (marking.footer, marking.short))
    # A longer footer would be left out whole; all of it stands above the table.
    page.set_footer(next((line for line in lines if len(line) < _LONGEST_FOOTER), "&R&P / &N"))

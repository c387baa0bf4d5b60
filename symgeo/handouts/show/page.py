"""The presentation as one file: what there is, what is best, and the best pairs, a slide each."""

from __future__ import annotations

from html import escape
from typing import Final

from symgeo.handouts.marking import Marking, marking_of
from symgeo.handouts.material import Material
from symgeo.handouts.show.parts import (
    about_slide,
    pair_slide,
    paragraph,
    selection_slide,
    write_page,
    write_slide,
)
from symgeo.handouts.slide_room import fitting_rows
from symgeo.handouts.story import Chart, Counted, Listing, group_chart, top_listing
from symgeo.views.figures.look import look_for

PAIRS: Final = 10
_TOP: Final = 6
_TABLE_PX: Final = (1318.0, 560.0)
_LETTERS_PX: Final = 24.0
"""Room for a table on the smallest beamer, and its letters."""
_GROUPS: Final = 8
_WIDEST_VW: Final = 42.0


def write_show(material: Material) -> bytes:
    """Give the page."""
    marking = marking_of(material)
    slides = [_cover(marking), selection_slide(marking.title, material, marking)]
    if len(material.found):
        slides.append(_groups(material.once(group_chart), material, marking))
        best = Counted(top_listing(material, _TOP), len(material.found))
        shown = fitting_rows(best.listing, *_TABLE_PX, _LETTERS_PX)
        slides.append(_listing(best.first(shown, material.texts), marking))
        slides += [pair_slide(pair, material, marking) for _, pair in material.found.head(PAIRS).iterrows()]
    slides.append(about_slide(material, marking))
    return write_page(slides, material, marking)


def _cover(marking: Marking) -> str:
    lead = paragraph(marking.heading, "lead") if marking.heading else ""
    said = lead + paragraph(marking.meaning)
    return write_slide(marking.title, said, marking, kind="cover")


def _groups(chart: Chart, material: Material, marking: Marking) -> str:
    look = look_for("light")
    totals = [sum(counts[i] for _, _, counts in chart.series) for i in range(len(chart.groups))]
    most = max(totals, default=1)
    rows = []
    for i, name in enumerate(chart.groups[:_GROUPS]):
        bars = "".join(
            _bar(look.tier(code), counts[i] / most) for code, _, counts in chart.series if counts[i]
        )
        row = f'<span class="bar"><span class="parts">{bars}</span>{totals[i]}</span>'
        rows.append(f"<span>{escape(name)}</span>{row}")
    legend = "".join(
        f'<span><i style="background:{look.tier(code)}"></i>{escape(name)}</span>'
        for code, name, _ in chart.series
    )
    content = f'<div class="bars">{"".join(rows)}</div><div class="legend">{legend}</div>'
    title, total = chart.title, len(chart.groups)
    if total > _GROUPS:
        title = material.texts("handouts.some_of", title=title, shown=_GROUPS, total=total)
    return write_slide(title, content, marking)


def _bar(hue: str, share: float) -> str:
    return f'<span class="part" style="background:{hue};width:{_WIDEST_VW * share:.2f}vw"></span>'


def _listing(listing: Listing, marking: Marking) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in listing.headings)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in listing.rows
    )
    widths = "".join(f'<col style="width:{share:.0%}">' for share in listing.widths)
    table = f"<table><colgroup>{widths}</colgroup><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return write_slide(listing.title, table, marking)

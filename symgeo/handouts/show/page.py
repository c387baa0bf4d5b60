"""The presentation as one file: what there is, what is best, and the best pairs, a slide each."""

from __future__ import annotations

from html import escape
from importlib import resources
from typing import Final

import pandas as pd

from symgeo.handouts.drawing import Drawing, draw_pair, draw_selection
from symgeo.handouts.drawing_svg import to_svg
from symgeo.handouts.marking import Marking, marking_of
from symgeo.handouts.material import Material
from symgeo.handouts.story import Chart, Listing, group_chart, tell_all, top_listing
from symgeo.handouts.words import describe_pair
from symgeo.views.cards.worth import co2_range, co2_text, electricity_text, money_range, money_text
from symgeo.views.figures.look import look_for

PAIRS: Final = 10
_TOP: Final = 6
_LINES: Final = 25
_GROUPS: Final = 8
_WIDEST_VW: Final = 42.0
# Small, because they are shown three times as large: their names have to be read from the last row.
_MAP_PT: Final = (228.0, 163.0)
_PAIR_PT: Final = (180.0, 150.0)
_POLICY: Final = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "form-action 'none'; base-uri 'none'"
)


def write_show(material: Material) -> bytes:
    """Give the page."""
    marking, texts = marking_of(material), material.texts
    slides = [_cover(marking), _overview(material, marking)]
    if len(material.found):
        slides.append(_groups(group_chart(material), marking))
        slides.append(_listing(top_listing(material, _TOP), marking))
        slides += [_pair(pair, material, marking) for _, pair in material.found.head(PAIRS).iterrows()]
    said = [texts("handouts.how"), texts("handouts.example_meaning"), marking.meaning]
    slides.append(_slide(texts("handouts.about"), "".join(_paragraph(one) for one in said), marking))
    folder = resources.files("symgeo.handouts.show")
    style, script = (folder.joinpath(name).read_text(encoding="utf-8") for name in ("show.css", "show.js"))
    buttons = "".join(
        _button(name, sign, material) for name, sign in (("back", "‹"), ("next", "›"), ("fill", ""))
    )
    foot = f'<span class="source">{escape(marking.source)}</span>{buttons}<span id="place"></span>'
    page = (
        f'<!doctype html><html lang="{texts.language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(marking.title)}</title><style>{style}</style></head>"
        f"<body><main>{''.join(slides)}</main><footer>{foot}</footer>"
        f"<script>{script}</script></body></html>"
    )
    return page.encode()


def _button(name: str, sign: str, material: Material) -> str:
    """Write one button: a sign that is named for screen readers, or a word."""
    word = escape(material.texts(f"handouts.show_{name}"))
    label = f' aria-label="{word}"' if sign else ""
    return f'<button type="button" id="{name}"{label}>{sign or word}</button>'


def _slide(title: str, content: str, marking: Marking, *, kind: str = "") -> str:
    """Write one slide; for whom it is stands at the top of each."""
    return (
        f'<section class="{kind}"><p class="audience">{escape(marking.audience)}</p>'
        f'<h1 tabindex="-1">{escape(title)}</h1>{content}</section>'
    )


def _paragraph(text: str, kind: str = "") -> str:
    return f'<p class="{kind}">{escape(text)}</p>'


def _picture(drawing: Drawing) -> str:
    return f'<div class="picture" role="img" aria-label="{escape(drawing.alt)}">{to_svg(drawing)}</div>'


def _cover(marking: Marking) -> str:
    said = _paragraph(marking.scope, "lead") + _paragraph(marking.meaning)
    return _slide(marking.title, said, marking, kind="cover")


def _overview(material: Material, marking: Marking) -> str:
    said = "".join(_paragraph(sentence) for sentence in tell_all(material))
    drawing = draw_selection(material, *_MAP_PT, most=_LINES)
    return _slide(marking.title, f'<div class="two">{_picture(drawing)}<div>{said}</div></div>', marking)


def _groups(chart: Chart, marking: Marking) -> str:
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
    return _slide(chart.title, content, marking)


def _bar(hue: str, share: float) -> str:
    return f'<span class="part" style="background:{hue};width:{_WIDEST_VW * share:.2f}vw"></span>'


def _listing(listing: Listing, marking: Marking) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in listing.headings)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in listing.rows
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return _slide(listing.title, table, marking)


def _pair(pair: pd.Series, material: Material, marking: Marking) -> str:
    texts, words = material.texts, describe_pair(pair, material)
    crossed = float(pair["crosses_water_km"])
    water = texts("handouts.over_water", length=texts.distance(crossed)) if crossed > 0 else ""
    facts = (
        (texts("tables.tier"), words.tier, ""),
        (texts("card.amount"), words.facts[0][1], ""),
        (texts("card.distance"), texts.distance(pair["distance_km"]), water),
        (texts("card.electricity.title"), electricity_text(pair, texts), ""),
        (texts("card.money.title"), money_text(pair, texts), money_range(pair, texts)),
        (texts("card.co2.title"), co2_text(pair, texts), co2_range(pair, texts)),
        (texts("handouts.in_the_way"), words.barrier, ""),
        (texts("tables.evidence"), texts(f"evidence.{pair['evidence']}"), ""),
    )
    rows = "".join(
        f"<dt>{escape(term)}</dt><dd>{escape(told)}{f' <small>{escape(more)}</small>' if more else ''}</dd>"
        for term, told, more in facts
    )
    drawing = draw_pair(pair, material, *_PAIR_PT)
    beside = f'<div class="two pair">{_picture(drawing)}<dl>{rows}</dl></div>'
    return _slide(words.title, _paragraph(words.sentence, "lead") + beside, marking)

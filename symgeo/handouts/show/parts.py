"""What presentations are made of: the page, and slides for a selection, a pair and a recorded exchange."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from html import escape
from importlib import resources
from typing import Final

import pandas as pd

from symgeo.analysis.saved_views import Area
from symgeo.handouts.drawing import Drawing, draw_exchange, draw_pair, draw_selection
from symgeo.handouts.drawing_key import key_of
from symgeo.handouts.drawing_svg import sign_svg, to_svg
from symgeo.handouts.marking import Marking
from symgeo.handouts.material import Material
from symgeo.handouts.story import tell_all
from symgeo.handouts.words import describe_exchange, describe_pair
from symgeo.texts import Texts
from symgeo.views.cards.worth import (
    amount_range,
    co2_range,
    co2_text,
    co2_title,
    electricity_range,
    electricity_text,
    money_range,
    money_text,
)
from symgeo.views.tables import matched_amount

_LINES: Final = 25
# Small, because they are shown three times as large: their names have to be read from the last row.
_MAP_PT: Final = (216.0, 144.0)
_PAIR_PT: Final = (180.0, 142.0)
# A note below a map takes from its height, never from the size of its names.
_NOTE_LINE_PT: Final = 9.8
_NOTE_GAP_PT: Final = 5.0
_LETTER_PT: Final = 4.0
_LONG_LINE: Final = 66
"""Letters of a line across the slide; what stands in the way gets lines of its own where it is longer."""
_BEST: Final = 3
_POLICY: Final = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "form-action 'none'; base-uri 'none'"
)
_PER_YEAR: Final = re.compile(r"/(?=(?:yr|år)\b)")
_RANGE: Final = re.compile(r"(?<=\d)–(?=\d)")
_DEGREES: Final = re.compile(r"(?:(\d+)-)?(\d+) °C")
_BUTTONS: Final = (("back", "‹"), ("next", "›"), ("fill", ""), ("close", ""))


def write_page(slides: Sequence[str], material: Material, marking: Marking) -> bytes:
    """Give the page that steps through slides by keyboard, with everything in it."""
    folder = resources.files("symgeo.handouts.show")
    style, script = (folder.joinpath(name).read_text(encoding="utf-8") for name in ("show.css", "show.js"))
    buttons = "".join(_button(name, sign, material) for name, sign in _BUTTONS)
    foot = (
        # The rate and other values are at the top and on the last slide: all of it would be cut here.
        f'<span class="source">{escape(marking.source.split(" · ", 1)[0])}</span>{buttons}'
        '<span id="place" aria-live="polite"></span>'
    )
    page = (
        f'<!doctype html><html lang="{material.texts.language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(marking.title)}</title><style>{style}</style></head>"
        f"<body><main>{_held(''.join(slides))}</main><footer>{foot}</footer>"
        f"<script>{script}</script></body></html>"
    )
    return page.encode()


def _held(slides: str) -> str:
    """Keep a unit and its year on one line, a range, and degrees: a browser may break behind a stroke."""
    slides = _DEGREES.sub(_hold_degrees, slides)
    return _RANGE.sub("&NoBreak;–&NoBreak;", _PER_YEAR.sub("/&NoBreak;", slides))


def _hold_degrees(found: re.Match[str]) -> str:
    least = f"{found[1]}&NoBreak;-&NoBreak;" if found[1] else ""
    return f"{least}{found[2]}&nbsp;°C"


def write_slide(title: str, content: str, marking: Marking, *, kind: str = "", name: str = "") -> str:
    """Write one slide; for whom it is stands at the top of each, and which other values it rests on.

    Parameters
    ----------
    title, content : str
        A text, and HTML.
    marking : Marking
        For whom it is.
    kind : str
        Class of the slide.
    name : str
        What the address of the page says after ``#`` for this slide; "" for its number.
    """
    own = f' id="{escape(name)}"' if name else ""
    own_values = f" <small>{escape(marking.own_values)}</small>" if marking.own_values else ""
    return (
        f'<section{own} class="{kind}"><p class="audience">{escape(marking.audience)}{own_values}</p>'
        f'<h1 tabindex="-1">{escape(title)}</h1>{content}</section>'
    )


def paragraph(text: str, kind: str = "") -> str:
    """Write a paragraph."""
    return f'<p class="{kind}">{escape(text)}</p>'


def about_slide(material: Material, marking: Marking) -> str:
    """Write the slide that says how to read the others."""
    texts = material.texts
    said = (texts("handouts.how"), texts("handouts.example_meaning"), marking.meaning, marking.source)
    return write_slide(texts("handouts.about"), "".join(map(paragraph, said)), marking)


def selection_slide(
    title: str,
    material: Material,
    marking: Marking,
    *,
    area: Area | None = None,
    note: str = "",
    name: str = "",
) -> str:
    """Write a slide of all that was found: the map, what there is, what is best and what it could save."""
    drawing, texts = (
        draw_selection(material, *_room_for(_MAP_PT, note), most=_LINES, area=area),
        material.texts,
    )
    said = [paragraph(sentence) for sentence in material.once(tell_all)]
    if len(material.found) > 1:
        said[1] = _best(material)
    content = f'<div class="two">{_beside(drawing, note)}<div>{"".join(said)}</div></div>'
    return write_slide(title, content + _key(drawing, texts), marking, name=name)


def _room_for(size: tuple[float, float], note: str) -> tuple[float, float]:
    """Give the size of a map (points) that leaves room for a note below it."""
    width, height = size
    lines = math.ceil(len(note) * _LETTER_PT / width)
    return width, height - lines * _NOTE_LINE_PT - (_NOTE_GAP_PT if note else 0.0)


def _best(material: Material) -> str:
    """List the best pairs in few words, in the place of the sentence about the best one."""
    texts, names, blurred = material.texts, material.site_names, material.blurred_flows()
    rows = (
        texts(
            "handouts.best_pair",
            supplier=names[pair["supply_site_id"]],
            receiver=names[pair["demand_site_id"]],
            amount=matched_amount(pair, blurred, texts),
            distance=texts.distance(pair["distance_km"]),
        )
        for _, pair in material.found.head(_BEST).iterrows()
    )
    items = "".join(f"<li>{escape(row)}</li>" for row in rows)
    return f"{paragraph(texts('handouts.top'), 'listed')}<ol>{items}</ol>"


def pair_slide(
    pair: pd.Series, material: Material, marking: Marking, *, title: str = "", note: str = "", name: str = ""
) -> str:
    """Write a slide of one opportunity.

    Parameters
    ----------
    pair : Series
        A row of ``material.found``.
    material, marking : Material, Marking
        What it belongs to.
    title, note, name : str
        Its heading, by default from whom to whom; what is said about it; and its name in the address.
    """
    texts, words, blurred = material.texts, describe_pair(pair, material), material.blurred_flows()
    crossed = float(pair["crosses_water_km"])
    water = texts("handouts.over_water", length=texts.distance(crossed)) if crossed > 0 else ""
    stop = ((texts("handouts.in_the_way"), words.barrier, ""),)
    is_long = len(words.barrier) > _LONG_LINE
    # What stops a pair is told at length below, and then no range matters.
    amount, electricity, money, co2 = ("",) * 4 if pair["gate"] else _ranges(pair, material)
    facts = (
        (texts("tables.tier"), words.tier, ""),
        (texts("card.amount"), words.facts[0][1], amount),
        (texts("card.distance"), texts.distance(pair["distance_km"]), water),
        (texts("card.electricity.title"), electricity_text(pair, texts, blurred), electricity),
        (texts("card.money.title"), money_text(pair, texts, blurred), money),
        (co2_title(pair, texts), co2_text(pair, texts, blurred), co2),
        *(() if is_long else stop),
        (texts("tables.evidence"), texts(f"evidence.{pair['evidence']}"), ""),
    )
    width, height = _room_for(_PAIR_PT, note)
    below = math.ceil(len(words.barrier) / _LONG_LINE) if is_long else 0
    drawing = draw_pair(pair, material, width, height - below * _NOTE_LINE_PT)
    content = (
        paragraph(words.sentence, "lead"),
        f'<div class="two pair">{_beside(drawing, note)}{_facts(facts)}</div>',
        _facts(stop) if is_long else "",
        _key(drawing, texts),
    )
    return write_slide(title or words.title, "".join(content), marking, name=name)


def _ranges(pair: pd.Series, material: Material) -> tuple[str, str, str, str]:
    """Give low to high of amount, electricity, money and CO2."""
    texts, blurred = material.texts, material.blurred_flows()
    return (
        amount_range(pair, texts, blurred),
        electricity_range(pair, material.dataset, texts),
        money_range(pair, texts, blurred),
        co2_range(pair, texts),
    )


def exchange_slide(
    exchange: pd.Series, material: Material, marking: Marking, *, title: str, note: str = "", name: str = ""
) -> str:
    """Write a slide of a recorded exchange, without a map where one of its sites is not known.

    Parameters
    ----------
    exchange : Series
        A row of ``material.dataset.exchanges``.
    material, marking, title, note, name
        As for `pair_slide`.
    """
    told = describe_exchange(exchange, material, title=title)
    facts = _facts((term, said, "") for term, said in told)
    drawing = draw_exchange(exchange, material, *_room_for(_PAIR_PT, note))
    if drawing is not None:
        both = f'<div class="two pair">{_beside(drawing, note)}{facts}</div>'
        content = both + _key(drawing, material.texts)
    else:
        content = facts + (paragraph(note, "note") if note else "")
    lead = paragraph(material.texts("handouts.recorded"), "lead")
    return write_slide(title, lead + content, marking, name=name)


def _facts(rows: Iterable[tuple[str, str, str]]) -> str:
    """Write terms with what is known, and what is added in small letters."""
    told = (
        f"<dt>{escape(term)}</dt><dd>{escape(said)}{f' <small>{escape(more)}</small>' if more else ''}</dd>"
        for term, said, more in rows
    )
    return f"<dl>{''.join(told)}</dl>"


def _beside(drawing: Drawing, note: str) -> str:
    """Write a map, with a note below it where there is one."""
    # Kept at the top where the text beside it takes less height than the map.
    svg = to_svg(drawing).replace("<svg ", '<svg preserveAspectRatio="xMinYMin" ', 1)
    picture = f'<div class="picture" role="img" aria-label="{escape(drawing.alt)}">{svg}</div>'
    return f'<div class="noted">{picture}{paragraph(note, "note")}</div>' if note else picture


def _key(drawing: Drawing, texts: Texts) -> str:
    """Say what the signs of a map mean."""
    entries = (
        f"<span>{'' if entry.sign is None else sign_svg(entry.sign)}{escape(entry.text)}</span>"
        for entry in key_of(drawing, texts)
    )
    return f'<p class="key">{"".join(entries)}</p>'


def _button(name: str, sign: str, material: Material) -> str:
    """Write one button: a sign that is named for screen readers, or a word."""
    word = escape(material.texts(f"handouts.show_{name}"))
    label = f' aria-label="{word}"' if sign else ""
    return f'<button type="button" id="{name}"{label}>{sign or word}</button>'

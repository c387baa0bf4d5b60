"""The PDF hand-outs: a report of a few pages, and one page for each pair; tagged and archivable."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from types import MappingProxyType
from typing import Final

import pandas as pd
import typst

from symgeo.handouts.drawing import Drawing, draw_pair, draw_selection
from symgeo.handouts.drawing_key import key_of
from symgeo.handouts.drawing_svg import sign_svg, to_svg
from symgeo.handouts.marking import Marking, marking_of
from symgeo.handouts.material import Material
from symgeo.handouts.print_fonts import FAMILY, Value, printable, shipped_fonts
from symgeo.handouts.story import (
    Chart,
    Counted,
    Listing,
    group_chart,
    missing_listing,
    place_listing,
    sources_of,
    tell_all,
    top_listing,
)
from symgeo.handouts.words import describe_pair
from symgeo.views.figures.look import look_for
from symgeo.views.real_cases import real_cases, tell_case

STANDARDS: Final = ("a-2a", "ua-1")
"""For the archive, and for readers who do not see the page."""
MOST_PAGES: Final = 10
"""Pairs in one file."""
_MAP_PT: Final = (482.0, 300.0)
PAGE_MAP_PT: Final = (482.0, 250.0)
_TOP: Final = 12
_MISSING: Final = 6
_SOURCES: Final = 25

BLANK_PAGE: Final[Mapping[str, Value]] = MappingProxyType(
    {
        **dict.fromkeys(("title", "tier", "sentence", "note", "question", "barrier", "notice"), ""),
        "facts": [],
        "sources": [],
        "cases": {"title": "", "note": "", "rows": []},
        "map": {"svg": "", "alt": "", "caption": "", "key": []},
    }
)
"""What a page of its own says; an empty field is left out."""


@dataclass(frozen=True)
class Manuscript:
    """A PDF that is told and not set yet: setting it needs nothing of Python, and may run beside it.

    Attributes
    ----------
    data : str
        What its pages say, as JSON.
    made_on : date
        Of the order.
    """

    data: str
    made_on: datetime.date

    def set(self) -> bytes:
        """Give the PDF."""
        page = resources.files("symgeo.handouts").joinpath("print.typ").read_bytes()
        with shipped_fonts() as fonts:
            return typst.compile(
                page,
                format="pdf",
                sys_inputs={"data": self.data},
                font_paths=fonts,
                pdf_standards=list(STANDARDS),
                timestamp=datetime.datetime.combine(self.made_on, datetime.time(), datetime.UTC),
            )


def tell_report(material: Material) -> Manuscript:
    """Tell the report of a county, or of all that was asked for."""
    drawing, texts = draw_selection(material, *_MAP_PT), material.texts
    best = Counted(top_listing(material, _TOP), len(material.found))
    sources = sources_of(material)
    sources_title = texts("handouts.sources")
    if len(sources) > _SOURCES:
        sources_title = texts("handouts.some_of", title=sources_title, shown=_SOURCES, total=len(sources))
    return _manuscript(
        material,
        {
            "kind": "report",
            "sentences": list(material.once(tell_all)),
            "map": picture_of(drawing, material),
            "top": listing_of(best.whole(texts)),
            "chart": _chart(material.once(group_chart)),
            "places": listing_of(material.once(place_listing).whole(texts)),
            "missing": listing_of(missing_listing(material, _MISSING).whole(texts)),
            "sources_title": sources_title,
            "sources": list(sources[:_SOURCES]),
        },
    )


def tell_pairs(material: Material) -> Manuscript:
    """Tell the best pairs, a page each."""
    chosen = material.found.head(MOST_PAGES)
    pages = [pair_page(pair, material) for _, pair in chosen.iterrows()]
    return tell_pages(pages, material) if pages else tell_report(material)


def tell_pages(pages: Sequence[Mapping[str, Value]], material: Material) -> Manuscript:
    """Give pages as one manuscript; each has the fields of `BLANK_PAGE`."""
    told: list[Value] = [dict(page) for page in pages]
    return _manuscript(material, {"kind": "pairs", "pairs": told})


def tell_hub_pages(
    pages: Sequence[Mapping[str, Value]], material: Material, *, notice: str = ""
) -> Manuscript:
    """Give a page for each hub as one manuscript, as `symgeo.handouts.hub_pages` tells them.

    Parameters
    ----------
    pages : sequence of mapping
        ``title``, ``counts``, ``sites``, ``note`` (texts), ``sentences`` (of texts), ``map``, ``listings``.
    material : Material
        What they belong to.
    notice : str
        What stands at the top of the first page; "" for nothing.
    """
    told: list[Value] = [dict(page) for page in pages]
    return _manuscript(material, {"kind": "hubs", "hubs": told, "notice": notice})


def pair_page(pair: pd.Series, material: Material) -> dict[str, Value]:
    """Tell one opportunity for a page: a row of ``material.found``."""
    words = describe_pair(pair, material)
    return {
        **BLANK_PAGE,
        "title": words.title,
        "tier": words.tier,
        "sentence": words.sentence,
        "facts": [list(fact) for fact in words.facts],
        "question": words.question,
        "barrier": words.barrier,
        "notice": words.notice,
        "sources": list(words.sources),
        "cases": _cases(pair, material),
        "map": picture_of(draw_pair(pair, material, *PAGE_MAP_PT), material),
    }


def _cases(pair: pd.Series, material: Material) -> Value:
    """Tell real cases to compare a pair with, as a part of its page."""
    texts = material.texts
    cases = real_cases(pair, material.dataset, texts)
    rows: list[Value] = [tell_case(row, texts) for _, row in cases.rows.iterrows()]
    title = texts("money.case")
    return {
        "title": title.rstrip(":"),
        "note": cases.heading if cases.heading != title else "",
        "rows": rows,
    }


def _manuscript(material: Material, content: dict[str, Value]) -> Manuscript:
    marking, texts, made_on = marking_of(material), material.texts, material.order.made_on
    data: dict[str, Value] = {
        **_frame(marking),
        "lang": texts.language,
        "year": made_on.year,
        "month": made_on.month,
        "day": made_on.day,
        "font": FAMILY,
        "how": texts("handouts.how"),
        "example": texts("handouts.example_meaning"),
        "words": {
            "about": texts("handouts.about"),
            "barrier": texts("card.barrier.title"),
            "sources": texts("handouts.sources"),
            "fact": texts("handouts.fact"),
            "known": texts("handouts.known"),
            "sites": texts("handouts.sheet_sites"),
        },
        **content,
    }
    return Manuscript(json.dumps(printable(data), ensure_ascii=False), made_on)


def _frame(marking: Marking) -> dict[str, Value]:
    return {**asdict(marking), "footer": marking.footer}


def picture_of(drawing: Drawing, material: Material) -> Value:
    """Give a map with its words for a page."""
    key: list[Value] = [
        {"sign": "" if entry.sign is None else sign_svg(entry.sign), "text": entry.text}
        for entry in key_of(drawing, material.texts)
    ]
    picture: dict[str, Value] = {
        "key": key,
        "svg": to_svg(drawing),
        "alt": drawing.alt,
        "caption": material.texts("map.attribution"),
    }
    return picture


def listing_of(listing: Listing) -> Value:
    """Give a short table for a page."""
    told: dict[str, Value] = {
        "title": listing.title,
        "headings": list(listing.headings),
        "rows": [list(row) for row in listing.rows],
        "widths": list(listing.widths),
    }
    return told


def _chart(chart: Chart) -> Value:
    look = look_for("light")
    series: list[Value] = [
        {"name": name, "hue": look.tier(code), "counts": list(counts)} for code, name, counts in chart.series
    ]
    told: dict[str, Value] = {
        "title": chart.title,
        "alt": chart.alt,
        "groups": list(chart.groups),
        "series": series,
    }
    return told

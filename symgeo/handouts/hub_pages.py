"""Hubs to take away: a PDF page for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, TypeVar

import pandas as pd

from symgeo.handouts.drawing import draw_selection
from symgeo.handouts.hub_words import Fits, describe_hub
from symgeo.handouts.material import Material, narrow_to_hub
from symgeo.handouts.print_fonts import Value
from symgeo.handouts.printed import Manuscript, picture_of, tell_hub_pages, tell_report
from symgeo.handouts.story import Counted

MOST_HUBS: Final = 15
"""In one file, the largest first."""
_ROWS: Final = 5
Frame = TypeVar("Frame", bound=pd.DataFrame)
_MAP_PT: Final = (236.0, 196.0)


def tell_hubs(material: Material) -> Manuscript:
    """Tell a page for each hub with a site in what was asked for; the report where there is none."""
    chosen = hubs_asked_for(material)
    shown = chosen[:MOST_HUBS]
    if not shown:
        return tell_report(material)
    more = material.texts("handouts.hubs_more", shown=len(shown), total=len(chosen))
    # A hub is a few rows of many tables: small cuts, which are quicker with Python's own texts than Arrow's.
    plain = _with_plain_texts(material) if len(shown) > 1 else material
    fits = Fits(material)
    pages = [_page(narrow_to_hub(plain, hub_id), fits) for hub_id in shown]
    return tell_hub_pages(pages, material, notice=more if len(shown) < len(chosen) else "")


def hubs_asked_for(material: Material) -> tuple[str, ...]:
    """Give the hubs with a site in what was asked for, the largest first."""
    hubs = material.hubs
    if material.hub_id:
        return (material.hub_id,)
    here = hubs.members[hubs.members["site_id"].isin(material.asked)]["hub_id"].unique()
    table = hubs.table[hubs.table.index.isin(here)]
    return tuple(map(str, table.sort_values("sites", ascending=False, kind="stable").index))


def _with_plain_texts(material: Material) -> Material:
    """Give the same material with its tables' texts as Python's own; the words do not change by it."""
    dataset, reference = material.dataset, material.dataset.reference
    tables = ("resources", "rules", "precedents", "municipalities")
    plain = replace(
        dataset,
        flows=_plain(dataset.flows),
        exchanges=_plain(dataset.exchanges),
        sites=_plain(dataset.sites),
        reference=replace(reference, **{name: _plain(getattr(reference, name)) for name in tables}),
    )
    return replace(
        material,
        redacted=replace(material.redacted, dataset=plain),
        every=_plain(material.every),
        counted=_plain(material.counted),
        found=_plain(material.found),
        exchanges=_plain(material.exchanges),
        found_hubs=material.hubs,
    )


def _plain(frame: Frame) -> Frame:
    texts = [name for name, kind in frame.dtypes.items() if isinstance(kind, pd.StringDtype)]
    index = frame.index.astype(object) if isinstance(frame.index.dtype, pd.StringDtype) else frame.index
    return frame.astype(dict.fromkeys(texts, object)).set_axis(index, axis=0)


def _page(material: Material, fits: Fits) -> Mapping[str, Value]:
    words = describe_hub(material, fits, most=_ROWS)
    return {
        "title": words.title,
        "counts": words.counts,
        "sentences": list(words.sentences),
        "sites": words.sites,
        "note": words.note,
        "map": picture_of(draw_selection(material, *_MAP_PT), material),
        "listings": [_listing(one, material) for one in (words.exchanges, words.pairs, words.missing)],
    }


def _listing(counted: Counted, material: Material) -> Value:
    """Give a list with a heading for each number of rows: the page takes as many as there is room for."""
    rows = counted.listing.rows
    titles: list[Value] = [counted.title(shown, material.texts) for shown in range(len(rows) + 1)]
    told: dict[str, Value] = {
        "titles": titles,
        "headings": list(counted.listing.headings),
        "rows": [list(row) for row in rows],
        "widths": list(counted.listing.widths),
    }
    return told

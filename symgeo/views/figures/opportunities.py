"""How many opportunities there are: by resource group, municipality, county and distance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from symgeo.analysis.opportunities import IDEAS
from symgeo.views.figures.bars import Axis, Row, Series, draw_bars
from symgeo.views.figures.choosing import mark
from symgeo.views.figures.figure import Drawing, Figure, Panel, empty_figure, hover, label
from symgeo.views.figures.look import tier_pattern
from symgeo.vocabulary import Tier

MUNICIPALITIES_SHOWN: Final = 15
BY_PLACE: Final = ("municipality", "county")
"""Rows that are places; an opportunity between two of them counts in both, so they have no sum."""
DISTANCE_STEPS_KM: Final = (0, 1, 2, 5, 10, 20, 50, 100, 200)
"""Lower ends of the distance classes; the last one is open."""


def groups_by_tier(panels: Sequence[Panel], drawing: Drawing) -> Figure:
    """Draw the number of opportunities per resource group, stacked by tier.

    Parameters
    ----------
    panels : sequence of Panel
        Frames of `summary.group_tiers`: resource_group, tier, opportunities.
    drawing : Drawing
        What all figures share.
    """
    counts = _joined(panels).rename(columns={"resource_group": "row"})
    names = {code: drawing.texts.resource(drawing.resources.loc[code]) for code in counts["row"].unique()}
    words = _Words("figures.groups.title", "figures.column.group", "resource")
    return _tier_figure(counts, panels, names, words, drawing)


def municipalities_by_tier(panels: Sequence[Panel], names: Mapping[str, str], drawing: Drawing) -> Figure:
    """Draw the number of opportunities per municipality, stacked by tier.

    Parameters
    ----------
    panels : sequence of Panel
        Frames of `summary.by_municipality`: one line per number, columns ``tier_a`` to ``tier_x``.
    names : mapping
        Official name by municipality number.
    drawing : Drawing
        What all figures share.

    Notes
    -----
    The figure shows the municipalities with most opportunities, the data holds all.
    """
    counts = _long_tiers(panels)
    words = _Words("figures.municipalities.title", "figures.column.municipality", "municipality")
    return _tier_figure(counts, panels, names, words, drawing)


def counties_by_tier(by_county: pd.DataFrame, names: Mapping[str, str], drawing: Drawing) -> Figure:
    """Draw the number of opportunities per county, stacked by tier.

    Parameters
    ----------
    by_county : DataFrame
        Frame of `summary.by_county`: one line per code, columns ``tier_a`` to ``tier_x``.
    names : mapping
        Official name by county code.
    drawing : Drawing
        What all figures share.
    """
    panels = [Panel("", drawing.texts("figures.all_places"), by_county)]
    words = _Words("figures.counties.title", "figures.column.county", "county")
    return _tier_figure(_long_tiers(panels), panels, names, words, drawing)


def distances(panels: Sequence[Panel], drawing: Drawing) -> Figure:
    """Draw how far apart the two sides are, in classes, stacked by tier.

    Parameters
    ----------
    panels : sequence of Panel
        Frames of `summary.distances`: distance_km, tier, transport_mode.
    drawing : Drawing
        What all figures share.
    """
    pairs = _joined(panels)
    edges = (*DISTANCE_STEPS_KM, np.inf)
    steps = pd.cut(pairs["distance_km"], edges, right=False, labels=[str(i) for i in range(len(edges) - 1)])
    pairs = pairs.assign(row=steps.astype(str))
    counts = pairs.groupby(["panel", "row", "tier"]).size().rename("opportunities").reset_index()
    names = {str(i): _distance_class(i, drawing) for i in range(len(edges) - 1)}
    words = _Words("figures.distances.title", "figures.column.distance", "distance")
    return _tier_figure(counts, panels, names, words, drawing)


@dataclass(frozen=True)
class _Words:
    """Text keys and kind of the rows of a figure of tiers."""

    title_key: str
    heading_key: str
    kind: str


def _joined(panels: Sequence[Panel]) -> pd.DataFrame:
    frames = [panel.frame.assign(panel=position) for position, panel in enumerate(panels)]
    return pd.concat(frames, ignore_index=True)


def _long_tiers(panels: Sequence[Panel]) -> pd.DataFrame:
    """Turn the columns ``tier_a`` … into one line per row and tier."""
    columns = {f"tier_{tier.value.lower()}": tier.value for tier in Tier}
    frames = []
    for position, panel in enumerate(panels):
        wide = panel.frame[list(columns)].rename(columns=columns).rename_axis("row")
        long = wide.melt(ignore_index=False, var_name="tier", value_name="opportunities").reset_index()
        frames.append(long.assign(panel=position))
    joined = pd.concat(frames, ignore_index=True)
    return joined[joined["opportunities"] > 0]


def _distance_class(step: int, drawing: Drawing) -> str:
    texts = drawing.texts
    low = texts.number(DISTANCE_STEPS_KM[step])
    if step + 1 == len(DISTANCE_STEPS_KM):
        return texts("figures.distances.open_class", low=low)
    return texts("figures.distances.class", low=low, high=texts.number(DISTANCE_STEPS_KM[step + 1]))


def _tier_figure(
    counts: pd.DataFrame, panels: Sequence[Panel], names: Mapping[str, str], words: _Words, drawing: Drawing
) -> Figure:
    texts = drawing.texts
    title = texts(words.title_key)
    if counts.empty:
        return empty_figure(title, drawing)
    rows = [
        [Row(code, label(names.get(code, code))) for code in codes]
        for codes in _row_order(counts, len(panels), words.kind)
    ]
    is_shown = [
        row in {one.code for one in rows[panel]}
        for panel, row in zip(counts["panel"], counts["row"], strict=True)
    ]
    shown = counts[is_shown]
    plot = draw_bars(
        _marks(shown, panels, names, words.kind, drawing),
        panels=panels,
        rows=rows,
        series=_tier_series(shown, drawing),
        axis=Axis(texts("figures.axis.opportunities"), is_count=True),
        drawing=drawing,
    )
    notes = [] if all(is_shown) else [texts("figures.municipalities.most", count=len(rows[0]))]
    if words.kind in BY_PLACE:
        notes.append(texts("figures.source.both_places"))
    data = _data(counts, panels, names, words, drawing)
    return Figure(title, plot, _alt(counts, panels, names, words, drawing), drawing.source(*notes), data)


def _row_order(counts: pd.DataFrame, panels: int, kind: str) -> list[list[str]]:
    """Give each panel's rows: places have their own, all else shares them to be compared."""
    if kind == "distance":
        steps = counts["row"].astype(int)
        return [[str(step) for step in range(steps.min(), steps.max() + 1)]] * panels
    if kind in BY_PLACE:
        return [_largest(counts[counts["panel"] == position]) for position in range(panels)]
    return [_largest(counts)] * panels


def _largest(counts: pd.DataFrame) -> list[str]:
    total = counts.groupby("row")["opportunities"].sum().reset_index()
    ordered = total.sort_values(["opportunities", "row"], ascending=[False, True])["row"]
    return [str(code) for code in ordered.head(MUNICIPALITIES_SHOWN)]


def _tier_series(counts: pd.DataFrame, drawing: Drawing) -> list[Series]:
    present = set(counts["tier"])
    return [
        Series(tier.value, drawing.texts(f"tier.{tier.value}"), drawing.look.tier(tier), tier_pattern(tier))
        for tier in Tier
        if tier.value in present
    ]


def _marks(
    counts: pd.DataFrame, panels: Sequence[Panel], names: Mapping[str, str], kind: str, drawing: Drawing
) -> pd.DataFrame:
    texts = drawing.texts
    marks = counts.rename(columns={"tier": "series", "opportunities": "value"})
    columns = zip(marks["panel"], marks["row"], marks["series"], marks["value"], strict=True)
    hovers, chosen = [], []
    for panel, row, tier, value in columns:
        counted = texts.plural("figures.opportunities", int(value))
        hovers.append(hover([names.get(row, row), panels[panel].name, f"{texts(f'tier.{tier}')}: {counted}"]))
        chosen.append(_mark_of(kind, row, tier, panels[panel].code))
    return marks.assign(hover=hovers, chosen=pd.Series(chosen, marks.index, object))


def _mark_of(kind: str, row: str, tier: str, place: str) -> list[str]:
    if kind == "resource":
        return mark(resource=row, tier=tier, county=place)
    if kind == "municipality":
        return mark(municipality=row, tier=tier, county=place)
    if kind == "county":
        return mark(county=row, tier=tier)
    step = int(row) + 1
    reach = float(DISTANCE_STEPS_KM[step]) if step < len(DISTANCE_STEPS_KM) else None
    return mark(tier=tier, county=place, max_distance_km=reach)


def _data(
    counts: pd.DataFrame, panels: Sequence[Panel], names: Mapping[str, str], words: _Words, drawing: Drawing
) -> pd.DataFrame:
    texts = drawing.texts
    return pd.DataFrame(
        {
            texts("figures.column.place"): [panels[position].name for position in counts["panel"]],
            texts(words.heading_key): [names.get(code, code) for code in counts["row"]],
            texts("figures.column.tier"): [texts(f"tier.{tier}") for tier in counts["tier"]],
            texts("figures.column.opportunities"): counts["opportunities"].to_list(),
        }
    )


def _alt(
    counts: pd.DataFrame, panels: Sequence[Panel], names: Mapping[str, str], words: _Words, drawing: Drawing
) -> str:
    texts = drawing.texts
    sentences = [texts(words.title_key) + "."]
    for position, panel in enumerate(panels):
        here = counts[counts["panel"] == position]
        if here.empty:
            sentences.append(texts("figures.alt.nothing", place=panel.name))
            continue
        ideas = here[here["tier"].isin(IDEAS)]
        by_row = (ideas if len(ideas) else here).groupby("row")["opportunities"].sum()
        largest = by_row.sort_values(ascending=False, kind="stable").head(3)
        quick = int(ideas.loc[ideas["tier"] == Tier.QUICK_WIN.value, "opportunities"].sum())
        most = [
            f"{names.get(str(code), str(code))} ({texts.number(count)})" for code, count in largest.items()
        ]
        if words.kind in BY_PLACE:
            sentences.append(texts("figures.alt.places", place=panel.name, most=texts.join(most)))
            continue
        sentences.append(
            texts(
                "figures.alt.tiers",
                place=panel.name,
                counted=texts.plural("figures.opportunities", int(ideas["opportunities"].sum())),
                most=texts.join(most),
                quick=quick,
                taken=int(here["opportunities"].sum() - ideas["opportunities"].sum()),
            )
        )
    return " ".join(sentences)

"""What is missing and what is known: flows that meet nobody, and what the figures rest on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from symgeo.views.figures.bars import Axis, Row, Series, draw_bars
from symgeo.views.figures.choosing import mark
from symgeo.views.figures.figure import Drawing, Figure, Panel, empty_figure, hover, label
from symgeo.views.palette import GROUPS
from symgeo.vocabulary import Evidence

_EVIDENCE_PATTERNS: Final = (
    (Evidence.MEASURED.value, 1.0, ""),
    (Evidence.REPORTED.value, 0.8, ""),
    (Evidence.DERIVED.value, 0.6, ""),
    (Evidence.ASSUMPTION.value, 0.45, "."),
    (Evidence.UNVERIFIED.value, 0.45, "."),
    (Evidence.ILLUSTRATIVE.value, 0.6, "/"),
)
"""Evidence, strength of the accent, pattern: the weaker, the paler."""


def missing(panels: Sequence[Panel], drawing: Drawing) -> Figure:
    """Draw, by resource group, how many surpluses find no taker and how many needs no source.

    Parameters
    ----------
    panels : sequence of Panel
        Frames of `summary.missing`: one line per flow, resource_code and kind
        (no_taker, no_source). Flows are counted: their units differ.
    drawing : Drawing
        What all figures share.
    """
    flows = _joined(panels)
    group = [str(drawing.resources.loc[code, "parent"]) or str(code) for code in flows["resource_code"]]
    counts = flows.assign(row=group).groupby(["panel", "row", "kind"], sort=False).size()
    counted = counts.rename("value").reset_index().rename(columns={"kind": "series"})
    series = [
        Series("no_taker", drawing.texts("figures.missing.no_taker"), drawing.look.accent, lane="no_taker"),
        Series(
            "no_source", drawing.texts("figures.missing.no_source"), drawing.look.neutral, "x", "no_source"
        ),
    ]
    codes = [code for code in GROUPS if code in set(counted["row"])]
    rows = [Row(code, drawing.resource_label(code)) for code in codes]
    axis = Axis(drawing.texts("figures.axis.flows"), is_count=True)
    return _count_figure(counted, panels, rows, series, axis, drawing.texts("figures.missing.title"), drawing)


def evidence_share(panels: Sequence[Panel], drawing: Drawing) -> Figure:
    """Draw what the opportunities rest on: the evidence of the weaker of their two flows.

    Parameters
    ----------
    panels : sequence of Panel
        Frames of `summary.evidence_share`: evidence, tier, opportunities.
    drawing : Drawing
        What all figures share.
    """
    joined = _joined(panels)
    counts = (
        joined.groupby(["panel", "evidence"], sort=False)["opportunities"].sum().rename("value").reset_index()
    )
    counts = counts[counts["value"] > 0].rename(columns={"evidence": "series"})
    counts = counts.assign(row=[panels[position].code or "all" for position in counts["panel"]], panel=0)
    series = [
        Series(
            code,
            drawing.texts(f"evidence.{code}"),
            drawing.look.translucent(drawing.look.accent, strength),
            pattern,
        )
        for code, strength, pattern in _EVIDENCE_PATTERNS
        if code in set(counts["series"])
    ]
    rows = [Row(panel.code or "all", label(panel.name)) for panel in panels]
    axis = Axis(drawing.texts("figures.axis.opportunities"), is_count=True)
    return _count_figure(counts, panels, rows, series, axis, drawing.texts("figures.evidence.title"), drawing)


def _joined(panels: Sequence[Panel]) -> pd.DataFrame:
    frames = [panel.frame.assign(panel=position) for position, panel in enumerate(panels)]
    return pd.concat(frames, ignore_index=True)


def _count_figure(
    counts: pd.DataFrame,
    panels: Sequence[Panel],
    rows: Sequence[Row],
    series: Sequence[Series],
    axis: Axis,
    title: str,
    drawing: Drawing,
) -> Figure:
    """Draw counts with columns panel, row, series, value."""
    texts = drawing.texts
    if counts.empty:
        return empty_figure(title, drawing)
    lines = _described(counts, panels, series, drawing)
    drawn = lines["panel"].max() + 1
    plot = draw_bars(
        lines, panels=panels[:drawn], rows=[rows] * drawn, series=series, axis=axis, drawing=drawing
    )
    data = lines[["place", "row_name", "series_name", "value"]].rename(
        columns={
            "place": texts("figures.column.place"),
            "row_name": texts("figures.column.group"),
            "series_name": texts("figures.column.kind"),
            "value": axis.title,
        }
    )
    if lines["place"].equals(lines["row_name"]):
        data = data.drop(columns=texts("figures.column.group"))
    return Figure(title, plot, _alt(lines, panels, title, drawing), drawing.source(), data)


def _described(
    counts: pd.DataFrame,
    panels: Sequence[Panel],
    series: Sequence[Series],
    drawing: Drawing,
) -> pd.DataFrame:
    """Add names, hover texts and what choosing a bar filters by."""
    texts = drawing.texts
    names = {part.code: part.name for part in series}
    places = {panel.code or "all": panel for panel in panels}
    described = []
    for panel, row, code, value in zip(
        *(counts[name] for name in ("panel", "row", "series", "value")), strict=True
    ):
        by_place = row in places
        place = places[row] if by_place else panels[panel]
        row_name = place.name if by_place else texts.resource(drawing.resources.loc[row])
        chosen = mark(county=place.code, evidence=code) if by_place else mark(county=place.code, resource=row)
        first = [place.name] if by_place else [row_name, place.name]
        described.append(
            {
                "panel": panel,
                "row": row,
                "series": code,
                "value": int(value),
                "place": place.name,
                "row_name": row_name,
                "series_name": names[code],
                "hover": hover([*first, f"{names[code]}: {texts.number(value)}"]),
                "chosen": chosen,
            }
        )
    return pd.DataFrame(described)


def _alt(lines: pd.DataFrame, panels: Sequence[Panel], title: str, drawing: Drawing) -> str:
    texts = drawing.texts
    sentences = [title + "."]
    for panel in panels:
        here = lines[lines["place"] == panel.name]
        if here.empty:
            sentences.append(texts("figures.alt.nothing", place=panel.name))
            continue
        sums = here.groupby("series_name", sort=False)["value"].sum()
        parts = [f"{name} {texts.number(value)}" for name, value in sums.items()]
        sentences.append(texts("figures.alt.counts", place=panel.name, parts=texts.join(parts)))
    return " ".join(sentences)

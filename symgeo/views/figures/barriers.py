"""What stands in the way: opportunities by kind and level of barrier."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from symgeo.analysis.barriers import KINDS, SERIOUS
from symgeo.views.figures.bars import Axis, Row, Series, draw_bars
from symgeo.views.figures.choosing import mark
from symgeo.views.figures.figure import Drawing, Figure, Panel, empty_figure, hover, label

_STRENGTHS: Final = {1: 0.2, 2: 0.45, 3: 0.75, 4: 1.0}
"""Strength of the accent: the higher a barrier, the darker."""


def barriers(panels: Sequence[Panel], drawing: Drawing) -> Figure:
    """Draw how many opportunities have a barrier of each kind, and how high it is.

    Parameters
    ----------
    panels : sequence of Panel
        Frames of `barriers.count_barriers`: kind, level, opportunities.
    drawing : Drawing
        What all figures share.
    """
    texts = drawing.texts
    title = texts("figures.barriers.title")
    frames = [panel.frame.assign(panel=place) for place, panel in enumerate(panels)]
    counts = pd.concat(frames, ignore_index=True)
    if counts.empty:
        return empty_figure(title, drawing)
    names = {level: texts(f"card.barrier.level.{level}") for level in _STRENGTHS}
    marks = _marks(counts, panels, names, drawing)
    rows = [Row(kind, label(texts(f"barrier.{kind}"))) for kind in KINDS]
    series = [
        Series(str(level), names[level], drawing.look.translucent(drawing.look.accent, strength))
        for level, strength in _STRENGTHS.items()
    ]
    axis = Axis(texts("figures.axis.opportunities"), is_count=True)
    drawn = draw_bars(
        marks, panels=panels, rows=[rows] * len(panels), series=series, axis=axis, drawing=drawing
    )
    data = pd.DataFrame(
        {
            texts("figures.column.place"): [panels[place].name for place in counts["panel"]],
            texts("figures.barriers.kind"): [texts(f"barrier.{kind}") for kind in counts["kind"]],
            texts("figures.barriers.level"): [names[level] for level in counts["level"]],
            texts("figures.axis.opportunities"): counts["opportunities"],
        }
    )
    return Figure(title, drawn, _alt(counts, panels, title, drawing), drawing.source(), data)


def _marks(
    counts: pd.DataFrame, panels: Sequence[Panel], names: dict[int, str], drawing: Drawing
) -> pd.DataFrame:
    texts = drawing.texts
    return pd.DataFrame(
        [
            {
                "panel": place,
                "row": kind,
                "series": str(level),
                "value": int(count),
                "hover": hover(
                    [
                        texts(f"barrier.{kind}"),
                        panels[place].name,
                        f"{names[level]}: {texts.number(count)}",
                    ]
                ),
                # Routine is no filter: only what takes more than that can be asked for.
                "chosen": mark(county=panels[place].code, barrier=kind if level >= SERIOUS else ""),
            }
            for place, kind, level, count in zip(
                *(counts[name] for name in ("panel", "kind", "level", "opportunities")), strict=True
            )
        ]
    )


def _alt(counts: pd.DataFrame, panels: Sequence[Panel], title: str, drawing: Drawing) -> str:
    texts = drawing.texts
    sentences = [title + "."]
    for place, panel in enumerate(panels):
        here = counts[(counts["panel"] == place) & (counts["level"] >= SERIOUS)]
        sums = here.groupby("kind", sort=False)["opportunities"].sum()
        parts = [f"{texts(f'barrier.{kind}')} {texts.number(count)}" for kind, count in sums.items()]
        sentences.append(
            texts("figures.barriers.alt", place=panel.name, parts=texts.join(parts))
            if parts
            else texts("figures.barriers.alt_none", place=panel.name)
        )
    return " ".join(sentences)

"""Draw stacked horizontal bars, one panel per place, on one shared axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from symgeo.views.figures.figure import Drawing, Panel, dressed, label, plain

LINE_PX: Final = 17
ROW_PX: Final = 30
LANE_PX: Final = 22
PANEL_PX: Final = 46
AXIS_PX: Final = 64
LEGEND_LINE_PX: Final = 21
"""On a phone each entry of the legend takes a line."""


@dataclass(frozen=True)
class Row:
    """One bar: its code, unique in the figure, and its escaped label."""

    code: str
    label: str


@dataclass(frozen=True)
class Series:
    """One part that bars are stacked of.

    Attributes
    ----------
    code, name : str
        Code in the column ``series``, and its name in the legend (plain text).
    colour : str
        Of the legend and of every bar that has no colour of its own.
    pattern : str
        Plotly's fill pattern, "" for a plain fill.
    lane : str
        Series of one lane are stacked; lanes stand beside each other in a row.
    """

    code: str
    name: str
    colour: str
    pattern: str = ""
    lane: str = ""


@dataclass(frozen=True)
class Axis:
    """Title of the shared axis (plain text); whole numbers only where things are counted."""

    title: str
    is_count: bool = False


def draw_bars(
    marks: pd.DataFrame,
    *,
    panels: Sequence[Panel],
    rows: Sequence[Row],
    series: Sequence[Series],
    axis: Axis,
    drawing: Drawing,
) -> go.Figure:
    """Draw stacked horizontal bars.

    Parameters
    ----------
    marks : DataFrame
        One line per bar: ``panel`` (position of the panel), ``row``, ``series`` (codes), ``value``,
        ``hover`` (Plotly text), ``chosen`` (what choosing the bar filters by) and, where a bar has a
        colour of its own, ``colour``.
    panels, rows, series : sequence
        In the order in which they are drawn.
    axis : Axis
        The shared axis.
    drawing : Drawing
        What all figures share.

    Returns
    -------
    go.Figure
        Rows are an axis of codes, with escaped labels as its ticks.
    """
    row_px = _row_px(rows, series)
    plot = make_subplots(
        rows=len(panels),
        cols=1,
        shared_xaxes=True,
        vertical_spacing=_spacing(len(panels), len(rows) * row_px),
        subplot_titles=[plain(panel.name) for panel in panels] if len(panels) > 1 else None,
    )
    for part in series:
        _add_legend(plot, part, rows, drawing)
        for position in range(len(panels)):
            _add_bars(plot, _of(marks, part, position), part, position + 1, drawing)
    bars_px = len(panels) * len(rows) * row_px + (len(panels) - 1) * PANEL_PX
    titles_px = PANEL_PX if len(panels) > 1 else 0
    dressed(plot, drawing, height=AXIS_PX + LEGEND_LINE_PX * len(series) + titles_px + bars_px)
    plot.update_layout(legend={"y": 1 + (titles_px * 0.6 + 8) / bars_px})
    _arrange(plot, rows, axis, drawing)
    return plot


def _row_px(rows: Sequence[Row], series: Sequence[Series]) -> int:
    """Give a row's height: room for its bars and for the longest label."""
    lanes = len({part.lane for part in series})
    lines = max(row.label.count("<br>") + 1 for row in rows)
    return max(ROW_PX, LANE_PX * lanes, LINE_PX * lines + 6)


def _spacing(panels: int, panel_px: int) -> float:
    return 0.0 if panels == 1 else PANEL_PX / (panels * (PANEL_PX + panel_px))


def _of(marks: pd.DataFrame, part: Series, position: int) -> pd.DataFrame:
    return marks[(marks["panel"] == position) & (marks["series"] == part.code)]


def _add_bars(plot: go.Figure, marks: pd.DataFrame, part: Series, row: int, drawing: Drawing) -> None:
    if marks.empty:
        return
    colours = marks["colour"].tolist() if "colour" in marks else part.colour
    plot.add_bar(
        x=marks["value"].tolist(),
        y=marks["row"].tolist(),
        orientation="h",
        name=plain(part.name),
        offsetgroup=part.lane or None,
        marker=_marker(colours, part.pattern, drawing),
        hovertext=marks["hover"].tolist(),
        hoverinfo="text",
        customdata=marks["chosen"].tolist(),
        showlegend=False,
        unselected={"marker": {"opacity": 0.35}},
        row=row,
        col=1,
    )


def _add_legend(plot: go.Figure, part: Series, rows: Sequence[Row], drawing: Drawing) -> None:
    """Add an invisible bar for the legend: bars may have colours of their own."""
    plot.add_bar(
        x=[None],
        y=[rows[0].code],
        orientation="h",
        name=plain(part.name),
        offsetgroup=part.lane or None,
        marker=_marker(part.colour, part.pattern, drawing),
        hoverinfo="skip",
        row=1,
        col=1,
    )


def _marker(colours: str | list[str], pattern: str, drawing: Drawing) -> dict[str, object]:
    marker: dict[str, object] = {"color": colours, "line": {"width": 1, "color": drawing.look.outline}}
    if pattern:
        marker["pattern"] = {
            "shape": pattern,
            "fillmode": "overlay",
            "fgcolor": drawing.look.hatch,
            "fgopacity": 1,
            "size": 7,
            "solidity": 0.35,
        }
    return marker


def _arrange(plot: go.Figure, rows: Sequence[Row], axis: Axis, drawing: Drawing) -> None:
    plot.update_layout(barmode="relative", bargap=0.28, bargroupgap=0.06)
    plot.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=[row.code for row in rows],
        tickmode="array",
        tickvals=[row.code for row in rows],
        ticktext=[row.label for row in rows],
        range=[len(rows) - 0.5, -0.5],
        showgrid=False,
        ticks="",
        ticklabelstandoff=6,
    )
    plot.update_xaxes(
        rangemode="tozero",
        nticks=5,
        tickformat=",d" if axis.is_count else ",~r",
        exponentformat="none",
        tickfont={"size": 13, "color": drawing.look.muted},
    )
    last = {"title": {"text": label(axis.title, 44), "font": {"size": 13, "color": drawing.look.muted}}}
    plot.update_xaxes(selector=-1, patch=last)
    plot.update_annotations(x=0, xanchor="left", font={"size": 15, "color": drawing.look.ink})

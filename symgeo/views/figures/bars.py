"""Draw stacked horizontal bars, one panel per place, on one shared axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from symgeo.views.figures.figure import LEGEND, Drawing, Json, Panel, common_layout, label, plain

LINE_PX: Final = 17
ROW_PX: Final = 30
LANE_PX: Final = 22
PANEL_PX: Final = 46
AXIS_PX: Final = 64
LEGEND_LINE_PX: Final = 21
"""On a phone each entry of the legend takes a line."""
TICKS_PX: Final = 22
"""Below the plot, for the numbers of the axis; its title stands under them."""
TITLE_PX: Final = 24
_MOST_TICKS: Final = 5
_ROUND: Final = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0)


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
    """The axis that all panels share.

    Attributes
    ----------
    title : str
        Plain text.
    is_count : bool
        Things are counted: whole numbers only.
    is_two_sided : bool
        Bars go to both sides: zero and one number on each side have room on a phone.
    """

    title: str
    is_count: bool = False
    is_two_sided: bool = False


def draw_bars(
    marks: pd.DataFrame,
    *,
    panels: Sequence[Panel],
    rows: Sequence[Sequence[Row]],
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
    panels, series : sequence
        In the order in which they are drawn.
    rows : sequence of sequence of Row
        Rows of each panel.
    axis : Axis
        The shared axis.
    drawing : Drawing
        What all figures share.

    Returns
    -------
    go.Figure
        Rows are an axis of codes, with escaped labels as its ticks.
    """
    anywhere = next(row.code for part in rows for row in part)
    data = [_legend_entry(part, anywhere, drawing) for part in series]
    for part in series:
        for position in range(len(panels)):
            data.extend(_drawn(_of(marks, part, position), part, position, drawing))
    return go.Figure(data, _layout(panels, rows, series, axis, _steps(marks, series, axis), drawing))


def _steps(marks: pd.DataFrame, series: Sequence[Series], axis: Axis) -> Json:
    """Give the numbers of the axis: few enough to stand side by side on a phone."""
    if axis.is_two_sided:
        side = _round_below(float(marks["value"].abs().max()))
        return {"tickmode": "array", "tickvals": [-side, 0, side]}
    if not axis.is_count:
        return {"nticks": 4}
    # From five on, at most five steps of Plotly's own are whole.
    return {"tick0": 0, "dtick": 1} if _longest(marks, series) < _MOST_TICKS else {"nticks": _MOST_TICKS}


def _round_below(value: float) -> float:
    """Give the largest round number that is not above a value, more than half of it."""
    power = 10.0 ** math.floor(math.log10(value)) if value > 0 else 1.0
    return power * max((one for one in _ROUND if one * power <= value), default=1.0)


def _longest(marks: pd.DataFrame, series: Sequence[Series]) -> float:
    """Give the length of the longest bar, the parts that it is stacked of together."""
    lanes = marks["series"].map({part.code: part.lane for part in series})
    return float(marks.groupby(["panel", "row", lanes])["value"].sum().max())


def _row_px(rows: Sequence[Sequence[Row]], series: Sequence[Series]) -> int:
    """Give a row's height: room for its bars and for the longest label."""
    lanes = len({part.lane for part in series})
    lines = max(row.label.count("<br>") + 1 for part in rows for row in part)
    return max(ROW_PX, LANE_PX * lanes, LINE_PX * lines + 6)


def _of(marks: pd.DataFrame, part: Series, position: int) -> pd.DataFrame:
    return marks[(marks["panel"] == position) & (marks["series"] == part.code)]


def _drawn(marks: pd.DataFrame, part: Series, position: int, drawing: Drawing) -> list[Json]:
    """Give the bars of one series in one panel, if there are any."""
    if marks.empty:
        return []
    colours = marks["colour"].tolist() if "colour" in marks else part.colour
    bars: Json = {
        "type": "bar",
        "orientation": "h",
        "x": marks["value"].tolist(),
        "y": marks["row"].tolist(),
        "xaxis": _numbered("x", position),
        "yaxis": _numbered("y", position),
        "name": plain(part.name),
        "marker": _marker(colours, part.pattern, drawing),
        "hovertext": marks["hover"].tolist(),
        "hoverinfo": "text",
        "customdata": marks["chosen"].tolist(),
        "showlegend": False,
        "unselected": {"marker": {"opacity": 0.35}},
    }
    return [{**bars, "offsetgroup": part.lane} if part.lane else bars]


def _legend_entry(part: Series, row: str, drawing: Drawing) -> Json:
    """Give an invisible bar for the legend: bars may have colours of their own."""
    entry: Json = {
        "type": "bar",
        "orientation": "h",
        "x": [None],
        "y": [row],
        "name": plain(part.name),
        "marker": _marker(part.colour, part.pattern, drawing),
        "hoverinfo": "skip",
    }
    return {**entry, "offsetgroup": part.lane} if part.lane else entry


def _marker(colours: str | list[str], pattern: str, drawing: Drawing) -> Json:
    marker: Json = {"color": colours, "line": {"width": 1, "color": drawing.look.outline}}
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


def _layout(
    panels: Sequence[Panel],
    rows: Sequence[Sequence[Row]],
    series: Sequence[Series],
    axis: Axis,
    steps: Json,
    drawing: Drawing,
) -> Json:
    """Stack the panels; each is as high as its rows need, with room for its title above."""
    row_px = _row_px(rows, series)
    title_px = PANEL_PX if len(panels) > 1 else 0
    heights = [max(len(part), 1) * row_px for part in rows]
    plot_px = sum(heights) + (len(panels) - 1) * title_px
    layout = common_layout(drawing, height=AXIS_PX + LEGEND_LINE_PX * len(series) + title_px + plot_px)
    legend_y = 1 + (title_px * 0.6 + 8) / plot_px
    axes: Json = {}
    titles = []
    for position, panel in enumerate(panels):
        above_px = sum(heights[:position]) + position * title_px
        top = 1 - above_px / plot_px
        domain = [max(0.0, top - heights[position] / plot_px), top]
        is_last = position == len(panels) - 1
        axes[f"yaxis{_suffix(position)}"] = {
            **_row_axis(rows[position], drawing),
            "domain": domain,
            "anchor": _numbered("x", position),
        }
        axes[f"xaxis{_suffix(position)}"] = {
            **_value_axis(drawing, is_count=axis.is_count, has_numbers=is_last),
            **steps,
            "anchor": _numbered("y", position),
            **({"matches": "x"} if position else {}),
        }
        titles.append(_panel_title(panel, top, drawing))
    return {
        **layout,
        **axes,
        "annotations": [*(titles if title_px else []), _axis_title(axis, drawing)],
        "margin": {**layout["margin"], "b": TICKS_PX + TITLE_PX},
        # Plotly would rather lay the axis over itself than let a plot be lower than 64 px, as one row is.
        "minreducedheight": ROW_PX,
        "legend": {**LEGEND, "y": legend_y},
        "barmode": "relative",
        "bargap": 0.28,
        "bargroupgap": 0.06,
    }


def _numbered(letter: str, position: int) -> str:
    return f"{letter}{_suffix(position)}"


def _suffix(position: int) -> str:
    return str(position + 1) if position else ""


def _row_axis(rows: Sequence[Row], drawing: Drawing) -> Json:
    codes = [row.code for row in rows]
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": codes,
        "tickmode": "array",
        "tickvals": codes,
        "ticktext": [row.label for row in rows],
        "range": [max(len(rows), 1) - 0.5, -0.5],
        "showgrid": False,
        "ticks": "",
        "ticklabelstandoff": 6,
        "linecolor": drawing.look.grid,
        "automargin": True,
    }


def _value_axis(drawing: Drawing, *, is_count: bool, has_numbers: bool) -> Json:
    """Give the shared axis; only the lowest panel has its numbers."""
    look = drawing.look
    return {
        "rangemode": "tozero",
        "tickformat": ",d" if is_count else ",~r",
        "exponentformat": "none",
        "tickfont": _quiet(drawing),
        # Turned numbers would need more room below than they leave for the title.
        "tickangle": 0,
        "gridcolor": look.grid,
        "zerolinecolor": look.muted,
        "automargin": True,
        "showticklabels": has_numbers,
    }


def _axis_title(axis: Axis, drawing: Drawing) -> Json:
    """Give the title under the axis, from its right end: centred, it leaves the window of a phone."""
    return {
        "text": label(axis.title, 44),
        "font": _quiet(drawing),
        "showarrow": False,
        "align": "right",
        "x": 1,
        "xref": "paper",
        "xanchor": "right",
        "y": 0,
        "yref": "paper",
        "yanchor": "top",
        "yshift": -TICKS_PX,
    }


def _quiet(drawing: Drawing) -> Json:
    return {"size": 13, "color": drawing.look.muted}


def _panel_title(panel: Panel, top: float, drawing: Drawing) -> Json:
    return {
        "text": plain(panel.name),
        "showarrow": False,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": top,
        "yref": "paper",
        "yanchor": "bottom",
        "font": {"size": 15, "color": drawing.look.ink},
    }

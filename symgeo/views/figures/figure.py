"""What every figure has: the plot, words for who cannot see it, its source and its data."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from symgeo.texts import Texts
from symgeo.views.figures.look import FONT, Look

PHONE_LABEL: Final = 21
"""Characters a row's label may have before it wraps: 390 px leave room for no more."""

Json = dict[str, Any]
"""A piece of a Plotly figure; whole figures are checked once, which is ten times faster."""

LEGEND: Final[Mapping[str, object]] = MappingProxyType(
    {
        "orientation": "h",
        "x": 0,
        "xanchor": "left",
        "y": 1,
        "yanchor": "bottom",
        "traceorder": "normal",
        "itemclick": False,
        "itemdoubleclick": False,
    }
)
"""The legend stands above the bars and cannot hide any of them."""


@dataclass(frozen=True, eq=False)
class Figure:
    """One figure with all that must stand beside it.

    Attributes
    ----------
    title : str
        Heading, plain text.
    plot : go.Figure
        For ``st.plotly_chart(plot, theme=None, config=plot_config(), alt=alt)``.
    alt : str
        The main numbers in sentences, plain text.
    source : str
        Line below the figure, plain text.
    data : DataFrame
        What is drawn, with headings in the reader's language, for download.
    """

    title: str
    plot: go.Figure
    alt: str
    source: str
    data: pd.DataFrame

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return self.data.empty


@dataclass(frozen=True, eq=False)
class Panel:
    """One place's part of a figure; two panels compare two places on one axis.

    Attributes
    ----------
    code : str
        County or municipality code, "" for all.
    name : str
        As the reader knows it.
    frame : DataFrame
        As `symgeo.analysis.summary` gives it for this place.
    """

    code: str
    name: str
    frame: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Drawing:
    """What all figures of a page share.

    Attributes
    ----------
    texts : Texts
        Language.
    look : Look
        Light or dark.
    resources : DataFrame
        Resource table, indexed by code.
    is_example : bool
        Whether the data is the example that is shipped.
    """

    texts: Texts
    look: Look
    resources: pd.DataFrame
    is_example: bool

    def resource_label(self, code: str) -> str:
        """Give a resource's name as Plotly text in lines that fit a phone."""
        return label(self.texts.resource(self.resources.loc[code]))

    def source(self, *notes: str) -> str:
        """Give the source line, with notes on how to read the figure."""
        origin = "figures.source.example" if self.is_example else "figures.source.own"
        return " ".join((self.texts(origin), *notes))


def plain(text: str) -> str:
    """Escape a text so that Plotly shows it as it is: it reads tags and entities in labels."""
    return html.escape(text, quote=False)


def label(text: str, width: int = PHONE_LABEL) -> str:
    """Escape a text and break it into lines."""
    kept_together = text.replace(" °C", "\N{NO-BREAK SPACE}°C")
    lines = textwrap.wrap(kept_together, width, break_long_words=False, break_on_hyphens=False)
    return "<br>".join(plain(line) for line in lines)


def hover(lines: Iterable[str]) -> str:
    """Escape lines of a hover box; the first is bold."""
    first, *others = (plain(line) for line in lines)
    return "<br>".join([f"<b>{first}</b>", *others])


def plot_config() -> Mapping[str, object]:
    """Give the configuration for ``st.plotly_chart``: no tool bar, nothing that calls a host.

    The tool bar's tips are English only; the data is downloaded below the figure instead.
    """
    return {
        "displayModeBar": False,
        "displaylogo": False,
        "responsive": True,
        "scrollZoom": False,
        "showTips": False,
        "showSendToCloud": False,
        "plotlyServerURL": "",
        "topojsonURL": "",
    }


def empty_figure(title: str, drawing: Drawing) -> Figure:
    """Give a figure that says in words that there is nothing to draw."""
    words = drawing.texts("figures.empty")
    layout = {
        **common_layout(drawing, height=140),
        "xaxis": {"visible": False},
        "yaxis": {"visible": False},
        "annotations": [
            {
                "text": label(words, 44),
                "showarrow": False,
                "x": 0.5,
                "y": 0.5,
                "xref": "paper",
                "yref": "paper",
            }
        ],
    }
    return Figure(title, go.Figure(layout=layout), words, drawing.source(), pd.DataFrame())


def common_layout(drawing: Drawing, *, height: int) -> Json:
    """Give the look that all figures share, as Plotly's layout; axes are the figure's own."""
    look = drawing.look
    return {
        "template": {},
        "height": height,
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 14, "color": look.ink},
        "separators": separators(drawing.texts),
        "hoverlabel": {"bgcolor": look.surface, "bordercolor": look.muted, "font": {"color": look.ink}},
        "hovermode": "closest",
        "dragmode": False,
        "uirevision": "kept",
        "legend": dict(LEGEND),
    }


def separators(texts: Texts) -> str:
    """Give decimal mark and thousands separator of a language in Plotly's order."""
    symbols = texts.locale.number_symbols["latn"]
    return f"{symbols['decimal']}{symbols['group']}"

"""Time against flows, drawn with Plotly."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

import plotly.graph_objects as go

from benchmarks.engine.measuring import TITLES, Measurement
from symgeo.errors import UsageError

_WIDTH, _HEIGHT = 900, 720
_OURS = "#0B6E75"
_GREYS = ("#4D4D4D", "#8A6D3B", "#6A51A3", "#A63D40", "#3B6EA5", "#7A7A7A", "#B07AA1", "#9C755F", "#1B7F3B")
_MARKS = (
    "circle",
    "square",
    "diamond",
    "cross",
    "x",
    "triangle-up",
    "star",
    "pentagon",
    "hexagon",
    "bowtie",
    "asterisk",
)
"""More than there are ways, so that no two look alike."""


def draw(found: Sequence[Measurement]) -> go.Figure:
    """Give CPU seconds against flows on logarithmic axes, a line for each way."""
    figure = go.Figure()
    names = list(dict.fromkeys(m.name for m in found))
    for n, name in enumerate(names):
        some = [m for m in found if m.name == name]
        is_ours = name.startswith("symgeo")
        figure.add_scatter(
            x=[m.flows for m in some],
            y=[m.median_s for m in some],
            name=TITLES[name].replace("*", "").replace("`", ""),
            mode="lines+markers",
            line={"color": _OURS if is_ours else _GREYS[n % len(_GREYS)], "width": 4 if is_ours else 1.5},
            marker={"symbol": _MARKS[n % len(_MARKS)], "size": 9, "line": {"width": 1}},
        )
    figure.update_xaxes(type="log", title="flows", dtick=1)
    figure.update_yaxes(type="log", title="CPU seconds", dtick=1)
    figure.update_layout(
        template="plotly_white",
        title="Matching: time against flows",
        width=_WIDTH,
        height=_HEIGHT,
        legend={"orientation": "h", "y": -0.15},
    )
    return figure


def save(figure: go.Figure, path: Path) -> None:
    """Save a figure: as a page, or as SVG or PNG through the browser that tests use.

    Raises
    ------
    UsageError
        If the ending is none of these.
    """
    ending = path.suffix.lower()
    if ending == ".html":
        path.write_text(figure.to_html(include_plotlyjs=True), encoding="utf-8")
    elif ending in (".svg", ".png"):
        path.write_bytes(_picture(figure, ending[1:]))
    else:
        message = f"--plot: {path.name!r} does not end in .html, .svg or .png."
        raise UsageError(message)


def _picture(figure: go.Figure, kind: str) -> bytes:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # only pictures need a browser

    from symgeo.cli.browsing import launch_browser  # noqa: PLC0415  # likewise

    with sync_playwright() as playwright, launch_browser(playwright) as browser:
        page = browser.new_page(viewport={"width": _WIDTH, "height": _HEIGHT})
        page.set_content(figure.to_html(include_plotlyjs=True))
        address = page.evaluate(
            "kind => Plotly.toImage(document.querySelector('.plotly-graph-div'), {format: kind, scale: 1})",
            kind,
        )
    return base64.b64decode(address.partition(",")[2]) if kind == "png" else _svg(address)


def _svg(address: str) -> bytes:
    return unquote(address.partition(",")[2]).encode()

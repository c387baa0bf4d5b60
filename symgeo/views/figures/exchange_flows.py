"""Where surplus could go: bands from what is left over to what is needed, one unit at a time."""

from __future__ import annotations

from typing import Final

import pandas as pd
import plotly.graph_objects as go

from symgeo.texts.rounding import round_significant
from symgeo.views.figures.amounts import amount_text, range_text
from symgeo.views.figures.figure import (
    Drawing,
    Figure,
    Json,
    Panel,
    common_layout,
    empty_figure,
    hover,
    label,
)
from symgeo.vocabulary import Direction

ENDS_SHOWN: Final = 8
"""Above so many resources on a side, the side is shown by resource group."""
NODE_LABEL: Final = 22
NODE_GAP_PX: Final = 38
"""Room for two lines of a label beside the thinnest node."""


def surplus_to_need(panel: Panel, unit: str, drawing: Drawing) -> Figure:
    """Draw the matched amounts from surplus (left) to need (right).

    Parameters
    ----------
    panel : Panel
        Frame of `summary.flow_links` for the unit: supply_resource, demand_resource, amount, low, high,
        opportunities, illustrative_share (0-1, of the amount).
    unit : str
        Unit of the amounts.
    drawing : Drawing
        What all figures share.

    Notes
    -----
    Plotly tells nothing about a pressed band, so this figure cannot filter the others.
    """
    texts = drawing.texts
    title = texts("figures.links.title", measure=texts(f"figures.measure.{unit}"))
    links = _grouped(panel.frame, drawing)
    if links.empty:
        return empty_figure(title, drawing)
    links = graded(links)
    layout = {
        **common_layout(drawing, height=_height(links)),
        "margin": {"l": 4, "r": 4, "t": 20, "b": 24},
    }
    plot = go.Figure(_sankey(links, unit, drawing), layout)
    alt = _alt(links, panel, title, unit, drawing)
    source = drawing.source(*notes_on(links, drawing))
    return Figure(title, plot, alt, source, _data(links, panel, unit, drawing))


def graded(links: pd.DataFrame) -> pd.DataFrame:
    """Say of each band what its amount rests on.

    Parameters
    ----------
    links : DataFrame
        With ``amount``, ``low``, ``high`` and ``example_amount``, its part that is an example figure.

    Returns
    -------
    DataFrame
        With ``is_weak`` (mostly example figures), ``is_rough`` (bands of amounts) and ``is_sound``.
    """
    weak = links["example_amount"] > 0.5 * links["amount"]
    rough = ~weak & (links["low"] < links["high"])
    return links.assign(is_weak=weak, is_rough=rough, is_sound=~weak & ~rough)


def widths(links: pd.DataFrame) -> list[float]:
    """Give the width of each band: what is no exact figure is drawn to one significant digit."""
    return [
        amount if sound else round_significant(amount, 1)
        for amount, sound in zip(links["amount"], links["is_sound"], strict=True)
    ]


def notes_on(links: pd.DataFrame, drawing: Drawing) -> list[str]:
    """Say how bands are to be read that are no exact figures."""
    notes = [drawing.texts("figures.source.example_bands")] if links["is_weak"].any() else []
    return notes + ([drawing.texts("figures.source.ranges")] if links["is_rough"].any() else [])


def write_sum(links: pd.DataFrame, unit: str, drawing: Drawing) -> str:
    """Write what several bands carry together."""
    sums = links[["amount", "low", "high"]].sum()
    amount, low, high = sums.tolist()
    weak = bool(links["is_weak"].any())
    rough = bool(links["is_rough"].any()) and not weak
    return _write(amount, low, high, unit, drawing, is_weak=weak, is_rough=rough)


def _grouped(links: pd.DataFrame, drawing: Drawing) -> pd.DataFrame:
    """Sum by resource, or by group on a side with too many resources."""
    example = links["amount"] * links["illustrative_share"]
    ends = {
        "supply": _ends(links["supply_resource"], drawing),
        "demand": _ends(links["demand_resource"], drawing),
    }
    long = links.assign(example_amount=example, **ends)
    summed = long.groupby(["supply", "demand"], sort=False)[
        ["amount", "low", "high", "example_amount", "opportunities"]
    ].sum()
    return summed.reset_index()


def _ends(codes: pd.Series, drawing: Drawing) -> pd.Series:
    if codes.nunique() <= ENDS_SHOWN:
        return codes
    return codes.map(drawing.resources["parent"])


def _sankey(links: pd.DataFrame, unit: str, drawing: Drawing) -> Json:
    left = list(dict.fromkeys(links["supply"]))
    right = list(dict.fromkeys(links["demand"]))
    colours = [drawing.look.resource(_group(code, drawing)) for code in (*left, *right)]
    sources = [left.index(code) for code in links["supply"]]
    return {
        "type": "sankey",
        "arrangement": "fixed",
        "node": {
            "label": [label(_name(code, drawing), NODE_LABEL) for code in (*left, *right)],
            "color": colours,
            "customdata": _node_hovers(links, left, right, unit, drawing),
            "hovertemplate": "%{customdata}<extra></extra>",
            "pad": NODE_GAP_PX,
            "thickness": 14,
            "line": {"width": 0},
        },
        "link": {
            "source": sources,
            "target": [len(left) + right.index(code) for code in links["demand"]],
            "value": widths(links),
            "color": [
                drawing.look.translucent(colours[source], 0.55 if sound else 0.25)
                for source, sound in zip(sources, links["is_sound"], strict=True)
            ],
            "customdata": _link_hovers(links, unit, drawing),
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        "textfont": {"size": 13, "color": drawing.look.ink},
    }


def _group(code: str, drawing: Drawing) -> str:
    return str(drawing.resources.loc[code, "parent"]) or code


def _name(code: str, drawing: Drawing) -> str:
    return drawing.texts.resource(drawing.resources.loc[code])


def _link_hovers(links: pd.DataFrame, unit: str, drawing: Drawing) -> list[str]:
    texts = drawing.texts
    columns = (
        links["supply"],
        links["demand"],
        written_amounts(links, unit, drawing),
        links["opportunities"],
    )
    return [
        hover(
            [
                texts("figures.links.from_to", supply=_name(supply, drawing), demand=_name(demand, drawing)),
                written,
                texts.plural("figures.opportunities", int(count)),
            ]
        )
        for supply, demand, written, count in zip(*columns, strict=True)
    ]


def _node_hovers(
    links: pd.DataFrame, left: list[str], right: list[str], unit: str, drawing: Drawing
) -> list[str]:
    texts = drawing.texts
    hovers = []
    for side, direction, codes in (("supply", Direction.SUPPLY, left), ("demand", Direction.DEMAND, right)):
        for code in codes:
            written = write_sum(links[links[side] == code], unit, drawing)
            hovers.append(hover([_name(code, drawing), texts(f"direction.{direction.value}"), written]))
    return hovers


def _height(links: pd.DataFrame) -> int:
    nodes = max(links["supply"].nunique(), links["demand"].nunique())
    return 180 + (NODE_GAP_PX + 14) * nodes


def written_amounts(links: pd.DataFrame, unit: str, drawing: Drawing) -> list[str]:
    """Write the amount of each band as what it rests on allows."""
    columns = ("amount", "low", "high", "is_weak", "is_rough")
    return [
        _write(amount, low, high, unit, drawing, is_weak=weak, is_rough=rough)
        for amount, low, high, weak, rough in zip(*(links[one] for one in columns), strict=True)
    ]


def _write(
    amount: float, low: float, high: float, unit: str, drawing: Drawing, *, is_weak: bool, is_rough: bool
) -> str:
    if is_rough:
        return range_text(low, high, unit, drawing.texts)
    return amount_text(amount, unit, is_sound=not is_weak, texts=drawing.texts)


def _data(links: pd.DataFrame, panel: Panel, unit: str, drawing: Drawing) -> pd.DataFrame:
    texts = drawing.texts
    sound = links["is_sound"]
    written = written_amounts(links, unit, drawing)
    return pd.DataFrame(
        {
            texts("figures.column.place"): panel.name,
            texts("figures.column.surplus"): [_name(code, drawing) for code in links["supply"]],
            texts("figures.column.need"): [_name(code, drawing) for code in links["demand"]],
            texts("figures.column.amount", unit=texts(f"figures.unit.{unit}")): (
                links["amount"].map(round_significant).where(sound)
            ),
            texts("figures.column.written"): written,
            texts("figures.column.opportunities"): links["opportunities"],
        }
    )


def _alt(links: pd.DataFrame, panel: Panel, title: str, unit: str, drawing: Drawing) -> str:
    texts = drawing.texts
    largest = links.nlargest(3, "amount")
    ends = zip(largest["supply"], largest["demand"], written_amounts(largest, unit, drawing), strict=True)
    most = [
        texts("figures.links.from_to", supply=_name(supply, drawing), demand=_name(demand, drawing))
        + f" ({written})"
        for supply, demand, written in ends
    ]
    return f"{title}. " + texts("figures.alt.amounts", place=panel.name, most=texts.join(most))

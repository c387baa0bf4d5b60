"""Who gives what to whom: bands from sites by resource to sites, one unit at a time."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from symgeo.analysis.planning import NAMED, OTHERS, Links
from symgeo.texts.rounding import round_significant
from symgeo.views.figures.exchange_flows import graded, notes_on, widths, write_sum, written_amounts
from symgeo.views.figures.figure import Drawing, Figure, Json, common_layout, empty_figure, hover, label

RESOURCES_SHOWN: Final = 10
"""Above so many resources, kinds of resource stand between givers and receivers."""
_RESOURCES: Final = ("supply_resource", "demand_resource")
_LABEL: Final = 22
_LINES: Final = 2
_TOLD: Final = 10
"""Bands that are told in words; the table has all."""
_PAD_PX: Final = 30
_NODE_PX: Final = 12


def givers_to_receivers(links: Links, unit: str, names: pd.Series, drawing: Drawing) -> Figure:
    """Draw who gives (left) what (middle) to whom (right).

    Parameters
    ----------
    links : Links
        As `plan_links` gives them for the unit.
    unit : str
        Unit of the amounts.
    names : Series
        Names of the sites by id, as the audience may read them.
    drawing : Drawing
        What all figures share.

    Notes
    -----
    A band keeps its giver and its receiver on both sides of the middle, so that it can be told whose it is.
    """
    texts = drawing.texts
    title = texts("figures.givers.title", measure=texts(f"figures.measure.{unit}"))
    if links.frame.empty:
        return empty_figure(title, drawing)
    frame = _named(graded(_by_kind(links.frame, drawing)), links, names, drawing)
    layout = {**common_layout(drawing, height=_height(frame)), "margin": {"l": 4, "r": 4, "t": 20, "b": 24}}
    plot = go.Figure(_sankey(frame, unit, drawing), layout)
    left_out = _say_others(links, drawing)
    source = drawing.source(texts("figures.source.received"), *left_out, *notes_on(frame, drawing))
    alt = " ".join([_alt(frame, title, unit, drawing), *left_out])
    return Figure(title, plot, alt, source, _data(frame, unit, drawing))


def _by_kind(frame: pd.DataFrame, drawing: Drawing) -> pd.DataFrame:
    """Put kinds in place of resources where those are too many."""
    if frame["supply_resource"].nunique() <= RESOURCES_SHOWN:
        return frame
    kinds = {side: frame[side].map(lambda code: _kind(code, drawing)) for side in _RESOURCES}
    keys = ["giver", *_RESOURCES, "receiver"]
    sums = frame.assign(**kinds).groupby(keys, sort=False).sum().reset_index()
    return sums.sort_values("amount", ascending=False, kind="stable", ignore_index=True)


def _kind(code: str, drawing: Drawing) -> str:
    return str(drawing.resources.loc[code, "parent"]) or code


def _named(frame: pd.DataFrame, links: Links, names: pd.Series, drawing: Drawing) -> pd.DataFrame:
    """Add what the reader calls the ends and the resources."""
    texts = drawing.texts

    def named(site: str, count: int) -> str:
        return texts.plural("figures.givers.others", count - NAMED) if site == OTHERS else str(names[site])

    return frame.assign(
        giver_name=[named(site, links.givers) for site in frame["giver"]],
        receiver_name=[named(site, links.receivers) for site in frame["receiver"]],
        what=[_resource(code, drawing) for code in frame["supply_resource"]],
        use=[_resource(code, drawing) for code in frame["demand_resource"]],
    )


def _resource(code: str, drawing: Drawing) -> str:
    return drawing.texts.resource(drawing.resources.loc[code])


def _sankey(frame: pd.DataFrame, unit: str, drawing: Drawing) -> Json:
    ends = {side: _ordered(frame, side) for side in ("giver", "supply_resource", "receiver")}
    first = {"giver": 0, "supply_resource": len(ends["giver"])}
    first["receiver"] = first["supply_resource"] + len(ends["supply_resource"])
    number = {side: frame[side].map(ends[side].index) + first[side] for side in ends}
    hues = [drawing.look.resource(_kind(code, drawing)) for code in frame["supply_resource"]]
    sound = frame["is_sound"]
    bands = [
        drawing.look.translucent(hue, 0.55 if one else 0.25) for hue, one in zip(hues, sound, strict=True)
    ]
    return {
        "type": "sankey",
        "arrangement": "fixed",
        "node": {
            **_nodes(frame, ends, unit, drawing),
            "hovertemplate": "%{customdata}<extra></extra>",
            "pad": _PAD_PX,
            "thickness": _NODE_PX,
            "line": {"width": 0},
        },
        "link": {
            "source": [*number["giver"], *number["supply_resource"]],
            "target": [*number["supply_resource"], *number["receiver"]],
            "value": widths(frame) * 2,
            "color": bands * 2,
            "customdata": _band_hovers(frame, unit, drawing) * 2,
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        "textfont": {"size": 13, "color": drawing.look.ink},
    }


def _ordered(frame: pd.DataFrame, side: str) -> list[str]:
    """Give the ends of a side, largest first; the rest together stands last."""
    sums = frame.groupby(side, sort=False)["amount"].sum().sort_values(ascending=False, kind="stable")
    return sorted(
        (str(one) for one in sums.index), key=lambda one: side != "supply_resource" and one == OTHERS
    )


def _nodes(frame: pd.DataFrame, ends: dict[str, list[str]], unit: str, drawing: Drawing) -> Json:
    texts, look = drawing.texts, drawing.look
    written: dict[str, str] = {"giver": "giver_name", "supply_resource": "what", "receiver": "receiver_name"}
    says: dict[str, Callable[[str], str]] = {
        "giver": lambda amount: texts("figures.givers.gives", amount=amount),
        "supply_resource": lambda amount: amount,
        "receiver": lambda amount: texts("figures.givers.gets", amount=amount),
    }
    nodes: Json = {"label": [], "color": [], "customdata": []}
    for side, codes in ends.items():
        for code in codes:
            here = frame[frame[side] == code]
            name = str(here[written[side]].iloc[0])
            is_resource = side == "supply_resource"
            nodes["label"].append(_short(name))
            nodes["color"].append(look.resource(_kind(code, drawing)) if is_resource else look.neutral)
            nodes["customdata"].append(hover([name, says[side](write_sum(here, unit, drawing))]))
    return nodes


def _short(name: str) -> str:
    """Give a name in two or three short lines; the hover box and the table have it whole."""
    room = _LABEL * _LINES
    cut = name if len(name) <= room else name[: room - 1].rstrip() + "…"
    # A word that is longer than a line goes on in the next.
    return label(re.sub(rf"(\S{{{_LABEL}}})(?=\S)", r"\1 ", cut), _LABEL)


def _band_hovers(frame: pd.DataFrame, unit: str, drawing: Drawing) -> list[str]:
    texts = drawing.texts
    columns = ("giver_name", "receiver_name", "what", "use", "pairs")
    rows = zip(*(frame[one] for one in columns), written_amounts(frame, unit, drawing), strict=True)
    return [
        hover(
            [
                texts("figures.links.from_to", supply=giver, demand=receiver),
                what if what == use else texts("figures.links.from_to", supply=what, demand=use),
                amount,
                texts.plural("figures.opportunities", int(pairs)),
            ]
        )
        for giver, receiver, what, use, pairs, amount in rows
    ]


def _height(frame: pd.DataFrame) -> int:
    most = max(frame[side].nunique() for side in ("giver", "supply_resource", "receiver"))
    return 160 + (_PAD_PX + _NODE_PX) * most


def _say_others(links: Links, drawing: Drawing) -> list[str]:
    """Say of which side the smaller ones stand together."""
    return [
        drawing.texts(f"figures.givers.{side}_together", named=NAMED, count=count)
        for side, count in (("givers", links.givers), ("receivers", links.receivers))
        if count > NAMED
    ]


def _data(frame: pd.DataFrame, unit: str, drawing: Drawing) -> pd.DataFrame:
    texts = drawing.texts
    return pd.DataFrame(
        {
            texts("tables.from"): frame["giver_name"],
            texts("figures.column.surplus"): frame["what"],
            texts("tables.to"): frame["receiver_name"],
            texts("figures.column.need"): frame["use"],
            texts("figures.column.amount", unit=texts(f"figures.unit.{unit}")): (
                frame["amount"].map(round_significant).where(frame["is_sound"])
            ),
            texts("figures.column.written"): written_amounts(frame, unit, drawing),
            texts("figures.column.opportunities"): frame["pairs"],
        }
    )


def _alt(frame: pd.DataFrame, title: str, unit: str, drawing: Drawing) -> str:
    texts = drawing.texts
    told = frame.head(_TOLD)
    names = (told[one] for one in ("giver_name", "what", "receiver_name"))
    rows = zip(*names, written_amounts(told, unit, drawing), strict=True)
    said = [
        texts("figures.givers.band", giver=giver, what=what, receiver=receiver, amount=amount)
        for giver, what, receiver, amount in rows
    ]
    if len(frame) > _TOLD:
        said.append(texts("figures.givers.more", shown=_TOLD, count=len(frame)))
    return f"{title}. " + " ".join(said)

"""How much there is: amounts by resource group, heat by temperature, electricity freed.

Amounts of different units are never added: a figure has one unit. What rests on example values is
hatched, drawn to one significant digit and told as an order of magnitude; what rests on bands is dotted,
drawn likewise and told as a range.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

import pandas as pd

from symgeo.analysis.bands import BAND
from symgeo.texts import Texts
from symgeo.texts.rounding import Scale, round_significant, scale_for
from symgeo.views.figures.bars import Axis, Row, Series, draw_bars
from symgeo.views.figures.choosing import mark
from symgeo.views.figures.figure import Drawing, Figure, Panel, empty_figure, hover
from symgeo.vocabulary import Direction, Evidence

SOUND: Final = (Evidence.MEASURED.value, Evidence.REPORTED.value, Evidence.DERIVED.value)
"""Evidence that is told in figures; the rest is told as an order of magnitude."""
RESOURCES_SHOWN: Final = 10
HATCH: Final = "/"
DOTS: Final = "."
_BASES: Final = ("sound", BAND, "example")
_FILLS: Final = MappingProxyType({"sound": "", BAND: DOTS, "example": HATCH})
_NOTES: Final = MappingProxyType({BAND: "figures.source.dotted", "example": "figures.source.hatched"})
UNITS: Final = ("MWh", "t", "m3", "m2", "unit", "fte")


def units_of(frame: pd.DataFrame) -> tuple[str, ...]:
    """Give the units that a frame has amounts in, energy first, for a choice of one of them."""
    present = set(frame["unit"])
    return tuple(unit for unit in UNITS if unit in present)


def amounts_by_group(panels: Sequence[Panel], unit: str, drawing: Drawing) -> Figure:
    """Draw matched amounts of one unit per resource group.

    Parameters
    ----------
    panels : sequence of Panel
        Frames of `summary.group_amounts`: resource_group, unit, evidence, amount, low, high.
    unit : str
        One of `UNITS`; other units are left out.
    drawing : Drawing
        What all figures share.
    """
    amounts = _joined(panels, {"resource_group": "row"})
    amounts = amounts[(amounts["unit"] == unit) & (amounts["amount"] > 0)]
    amounts = amounts.assign(colour=[drawing.look.resource(str(code)) for code in amounts["row"]], lane="")
    title = drawing.texts("figures.amounts.title", measure=drawing.texts(f"figures.measure.{unit}"))
    return _amount_figure(amounts, panels, title, unit, drawing)


def heat_bands(panels: Sequence[Panel], drawing: Drawing) -> Figure:
    """Draw surplus heat beside the need for heat, by temperature.

    Parameters
    ----------
    panels : sequence of Panel
        Frames of `summary.heat_bands`: band (resource code), direction, amount_mwh, low_mwh, high_mwh,
        evidence.
    drawing : Drawing
        What all figures share.
    """
    names = {"band": "row", "amount_mwh": "amount", "low_mwh": "low", "high_mwh": "high"}
    amounts = _joined(panels, names)
    amounts = amounts[amounts["amount"] > 0]
    fills = {Direction.SUPPLY.value: drawing.look.accent, Direction.DEMAND.value: drawing.look.neutral}
    amounts = amounts.assign(colour=amounts["direction"].map(fills), lane=amounts["direction"])
    return _amount_figure(amounts, panels, drawing.texts("figures.heat.title"), "MWh", drawing)


def electricity_freed(panels: Sequence[Panel], drawing: Drawing) -> Figure:
    """Draw the electricity that opportunities free, by resource; below zero they use more.

    Parameters
    ----------
    panels : sequence of Panel
        Frames of `summary.by_resource`, with its ends: one line per code, ``electricity_freed_mwh``,
        ``electricity_freed_mwh_low`` and ``_high`` (``_high`` is above where bands are part of it),
        ``illustrative_share`` (0-1). A line that rests mostly on example values is hatched.
    drawing : Drawing
        What all figures share.
    """
    named = [Panel(p.code, p.name, p.frame.rename_axis("resource_code").reset_index()) for p in panels]
    freed = "electricity_freed_mwh"
    ends = {f"{freed}_low": "low", f"{freed}_high": "high"}
    amounts = _joined(named, {"resource_code": "row", freed: "amount", **ends})
    amounts = amounts[amounts["amount"].fillna(0.0) != 0]
    weak = amounts["illustrative_share"] > 0.5
    evidence = weak.map({True: Evidence.ILLUSTRATIVE.value, False: Evidence.DERIVED.value})
    evidence = evidence.mask(~weak & (amounts["low"] < amounts["high"]), BAND)
    fills = {True: drawing.look.accent, False: drawing.look.neutral}
    amounts = amounts.assign(evidence=evidence, colour=(amounts["amount"] > 0).map(fills), lane="")
    return _amount_figure(amounts, panels, drawing.texts("figures.electricity.title"), "MWh", drawing)


def amount_text(amount: float, unit: str, *, is_sound: bool, texts: Texts) -> str:
    """Write an amount: two digits where it is known, else its order of magnitude."""
    if is_sound:
        return texts.quantity(amount, unit)
    if amount < 0:
        return texts("figures.amount_below_zero", amount=texts.order_of_magnitude(-amount, unit))
    return texts.order_of_magnitude(amount, unit)


def range_text(low: float, high: float, unit: str, texts: Texts) -> str:
    """Write what rests on bands: from the least that it can be to the most."""
    return texts.about(texts.quantity_range(low, high, unit))


def drawn_amount(amount: float, *, is_sound: bool) -> float:
    """Give the length of a bar: example values are drawn to one significant digit."""
    return amount if is_sound else round_significant(amount, 1)


def _joined(panels: Sequence[Panel], names: Mapping[str, str]) -> pd.DataFrame:
    frames = [panel.frame.assign(panel=position) for position, panel in enumerate(panels)]
    return pd.concat(frames, ignore_index=True).rename(columns=dict(names))


def _amount_figure(
    amounts: pd.DataFrame, panels: Sequence[Panel], title: str, unit: str, drawing: Drawing
) -> Figure:
    """Draw amounts with columns panel, row, lane, evidence, amount, low, high, colour."""
    texts = drawing.texts
    if amounts.empty:
        return empty_figure(title, drawing)
    summed = _summed(amounts)
    codes = _row_order(summed, drawing)
    shown = summed[summed["row"].isin(codes)]
    scale = scale_for(float(shown.groupby(["panel", "row", "lane"])["amount"].sum().abs().max()), unit)
    rows = [Row(code, drawing.resource_label(code)) for code in codes]
    plot = draw_bars(
        _marks(shown, panels, unit, scale, drawing),
        panels=panels,
        rows=[rows] * len(panels),
        series=_series(shown, drawing),
        axis=Axis(texts(f"figures.unit.{scale.unit_key}")),
        drawing=drawing,
    )
    present = set(shown["basis"])
    notes = [texts(key) for basis, key in _NOTES.items() if basis in present]
    alt = _alt(summed, panels, title, unit, drawing)
    return Figure(title, plot, alt, drawing.source(*notes), _data(summed, panels, unit, drawing))


def _summed(amounts: pd.DataFrame) -> pd.DataFrame:
    is_known = amounts["evidence"].isin(SOUND)
    basis = (
        pd.Series("example", amounts.index).mask(is_known, "sound").mask(amounts["evidence"] == BAND, BAND)
    )
    keys = ["panel", "row", "lane", "colour", "basis"]
    sums = amounts.assign(basis=basis).groupby(keys, sort=False)[["amount", "low", "high"]].sum()
    return sums.reset_index()


def _row_order(summed: pd.DataFrame, drawing: Drawing) -> list[str]:
    """Temperature bands in the order of the resource table, all else by amount."""
    if summed["lane"].ne("").any():
        present = set(summed["row"])
        return [str(code) for code in drawing.resources.index if code in present]
    total = summed.groupby("row")["amount"].sum()
    largest = total.abs().sort_values(ascending=False, kind="stable").head(RESOURCES_SHOWN).index
    return [str(code) for code in total.loc[largest].sort_values(ascending=False, kind="stable").index]


def _series(shown: pd.DataFrame, drawing: Drawing) -> list[Series]:
    texts, look = drawing.texts, drawing.look
    series = []
    for lane in dict.fromkeys(sorted(shown["lane"], reverse=True)):
        for basis in _BASES:
            part = shown[(shown["lane"] == lane) & (shown["basis"] == basis)]
            if part.empty:
                continue
            words = texts(f"direction.{lane}") if lane else ""
            said = texts(f"figures.basis.{basis}")
            name = texts("figures.basis.of", what=words, basis=said) if lane else _capital(said)
            colours = set(part["colour"])
            colour = colours.pop() if len(colours) == 1 else look.neutral
            series.append(Series(f"{lane}:{basis}", name, colour, _FILLS[basis], lane))
    return series


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _marks(
    shown: pd.DataFrame, panels: Sequence[Panel], unit: str, scale: Scale, drawing: Drawing
) -> pd.DataFrame:
    texts = drawing.texts
    names = {code: texts.resource(drawing.resources.loc[code]) for code in shown["row"].unique()}
    lines = list(zip(shown["panel"], shown["row"], shown["lane"], _written(shown, unit, texts), strict=True))
    sizes = zip(shown["amount"], shown["basis"], strict=True)
    return shown.assign(
        series=shown["lane"] + ":" + shown["basis"],
        value=[drawn_amount(amount, is_sound=basis == "sound") / scale.factor for amount, basis in sizes],
        hover=[
            hover(
                [
                    names[row],
                    panels[panel].name,
                    *([texts(f"direction.{lane}")] if lane else []),
                    written,
                ]
            )
            for panel, row, lane, written in lines
        ],
        chosen=pd.Series(
            [mark(resource=row, county=panels[panel].code) for panel, row, *_ in lines], shown.index, object
        ),
    )


def _written(summed: pd.DataFrame, unit: str, texts: Texts) -> list[str]:
    cells = zip(summed["amount"], summed["low"], summed["high"], summed["basis"], strict=True)
    return [
        range_text(low, high, unit, texts)
        if basis == BAND
        else amount_text(amount, unit, is_sound=basis == "sound", texts=texts)
        for amount, low, high, basis in cells
    ]


def _data(summed: pd.DataFrame, panels: Sequence[Panel], unit: str, drawing: Drawing) -> pd.DataFrame:
    texts = drawing.texts
    sound = summed["basis"] == "sound"
    columns: dict[str, list[object]] = {
        texts("figures.column.place"): [panels[position].name for position in summed["panel"]],
        texts("figures.column.resource"): [
            texts.resource(drawing.resources.loc[code]) for code in summed["row"]
        ],
    }
    if summed["lane"].ne("").any():
        columns[texts("figures.column.direction")] = [texts(f"direction.{lane}") for lane in summed["lane"]]
    columns[texts("figures.column.amount", unit=texts(f"figures.unit.{unit}"))] = list(
        summed["amount"].map(round_significant).where(sound)
    )
    columns[texts("figures.column.written")] = list(_written(summed, unit, texts))
    columns[texts("figures.column.evidence")] = [texts(f"figures.basis.{basis}") for basis in summed["basis"]]
    return pd.DataFrame(columns)


def _alt(summed: pd.DataFrame, panels: Sequence[Panel], title: str, unit: str, drawing: Drawing) -> str:
    texts = drawing.texts
    sentences = [title + "."]
    for position, panel in enumerate(panels):
        here = summed[summed["panel"] == position]
        if here.empty:
            sentences.append(texts("figures.alt.nothing", place=panel.name))
        for lane in here["lane"].unique():
            part = here[here["lane"] == lane]
            largest = part.loc[part["amount"].abs().sort_values(ascending=False, kind="stable").index].head(3)
            most = [
                f"{texts.resource(drawing.resources.loc[row])} ({written})"
                for row, written in zip(largest["row"], _written(largest, unit, texts), strict=True)
            ]
            where = panel.name
            if lane:
                side = texts(f"direction.{lane}").lower()
                where = texts("figures.basis.of", what=panel.name, basis=side)
            sentences.append(texts("figures.alt.amounts", place=where, most=texts.join(most)))
    return " ".join(sentences)

"""What an opportunity is worth: electricity first, then money and CO2, each with its parts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd
from markupsafe import Markup

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.electricity import electricity_ends
from symgeo.texts import Texts
from symgeo.views.cards.badges import evidence_badge
from symgeo.views.cards.markup import NOTHING, element, join, reference, table
from symgeo.views.tables import Pair, matched_range


@dataclass(frozen=True)
class Part:
    """One line of a calculation.

    Attributes
    ----------
    key : str
        Text key of the line's name.
    amount : float
        With its sign: what costs is below zero.
    parameters : tuple of str
        Keys of the parameters it rests on.
    """

    key: str
    amount: float
    parameters: tuple[str, ...]


_NONE: frozenset[str] = frozenset()
LEAST: Final = 0.5
"""MWh or t CO2e a year; what is less makes no difference."""


def rests_on_band(opportunity: Pair, blurred: frozenset[str]) -> bool:
    """Tell whether the amount of one of its flows is a band, whose middle is nobody's amount."""
    return not blurred.isdisjoint((opportunity["supply_flow_id"], opportunity["demand_flow_id"]))


def electricity_text(opportunity: Pair, texts: Texts, blurred: frozenset[str] = _NONE) -> str:
    """Say how much electricity is freed, used, or that it makes no difference.

    Parameters
    ----------
    opportunity : Series
        One row of `opportunities.find`.
    texts : Texts
    blurred : frozenset of str
        Flows whose amounts are bands: what rests on one is an order of magnitude.
    """
    freed = float(opportunity["electricity_freed_mwh"])
    if abs(freed) < LEAST:
        return texts("card.electricity.none")
    written = _size(freed, "MWh", is_rough=_is_rough(opportunity, blurred), texts=texts)
    return texts("card.electricity.used", amount=written) if is_loss(freed) else written


def amount_range(opportunity: pd.Series, texts: Texts, blurred: frozenset[str] = _NONE) -> str:
    """Give low to high of the amount; "" where it is an order of magnitude only, or a range already."""
    ends = matched_range(opportunity, blurred, texts)
    return texts("card.range", range=ends) if ends else ""


def electricity_range(opportunity: pd.Series, dataset: Dataset, texts: Texts) -> str:
    """Give low to high of the electricity freed or used; "" where it is an order of magnitude or nothing."""
    country = str(dataset.sites.loc[opportunity["demand_site_id"], "country"])
    low, high = electricity_ends(opportunity, country, dataset.reference)
    if opportunity["is_illustrative"] or math.isnan(low + high) or max(abs(low), abs(high)) < LEAST:
        return ""
    freed = float(opportunity["electricity_freed_mwh"])
    return texts("card.range", range=range_beside(freed, low, high, "MWh", texts))


def co2_text(opportunity: Pair, texts: Texts, blurred: frozenset[str] = _NONE) -> str:
    """Say how much CO2 is saved, or added, as `co2_title` has it; rough for example figures and bands."""
    saved = float(opportunity["co2_t"])
    if abs(saved) < LEAST:
        return texts("card.co2.none")
    return _size(saved, "tCO2", is_rough=_is_rough(opportunity, blurred), texts=texts)


def co2_title(opportunity: Pair, texts: Texts) -> str:
    """Name what `co2_text` and `co2_range` tell: lower emissions, or higher ones where they rise."""
    return texts("card.co2.title_higher" if is_loss(float(opportunity["co2_t"])) else "card.co2.title")


def is_loss(amount: float) -> bool:
    """Tell whether MWh or t CO2e are lost rather than gained, so that words tell it and no minus does."""
    return amount <= -LEAST


def _size(amount: float, unit: str, *, is_rough: bool, texts: Texts) -> str:
    """Write an amount without its sign, which words tell."""
    return texts.order_of_magnitude(abs(amount), unit) if is_rough else texts.quantity(abs(amount), unit)


def _is_rough(opportunity: Pair, blurred: frozenset[str]) -> bool:
    return bool(opportunity["is_illustrative"]) or rests_on_band(opportunity, blurred)


def range_beside(amount: float, low: float, high: float, unit: str, texts: Texts) -> str:
    """Write low to high beside an amount: in its unit, and turned round where words tell a loss."""
    ends = (-high, -low) if is_loss(amount) else (low, high)
    return texts.quantity_range(*ends, unit, beside=abs(amount))


def money_text(opportunity: Pair, texts: Texts, blurred: frozenset[str] = _NONE) -> str:
    """Say the net benefit a year, for bands from low to high; that it is not shown or not known."""
    if opportunity["is_illustrative"]:
        return texts("card.money.withheld")
    amount = float(opportunity["net_benefit_eur"])
    if rests_on_band(opportunity, blurred) and not math.isnan(amount):
        ends = (float(opportunity[f"net_benefit_{end}_eur"]) for end in ("low", "high"))
        return texts.per_year(texts.money_range(*ends))
    return texts("card.money.unknown") if math.isnan(amount) else texts.money_per_year(amount)


def money_range(opportunity: Pair, texts: Texts, blurred: frozenset[str] = _NONE) -> str:
    """Give low to high of the net benefit, "" where it is not shown or said already."""
    low, high = float(opportunity["net_benefit_low_eur"]), float(opportunity["net_benefit_high_eur"])
    if rests_on_band(opportunity, blurred) or math.isnan(low) or math.isnan(high):
        return ""
    return texts("card.range", range=texts.money_range(low, high))


def co2_range(opportunity: Pair, texts: Texts) -> str:
    """Give low to high of the CO2 saved or added; "" where it is an order of magnitude only."""
    low, high = float(opportunity["co2_low_t"]), float(opportunity["co2_high_t"])
    if opportunity["is_illustrative"] or math.isnan(low) or math.isnan(high):
        return ""
    return texts("card.range", range=range_beside(float(opportunity["co2_t"]), low, high, "tCO2", texts))


def money_table(opportunity: pd.Series, dataset: Dataset, texts: Texts) -> Markup:
    """Write the net benefit taken apart; nothing where money is not shown."""
    if opportunity["is_illustrative"] or math.isnan(opportunity["net_benefit_eur"]):
        return NOTHING
    total = ("card.money.net", texts.money_per_year(opportunity["net_benefit_eur"]))
    rows = [(part, texts.money(part.amount)) for part in money_parts(opportunity, dataset) if part.amount]
    return _parts_table(
        texts("card.money.caption"),
        texts("card.money.column", currency=texts.currency),
        rows,
        total,
        dataset,
        texts,
    )


def co2_table(opportunity: pd.Series, dataset: Dataset, texts: Texts) -> Markup:
    """Write the CO2 taken apart; nothing for example figures."""
    if opportunity["is_illustrative"] or math.isnan(opportunity["co2_t"]):
        return NOTHING
    total = ("card.co2.net", texts.quantity(opportunity["co2_t"], "tCO2"))
    rows = [
        (part, texts.quantity(part.amount, "tCO2")) for part in co2_parts(opportunity, dataset) if part.amount
    ]
    return _parts_table(texts("card.co2.caption"), texts("card.co2.column"), rows, total, dataset, texts)


def money_parts(opportunity: pd.Series, dataset: Dataset) -> tuple[Part, ...]:
    """Take the net benefit apart, with the parameters behind each part."""
    resource = dataset.reference.resources.loc[opportunity["supply_resource"]]
    mode = str(opportunity["transport_mode"])
    has_pump = opportunity["electricity_used_mwh"] > 0
    machines = ("pipe.hx_capex", *(("heatpump.capex",) if has_pump else ()))
    line = (str(resource["line_param"]), *(machines if opportunity["resource_group"] == "heat" else ()))
    return (
        Part("card.money.value", float(opportunity["value_eur"]), (str(opportunity["price_key"]),)),
        Part("card.money.disposal", float(opportunity["disposal_eur"]), (str(resource["disposal_param"]),)),
        Part("card.money.transport", -float(opportunity["transport_eur"]), (f"{mode}.fixed", f"{mode}.var")),
        Part("card.money.annuity", -float(opportunity["annuity_eur"]), (*line, "finance.discount_rate")),
        Part(
            "card.money.power",
            -float(opportunity["power_eur"]),
            (_electricity_key("price", opportunity, dataset),),
        ),
    )


def co2_parts(opportunity: pd.Series, dataset: Dataset) -> tuple[Part, ...]:
    """Take the CO2 saved apart, with the emission factors behind each part."""
    carrier = "ef.ship_small_bulk" if opportunity["transport_mode"] == "ship" else "ef.truck"
    return (
        Part("card.co2.replaced", float(opportunity["co2_replaced_t"]), (str(opportunity["ef_key"]),)),
        Part("card.co2.transport", -float(opportunity["co2_transport_t"]), (carrier,)),
        Part(
            "card.co2.power",
            -float(opportunity["co2_power_t"]),
            (_electricity_key("ef", opportunity, dataset),),
        ),
    )


def _electricity_key(kind: str, opportunity: pd.Series, dataset: Dataset) -> str:
    country = dataset.sites.loc[opportunity["demand_site_id"], "country"]
    return f"{kind}.electricity_{'se' if country == 'SE' else 'no'}"


def _parts_table(
    caption: str,
    heading: str,
    rows: Sequence[tuple[Part, str]],
    total: tuple[str, str],
    dataset: Dataset,
    texts: Texts,
) -> Markup:
    lines = [
        (texts(part.key), element("span", amount, class_="sg-amount"), basis(part.parameters, dataset, texts))
        for part, amount in rows
    ]
    lines.append(
        (element("strong", texts(total[0])), element("strong", total[1], class_="sg-amount"), NOTHING)
    )
    return table(caption, [texts("card.part"), heading, texts("card.rests_on")], lines)


def basis(keys: Sequence[str], dataset: Dataset, texts: Texts) -> Markup:
    """Write the parameters a figure rests on: value, unit, evidence and source."""
    parameters = dataset.reference.parameters
    lines = []
    for key in keys:
        if key not in parameters.index:
            continue
        unit, evidence, origin = (str(parameters.loc[key, name]) for name in ("unit", "evidence", "source"))
        value = texts.price(dataset.reference.parameter(key), unit)
        lines.append(
            element(
                "span",
                texts.reference(key),
                " ",
                value,
                evidence_badge(evidence, texts),
                element("small", reference(origin, texts)),
                class_="sg-basis",
            )
        )
    return join(lines)

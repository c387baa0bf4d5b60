"""How sure the result of one pair is, in plain words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.opportunities import IDEAS
from symgeo.analysis.uncertainty import AMOUNTS, DRAWS
from symgeo.texts import Texts
from symgeo.texts.rounding import round_significant
from symgeo.views.cards.markup import element, join
from symgeo.views.cards.worth import LEAST, is_loss, range_beside
from symgeo.views.figures.sensitivity import MOST_FACTORS, Factor
from symgeo.views.real_cases import write_real_cases
from symgeo.views.tables import flow_amount
from symgeo.vocabulary import Evidence


@dataclass(frozen=True, eq=False)
class Certainty:
    """What is known of one pair beside its middle result.

    Attributes
    ----------
    drawn : Series
        Its row of `symgeo.analysis.uncertainty.simulate`.
    limits : Series
        Its row of `symgeo.analysis.uncertainty.break_even`.
    moved : DataFrame
        Its `symgeo.analysis.uncertainty.sensitivity`.
    """

    drawn: pd.Series
    limits: pd.Series
    moved: pd.DataFrame


def write_certainty(opportunity: pd.Series, held: Certainty, dataset: Dataset, texts: Texts) -> str:
    """Write the sentences about draws, limits and real cases as HTML."""
    said = [
        *_say_draws(opportunity, held.drawn, texts),
        *_say_limits(opportunity, held.limits, dataset, texts),
        *([_say_factors(held.moved, dataset, opportunity, texts)] if opportunity["is_illustrative"] else []),
    ]
    return str(
        join(
            [
                element("p", texts("money.how", draws=DRAWS), class_="sg-lead"),
                element("ul", *(element("li", one) for one in said if one), class_="sg-plain"),
                write_real_cases(opportunity, dataset, texts),
            ]
        )
    )


def name_factors(
    moved: pd.DataFrame, opportunity: pd.Series, dataset: Dataset, texts: Texts
) -> Mapping[str, Factor]:
    """Name the figures that move a result, each with its range."""
    return {str(key): _factor(str(key), row, opportunity, dataset, texts) for key, row in moved.iterrows()}


def _factor(key: str, row: pd.Series, opportunity: pd.Series, dataset: Dataset, texts: Texts) -> Factor:
    if key in AMOUNTS:
        flow = dataset.flows.loc[opportunity[f"{key}_flow_id"]]
        name = texts(f"money.amount_{key}", site=dataset.sites.loc[flow["site_id"], "name"])
        if flow["evidence"] == Evidence.ILLUSTRATIVE.value:
            return Factor(name, flow_amount(flow, texts, is_blurred=False))
        return Factor(name, texts.quantity_range(row["low"], row["high"], flow["unit"]))
    unit = str(dataset.reference.parameters.loc[key, "unit"])
    return Factor(texts.reference(key), texts.price_range(row["low"], row["high"], unit))


def _say_draws(opportunity: pd.Series, drawn: pd.Series, texts: Texts) -> list[str]:
    said = []
    if not math.isnan(drawn["pays_share"]):
        low, high = drawn["net_benefit_p10_eur"], drawn["net_benefit_p90_eur"]
        said.append(texts("money.pays", share=texts.percent(drawn["pays_share"])))
        said.append(texts("money.eight_of_ten", range=texts.per_year(texts.money_range(low, high))))
        if (
            opportunity["net_benefit_low_eur"] < 0.0 <= low
            or high <= 0.0 < opportunity["net_benefit_high_eur"]
        ):
            said.append(texts("money.range_wider"))
    if not opportunity["is_illustrative"]:
        said += [
            *_say_drawn_electricity(opportunity, drawn, texts),
            *_say_drawn_co2(opportunity, drawn, texts),
        ]
    if opportunity["tier"] in IDEAS and not math.isnan(drawn["top_ten_share"]):
        said.append(texts("money.top_ten", share=texts.percent(drawn["top_ten_share"])))
    return said


def _say_drawn_electricity(opportunity: pd.Series, drawn: pd.Series, texts: Texts) -> list[str]:
    freed = float(opportunity["electricity_freed_mwh"])
    low, high = drawn["electricity_freed_p10_mwh"], drawn["electricity_freed_p90_mwh"]
    if max(abs(low), abs(high)) < LEAST:
        return []
    key = "money.eight_of_ten_electricity_used" if is_loss(freed) else "money.eight_of_ten_electricity"
    return [texts(key, range=range_beside(freed, low, high, "MWh", texts))]


def _say_drawn_co2(opportunity: pd.Series, drawn: pd.Series, texts: Texts) -> list[str]:
    saved, low, high = float(opportunity["co2_t"]), drawn["co2_p10_t"], drawn["co2_p90_t"]
    if math.isnan(low):
        return []
    key = "money.eight_of_ten_co2_higher" if is_loss(saved) else "money.eight_of_ten_co2"
    return [texts(key, range=range_beside(saved, low, high, "tCO2", texts))]


def _say_limits(opportunity: pd.Series, limits: pd.Series, dataset: Dataset, texts: Texts) -> list[str]:
    if opportunity["is_illustrative"]:
        return [texts("money.example")]
    if math.isnan(limits["payback_years"]):
        return [texts("money.no_price")]
    return [
        _say_distance(opportunity, float(limits["break_even_km"]), texts),
        _say_price(opportunity, float(limits["break_even_price"]), dataset, texts),
        _say_payback(limits, texts),
    ]


def _say_distance(opportunity: pd.Series, limit_km: float, texts: Texts) -> str:
    now = texts.distance(opportunity["distance_km"])
    if math.isnan(limit_km):
        return texts("money.distance_network") if opportunity["shared_network"] else ""
    if limit_km <= 0:
        return texts("money.distance_never")
    return texts("money.distance", limit=texts.distance(round_significant(limit_km)), now=now)


def _say_price(opportunity: pd.Series, limit: float, dataset: Dataset, texts: Texts) -> str:
    key = str(opportunity["price_key"])
    if math.isnan(limit):
        return ""
    name = texts.reference(key)
    if limit <= 0:
        return texts("money.price_free", name=name)
    unit = str(dataset.reference.parameters.loc[key, "unit"])
    written, now = texts.price(limit, unit, significant=True), dataset.reference.parameter(key)
    return texts("money.price", name=name, limit=written, now=texts.price(now, unit))


def _say_payback(limits: pd.Series, texts: Texts) -> str:
    years, investment = float(limits["payback_years"]), float(limits["investment_eur"])
    if not investment:
        return texts("money.payback_none")
    written = texts.money(investment)
    if years > limits["life_years"]:
        life = texts.number(float(limits["life_years"]))
        return texts("money.payback_never", investment=written, years=life)
    return texts("money.payback", investment=written, years=texts.significant(years))


def _say_factors(moved: pd.DataFrame, dataset: Dataset, opportunity: pd.Series, texts: Texts) -> str:
    """Name what moves the result of an example most; how much is not shown."""
    names = name_factors(moved.head(MOST_FACTORS), opportunity, dataset, texts)
    return (
        texts("money.factors_named", names=texts.join([one.name for one in names.values()])) if names else ""
    )

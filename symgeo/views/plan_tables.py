"""Tables of a plan: what is chosen, and what a change would mean."""

from __future__ import annotations

import math

import pandas as pd

from symgeo.analysis.bands import rest_on_bands
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.planning import Totals
from symgeo.texts import Texts
from symgeo.texts.rounding import round_significant
from symgeo.views.figures.amounts import amount_text
from symgeo.views.sums import write_draws
from symgeo.views.tables import (
    Column,
    Table,
    climate_number_column,
    money_number_column,
    rough_amounts,
    sound_numbers,
)
from symgeo.vocabulary import Goal

MEASURES = (Goal.CLIMATE, Goal.ELECTRICITY, Goal.DIVERTED, Goal.MONEY)
"""What a plan is measured by, in the order in which it is told."""
_UNITS = {Goal.CLIMATE: "t", Goal.ELECTRICITY: "MWh", Goal.DIVERTED: "t"}


def write_measure(totals: Totals, measure: Goal, texts: Texts) -> str:
    """Write one sum of a plan; an order of magnitude where example figures or bands are part of it."""
    if measure is Goal.MONEY:
        return _write_money(totals.money_eur, is_rough=_is_rough(totals, measure), texts=texts)
    size = _size(totals, measure)
    if abs(size) < 0.5:
        return texts.number(0)
    return amount_text(size, _UNITS[measure], is_sound=not _is_rough(totals, measure), texts=texts)


def write_investment(totals: Totals, texts: Texts) -> str:
    """Write what lines and machines of a plan cost once, by the same rules."""
    return _write_money(totals.investment_eur, is_rough=totals.banded > 0, texts=texts)


def write_ends(totals: Totals, measure: Goal, ends: tuple[float, float], texts: Texts) -> str:
    """Write what eight of ten draws of a sum lie between; "" where the sum is no exact figure or nothing."""
    if _is_rough(totals, measure):
        return ""
    unit, size = "tCO2" if measure is Goal.CLIMATE else _UNITS.get(measure, ""), _size(totals, measure)

    def span(low: float, high: float) -> str:
        if measure is Goal.MONEY:
            return texts.money_range(low, high)
        return texts.quantity_range(low, high, unit, beside=size)

    return write_draws(size, ends, span, texts)


def _is_rough(totals: Totals, measure: Goal) -> bool:
    """Tell whether a sum is an order of magnitude; example figures count no money."""
    return totals.banded > 0 or (totals.illustrative > 0 and measure is not Goal.MONEY)


def _write_money(eur: float, *, is_rough: bool, texts: Texts) -> str:
    """Write money; with one digit where it rests on bands."""
    return texts.about(texts.money(round_significant(eur, 1))) if is_rough else texts.money(eur)


def _size(totals: Totals, measure: Goal) -> float:
    return {
        Goal.CLIMATE: totals.climate_t,
        Goal.ELECTRICITY: totals.electricity_mwh,
        Goal.DIVERTED: totals.diverted_t,
        Goal.MONEY: totals.money_eur,
    }[measure]


def _change(before: float, after: float, texts: Texts) -> str:
    """Write a change as a share of what was; "" where there was nothing."""
    if abs(before) < 0.5:
        return ""
    # Adding 0 turns a minus nought into nought.
    share = round((after - before) / abs(before), 2) + 0.0
    return ("+" if share > 0 else "") + texts.percent(share)


def list_plan(chosen: pd.DataFrame, behind: pd.Series, dataset: Dataset, texts: Texts) -> Table:
    """List the pairs of a plan with their amounts.

    Parameters
    ----------
    chosen : DataFrame
        As `Plan.chosen`.
    behind : Series
        How many others are possible behind each, in the same order.

    Returns
    -------
    Table
        Indexed by opportunity_id.
    """
    names, resources = dataset.sites["name"], dataset.reference.resources
    is_blurred = rest_on_bands(chosen, dataset.blurred_flows)
    climate = zip(chosen["planned_co2_t"], chosen["is_illustrative"] | is_blurred, strict=True)
    frame = pd.DataFrame(
        {
            "supply_site": names.loc[chosen["supply_site_id"]].to_numpy(object),
            "resource": [texts.resource(resources.loc[code]) for code in chosen["supply_resource"]],
            "demand_site": names.loc[chosen["demand_site_id"]].to_numpy(object),
            "amount": rough_amounts(chosen, "planned_quantity", is_blurred, texts),
            "share": (chosen["share"] * 100).round().astype(int).to_numpy(),
            "climate": [
                amount_text(size, "t", is_sound=not is_rough, texts=texts) if size else ""
                for size, is_rough in climate
            ],
            "money": [
                "" if math.isnan(money) else _write_money(money, is_rough=is_rough, texts=texts)
                for money, is_rough in zip(chosen["planned_benefit_eur"], is_blurred, strict=True)
            ],
            "investment": [
                "" if math.isnan(money) else _write_money(money, is_rough=is_rough, texts=texts)
                for money, is_rough in zip(chosen["planned_investment_eur"], is_blurred, strict=True)
            ],
            "behind": behind.to_numpy(),
            "evidence": [texts(f"evidence.{evidence}") for evidence in chosen["evidence"]],
        },
        index=pd.Index(chosen["opportunity_id"], name="opportunity_id"),
    )
    columns = (
        Column("supply_site", texts("tables.from")),
        Column("resource", texts("tables.resource")),
        Column("demand_site", texts("tables.to")),
        Column("amount", texts("plan.column_amount"), help=texts("tables.amount_help")),
        Column("share", texts("plan.column_share"), "progress", "small", texts("plan.column_share_help")),
        Column("climate", texts("plan.measure_climate")),
        Column("money", texts("plan.measure_money")),
        Column("investment", texts("plan.measure_investment"), help=texts("plan.investment_help")),
        Column("behind", texts("plan.column_behind"), "count", "small", texts("plan.column_behind_help")),
        Column("evidence", texts("tables.evidence"), width="small", help=texts("tables.evidence_help")),
    )
    return Table(frame, columns)


def list_plan_file(chosen: pd.DataFrame, behind: pd.Series, dataset: Dataset, texts: Texts) -> Table:
    """List the pairs of a plan for a spreadsheet: as `list_plan`, and numbers with one unit beside the words.

    Numbers have two significant digits, as the words have; where those are an order of magnitude, there is
    no number.
    """
    table = list_plan(chosen, behind, dataset, texts)
    numbers = {
        "amount_number": chosen["planned_quantity"],
        "climate_number": chosen["planned_co2_t"],
        "money_number": chosen["planned_benefit_eur"] * texts.per_eur,
    }
    rounded = {name: sound_numbers(chosen, held, dataset.blurred_flows) for name, held in numbers.items()}
    frame = table.frame.assign(**rounded, unit=chosen["unit"].to_numpy())
    beside = {
        "amount": (
            Column("amount_number", texts("plan.column_number"), "number"),
            Column("unit", texts("plan.column_unit")),
        ),
        "climate": (climate_number_column(texts),),
        "money": (money_number_column(texts),),
    }
    columns = [each for column in table.columns for each in (column, *beside.get(column.key, ()))]
    return Table(frame, tuple(columns))


def describe_part(pair: pd.DataFrame, dataset: Dataset, texts: Texts) -> tuple[str, str]:
    """Say how much of a pair the plan uses, and what that gives a year; figures as in the plan's table.

    Parameters
    ----------
    pair : DataFrame
        The one row of `Plan.chosen`.
    """
    row = list_plan(pair, pd.Series([0]), dataset, texts).frame.iloc[0]
    uses = texts("plan.part", amount=row["amount"], share=texts.percent(row["share"] / 100))
    gives = [
        texts("plan.part_measure", measure=texts(f"plan.measure_{measure}"), amount=row[measure])
        for measure in (Goal.MONEY.value, Goal.CLIMATE.value)
        if row[measure]
    ]
    return uses, "; ".join(gives)


def compare_totals(
    before: Totals, after: Totals, texts: Texts, *, headings: tuple[str, str] | None = None
) -> Table:
    """Set the sums of two plans side by side, a line for each measure.

    A sum that is an order of magnitude has no change in per cent: that would tell more than is known.

    Parameters
    ----------
    before, after : Totals
    headings : tuple of str, optional
        Above each of them; before and after a loss where not given.
    """
    first, second = headings or (texts("plan.column_before"), texts("plan.column_after"))
    counted = [texts.number(before.pairs), texts.number(after.pairs)]
    sums = [[write_measure(totals, one, texts) for totals in (before, after)] for one in MEASURES]
    once = [write_investment(totals, texts) for totals in (before, after)]
    cells = [counted, *sums, once]
    changes = [_change(before.pairs, after.pairs, texts)]
    changes += [
        ""
        if _is_rough(before, one) or _is_rough(after, one)
        else _change(_size(before, one), _size(after, one), texts)
        for one in MEASURES
    ]
    changes.append(
        "" if before.banded or after.banded else _change(before.investment_eur, after.investment_eur, texts)
    )
    codes = ["pairs", *(one.value for one in MEASURES), "investment"]
    frame = pd.DataFrame(
        {
            "measure": [texts(f"plan.measure_{code}") for code in codes],
            "before": [one[0] for one in cells],
            "after": [one[1] for one in cells],
            "change": changes,
        },
        index=pd.Index(codes, name="measure_code"),
    )
    columns = (
        Column("measure", texts("plan.column_measure")),
        Column("before", first),
        Column("after", second),
        Column("change", texts("plan.column_change"), width="small"),
    )
    return Table(frame, columns)


def list_two_plans(both: pd.DataFrame, headings: tuple[str, str], dataset: Dataset, texts: Texts) -> Table:
    """List the pairs of two plans with the amount that each has.

    Parameters
    ----------
    both : DataFrame
        As `set_beside` gives it.
    headings : tuple of str
        Names of the two plans.

    Returns
    -------
    Table
        Indexed by opportunity_id.
    """
    names, resources = dataset.sites["name"], dataset.reference.resources

    is_blurred = rest_on_bands(both, dataset.blurred_flows)

    def amounts(column: str) -> list[str]:
        written = rough_amounts(both, column, is_blurred, texts)
        return [one if size else "" for one, size in zip(written, both[column], strict=True)]

    frame = pd.DataFrame(
        {
            "supply_site": names.loc[both["supply_site_id"]].to_numpy(object),
            "resource": [texts.resource(resources.loc[code]) for code in both["supply_resource"]],
            "demand_site": names.loc[both["demand_site_id"]].to_numpy(object),
            "first": amounts("first_quantity"),
            "second": amounts("second_quantity"),
            "evidence": [texts(f"evidence.{evidence}") for evidence in both["evidence"]],
        },
        index=pd.Index(both["opportunity_id"], name="opportunity_id"),
    )
    columns = (
        Column("supply_site", texts("tables.from")),
        Column("resource", texts("tables.resource")),
        Column("demand_site", texts("tables.to")),
        Column("first", headings[0], help=texts("tables.amount_help")),
        Column("second", headings[1], help=texts("tables.amount_help")),
        Column("evidence", texts("tables.evidence"), width="small", help=texts("tables.evidence_help")),
    )
    return Table(frame, columns)

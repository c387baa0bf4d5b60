"""Own values in words and tables: which are in force, what was changed, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo
from typing import Final

import numpy as np
import pandas as pd

from symgeo.analysis.dataset import Dataset, Reference
from symgeo.analysis.scenarios import KeptValue, Totals, rate_key
from symgeo.analysis.together import Together
from symgeo.texts import Texts
from symgeo.views.sums import write_sums
from symgeo.views.tables import Column, Table

_TIERS: Final = ("A", "B", "C", "D")
_DIGITS: Final = 6


def say_values(reference: Reference, texts: Texts, *, with_name: bool) -> str:
    """Say that other values than the usual ones are in force; "" where they are not."""
    count = len(reference.own_keys)
    if not count:
        return ""
    if not with_name:
        return texts.plural("money.values_other", count)
    if not reference.scenario:
        return texts.plural("money.values_own", count)
    return texts.plural("money.values_scenario", count, name=reference.scenario)


def say_rate(reference: Reference, texts: Texts) -> str:
    """Say the rate that money is converted at, its year and source; "" for EUR."""
    if texts.currency == "EUR":
        return ""
    row = reference.parameters.loc[[rate_key(texts.currency)]].iloc[0]
    told = (texts.reference(str(row[name])) for name in ("source_year", "source"))
    return texts(
        "money.rate",
        rate=texts.number(float(row["value"]), 4),
        currency=texts.currency,
        said="; ".join(one for one in told if one) or texts("common.unknown"),
    )


def list_own_values(kept: Sequence[KeptValue], reference: Reference, zone: tzinfo, texts: Texts) -> Table:
    """List what a scenario or the project sets: value and usual value, range, source, who and when."""
    usual = reference.parameters if reference.usual is None else reference.usual
    rows = [
        {
            "name": texts.reference(one.own.key),
            "value": texts.number(one.own.value, _DIGITS),
            "usual": texts.number(float(usual["value"].get(one.own.key, np.nan)), _DIGITS),
            "span": texts.span(texts.number(one.own.low, _DIGITS), texts.number(one.own.high, _DIGITS)),
            "unit": texts.unit(str(usual["unit"].get(one.own.key, ""))),
            "source": one.own.source,
            "note": one.own.note,
            "who": one.who,
            "when": texts.moment(one.made_at.astimezone(zone)),
        }
        for one in kept
    ]
    columns = (
        Column("name", texts("tables.parameter"), width="large"),
        Column("value", texts("tables.value"), width="small"),
        Column("usual", texts("money.usual")),
        Column("span", texts("money.factor_span"), width="small"),
        Column("unit", texts("tables.unit"), width="small"),
        Column("source", texts("tables.source")),
        Column("note", texts("tables.note")),
        Column("who", texts("data.who"), width="small"),
        Column("when", texts("money.when")),
    )
    frame = pd.DataFrame(rows, columns=[column.key for column in columns])
    return Table(frame.set_index(pd.Index([one.own.key for one in kept], name="key", dtype=object)), columns)


def list_totals(every: Mapping[str, Totals], texts: Texts) -> Table:
    """List tiers and sums of some scenarios side by side; counts have their difference from the first.

    Sums are of known figures alone; how many ideas they are of, and how many examples they leave out, is
    told above them.
    """
    first = next(iter(every.values()))
    counted: dict[str, Callable[[Totals], int]] = {
        **{texts(f"tier.{tier}"): _tier_of(tier) for tier in _TIERS},
        texts("money.compared_known"): lambda one: len(one.sums.known),
        texts("money.compared_examples"): lambda one: one.sums.examples,
    }
    rows: list[dict[str, str]] = [
        {"what": label, **{name: _count(count(one), count(first), texts) for name, one in every.items()}}
        for label, count in counted.items()
    ]
    written = {name: _write_sums(one.sums, texts) for name, one in every.items()}
    labels = dict.fromkeys(label for sums in written.values() for label in sums)
    nothing = texts("money.compared_nothing")
    rows += [
        {"what": label, **{name: sums.get(label, nothing) for name, sums in written.items()}}
        for label in labels
    ]
    columns = (
        Column("what", texts("money.compared"), width="medium"),
        *(Column(name, name, width="medium") for name in every),
    )
    return Table(pd.DataFrame(rows, columns=["what", *every]), columns)


def _tier_of(tier: str) -> Callable[[Totals], int]:
    return lambda one: one.tiers[tier]


def _write_sums(sums: Together, texts: Texts) -> dict[str, str]:
    """Write what is added up, by its name; nothing where no figure is known."""
    return {} if sums.known.empty else {one.name: one.written for one in write_sums(sums, None, texts)}


def list_best(
    compared: pd.DataFrame, names: Sequence[str], found: pd.DataFrame, dataset: Dataset, texts: Texts
) -> Table:
    """List the pairs that are among the ten best in any scenario, with rank and tier in each."""
    ends = found.set_index("opportunity_id").reindex(compared.index)
    sites = dataset.sites["name"]
    resources = dataset.reference.resources
    columns_of_ends = (ends[name] for name in ("supply_site_id", "demand_site_id", "supply_resource"))
    pairs = [
        f"{texts('card.title', supplier=sites[supplier], receiver=sites[receiver])}: "
        f"{texts.resource(resources.loc[code])}"
        for supplier, receiver, code in zip(*columns_of_ends, strict=True)
    ]
    columns = {
        name: [
            "" if np.isnan(rank) else texts("money.rank_tier", rank=int(rank), tier=texts(f"tier.{tier}"))
            for rank, tier in zip(compared[f"rank.{name}"], compared[f"tier.{name}"], strict=True)
        ]
        for name in names
    }
    frame = pd.DataFrame({"pair": pairs, **columns}, index=compared.index)
    labels = (
        Column("pair", texts("money.pair"), width="large"),
        *(Column(name, name, width="medium") for name in names),
    )
    return Table(frame, labels)


def _count(count: int, usual: int, texts: Texts) -> str:
    written, change = texts.number(count), count - usual
    return f"{written} ({'+' if change > 0 else ''}{texts.number(change)})" if change else written

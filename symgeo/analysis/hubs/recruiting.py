"""What is missing in a hub: surplus without taker, need without source, and who would fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import fsum
from typing import Any, Final, NamedTuple

import pandas as pd

from symgeo.analysis.allocation import capacity_keys
from symgeo.analysis.compatibility import IDENTITY_PREFIX
from symgeo.analysis.dataset import Dataset, Reference
from symgeo.analysis.opportunities import IDEAS
from symgeo.analysis.records import DONE
from symgeo.vocabulary import Direction, Evidence, Tier

NO_TAKER: Final = "no_taker"
NO_SOURCE: Final = "no_source"
_KINDS: Final = {Direction.SUPPLY.value: NO_TAKER, Direction.DEMAND.value: NO_SOURCE}
_DIVISION_DIGITS: Final = 2
_EVIDENCE_ORDER: Final = [evidence.value for evidence in Evidence]
_SAME_NACE: Final = "all"
_OF_FLOWS: Final = ("site_id", "direction", "resource_code", "unit", "evidence", "quantity", "committed_pct")


class Fit(NamedTuple):
    """A trade that would take a surplus, or bring what is needed.

    Attributes
    ----------
    division : str
        NACE division, two digits.
    label : str
        What the precedent calls the company, in English; "" where only the tables say so.
    basis : str
        ``precedent`` or ``rule``.
    times : int
        Precedents.
    place, source : str
        Of the first precedent or of the rule's example.
    basis_id : str
        Of the precedent or rule.
    resource_code : str
        What would pass between them.
    """

    division: str
    label: str
    basis: str
    times: int
    place: str
    source: str
    basis_id: str
    resource_code: str


def missing_here(site_ids: Sequence[str], dataset: Dataset, opportunities: pd.DataFrame) -> pd.DataFrame:
    """List what a hub has too much of and what it lacks: flows that no partner inside the hub could meet.

    A flow counts with its free part, and each pool and stream once, by its largest flow. A pair that only
    fails on a condition (tier D) is no partner.

    Returns
    -------
    DataFrame
        One row a kind, resource and unit: ``kind`` (`NO_TAKER` or `NO_SOURCE`), ``resource_code``,
        ``quantity``, ``unit``, ``evidence`` (the weakest), ``sites`` (tuple of ids), ``outside`` (id of the
        best new pair with somebody outside the hub, "" for none), ``stopped`` (id of a pair inside the hub
        that one condition stops, "" for none), ``is_blurred`` (a band is part of it). Surplus
        first, then as the resources are listed.
    """
    # A hub has a few dozen flows: as Python's own rows they are summed sooner than a frame is grouped.
    summed: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for flow in _unmet_flows(site_ids, dataset, opportunities):
        summed.setdefault((flow["kind"], flow["resource_code"], flow["unit"]), []).append(flow)
    place = {str(code): number for number, code in enumerate(dataset.reference.resources.index)}
    order = sorted(summed, key=lambda key: (key[0] == NO_SOURCE, place.get(key[1], -1)))
    rows = [
        (
            *key[:2],
            fsum(flow["free"] for flow in summed[key]),
            key[2],
            max((flow["evidence"] for flow in summed[key]), key=_EVIDENCE_ORDER.index),
            tuple(sorted({flow["site_id"] for flow in summed[key]})),
            summed[key][0]["outside"],
            max(flow["stopped"] for flow in summed[key]),
            any(flow["flow_id"] in dataset.blurred_flows for flow in summed[key]),
        )
        for key in order
    ]
    columns = ["kind", "resource_code", "quantity", "unit", "evidence", "sites", "outside", "stopped"]
    return pd.DataFrame(rows, columns=[*columns, "is_blurred"])


def who_would_fit(
    kind: str, resource_code: str, reference: Reference, *, here: str = "", enough: int | None = None
) -> pd.DataFrame:
    """Give `trades_that_fit` as a table, a row each; parameters as there."""
    found = trades_that_fit(kind, resource_code, reference, here=here, enough=enough)
    return pd.DataFrame(found, columns=list(Fit._fields))


def trades_that_fit(
    kind: str, resource_code: str, reference: Reference, *, here: str = "", enough: int | None = None
) -> list[Fit]:
    """Name the trades that would take a surplus, or bring what is needed, best founded first.

    Parameters
    ----------
    kind : str
        `NO_TAKER` or `NO_SOURCE`.
    resource_code : str
        The surplus or the need.
    reference : Reference
        Precedents, rules and resources.
    here : str
        Name of the hub; what was done there itself is no precedent for it.
    enough : int, optional
        Where so many trades do it elsewhere, the tables are not asked.

    Returns
    -------
    list of Fit
        Each NACE division once. First what was done elsewhere, most often first; then what the tables allow,
        best fit first.
    """
    done = _done_elsewhere(kind, resource_code, reference, here)
    if enough is not None and len(done) >= enough:
        return done
    known = {fit.division for fit in done}
    return [*done, *(fit for fit in _allowed(kind, resource_code, reference) if fit.division not in known)]


def _unmet_flows(
    site_ids: Sequence[str], dataset: Dataset, opportunities: pd.DataFrame
) -> list[Mapping[str, Any]]:
    """Give the flows that no partner inside the hub could meet, one of each pool and stream, by size."""
    supplied, needed = (opportunities[f"{side}_site_id"].isin(site_ids) for side in ("supply", "demand"))
    columns = ["rank", "opportunity_id", "tier", "supply_flow_id", "demand_flow_id"]
    near = opportunities.loc[supplied | needed, columns].assign(inside=supplied & needed)
    outside: dict[str, str] = {}
    stopped: dict[str, str] = {}
    met: set[str] = set()
    # The best pair of each flow comes first; of flows without one inside, the best idea leads outside.
    for _, pair, tier, *ends, is_inside in near.sort_values("rank").itertuples(index=False, name=None):
        for flow in ends:
            if tier in IDEAS:
                outside.setdefault(flow, pair)
            if is_inside and tier == Tier.GATE_FAILED.value:
                stopped.setdefault(flow, pair)
            elif is_inside:
                met.add(flow)
    flows = dataset.counted_flows
    flows = flows[flows["site_id"].isin(site_ids)].sort_index()
    keys = capacity_keys(flows)
    met_keys = {key for flow, key in keys.items() if flow in met}
    alone: dict[str, Mapping[str, Any]] = {}
    cells = zip(flows.index, keys, *(flows[name].tolist() for name in _OF_FLOWS), strict=True)
    rows = [
        {
            **dict(zip(("flow_id", "key", *_OF_FLOWS), flow, strict=True)),
            "kind": _KINDS[flow[3]],
            "free": flow[-2] * (1 - flow[-1] / 100),
            "outside": outside.get(flow[0], ""),
            "stopped": stopped.get(flow[0], ""),
        }
        for flow in cells
    ]
    for row in sorted(rows, key=lambda row: -row["free"]):
        if row["free"] > 0 and row["key"] not in met_keys:
            alone.setdefault(row["key"], row)
    return list(alone.values())


def _done_elsewhere(kind: str, resource_code: str, reference: Reference, here: str) -> list[Fit]:
    """Collect the partners of precedents at other places, most often first."""
    side = "receiver" if kind == NO_TAKER else "supplier"
    codes = _codes(kind, resource_code, reference)
    found = [
        Fit(
            division=str(row[f"{side}_nace"])[:_DIVISION_DIGITS],
            label=row[f"{side}_label"],
            basis="precedent",
            times=0,
            place=row["place"],
            source=row["source"],
            basis_id=row["precedent_id"],
            resource_code=row["resource_code"],
        )
        for row in reference.precedent_rows
        if row["resource_code"] in codes
        and row["status"].startswith(DONE)
        and not (here and row["place"].casefold() == here.casefold())
    ]
    times = Counter(fit.division for fit in found)

    def founded(fit: Fit) -> tuple[int, str, bool, bool, str]:
        is_other = fit.resource_code != resource_code
        return -times[fit.division], fit.division, is_other, fit.place == "", fit.basis_id

    first: dict[str, Fit] = {}
    for fit in sorted(found, key=founded):
        first.setdefault(fit.division, fit._replace(times=times[fit.division]))
    return list(first.values())


def _codes(kind: str, resource_code: str, reference: Reference) -> set[str]:
    """Give what may pass: the surplus itself, or everything that serves the need."""
    if kind == NO_TAKER:
        return {resource_code}
    rules = reference.rule_rows
    return {resource_code, *(rule["supply_code"] for rule in rules if rule["demand_code"] == resource_code)}


def _allowed(kind: str, resource_code: str, reference: Reference) -> list[Fit]:
    """Collect the trades that the tables of rules and resources allow, best fit first."""
    own, other, trades = (
        ("supply_code", "demand_code", "demand_nace")
        if kind == NO_TAKER
        else ("demand_code", "supply_code", "supply_nace")
    )
    usual = reference.resources[trades]
    found: dict[str, Fit] = {}
    for rule in _rules_of(own, resource_code, reference):
        # A rule that holds for one trade says which; a plant in between is the company that is sought.
        converter = rule.get("converter_nace", "") if kind == NO_TAKER else ""
        chosen = str(converter or rule["receiver_nace_prefix"]) if kind == NO_TAKER else ""
        label = str(rule.get("converter_type", "")) if converter else ""
        divisions = [chosen[:_DIVISION_DIGITS]] if chosen else str(usual.get(rule[other], "")).split(";")
        for division in divisions:
            if division and division != _SAME_NACE:
                # The best fit comes first, and each trade counts once.
                fit = Fit(
                    division=division,
                    label=label,
                    basis="rule",
                    times=0,
                    place=str(rule.get("real_example", "")),
                    source=str(rule.get("example_source", "")),
                    basis_id=rule["rule_id"],
                    resource_code=rule[other],
                )
                found.setdefault(division, fit)
    return list(found.values())


def _rules_of(own: str, resource_code: str, reference: Reference) -> list[Mapping[str, Any]]:
    """Give the rules about one resource, best fit first, the one that it serves for itself among them."""
    rules = [rule for rule in reference.rule_rows if rule[own] == resource_code]
    known = [rule for rule in rules if rule["supply_code"] == rule["demand_code"]]
    if all(rule["receiver_nace_prefix"] for rule in known) and reference.resources["parent"][resource_code]:
        same = {"supply_code": resource_code, "demand_code": resource_code, "receiver_nace_prefix": ""}
        rules.append({**same, "rule_id": f"{IDENTITY_PREFIX}{resource_code}", "fit": 1.0})
    return sorted(rules, key=lambda rule: (-rule["fit"], rule["rule_id"]))

"""What is missing in a hub: surplus without taker, need without source, and who would fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import pandas as pd

from symgeo.analysis.allocation import capacity_keys
from symgeo.analysis.compatibility import IDENTITY_PREFIX, complete_rules
from symgeo.analysis.dataset import Dataset, Reference
from symgeo.analysis.opportunities import IDEAS
from symgeo.analysis.records import DONE
from symgeo.vocabulary import Direction, Evidence, Tier

NO_TAKER: Final = "no_taker"
NO_SOURCE: Final = "no_source"
_KINDS: Final = {Direction.SUPPLY.value: NO_TAKER, Direction.DEMAND.value: NO_SOURCE}
_DIVISION_DIGITS: Final = 2
_EVIDENCE_ORDER: Final = [evidence.value for evidence in Evidence]
_FIT_COLUMNS: Final = (
    *("division", "label", "basis", "times", "place", "source", "basis_id", "resource_code"),
)
_OF_RULES: Final = (
    *("supply_code", "demand_code", "fit", "receiver_nace_prefix", "converter_nace", "converter_type"),
    *("real_example", "example_source"),
)
_WORDS_OF_RULES: Final = _OF_RULES[3:]
_SAME_NACE: Final = "all"


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
    alone = _unmet_flows(site_ids, dataset, opportunities)
    keys = ["kind", "resource_code", "unit"]
    order = {word: n for n, word in enumerate(_EVIDENCE_ORDER)}
    alone = alone.assign(
        weakness=alone["evidence"].map(order), is_blurred=alone.index.isin(list(dataset.blurred_flows))
    )
    summed = alone.groupby(keys, sort=False).agg(
        quantity=("free", "sum"),
        weakness=("weakness", "max"),
        sites=("site_id", lambda ids: tuple(sorted(set(ids)))),
        outside=("outside", "first"),
        stopped=("stopped", "max"),
        is_blurred=("is_blurred", "any"),
    )
    listed = summed.reset_index()
    listed["evidence"] = [_EVIDENCE_ORDER[int(n)] for n in listed.pop("weakness")]
    place = dataset.reference.resources.index.get_indexer(pd.Index(listed["resource_code"]))
    listed = listed.assign(first=listed["kind"] == NO_SOURCE, place=place)
    listed = listed.sort_values(["first", "place"], ignore_index=True)
    columns = ["kind", "resource_code", "quantity", "unit", "evidence", "sites", "outside", "stopped"]
    return listed[[*columns, "is_blurred"]]


def who_would_fit(
    kind: str, resource_code: str, reference: Reference, *, here: str = "", enough: int | None = None
) -> pd.DataFrame:
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
    DataFrame
        One row a NACE division, each once: ``division`` (two digits), ``label`` (what the precedent calls
        the company, in English, "" where only the tables say so), ``basis`` (``precedent`` or ``rule``),
        ``times`` (precedents), ``place`` and ``source`` of the first precedent or of the rule's example,
        ``basis_id`` (id of the precedent or rule), ``resource_code`` (what would pass between them). First
        what was done elsewhere, most often first; then what the tables allow, best fit first.
    """
    done = _done_elsewhere(kind, resource_code, reference, here)
    if enough is not None and len(done) >= enough:
        return done[list(_FIT_COLUMNS)]
    allowed = _allowed(kind, resource_code, reference)
    both = pd.concat([done, allowed[~allowed["division"].isin(done["division"])]], ignore_index=True)
    return both[list(_FIT_COLUMNS)]


def _unmet_flows(site_ids: Sequence[str], dataset: Dataset, opportunities: pd.DataFrame) -> pd.DataFrame:
    reached = opportunities[opportunities["tier"] != Tier.GATE_FAILED.value]
    inside = opportunities["supply_site_id"].isin(site_ids) & opportunities["demand_site_id"].isin(site_ids)
    stopped = opportunities[inside & (opportunities["tier"] == Tier.GATE_FAILED.value)]
    here = reached[inside.loc[reached.index]]
    met = {*here["supply_flow_id"], *here["demand_flow_id"]}
    flows = dataset.flows[dataset.flows["site_id"].isin(site_ids)].sort_index()
    keys = capacity_keys(flows)
    met_keys = set(keys.loc[list(met)])
    flows = flows.assign(
        kind=flows["direction"].map(_KINDS),
        key=keys.loc[flows.index].to_numpy(object),
        free=flows["quantity"] * (1 - flows["committed_pct"] / 100),
        outside=_best_of(reached[reached["tier"].isin(IDEAS)])
        .reindex(flows.index)
        .fillna("")
        .to_numpy(object),
        stopped=_best_of(stopped).reindex(flows.index).fillna("").to_numpy(object),
    )
    alone = flows[~flows["key"].isin(met_keys) & (flows["free"] > 0)]
    largest = alone.sort_values("free", ascending=False, kind="stable")
    return largest.drop_duplicates("key")


def _best_of(pairs: pd.DataFrame) -> pd.Series:
    """Give the id of the best pair of each flow; of flows without one inside, the best idea leads outside."""
    sides = [
        pd.DataFrame({"flow": pairs[f"{side}_flow_id"], "id": pairs["opportunity_id"], "rank": pairs["rank"]})
        for side in ("supply", "demand")
    ]
    return pd.concat(sides).sort_values("rank").drop_duplicates("flow").set_index("flow")["id"]


def _done_elsewhere(kind: str, resource_code: str, reference: Reference, here: str) -> pd.DataFrame:
    """Collect the partners of precedents at other places, most often first."""
    side = "receiver" if kind == NO_TAKER else "supplier"
    codes = _codes(kind, resource_code, reference)
    columns = ["place", "status", "source", "resource_code", f"{side}_nace", f"{side}_label"]
    about = reference.precedents.loc[reference.precedents["resource_code"].isin(codes), columns]
    # A few rows: as Python's own they are counted and put in order at once.
    found = [
        (str(nace)[:_DIVISION_DIGITS], label, place, source, basis_id, code)
        for basis_id, place, status, source, code, nace, label in zip(
            about.index, *(about[column].tolist() for column in columns), strict=True
        )
        if status.startswith(DONE) and not (here and place.casefold() == here.casefold())
    ]
    times = Counter(row[0] for row in found)
    found.sort(key=lambda row: (-times[row[0]], row[0], row[5] != resource_code, row[2] == "", row[4]))
    first = {row[0]: row for row in reversed(found)}
    rows = [
        (division, label, "precedent", times[division], place, source, basis_id, code)
        for division, label, place, source, basis_id, code in (
            first[one] for one in dict.fromkeys(r[0] for r in found)
        )
    ]
    return pd.DataFrame(rows, columns=list(_FIT_COLUMNS))


def _codes(kind: str, resource_code: str, reference: Reference) -> set[str]:
    """Give what may pass: the surplus itself, or everything that serves the need."""
    if kind == NO_TAKER:
        return {resource_code}
    rules = reference.rules
    return {resource_code, *rules.loc[rules["demand_code"] == resource_code, "supply_code"]}


def _allowed(kind: str, resource_code: str, reference: Reference) -> pd.DataFrame:
    """Collect the trades that the tables of rules and resources allow, best fit first."""
    own, other, trades = (
        ("supply_code", "demand_code", "demand_nace")
        if kind == NO_TAKER
        else ("demand_code", "supply_code", "supply_nace")
    )
    resources = reference.resources
    columns = [column for column in _OF_RULES if column in reference.rules]
    asked = reference.rules.loc[reference.rules[own] == resource_code, columns]
    rules = complete_rules(asked, resources.loc[[resource_code]]).rename_axis("basis_id").reset_index()
    usual = resources[trades].to_dict()
    rows: dict[str, tuple[object, ...]] = {}
    for rule in sorted(rules.to_dict("records"), key=lambda rule: (-rule["fit"], rule["basis_id"])):
        word = {name: str(rule.get(name, "")) for name in _WORDS_OF_RULES}
        # A rule that holds for one trade says which; a plant in between is the company that is sought.
        chosen = (word["converter_nace"] or word["receiver_nace_prefix"]) if kind == NO_TAKER else ""
        label = word["converter_type"] if kind == NO_TAKER and word["converter_nace"] else ""
        is_identity = str(rule["basis_id"]).startswith(IDENTITY_PREFIX)
        example = ("", "") if is_identity else (word["real_example"], word["example_source"])
        divisions = [chosen[:_DIVISION_DIGITS]] if chosen else str(usual.get(rule[other], "")).split(";")
        for division in divisions:
            if division and division != _SAME_NACE:
                # The best fit comes first, and each trade counts once.
                rows.setdefault(
                    division, (division, label, "rule", 0, *example, rule["basis_id"], rule[other])
                )
    return pd.DataFrame(list(rows.values()), columns=list(_FIT_COLUMNS))

"""What a site of a sector usually has left over or needs, as questions; nothing is taken without a yes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import pandas as pd

from symgeo.analysis.dataset import Dataset, Reference
from symgeo.storage.interpretation.codes import Outcome
from symgeo.storage.interpretation.interpret import Interpreted
from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.storage.repair.state import Accepted
from symgeo.tables.schema import dictionary
from symgeo.texts import Texts
from symgeo.vocabulary import Direction

_MOST_A_DIRECTION: Final = 3
_ILLUSTRATIVE: Final = "illustrative"
_LEAST_CONFIDENT: Final = "D"
_EVERY_SECTOR: Final = "all"
_SIDES: Final = (
    (Direction.SUPPLY, "supply_nace", "supplier_nace"),
    (Direction.DEMAND, "demand_nace", "receiver_nace"),
)


class Ground(StrEnum):
    """What a suggestion rests on; each has ``repair.because.<ground>``."""

    SECTOR = "sector"
    PRECEDENT = "precedent"
    LIKE_SITES = "like_sites"
    AMOUNT_OF_LIKE_SITES = "amount_of_like_sites"
    AMOUNT_OF_PRECEDENT = "amount_of_precedent"


@dataclass(frozen=True)
class Because:
    """One thing that a suggestion rests on.

    Attributes
    ----------
    ground : Ground
        What kind.
    count : int
        How many precedents or sites.
    detail : str
        The NACE code, or a place and its source; "" where there is none.
    """

    ground: Ground
    count: int
    detail: str = ""


@dataclass(frozen=True)
class Suggestion:
    """A flow that a site may have; illustrative, whatever it rests on.

    Attributes
    ----------
    row : int
        Row that the site stands in first.
    site : str
        Its name.
    nace : str
        Its code.
    key : str
        Direction and resource code, joined by a colon.
    resource_code, direction : str
        What it is.
    quantity, low, high : float
        Per year; NaN where no source gives an amount, and it has to be typed.
    unit : str
        The resource's unit.
    temp_c : float
        The cautious end of the resource's band, °C; NaN where it has none.
    because : tuple of Because
        What it rests on, the strongest first.
    """

    row: int
    site: str
    nace: str
    key: str
    resource_code: str
    direction: str
    quantity: float
    low: float
    high: float
    unit: str
    temp_c: float
    because: tuple[Because, ...]


@dataclass(frozen=True)
class _Typical:
    """What is typical of one NACE code; the same for every site that has it."""

    code: str
    direction: str
    amount: tuple[float, float, float]
    because: tuple[Because, ...]
    score: float


def suggest_flows(
    interpreted: Interpreted, reference: Reference, dataset: Dataset | None = None
) -> tuple[Suggestion, ...]:
    """Suggest flows for the good sites of a file that have none and say their sector.

    Parameters
    ----------
    interpreted : Interpreted
        What the file means.
    reference : Reference
        Resources with their sectors, and precedents.
    dataset : Dataset, optional
        Sites and flows that are known already; like sites show what is usual.
    """
    sites = _without_flows(interpreted)
    typical = {str(nace): _typical_of(str(nace), reference, dataset) for nace in sites["nace"].unique()}
    resources = reference.resources
    return tuple(
        _suggestion(int(row), str(name), str(nace), one, resources)
        for row, name, nace in zip(sites.index, sites["name"], sites["nace"], strict=True)
        for one in typical[str(nace)]
    )


def accept_all(suggestions: Iterable[Suggestion]) -> tuple[Accepted, ...]:
    """Say yes to all suggestions; those without an amount wait for one."""
    return tuple(accept(one) for one in suggestions)


def accept(suggestion: Suggestion, quantity: float | None = None) -> Accepted:
    """Say yes to one suggestion, with its own amount or a typed one."""
    own = None if math.isnan(suggestion.quantity) else suggestion.quantity
    return Accepted(suggestion.row, suggestion.key, own if quantity is None else quantity)


def suggested_flows(chosen: Sequence[tuple[Suggestion, Accepted]]) -> pd.DataFrame:
    """Give accepted suggestions as flows; the index is the row of the site, whose id is still empty."""
    words = dictionary("flows")
    rows = [_flow(suggestion, accepted) for suggestion, accepted in chosen]
    index = pd.Index([one.row for one, _ in chosen], name="row", dtype="int64")
    columns = {
        column.name: pd.Series(
            [row.get(column.name, math.nan if column.is_number else column.default) for row in rows],
            index=index,
            dtype="float64" if column.is_number else "str",
        )
        for column in words.columns
    }
    return pd.DataFrame(columns, index=index)


def suggestion_question(suggestion: Suggestion, knowledge: Knowledge, t: Texts) -> str:
    """Ask whether a site has or needs what its sector usually does."""
    name = t.resource(knowledge.resources.loc[suggestion.resource_code])
    return t(f"repair.suggest.{suggestion.direction}", site=suggestion.site, resource=name)


def suggestion_reason(suggestion: Suggestion, t: Texts) -> str:
    """Say what a suggestion rests on, and that it is an example."""
    said = [
        t(f"repair.because.{one.ground}", count=one.count, detail=one.detail) for one in suggestion.because
    ]
    return " ".join(said)


def _without_flows(interpreted: Interpreted) -> pd.DataFrame:
    rows = interpreted.rows
    if rows.empty or interpreted.sites.empty:
        return pd.DataFrame({"name": [], "nace": []})
    good = rows.index[rows["outcome"].isin([Outcome.ACCEPT, Outcome.WARN])]
    with_flows = set(interpreted.flows["site_row"].tolist())
    sites = interpreted.sites
    chosen = sites.index.isin(good) & ~sites.index.isin(list(with_flows)) & (sites["nace"] != "")
    return sites.loc[chosen, ["name", "nace"]]


def _typical_of(nace: str, reference: Reference, dataset: Dataset | None) -> list[_Typical]:
    return [
        one
        for direction, sectors, side in _SIDES
        for one in sorted(
            _typical(nace, str(direction), sectors, side, reference, dataset),
            key=lambda one: (-one.score, one.code),
        )[:_MOST_A_DIRECTION]
    ]


def _typical(
    nace: str, direction: str, sectors: str, side: str, reference: Reference, dataset: Dataset | None
) -> Iterator[_Typical]:
    resources = reference.resources
    told = _told(reference, nace, side)
    like = _like_flows(nace, direction, dataset)
    own_codes, own_flows = told[told[side] == nace], like[like["nace"] == nace]
    usual = resources.index[[_is_of_sector(str(cell), nace) for cell in resources[sectors]]]
    codes = {*usual, *own_codes["resource_code"], *own_flows["resource_code"]} & set(resources.index)
    for code in sorted(codes):
        precedents, flows = told[told["resource_code"] == code], like[like["resource_code"] == code]
        same = own_codes[own_codes["resource_code"] == code]
        same_flows = own_flows[own_flows["resource_code"] == code]
        # The very same class of activity says more than the sector that it belongs to.
        score = len(precedents) + len(flows) + 2.0 * len(same) + 2.0 * len(same_flows) + (code in usual)
        amount, source = _amount(same_flows, same, str(resources["unit"].loc[code]))
        because = [*_because(nace, precedents, flows, is_of_sector=code in usual), *source]
        yield _Typical(str(code), direction, amount, tuple(because), score)


def _told(reference: Reference, nace: str, side: str) -> pd.DataFrame:
    """Give the precedents of a division that name a source; "unverified" is none."""
    precedents = reference.precedents
    like = precedents[side].map(lambda code: _is_like(str(code), nace))
    return precedents[like & ~precedents["source"].str.contains("unverified")]


def _is_of_sector(cell: str, nace: str) -> bool:
    """Say whether a cell that lists sectors ("10;17;24.10") holds the one of a code."""
    return any(nace.startswith(part) for part in cell.split(";") if part and part != _EVERY_SECTOR)


def _is_like(code: str, nace: str) -> bool:
    """Say whether two codes are of one division."""
    return bool(code) and code[:2] == nace[:2]


def _like_flows(nace: str, direction: str, dataset: Dataset | None) -> pd.DataFrame:
    """Give the flows of sites of the same division, with their NACE code."""
    if dataset is None or dataset.flows.empty:
        return pd.DataFrame(
            {name: [] for name in ("resource_code", "quantity", "evidence", "nace", "site_id")}
        )
    flows = dataset.flows
    code = flows["site_id"].map(dataset.sites["nace"]).fillna("")
    chosen = flows[(flows["direction"] == direction) & (code.str[:2] == nace[:2])]
    return chosen.assign(nace=code)


def _because(
    nace: str, precedents: pd.DataFrame, flows: pd.DataFrame, *, is_of_sector: bool
) -> Iterator[Because]:
    if len(precedents):
        first = precedents.iloc[0]
        place = ", ".join(part for part in (str(first["place"]), str(first["country"])) if part)
        yield Because(Ground.PRECEDENT, len(precedents), f"{place} ({first['source']})")
    if len(flows):
        yield Because(Ground.LIKE_SITES, int(flows["site_id"].nunique()), nace[:2])
    if is_of_sector:
        yield Because(Ground.SECTOR, 1, nace[:2])


def _amount(
    flows: pd.DataFrame, precedents: pd.DataFrame, unit: str
) -> tuple[tuple[float, float, float], list[Because]]:
    """Give an amount that a source states for the very same activity; NaN where none does.

    Illustrative amounts are no source.
    """
    stated = flows[(flows["evidence"] != _ILLUSTRATIVE) & flows["quantity"].notna()]
    if len(stated):
        amounts = stated["quantity"].to_numpy(dtype=float)
        ground = Because(Ground.AMOUNT_OF_LIKE_SITES, int(stated["site_id"].nunique()))
        return (float(np.median(amounts)), float(amounts.min()), float(amounts.max())), [ground]
    told = precedents[(precedents["unit"] == unit) & precedents["quantity"].notna()]
    if len(told):
        first = told.iloc[0]
        quantity = float(first["quantity"])
        ground = Because(Ground.AMOUNT_OF_PRECEDENT, 1, f"{first['place']} ({first['source']})")
        return (quantity, quantity, quantity), [ground]
    return (math.nan, math.nan, math.nan), []


def _suggestion(row: int, site: str, nace: str, one: _Typical, resources: pd.DataFrame) -> Suggestion:
    resource = resources.loc[one.code]
    # A surplus is taken as cold as its band allows, a need as warm: what matches then, matches anyway.
    end = "temp_min_c" if one.direction == Direction.SUPPLY else "temp_max_c"
    return Suggestion(
        row,
        site,
        nace,
        f"{one.direction}:{one.code}",
        one.code,
        one.direction,
        *one.amount,
        str(resource["unit"]),
        float(resources[end].loc[one.code]),
        one.because,
    )


def _flow(suggestion: Suggestion, accepted: Accepted) -> dict[str, str | float]:
    quantity = accepted.quantity or math.nan
    is_own = quantity == suggestion.quantity
    return {
        "flow_id": f"suggested-{suggestion.row}-{suggestion.direction}-{suggestion.resource_code}",
        "direction": suggestion.direction,
        "resource_code": suggestion.resource_code,
        "quantity": quantity,
        "unit": suggestion.unit,
        "quantity_low": suggestion.low if is_own else quantity,
        "quantity_high": suggestion.high if is_own else quantity,
        "temp_c": suggestion.temp_c,
        "committed_pct": 0.0,
        "evidence": _ILLUSTRATIVE,
        "source": "; ".join(_source(one) for one in suggestion.because),
        "confidence": _LEAST_CONFIDENT,
    }


def _source(one: Because) -> str:
    """Name a ground in the data itself, which has one language."""
    detail = f" {one.detail}" if one.detail else ""
    return f"{one.ground}{detail}"

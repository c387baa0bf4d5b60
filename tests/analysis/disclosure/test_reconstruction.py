"""Nobody works back a hidden amount or place from what a meeting and the public were given together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.disclosure import blurring, renumbering
from symgeo.analysis.disclosure.levels import levels_of
from symgeo.analysis.disclosure.redaction import redact
from symgeo.analysis.opportunities import find
from symgeo.vocabulary import Audience
from tests.analysis.disclosure.attacker import (
    AUDIENCES,
    Given,
    Tables,
    amounts_by_arithmetic,
    from_grid,
    give,
    holds,
    is_near,
    places_by_distances,
    to_grid,
    told_apart,
)
from tests.analysis.disclosure.hidden_world import NAMES, changed, cut_to, with_secrets
from tests.analysis.disclosure.test_redaction import written

SEEDS = (1, 2, 3)
_EDGE = 0.0137
"""How near to the ends of its band a guess is: no round figure, which an open text may hold and lose."""


def small_world(example: Dataset, seed: int) -> Dataset:
    """Give the sites of one town, with amounts, places and openness by chance."""
    near = cut_to(example, example.sites["municipality"] == "Orkland")
    chance = np.random.default_rng(seed)
    codes = np.array(["open", "open", "internal", "confidential"])
    sites = near.sites.index[chance.permutation(len(near.sites))]
    hidden = dict(zip(sites, ["internal", "internal", "confidential"], strict=False))
    flows = {
        str(flow): {
            "quantity": float(10 ** chance.uniform(3, 5)),
            "openness": str(chance.choice(codes)),
            "evidence": "reported",
        }
        for flow in near.flows.index
    }
    shift = chance.uniform(-0.02, 0.02, (len(near.sites), 2))
    places = {
        str(site): {
            "openness": hidden.get(site, "open"),
            "lat": float(near.sites.loc[site, "lat"] + move[0]),
            "lon": float(near.sites.loc[site, "lon"] + move[1]),
        }
        for site, move in zip(near.sites.index, shift, strict=True)
    }
    reference = near.reference
    used = reference.rules["supply_code"].isin(near.flows["resource_code"])
    quick = replace(reference, rules=reference.rules[used], precedents=reference.precedents.head(1))
    return changed(replace(near, reference=quick), sites=places, flows=flows)


def guesses(world: Dataset, seed: int) -> list[Dataset]:
    """Give worlds whose secrets are at the ends of their bands and the corners of their cells.

    The first has every secret at one end, the second at the other, the rest each at either by chance; so for
    each secret both ends are tried. In the last they stand in another order, too.
    """
    levels, chance = levels_of(world), np.random.default_rng(seed)
    hidden = world.flows.index[levels.flows > 0]
    away = world.sites.index[levels.sites > 0]
    _, low, high = blurring.amount_bands(world.flows.loc[hidden, "quantity"].to_numpy(float))
    found = []
    for sides in (0.0, 1.0, None, None):
        picked = chance.integers(0, 2, len(hidden)) if sides is None else np.full(len(hidden), sides)
        amounts = np.where(picked == 1, high * (1 - _EDGE), low * (1 + _EDGE))
        corner = tuple(chance.integers(0, 2, 2)) if sides is None else (sides, sides)
        found.append(
            changed(
                world,
                sites={str(site): _corner(world, str(site), corner) for site in away},
                flows={str(f): {"quantity": float(a)} for f, a in zip(hidden, amounts, strict=True)},
            )
        )
    found[-1] = _turned(found[-1])
    return found


def _turned(world: Dataset) -> Dataset:
    """Give hidden flows in the other order, where they stand in the file."""
    order, hidden = world.flows.index.to_numpy(object), (levels_of(world).flows > 0).to_numpy()
    order[hidden] = order[hidden][::-1]
    return replace(world, flows=world.flows.loc[order])


def _corner(world: Dataset, site: str, sides: tuple[float, float]) -> dict[str, Any]:
    """Give the place next to a corner of the finest cell that a site lies in."""
    size = blurring.FINEST_CELL_M
    here = to_grid(*world.sites.loc[site, ["lon", "lat"]])
    x, y = (
        (metres // size) * size + (1.0 if side == 0 else size - 1.0)
        for metres, side in zip(here, sides, strict=True)
    )
    lon, lat = from_grid(x, y)
    return {"lon": lon, "lat": lat}


@pytest.mark.parametrize(
    "seed", [SEEDS[0], *(pytest.param(seed, marks=pytest.mark.thorough) for seed in SEEDS[1:])]
)
def test_both_outputs_together_leave_every_secret_its_whole_band_and_cell(
    example: Dataset, seed: int
) -> None:
    world = small_world(example, seed)
    observed = {audience: written(redact(world, audience, NAMES)) for audience in AUDIENCES}
    for guess in guesses(world, seed):
        assert not told_apart(observed, guess, written)


@pytest.mark.parametrize("switched_off", ["amount_bands", "coarse_positions", "_ordered"])
def test_guesses_are_told_apart_when_one_thing_is_not_blurred(
    example: Dataset, switched_off: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = small_world(example, 1)
    if switched_off == "amount_bands":
        monkeypatch.setattr(blurring, switched_off, lambda amounts: (amounts,) * 3)
    elif switched_off == "coarse_positions":
        monkeypatch.setattr(blurring, switched_off, lambda lon, lat: (lon, lat))
    else:
        monkeypatch.setattr(renumbering, "_ordered", lambda frame, _signatures: frame.index)
    observed = {audience: written(redact(world, audience, NAMES)) for audience in AUDIENCES}
    tried = guesses(world, 1)
    if switched_off.startswith("_"):
        tried = [_turned(world)]
    assert any(told_apart(observed, guess, written) for guess in tried)


@pytest.fixture(scope="module")
def world(example: Dataset) -> Dataset:
    """Give a town with one blurred site that has pairs with three open ones."""
    near = cut_to(with_secrets(example), example.sites["municipality"] == "Orkland")
    # No round figures, which differences give by chance.
    odd = near.flows["quantity"] * (1.0137 + 0.000_71 * np.arange(len(near.flows)))
    return replace(near, flows=near.flows.assign(evidence="reported", quantity=odd))


@pytest.fixture(scope="module")
def given(world: Dataset) -> Mapping[Audience, Given]:
    return {audience: give(world, audience) for audience in AUDIENCES}


@pytest.fixture(scope="module")
def truth(world: Dataset) -> pd.DataFrame:
    return find(world).set_index("opportunity_id")


def found_out(
    world: Dataset, given: Mapping[Audience, Given], tables: Mapping[Audience, Tables]
) -> list[str]:
    """Say which hidden amounts and places come out of the tables of both audiences."""
    levels, programme = levels_of(world), given[Audience.MEETING].tables["pairs"]
    figures = amounts_by_arithmetic(tables[Audience.MEETING], tables[Audience.PUBLIC], programme)
    hits = [
        str(flow)
        for flow in world.flows.index[levels.flows > 0]
        if holds(figures, float(world.flows.loc[flow, "quantity"]))
    ]
    for site in world.sites.index[levels.sites > 0]:
        lon, lat = (float(world.sites.loc[site, one]) for one in ("lon", "lat"))
        for audience in AUDIENCES:
            shown = tables[audience]["sites"]
            places = [
                to_grid(*place) for place in shown[shown["openness"] != "open"][["lon", "lat"]].to_numpy()
            ]
            seen = given[audience].redacted.site_ids.get(str(site), "")
            places += places_by_distances(tables[audience], seen) if seen else []
            if any(is_near(place, lon, lat) for place in places):
                hits.append(str(site))
    return hits


def test_arithmetic_with_both_outputs_finds_no_amount_and_no_place(
    world: Dataset, given: Mapping[Audience, Given]
) -> None:
    assert found_out(world, given, {audience: one.tables for audience, one in given.items()}) == []


@pytest.mark.parametrize(
    "column", ["matched_quantity", "co2_replaced_t", "electricity_freed_mwh", "distance_km"]
)
def test_arithmetic_finds_them_when_one_derived_column_is_of_the_full_data(
    world: Dataset, given: Mapping[Audience, Given], truth: pd.DataFrame, column: str
) -> None:
    meeting = given[Audience.MEETING]
    back = {meeting.redacted.opportunity_id(str(one)): str(one) for one in truth.index}
    pairs = meeting.tables["pairs"]
    same = [one for one in pairs.index if one in back]
    leaking = pairs.copy()
    leaking.loc[same, column] = truth.loc[[back[one] for one in same], column].to_numpy()
    tables = {audience: one.tables for audience, one in given.items()}
    tables[Audience.MEETING] = {**meeting.tables, "pairs": leaking}
    assert found_out(world, given, tables)


def test_arithmetic_finds_what_a_total_counts_beside_what_is_shown(
    world: Dataset, given: Mapping[Audience, Given]
) -> None:
    hidden = world.flows[(levels_of(world).flows > 0).to_numpy()].iloc[0]
    tables = {audience: one.tables for audience, one in given.items()}
    shown = tables[Audience.PUBLIC]["county"]
    total = shown.assign(matched_mwh=shown["matched_mwh"] + hidden["quantity"])
    tables[Audience.MEETING] = {**tables[Audience.MEETING], "county": total}
    assert found_out(world, given, tables)

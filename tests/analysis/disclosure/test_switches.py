"""The search for secrets is itself tested: it finds each field whose blurring is switched off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd
import pytest

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.disclosure import blurring, redact, redaction, renumbering
from symgeo.analysis.disclosure.scrubbing import Scrubber
from symgeo.vocabulary import Audience
from tests.analysis.disclosure.hidden_world import (
    CONFIDENTIAL_SITE,
    INTERNAL_SITE,
    NAMES,
    changed,
    cut_to,
    with_secrets,
)
from tests.analysis.disclosure.test_redaction import written
from tests.handouts.parts import leaks_in_text

FLOW = "F0001"
Patch = pytest.MonkeyPatch


@dataclass(frozen=True)
class Switch:
    """One field, how its blurring is switched off, and what then has to be found."""

    field: str
    off: Callable[[Patch], None]
    secret: str


def _without(constant: str, field: str) -> Callable[[Patch], None]:
    """Take a field out of those that are emptied."""

    def switch_off(patch: Patch) -> None:
        patch.setattr(redaction, constant, tuple(c for c in getattr(redaction, constant) if c != field))

    return switch_off


def _exact(function: str) -> Callable[[Patch], None]:
    """Let a blurring give back what it gets."""
    return lambda patch: patch.setattr(blurring, function, lambda values, *_: values)


def _exact_for(step: float) -> Callable[[Patch], None]:
    rounded = blurring.to_step
    return lambda patch: patch.setattr(
        blurring, "to_step", lambda values, by: values if by == step else rounded(values, by)
    )


def _real_names(patch: Patch) -> None:
    patch.setattr(blurring, "without_names", lambda names, _blurred: names)
    patch.setattr(renumbering, "_named", lambda sites, _names: sites)
    _plain_texts(patch)


def _plain_texts(patch: Patch) -> None:
    def untouched(_self: Scrubber, frame: pd.DataFrame, **_: object) -> pd.DataFrame:
        return frame

    patch.setattr(Scrubber, "scrub", untouched)


def _places(patch: Patch) -> None:
    patch.setattr(blurring, "coarse_positions", lambda lon, lat: (lon, lat))


def _amounts(end: int) -> Callable[[Patch], None]:
    """Leave the value, the low or the high of a band as it is."""
    bands = blurring.amount_bands

    def leaking(amounts: blurring.FloatArray) -> tuple[blurring.FloatArray, ...]:
        found = list(bands(amounts))
        found[end] = amounts
        return tuple(found)

    return lambda patch: patch.setattr(blurring, "amount_bands", leaking)


def _old_ids(patch: Patch) -> None:
    patch.setattr(renumbering, "_new_ids", lambda _letter, order: {str(one): str(one) for one in order})


def _everybody(patch: Patch) -> None:
    patch.setattr(redaction, "_seen", lambda levels, _audience: levels >= 0)


SITE_TEXTS = tuple(redaction._BLANK_SITE)  # noqa: SLF001 - what is tested
FLOW_TEXTS = tuple(redaction._BLANK_FLOW)  # noqa: SLF001 - likewise
EXCHANGE_TEXTS = tuple(redaction._BLANK_EXCHANGE)  # noqa: SLF001 - likewise
ADMINISTRATIVE = tuple(redaction._ADMINISTRATIVE)  # noqa: SLF001 - likewise
NUMBERS = {"quantity": "54321.5", "straight_km": "7.7713", "co2_saved_t": "9876.25"}
SWITCHES = (
    *(Switch(f"site {c}", _without("_BLANK_SITE", c), f"Zyxwsite {c}") for c in SITE_TEXTS),
    *(Switch(f"flow {c}", _without("_BLANK_FLOW", c), f"Zyxwflow {c}") for c in FLOW_TEXTS),
    *(Switch(f"exchange {c}", _without("_BLANK_EXCHANGE", c), f"Zyxwexchange {c}") for c in EXCHANGE_TEXTS),
    *(Switch(c, _without("_ADMINISTRATIVE", c), f"Zyxw {c}") for c in ADMINISTRATIVE),
    *(Switch(f"exchange {c}", _without("_UNKNOWN_EXCHANGE", c), text) for c, text in NUMBERS.items()),
    Switch("name", _real_names, "Quuxverket"),
    Switch("texts of others", _plain_texts, "gets 61 357 MWh"),
    Switch("position", _places, "63.3143"),
    Switch("activity", _exact("coarse_activity"), "24.1713"),
    Switch("amount", _amounts(0), "61357"),
    Switch("lowest amount", _amounts(1), "61357"),
    Switch("highest amount", _amounts(2), "61357"),
    Switch("temperature", _exact_for(blurring.TEMPERATURE_STEP_K), "87.3"),
    Switch("dry matter", _exact("coarse_dry_matter"), "43.7"),
    Switch("committed", _exact_for(blurring.COMMITTED_STEP_PCT), "37.3"),
    Switch("tags", lambda patch: patch.setattr(redaction, "_TAGS_KEPT", ".*"), "Zyxwtag"),
    Switch("ids", _old_ids, INTERNAL_SITE),
    Switch("confidential rows", _everybody, "Site 2 in Orkland"),
)


@pytest.fixture(scope="module")
def world(example: Dataset) -> Dataset:
    """Give a town with a secret in each field of a blurred site, its flow and its exchange."""
    near = cut_to(with_secrets(example), example.sites["municipality"] == "Orkland")
    site = {c: f"Zyxwsite {c}" for c in SITE_TEXTS} | {c: f"Zyxw {c}" for c in ADMINISTRATIVE}
    figures = {"temp_c": 87.3, "dm_pct": 43.7, "committed_pct": 37.3}
    flow = {c: f"Zyxwflow {c}" for c in FLOW_TEXTS} | figures | {"quality_tags": "Zyxwtag"}
    told = changed(near, sites={INTERNAL_SITE: {**site, "nace": "24.1713"}}, flows={FLOW: flow})
    exchanges = told.exchanges.copy()
    ends = exchanges[["supplier_site_id", "receiver_site_id"]]
    (row, *_) = exchanges.index[
        (ends == INTERNAL_SITE).any(axis=1) & ~(ends == CONFIDENTIAL_SITE).any(axis=1)
    ]
    for column in EXCHANGE_TEXTS:
        exchanges.loc[row, column] = f"Zyxwexchange {column}"
    for column, text in NUMBERS.items():
        exchanges.loc[row, column] = float(text)
    # Prices and cases are searched elsewhere.
    held = told.reference
    reference = replace(
        held, rules=held.rules.head(1), precedents=held.precedents.head(1), parameters=held.parameters.head(1)
    )
    return replace(told, exchanges=exchanges, reference=reference)


def found_for(world: Dataset, secret: str) -> list[str]:
    return leaks_in_text("tables", written(redact(world, Audience.MEETING, NAMES)), [secret])


def test_nothing_is_found_while_everything_is_blurred(world: Dataset) -> None:
    text = written(redact(world, Audience.MEETING, NAMES))
    assert leaks_in_text("tables", text, [switch.secret for switch in SWITCHES]) == []


@pytest.mark.parametrize("switch", SWITCHES, ids=lambda switch: switch.field)
def test_a_field_is_found_when_its_blurring_is_switched_off(
    world: Dataset, switch: Switch, monkeypatch: Patch
) -> None:
    switch.off(monkeypatch)
    assert found_for(world, switch.secret)

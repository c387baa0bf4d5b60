"""No hand-out holds a name, place or amount that its audience must not know, in any of its bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.disclosure import blurring, redaction, renumbering
from symgeo.analysis.disclosure.scrubbing import Scrubber
from symgeo.analysis.selection import Filters
from symgeo.handouts.kinds import Kind, make
from symgeo.handouts.material import Material, Order, gather
from symgeo.handouts.package import write_package
from symgeo.vocabulary import Audience
from tests.analysis.disclosure.hidden_world import (
    CONFIDENTIAL_FLOW,
    CONFIDENTIAL_SITE,
    INTERNAL_SITE,
    changed,
)
from tests.handouts.conftest import DAY
from tests.handouts.parts import leaks_in, parts_of, secrets_of

SHOWN = (Audience.MEETING, Audience.PUBLIC)
HOME = Filters(municipalities=("5059",), tiers=("X",))
"""Pairs that the secrets belong to, so that these would be among the first."""
Switch = Callable[[pytest.MonkeyPatch], None]


def gathered(dataset: Dataset, audience: Audience, language: str = "en") -> Material:
    return gather(dataset, Order(audience, language, DAY, HOME))


def made(material: Material, kind: Kind) -> tuple[str, bytes]:
    handout = make(kind, material)
    return handout.name, handout.content


@pytest.mark.parametrize("audience", SHOWN)
def test_nothing_hidden_stands_in_the_package_with_every_file(guarded: Dataset, audience: Audience) -> None:
    package = write_package(gather(guarded, Order(audience, "nn", DAY, link="http://localhost/?lang=nn")))
    assert leaks_in(package.name, package.content, secrets_of(guarded)) == []


def test_nor_in_another_language(guarded: Dataset) -> None:
    material = gathered(guarded, Audience.MEETING, "sv")
    for kind in (Kind.EXCEL, Kind.MAP, Kind.SLIDES, Kind.PAIRS):
        assert leaks_in(*made(material, kind), secrets_of(guarded)) == [], kind


def test_the_staff_gets_everything_and_the_search_finds_it(guarded: Dataset) -> None:
    material = gathered(guarded, Audience.STAFF)
    for kind in Kind:
        name, content = made(material, kind)
        found = " ".join(leaks_in(name, content, secrets_of(guarded)))
        assert "Quuxverket" in found, kind


def sharp_amounts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(blurring, "amount_bands", lambda amounts: (amounts, amounts, amounts))


def sharp_places(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(blurring, "coarse_positions", lambda lon, lat: (lon, lat))


def real_names(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(blurring, "without_names", lambda names, _blurred: names)
    patch.setattr(renumbering, "_named", lambda sites, _names: sites)
    plain_texts(patch)


def plain_texts(patch: pytest.MonkeyPatch) -> None:
    def untouched(_self: Scrubber, frame: pd.DataFrame, **_: object) -> pd.DataFrame:
        return frame

    patch.setattr(Scrubber, "scrub", untouched)
    patch.setattr(redaction, "_BLANK_SITE", ())


WITH_PLACES = (Kind.GEOPACKAGE, Kind.GEOJSON, Kind.KML, Kind.MAP, Kind.EXCEL)
WITH_TEXTS = (Kind.GEOPACKAGE, Kind.GEOJSON, Kind.MAP, Kind.EXCEL)
SWITCHED_OFF: tuple[tuple[Switch, tuple[Kind, ...]], ...] = (
    (sharp_amounts, tuple(Kind)),
    (real_names, tuple(Kind)),
    (sharp_places, WITH_PLACES),
    (plain_texts, WITH_TEXTS),
)


@pytest.mark.parametrize(("switch", "kinds"), SWITCHED_OFF)
def test_the_search_finds_what_a_switched_off_blurring_gives_away(
    guarded: Dataset, kinds: tuple[Kind, ...], switch: Switch, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch(monkeypatch)
    material = gathered(guarded, Audience.MEETING)
    for kind in kinds:
        assert leaks_in(*made(material, kind), secrets_of(guarded)), kind


def test_the_audience_stands_in_every_hand_out(guarded: Dataset) -> None:
    material = gathered(guarded, Audience.MEETING)
    for kind in Kind:
        name, content = made(material, kind)
        assert "meeting" in name
        whole = " ".join(text for _, text in parts_of(name, content))
        # A plain table has no room for it; its name says it.
        assert "For the meeting" in whole or kind is Kind.CSV, kind


def timeless(name: str, content: bytes) -> list[tuple[str, str]]:
    """Give all parts without the second in which the workbook behind a chart was made."""
    made_at = re.compile(r"<dcterms:(?:created|modified)[^<]*<")
    return [(part, made_at.sub("", text)) for part, text in parts_of(name, content)]


@pytest.mark.parametrize("audience", SHOWN)
def test_two_worlds_that_differ_in_secrets_alone_give_the_same_files(
    guarded: Dataset, audience: Audience
) -> None:
    """Whoever holds every file of both audiences cannot tell the worlds apart, nor work a secret back."""
    # An open text that names a secret is emptied; with another secret it would have another text.
    named = guarded.flows["note"].str.contains("Quuxverket")
    flows = guarded.flows.assign(
        note=guarded.flows["note"].mask(named, ""), source=guarded.flows["source"].mask(named, "")
    )
    first = replace(guarded, flows=flows)
    other = changed(
        first,
        sites={
            INTERNAL_SITE: {"name": "Another Smelter", "operator": "Another Owner", "capacity": "more"},
            CONFIDENTIAL_SITE: {"name": "Another Factory", "lat": 63.9, "lon": 11.1},
        },
        flows={
            "F0001": {"quantity": 34_567.0, "quantity_low": 1.0, "quantity_high": 2.0, "temp_c": 76.0},
            "F0002": {"quantity": 98_765.0, "note": "no secret is safe"},
            CONFIDENTIAL_FLOW: {"quantity": 7.0},
        },
    )
    material, changed_material = gathered(first, audience), gathered(other, audience)
    for kind in Kind:
        name, content = made(material, kind)
        again, changed_content = made(changed_material, kind)
        assert name == again
        assert timeless(name, content) == timeless(name, changed_content), kind

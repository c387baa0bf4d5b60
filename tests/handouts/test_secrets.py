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
from symgeo.handouts.kinds import Kind, make
from symgeo.handouts.material import Material
from symgeo.texts import texts_for
from symgeo.vocabulary import Audience
from tests.analysis.disclosure.hidden_world import (
    CONFIDENTIAL_FLOW,
    CONFIDENTIAL_SITE,
    INTERNAL_SITE,
    changed,
)
from tests.handouts.conftest import SPOKEN, Shelf, home, package_of
from tests.handouts.parts import leaks_in, leaks_in_text, parts_of, secrets_of

ROWS = (Kind.EXCEL, Kind.CSV, Kind.GEOPACKAGE, Kind.GEOJSON, Kind.KML, Kind.MAP)
"""Kinds that hold every row; they are quick to make."""
Switch = Callable[[pytest.MonkeyPatch], None]


def made_of(material: Material, kind: Kind) -> tuple[str, bytes]:
    handout = make(kind, material)
    return handout.name, handout.content


@pytest.mark.parametrize(
    "audience", [Audience.MEETING, pytest.param(Audience.PUBLIC, marks=pytest.mark.thorough)]
)
def test_nothing_hidden_stands_in_the_package_with_every_file(
    guarded: Dataset, shelf: Shelf, audience: Audience
) -> None:
    assert leaks_in(*shelf(audience).whole, secrets_of(guarded)) == []


def test_the_staff_gets_everything_and_the_search_finds_it(guarded: Dataset) -> None:
    material = home(guarded, Audience.STAFF)
    for kind in ROWS:
        assert "Quuxverket" in " ".join(leaks_in(*made_of(material, kind), secrets_of(guarded))), kind


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


def test_the_search_finds_names_and_amounts_in_every_file_when_they_are_not_blurred(
    guarded: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_names(monkeypatch)
    sharp_amounts(monkeypatch)
    amounts = {secret for secret in secrets_of(guarded) if secret[0].isdigit()}
    for kind, file in package_of(home(guarded, Audience.MEETING)).files.items():
        parts = list(parts_of(*file))
        for secrets in (amounts, {"Quuxverket"}):
            assert any(leaks_in_text(*part, secrets) for part in parts), kind


@pytest.mark.parametrize(
    ("switch", "kinds"),
    [
        (sharp_places, (Kind.GEOPACKAGE, Kind.GEOJSON, Kind.KML, Kind.MAP, Kind.EXCEL)),
        (plain_texts, (Kind.GEOPACKAGE, Kind.GEOJSON, Kind.MAP, Kind.EXCEL)),
    ],
)
def test_the_search_finds_what_a_switched_off_blurring_gives_away(
    guarded: Dataset, kinds: tuple[Kind, ...], switch: Switch, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch(monkeypatch)
    material = home(guarded, Audience.MEETING)
    for kind in kinds:
        assert leaks_in(*made_of(material, kind), secrets_of(guarded)), kind


def test_the_audience_stands_in_every_hand_out(shelf: Shelf) -> None:
    said = texts_for(SPOKEN[Audience.MEETING])("audience.meeting")
    for kind, (name, content) in shelf(Audience.MEETING).files.items():
        assert "meeting" in name
        whole = " ".join(text for _, text in parts_of(name, content))
        # A plain table has no room for it; its name says it.
        assert said in whole or kind is Kind.CSV, kind


def timeless(name: str, content: bytes) -> list[tuple[str, str]]:
    """Give all parts without the second in which the workbook behind a chart was made."""
    made_at = re.compile(r"<dcterms:(?:created|modified)[^<]*<")
    return [(part, made_at.sub("", text)) for part, text in parts_of(name, content)]


@pytest.mark.parametrize(
    ("audience", "kinds"),
    [(Audience.MEETING, tuple(Kind)), pytest.param(Audience.PUBLIC, ROWS, marks=pytest.mark.thorough)],
)
def test_two_worlds_that_differ_in_secrets_alone_give_the_same_files(
    guarded: Dataset, shelf: Shelf, audience: Audience, kinds: tuple[Kind, ...]
) -> None:
    """Whoever holds every file of both audiences cannot tell the worlds apart, nor work a secret back."""
    # An open text that names a secret is emptied in both worlds.
    texts = guarded.flows[["note", "source"]]
    renamed = texts.replace({"Quuxverket": "Wexquorn", "Vlorbex": "Drubilax", "61 357": "34 567"}, regex=True)
    other = changed(
        replace(guarded, flows=guarded.flows.assign(**renamed)),
        sites={
            INTERNAL_SITE: {"name": "Wexquorn Verk", "operator": "Wexquorn Eierar", "capacity": "more"},
            CONFIDENTIAL_SITE: {"name": "Drubilax Fabrikk", "operator": "", "lat": 63.9, "lon": 11.1},
        },
        flows={
            "F0001": {"quantity": 34_567.0, "quantity_low": 1.0, "quantity_high": 2.0, "temp_c": 76.0},
            "F0002": {"quantity": 98_765.0, "note": "no secret is safe"},
            CONFIDENTIAL_FLOW: {"quantity": 7.0},
        },
    )
    material = home(other, audience)
    for kind in kinds:
        name, content = shelf(audience).files[kind]
        again, changed_content = made_of(material, kind)
        assert name == again
        assert timeless(name, content) == timeless(name, changed_content), kind

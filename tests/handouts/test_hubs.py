"""A hub to take away: one page, its own slides, and nothing of what an audience is not shown."""

from __future__ import annotations

import io

import pypdf
import pytest
from pptx import Presentation

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.disclosure import redaction
from symgeo.analysis.hubs import OwnHub
from symgeo.analysis.selection import Filters
from symgeo.errors import UsageError
from symgeo.handouts.hub_pages import MOST_HUBS, hubs_asked_for
from symgeo.handouts.kinds import Kind, make
from symgeo.handouts.material import Material, Order, gather, narrow_to_hub
from symgeo.texts import texts_for
from symgeo.vocabulary import Audience
from tests.analysis.disclosure.hidden_world import CONFIDENTIAL_SITE, INTERNAL_SITE, changed
from tests.handouts.conftest import DAY
from tests.handouts.parts import leaks_in, parts_of, secrets_of

NEAR = (INTERNAL_SITE, "TR002", CONFIDENTIAL_SITE, "TR004")
OWN = (
    OwnHub("own:1", "Orkanger quay", NEAR, note="Zyxwadviser knows", is_open=True),
    OwnHub("own:2", "Around Quuxverket", ("TR005", "TR006"), is_open=True),
    OwnHub("own:3", "Vlorbex plans", ("TR007",)),
)
HOME = Filters(municipalities=("5059",))


def gathered(dataset: Dataset, audience: Audience) -> Material:
    return gather(dataset, Order(audience, "en", DAY, HOME, own_hubs=OWN))


def pages_of(material: Material) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(make(Kind.HUBS, material).content))
    return [page.extract_text() for page in reader.pages]


@pytest.mark.parametrize(
    "audience", [Audience.MEETING, pytest.param(Audience.PUBLIC, marks=pytest.mark.thorough)]
)
def test_an_audience_gets_open_hubs_without_hidden_sites_and_words(
    guarded: Dataset, audience: Audience
) -> None:
    material = gathered(guarded, audience)
    assert "Orkanger quay" in set(material.hubs.table["name"])
    assert not {"own:2", "own:3"} & set(material.hubs.table.index)
    quay = narrow_to_hub(material, "own:1")
    assert len(quay.asked) == len(NEAR) - 2
    for handout in (make(Kind.SLIDES, quay), make(Kind.HUBS, material)):
        assert leaks_in(handout.name, handout.content, secrets_of(guarded)) == []


def test_the_staff_gets_all_hubs_and_the_remark(guarded: Dataset) -> None:
    material = gathered(guarded, Audience.STAFF)
    assert {"own:1", "own:2", "own:3"} <= set(material.hubs.table.index)
    handout = make(Kind.HUBS, narrow_to_hub(material, "own:1"))
    said = " ".join(leaks_in(handout.name, handout.content, secrets_of(guarded)))
    assert "Zyxwadviser" in said
    assert "Quuxverket" in said


def test_the_search_finds_a_hub_whose_name_was_not_checked(
    guarded: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redaction.Redacted, "reveals", lambda _self, _text: False)
    handout = make(Kind.HUBS, narrow_to_hub(gathered(guarded, Audience.MEETING), "own:2"))
    assert leaks_in(handout.name, handout.content, secrets_of(guarded))


def test_two_worlds_that_differ_in_secrets_alone_give_the_same_hub(guarded: Dataset) -> None:
    moved = {CONFIDENTIAL_SITE: {"lat": 63.9, "lon": 11.1}}
    other = changed(guarded, sites=moved, flows={"F0001": {"quantity": 34_567.0}})
    first, second = (
        make(Kind.HUBS, narrow_to_hub(gathered(world, Audience.MEETING), "own:1"))
        for world in (guarded, other)
    )
    assert first.name == second.name == "symgeo-meeting-orkanger-quay-en.hubs.pdf"
    assert list(parts_of("hub.pdf", first.content)) == list(parts_of("hub.pdf", second.content))


def test_each_hub_of_a_county_has_one_page_with_audience_and_date(material: Material) -> None:
    pages, hubs = pages_of(material), hubs_asked_for(material)
    assert 1 < len(hubs) <= MOST_HUBS
    assert len(pages) == len(hubs)
    for hub_id, page in zip(hubs, pages, strict=True):
        assert material.hubs.table["name"][hub_id] in page
        assert "Berre for saksbehandlarar" in page
        assert "31. mai 2026" in page


def test_a_hub_of_long_names_and_many_sites_keeps_to_one_page(example: Dataset) -> None:
    here = example.sites[example.sites["municipality_number"] == "5059"].index
    name = "Kommunalteknisk resirkuleringsverk for fiskeslam og bygningsavfall på Oppdalstranda"
    world = changed(example, sites={str(one): {"name": f"{name} {one}"} for one in here}, flows={})
    hub = OwnHub("own:1", name[:80], tuple(map(str, here)), note=name * 5)
    order = Order(Audience.STAFF, "sv", DAY, HOME, own_hubs=(hub,), hub="own:1")
    assert len(pages_of(gather(world, order))) == 1


def test_slides_of_a_hub_say_what_is_there_and_what_is_missing(material: Material) -> None:
    texts = texts_for("nn")
    hub_id = hubs_asked_for(material)[0]
    own, name = narrow_to_hub(material, hub_id), str(material.hubs.table["name"][hub_id])
    deck = Presentation(io.BytesIO(make(Kind.SLIDES, own).content))
    slides = {slide.shapes.title.text_frame.text: slide for slide in deck.slides}
    assert name in slides
    assert any(title.startswith(texts("hubs.missing", hub=name)) for title in slides)
    assert texts("handouts.places") not in slides
    told = slides[name].notes_slide.notes_text_frame.text
    assert all(str(material.site_names[site]) in told for site in own.asked)


def test_a_hub_takes_its_pairs_with_others_and_nothing_else(material: Material) -> None:
    own = narrow_to_hub(material, hubs_asked_for(material)[0])
    ends = own.found[["supply_site_id", "demand_site_id"]].isin(own.asked)
    assert len(own.found)
    assert ends.any(axis=1).all()
    assert len(own.found) < len(material.found)


def test_a_hub_that_there_is_not_is_no_empty_hand_out(material: Material) -> None:
    with pytest.raises(UsageError):
        narrow_to_hub(material, "own:99")


def test_a_long_list_says_how_much_of_it_is_shown(guarded: Dataset) -> None:
    quay = narrow_to_hub(gathered(guarded, Audience.STAFF), "own:1")
    assert f"(5 of {len(quay.found)})" in pages_of(quay)[0]

"""Hubs that staff take from a file, or from the published ones: shown first, entered with one press."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.hubs import Outline, sites_within
from symgeo.errors import ReadError
from symgeo.storage.hub_files import (
    LIMITS,
    FiledHubs,
    HubCells,
    hub_template,
    read_hub_file,
)
from symgeo.storage.own_hubs import HubForm, Share, save_hubs, shares_of
from symgeo.storage.readers.reading import note_sentence
from symgeo.storage.readers.refusals import refusal_sentence
from symgeo.storage.revisions import name_key
from symgeo.tables.messages import full_sentence
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session, told
from symgeo.ui.hubs import cached
from symgeo.ui.hubs.taking import say_taken
from symgeo.ui.session import Address, Told
from symgeo.views.cards.markup import bullets, element
from symgeo.vocabulary import Extent

_CELLS: Final = "hub_cells"
_REFUSED: Final = "hub_file_refused"
_ROUND: Final = "hub_file_round"
_FIELD: Final = "hub_file"
_MOST_ISSUES: Final = 20
_MEGABYTE: Final = 1_000_000


def show_from_file(texts: Texts, address: Address, dataset: Dataset) -> None:
    """Draw the choice of a file with hubs and the published ones; for the staff of a stored project alone.

    Parameters
    ----------
    texts : Texts
        Texts in the reader's language.
    address : Address
        Says who looks.
    dataset : Dataset
        Sites and municipalities.
    """
    if address.audience:
        return
    with st.popover(texts("hubs.from_file"), key="hubs_from_file"):
        _offer_template(texts)
        if not session.shown().code.isdecimal():
            markup.show(element("p", texts("hubs.own_needs_project"), class_="sg-note"))
            return
        _ask_file(texts, dataset)
        _offer_published(texts, dataset)


def _offer_template(texts: Texts) -> None:
    markup.show(element("p", texts("hubs.file_lead", most=LIMITS.rows), class_="sg-note"))
    st.download_button(
        texts("hubs.file_template"),
        data=lambda: hub_template(texts),
        file_name="hubs.csv",
        mime="text/csv",
        key=session.key("hub_template"),
        on_click="ignore",
    )


def _ask_file(texts: Texts, dataset: Dataset) -> None:
    # Once its hubs are entered, the field is a new one and empty.
    field = f"{_FIELD}.{session.held(_ROUND) or 0}"
    st.file_uploader(
        texts("hubs.file_field"),
        type=("csv", "txt", "xlsx", "xls", "ods"),
        key=session.key(field),
        on_change=_take,
        args=(field,),
        max_upload_size=LIMITS.size_bytes // _MEGABYTE,
    )
    refused: ReadError | None = session.held(_REFUSED)
    found: HubCells | None = session.held(_CELLS)
    if refused is not None:
        _tell_trouble(refusal_sentence(refused, texts))
    elif found is not None:
        said = [note_sentence(note, texts) for note in found.notes]
        if found.left_out:
            said.append(texts("hubs.file_left_out", columns=texts.join(found.left_out)))
        markup.show(bullets(said))
        _show_hubs(texts, cached.understand(found.cells, dataset, texts), dataset, "file")


def _offer_published(texts: Texts, dataset: Dataset) -> None:
    """Offer the published hubs where one of them holds a site of these data."""
    meant = cached.published(dataset, texts)
    if not any(sites_within(form.outline, dataset.sites) for form in meant.forms):
        return
    names = texts.join(form.name for form in meant.forms)
    markup.show(
        element("h2", texts("hubs.published", names=names), class_="sg-group"),
        element("p", texts("hubs.published_rest"), class_="sg-note"),
    )
    _show_hubs(texts, meant, dataset, "published")


def _show_hubs(texts: Texts, meant: FiledHubs, dataset: Dataset, which: str) -> None:
    """Say which hubs would be entered, or what is wrong, and offer the press that enters all of them."""
    if meant.issues:
        _tell_trouble(texts.plural("hubs.file_wrong", len(meant.issues)))
        shown = [full_sentence(issue, texts) for issue in meant.issues[:_MOST_ISSUES]]
        markup.show(bullets(shown))
        if len(meant.issues) > _MOST_ISSUES:
            more = texts("hubs.file_more_wrong", count=len(meant.issues) - _MOST_ISSUES)
            markup.show(element("p", more, class_="sg-note"))
        return
    kept = cache.stored_hubs()
    stored = {name_key(one.name): one.name for one in kept}
    shares = shares_of(kept, meant.forms, dataset.sites)
    said = [
        _say_hub(texts, form, share, dataset, stored) for form, share in zip(meant.forms, shares, strict=True)
    ]
    markup.show(bullets(said))
    told.ask_who(texts, f"hubs_{which}")
    st.button(
        texts.plural("hubs.file_enter", len(meant.forms)),
        key=session.key(f"enter_{which}"),
        on_click=_enter,
        args=(texts, meant.forms),
        type="primary" if which == "file" else "secondary",
    )


def _say_hub(texts: Texts, form: HubForm, share: Share, dataset: Dataset, stored: Mapping[str, str]) -> str:
    what = _say_extent(texts, form.outline, dataset)
    said = [texts.plural("hubs.file_hub", share.sites, name=form.name, what=what)]
    said += say_taken(texts, share)
    if name_key(form.name) in stored:
        said.append(texts("hubs.file_replaces", name=stored[name_key(form.name)]))
    if form.is_open:
        said.append(texts("hubs.file_open"))
    return " ".join((*said, form.note)).strip()


def _say_extent(texts: Texts, outline: Outline, dataset: Dataset) -> str:
    if outline.extent is Extent.MUNICIPALITY:
        number = outline.municipality_number
        known = dataset.reference.municipalities["name"]
        return texts("hubs.file_municipality", name=str(known.get(number, number)))
    if outline.extent is Extent.CIRCLE:
        lat, lon = (texts.number(degrees or 0.0, 4) for degrees in (outline.lat, outline.lon))
        return texts("hubs.file_circle", distance=texts.distance(outline.radius_km or 0.0), lat=lat, lon=lon)
    if outline.extent is Extent.AREA:
        return texts("hubs.file_area", count=len(outline.corners))
    return texts("hubs.file_sites")


def _tell_trouble(words: str) -> None:
    markup.show(element("p", words, class_="sg-told sg-told-trouble", role="alert"))


def _take(field: str) -> None:
    """Read what was chosen; the file itself is not kept."""
    given = session.value(field)
    session.hold(_CELLS, None)
    session.hold(_REFUSED, None)
    if given is None:
        return
    with tempfile.TemporaryDirectory(prefix="symgeo-") as folder:
        ending = Path(given.name).suffix[1:]
        path = Path(folder) / (f"hubs.{ending[:4]}" if ending.isascii() and ending.isalnum() else "hubs")
        path.write_bytes(given.getvalue())
        try:
            session.hold(_CELLS, read_hub_file(path))
        except ReadError as error:
            session.hold(_REFUSED, error)


def _enter(texts: Texts, forms: Sequence[HubForm]) -> None:
    with told.telling(texts):
        project = int(session.shown().code)
        saved = save_hubs(cache.database(), project, forms, origin=told.origin())
        session.tell(Told(texts.plural("hubs.file_entered", len(saved))))
        session.hold(_CELLS, None)
        session.hold(_ROUND, (session.held(_ROUND) or 0) + 1)
        session.change(hubs=(), selected="", site="")

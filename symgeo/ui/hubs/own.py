"""Hubs that staff make: of chosen sites, a municipality, what is around a site or point, or a drawn area."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd
import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.hubs import Outline, sites_within
from symgeo.storage.own_hubs import (
    LONGEST_NAME,
    LONGEST_NOTE,
    HubForm,
    StoredHub,
    code_of,
    delete_hub,
    save_hub,
    shares_of,
)
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session, told
from symgeo.ui.hubs import drawing
from symgeo.ui.hubs.taking import say_taken
from symgeo.ui.press_map import show_press_map
from symgeo.ui.session import Address, Told
from symgeo.views.cards.markup import element
from symgeo.vocabulary import Extent

_WIDTH: Final = 380
_RADII_KM: Final = (1, 2, 3, 5, 8, 10, 15, 20, 30)
_USUAL_KM: Final = 5
_POINT: Final = "own_point"


@dataclass(frozen=True)
class _Start:
    """What is offered first: the pressed site and the sites of the hubs that are looked at, with a name."""

    site: str
    chosen: tuple[str, ...]
    name: str


def show_own(texts: Texts, address: Address, chosen: Sequence[str], dataset: Dataset) -> None:
    """Draw the form of an own hub; only staff sees it, and only a stored project can keep one.

    Parameters
    ----------
    texts : Texts
        Texts in the reader's language.
    address : Address
        Its pressed site is the middle of a new circle.
    chosen : sequence of str
        Sites of the hubs that are looked at; they are offered as the new hub's.
    dataset : Dataset
        Sites and municipalities.
    """
    if address.audience:
        return
    with st.popover(texts("hubs.make_own"), key="own_hub"):
        if not session.shown().code.isdecimal():
            markup.show(element("p", texts("hubs.own_needs_project"), class_="sg-note"))
            return
        markup.show(element("p", texts("hubs.own_meaning"), class_="sg-note"))
        _ask(texts, address, chosen, dataset)
        kept = cache.stored_hubs()
        if kept:
            _ask_to_delete(texts, kept)


def _ask(texts: Texts, address: Address, chosen: Sequence[str], dataset: Dataset) -> None:
    st.text_input(texts("hubs.own_name"), key=session.key("own_name"), max_chars=LONGEST_NAME, width=_WIDTH)
    extent = st.segmented_control(
        texts("hubs.own_extent"),
        list(Extent),
        default=Extent.SITES,
        required=True,
        key=session.key("own_extent"),
        format_func=lambda one: texts(f"hubs.extent_{one}"),
    )
    # Another hub or site to start from is another question.
    start = hashlib.sha256(" ".join((address.site, *chosen)).encode()).hexdigest()[:8]
    _ask_extent(texts, Extent(extent), _Start(address.site, tuple(chosen), start), dataset)
    st.text_input(
        texts("hubs.own_note"),
        key=session.key("own_note"),
        max_chars=LONGEST_NOTE,
        placeholder=texts("hubs.own_note_example"),
        width=_WIDTH,
    )
    st.toggle(texts("hubs.own_open"), key=session.key("own_open"), help=texts("hubs.own_open_help"))
    told.ask_who(texts, "own_hub")
    st.button(
        texts("hubs.own_save"),
        key=session.key("own_save"),
        on_click=_save,
        args=(texts, Extent(extent), start, dataset),
        type="primary",
    )


def _ask_extent(texts: Texts, extent: Extent, start: _Start, dataset: Dataset) -> None:
    names = dataset.sites["name"].sort_values()
    if extent is Extent.SITES:
        first = [site for site in (*start.chosen, start.site) if site in names.index]
        st.multiselect(
            texts("hubs.own_sites"),
            list(names.index),
            default=list(dict.fromkeys(first)),
            format_func=lambda site: str(names[site]),
            placeholder=texts("hubs.own_sites_any"),
            key=session.key(f"own_sites.{start.name}"),
            width=_WIDTH,
        )
    elif extent is Extent.MUNICIPALITY:
        offered = cache.options(texts.language).municipalities
        st.selectbox(
            texts("explore.municipality"),
            list(offered),
            format_func=lambda number: offered[number],
            key=session.key("own_municipality"),
            width=_WIDTH,
        )
    elif extent is Extent.POINT:
        _ask_point(texts, dataset)
        _ask_radius(texts)
    elif extent is Extent.AREA:
        drawing.ask_area(texts, dataset)
    else:
        sites = list(names.index)
        st.selectbox(
            texts("hubs.own_around"),
            sites,
            index=sites.index(start.site) if start.site in names.index else 0,
            format_func=lambda site: str(names[site]),
            help=texts("hubs.own_around_help"),
            key=session.key(f"own_around.{start.name}"),
            width=_WIDTH,
        )
        _ask_radius(texts)


def _ask_radius(texts: Texts) -> None:
    st.select_slider(
        texts("hubs.own_radius"),
        _RADII_KM,
        value=_USUAL_KM,
        format_func=texts.distance,
        key=session.key("own_radius"),
    )


def _ask_point(texts: Texts, dataset: Dataset) -> None:
    """Ask for the middle of a circle: pressed on a map, or typed in degrees, and say what lies within."""
    lat, lon = session.held(_POINT) or _middle(dataset)
    with st.container(horizontal=True, gap="small"):
        for name, degrees, most in (("own_lat", lat, 90.0), ("own_lon", lon, 180.0)):
            st.number_input(
                texts(f"hubs.{name}"),
                min_value=-most,
                max_value=most,
                step=0.01,
                format="%.4f",
                key=session.widget(name, float(degrees)),
                on_change=_take_point,
                width=184,
            )
    place = pd.DataFrame({"name": [texts("hubs.own_point")], "municipality": "", "lat": lat, "lon": lon})
    sites = dataset.sites[["name", "municipality", "lat", "lon"]]
    # Until a point is chosen, the map shows all sites.
    drawn = pd.concat([pd.DataFrame(sites), place.set_axis([_POINT])]) if session.held(_POINT) else sites
    show_press_map(texts, drawn, chosen=_POINT, name="own_hub_map", on_press=_press)
    radius = float(session.value("own_radius") or _USUAL_KM)
    inside = sites_within(Outline(Extent.CIRCLE, lon=lon, lat=lat, radius_km=radius), dataset.sites)
    names = drawing.name_some(texts, inside, dataset)
    words = texts.plural("hubs.own_inside", len(inside), distance=texts.distance(radius), names=names)
    said = words if inside else texts("hubs.own_inside_none")
    markup.show(element("p", said, class_="sg-note", role="status"))


def _middle(dataset: Dataset) -> tuple[float, float]:
    """Begin in the middle of all sites."""
    return float(dataset.sites["lat"].median()), float(dataset.sites["lon"].median())


def _press(lat: float, lon: float) -> None:
    # The map can be dragged once around the earth.
    session.hold(_POINT, (max(-90.0, min(90.0, lat)), (lon + 180.0) % 360.0 - 180.0))


def _take_point() -> None:
    session.hold(_POINT, (float(session.value("own_lat")), float(session.value("own_lon"))))


def _ask_to_delete(texts: Texts, kept: Sequence[StoredHub]) -> None:
    names = {one.number: one.name for one in kept}
    markup.show(element("h2", texts("hubs.own_kept"), class_="sg-group"))
    st.selectbox(
        texts("hubs.own_which"),
        list(names),
        format_func=lambda number: names[number],
        key=session.key("own_which"),
        width=_WIDTH,
    )
    st.button(texts("hubs.own_delete"), key=session.key("own_delete"), on_click=_delete, args=(texts, names))


def _save(texts: Texts, extent: Extent, start: str, dataset: Dataset) -> None:
    form = HubForm(
        name=str(session.value("own_name") or ""),
        outline=_outline(extent, start, dataset),
        note=str(session.value("own_note") or ""),
        is_open=bool(session.value("own_open")),
    )
    with told.telling(texts):
        project = int(session.shown().code)
        (share,) = shares_of(cache.stored_hubs(), (form,), dataset.sites)
        saved = save_hub(cache.database(), project, form, origin=told.origin())
        words = texts("hubs.own_saved", name=saved.name), *say_taken(texts, share)
        session.tell(Told(" ".join(words)))
        session.change(hubs=(code_of(saved),), selected="", site="")


def _outline(extent: Extent, start: str, dataset: Dataset) -> Outline:
    if extent is Extent.SITES:
        return Outline(extent, site_ids=tuple(session.value(f"own_sites.{start}") or ()))
    if extent is Extent.MUNICIPALITY:
        return Outline(extent, municipality_number=str(session.value("own_municipality") or ""))
    if extent is Extent.AREA:
        return Outline(extent, corners=drawing.drawn_corners())
    if extent is Extent.POINT:
        lat, lon = session.held(_POINT) or _middle(dataset)
        radius = float(session.value("own_radius") or _USUAL_KM)
        return Outline(Extent.CIRCLE, lon=lon, lat=lat, radius_km=radius)
    middle = dataset.sites.loc[session.value(f"own_around.{start}")]
    radius = float(session.value("own_radius") or _USUAL_KM)
    return Outline(extent, lon=float(middle["lon"]), lat=float(middle["lat"]), radius_km=radius)


def _delete(texts: Texts, names: dict[int, str]) -> None:
    number = session.value("own_which")
    with told.telling(texts):
        delete_hub(cache.database(), int(session.shown().code), number)
        session.tell(Told(texts("hubs.own_deleted", name=names[number])))
        session.change(hubs=())

"""Which hubs are looked at, and how close together sites must lie to be one."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.hubs import Delimitation, Hubs
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session
from symgeo.ui.hubs import from_file, own
from symgeo.ui.session import Address
from symgeo.views.cards.markup import element
from symgeo.vocabulary import Grouping, Way

_USUAL: Final = Delimitation()
_RADII_KM: Final = (2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20)
_LEAST: Final = (2, 3, 4, 5, 6, 8, 10)


def delimitation_of(address: Address) -> Delimitation:
    """Give how close together is one hub, as the address says."""
    return Delimitation(
        radius_km=float(address.radius_km or _USUAL.radius_km),
        least_sites=max(address.least_sites or _USUAL.least_sites, _LEAST[0]),
        way=Way(address.water or _USUAL.way),
        grouping=Grouping(address.grouping or _USUAL.grouping),
    )


def chosen_hubs(address: Address, found: Hubs) -> tuple[str, ...]:
    """Give the hubs that the address means now, each once."""
    meant = (found.resolve(one) for one in address.hubs)
    return tuple(dict.fromkeys(one for one in meant if one))


def show_choice(
    texts: Texts, address: Address, found: Hubs, chosen: tuple[str, ...], dataset: Dataset
) -> None:
    """Draw the choice of up to three hubs, how hubs are found, and the form of an own one."""
    names = found.table["name"]
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="hub_choice"):
        st.multiselect(
            texts("hubs.choose"),
            list(names.index),
            key=session.widget("hubs", list(chosen)),
            format_func=lambda code: str(names.get(code, code)),
            max_selections=session.MOST_HUBS,
            placeholder=texts("hubs.choose_all"),
            on_change=session.take,
            args=("hubs", tuple),
            width=620,
        )
        with st.popover(texts("hubs.settings"), key="hub_settings"):
            _ask_delimitation(texts, address)
        own.show_own(texts, address, [site for hub in chosen for site in found.sites_of(hub)], dataset)
        from_file.show_from_file(texts, address, dataset)


def show_none(texts: Texts, address: Address, dataset: Dataset) -> None:
    """Say that nothing lies close enough together, with the smallest changes that help."""
    wanted = delimitation_of(address)
    radius_km = wanted.radius_km
    with st.container(border=True, key="nothing"):
        words = texts("hubs.none", least=wanted.least_sites, distance=texts.distance(radius_km))
        markup.show(element("p", words, class_="sg-strong"))
        found = _smallest_changes(wanted) if len(dataset.sites) >= _LEAST[0] else {}
        for name, (changed, count) in found.items():
            distance = texts.distance(changed.radius_km)
            label = texts.plural(f"hubs.try_{name}", count, distance=distance, least=changed.least_sites)
            st.button(label, key=session.key(f"try_{name}"), on_click=_delimit, args=(changed,))
        if not found:
            farthest = texts.distance(max(_RADII_KM[-1], radius_km))
            markup.show(element("p", texts("hubs.none_ever", distance=farthest)))


def _smallest_changes(wanted: Delimitation) -> dict[str, tuple[Delimitation, int]]:
    """Find what would give a hub, and how many: a wider radius, fewer sites, or where neither helps both."""
    radii = [float(one) for one in _RADII_KM if one > wanted.radius_km]
    fewer = [one for one in reversed(_LEAST) if one < wanted.least_sites]
    tried = {
        "radius": [replace(wanted, radius_km=one) for one in radii],
        "least": [replace(wanted, least_sites=one) for one in fewer],
    }
    both = {"both": [replace(wanted, radius_km=far, least_sites=few) for few in fewer for far in radii]}
    return _first_found(tried) or _first_found(both)


def _first_found(tried: dict[str, list[Delimitation]]) -> dict[str, tuple[Delimitation, int]]:
    found = {}
    for name, delimitations in tried.items():
        counted = ((one, len(cache.hubs(one).table)) for one in delimitations)
        first = next(((one, count) for one, count in counted if count), None)
        if first is not None:
            found[name] = first
    return found


def show_count(texts: Texts, found: Hubs, dataset: Dataset) -> None:
    """Say how many hubs there are and how many sites are in none."""
    inside, sites = found.members["site_id"].nunique(), len(dataset.sites)
    words = (
        texts.plural("hubs.count", len(found.table), inside=inside, sites=sites)
        if inside < sites
        else texts.plural("hubs.count_all", len(found.table), sites=sites)
    )
    markup.show(element("p", words, class_="sg-strong"))


def _ask_delimitation(texts: Texts, address: Address) -> None:
    wanted = delimitation_of(address)
    st.radio(
        texts("hubs.grouping"),
        list(Grouping),
        key=session.widget("grouping", wanted.grouping),
        format_func=lambda grouping: texts(f"hubs.grouping_{grouping}"),
        help=texts("hubs.grouping_help"),
        on_change=session.take,
        args=("grouping", _unusual_grouping),
    )
    radius, least = int(wanted.radius_km), wanted.least_sites
    st.select_slider(
        texts("hubs.radius"),
        sorted({*_RADII_KM, radius}),
        key=session.widget("radius_km", radius),
        format_func=texts.distance,
        on_change=session.take,
        args=("radius_km", _unusual_radius),
        help=texts("hubs.radius_help"),
    )
    st.select_slider(
        texts("hubs.least"),
        sorted({*_LEAST, least}),
        key=session.widget("least_sites", least),
        on_change=session.take,
        args=("least_sites", _unusual_least),
    )
    st.radio(
        texts("hubs.water"),
        list(Way),
        key=session.widget("water", wanted.way),
        format_func=lambda way: texts(f"hubs.water_{way}"),
        help=texts("hubs.water_help"),
        on_change=session.take,
        args=("water", _unusual_way),
    )


def _unusual_radius(radius: int) -> int:
    return 0 if radius == _USUAL.radius_km else radius


def _unusual_least(least: int) -> int:
    return 0 if least == _USUAL.least_sites else least


def _unusual_way(way: Way) -> str:
    return "" if way is _USUAL.way else way.value


def _unusual_grouping(grouping: Grouping) -> str:
    return "" if grouping is _USUAL.grouping else grouping.value


def _delimit(wanted: Delimitation) -> None:
    session.change(
        radius_km=_unusual_radius(int(wanted.radius_km)), least_sites=_unusual_least(wanted.least_sites)
    )

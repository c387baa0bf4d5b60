"""The row of filters: what narrows the selection, and how it is taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

import streamlit as st

from symgeo.analysis.barriers import KINDS
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.opportunities import IDEAS
from symgeo.analysis.selection import Filters
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session
from symgeo.ui.options import Options
from symgeo.ui.session import WHOLE_REACH, Address
from symgeo.ui.weighting import choices_of
from symgeo.vocabulary import Evidence, Tier

DISTANCES_KM: Final = (2, 5, 10, 20, 50, 100)
NARROWING: Final = (
    "query",
    "counties",
    "resources",
    "municipalities",
    "tiers",
    "evidence",
    "barriers",
    "distance_km",
)


def known(address: Address, dataset: Dataset) -> Address:
    """Drop the codes of an address that the data does not have."""
    offered = cache.options(address.lang)
    return replace(
        address,
        counties=_among(address.counties, offered.counties),
        municipalities=_among(address.municipalities, offered.municipalities),
        resources=_among(address.resources, offered.resources),
        site=address.site if address.site in dataset.sites.index else "",
        beside=address.beside if address.beside in offered.counties else "",
    )


def filters_of(address: Address) -> Filters:
    """Give what the address asks the analysis for."""
    return Filters(
        counties=address.counties,
        municipalities=address.municipalities,
        resources=address.resources,
        tiers=address.tiers,
        evidence=address.evidence,
        barriers=address.barriers,
        max_distance_km=float(address.distance_km) or None,
        query=address.query,
    )


def show_filters(texts: Texts, address: Address) -> None:
    """Draw the filters one after another; each writes itself into the address."""
    offered = cache.options(address.lang)
    _ask_query(texts, address)
    _ask_several(texts("explore.county"), "counties", address, offered.counties)
    _ask_resources(texts, address, offered)
    hidden = len([name for name in NARROWING[3:] if getattr(address, name)])
    label = texts("explore.more_filters_set", count=hidden) if hidden else texts("explore.more_filters")
    with st.popover(label, key="more_filters"):
        _ask_several(texts("explore.municipality"), "municipalities", address, near(address, offered))
        _ask_tiers(texts, address)
        _ask_evidence(texts, address)
        _ask_barriers(texts, address)
        _ask_distance(texts, address)


def show_place_filters(texts: Texts, address: Address) -> None:
    """Draw the filters that sites have: words, county, municipality and resource."""
    offered = cache.options(address.lang)
    with st.container(horizontal=True, gap="small", key="place_filters"):
        _ask_query(texts, address)
        _ask_several(texts("explore.county"), "counties", address, offered.counties)
        _ask_several(texts("explore.municipality"), "municipalities", address, near(address, offered))
        _ask_resources(texts, address, offered)


def show_chips(texts: Texts, address: Address) -> None:
    """Draw one small button for each filter that is set, and one that takes all back."""
    chips = list(_chips(texts, address))
    # An empty one holds the place: if it came only now, the browser would build what follows, the map, anew.
    row = st.container(horizontal=True, gap="xsmall", key="chips")
    if not chips:
        return
    with row:
        for field, code, label in chips:
            st.button(
                texts("explore.chip", name=markup.label(label)),
                key=session.key(f"chip.{field}.{code}"),
                on_click=_drop,
                args=(field, code),
                help=texts("explore.chip_help"),
            )
        st.button(texts("explore.clear"), key=session.key("clear"), on_click=clear, type="tertiary")


def clear() -> None:
    """Take all filters and the reader's own weights back."""
    blank = Address(lang="")
    session.change(**{name: getattr(blank, name) for name in (*NARROWING, "weights", "reach")})


def _drop(field: str, code: str) -> None:
    held = getattr(session.current(), field)
    blank = getattr(Address(lang=""), field)
    session.change(**{field: tuple(c for c in held if c != code) if isinstance(held, tuple) else blank})


def _chips(texts: Texts, address: Address) -> Iterable[tuple[str, str, str]]:
    offered = cache.options(address.lang)
    if address.query:
        yield "query", "q", texts("explore.chip_query", query=address.query)
    names: dict[str, Mapping[str, str]] = {
        "counties": offered.counties,
        "resources": offered.resources,
        "municipalities": offered.municipalities,
        "tiers": {tier: texts(f"tier.{tier}") for tier in Tier},
        "evidence": {word: texts(f"evidence.{word}") for word in Evidence},
        "barriers": {kind: texts("explore.has_barrier", kind=texts(f"barrier.{kind}")) for kind in KINDS},
    }
    for field, names_of in names.items():
        for code in getattr(address, field):
            yield field, code, names_of[code]
    if choices_of(address).weights:
        yield "weights", "own", texts("explore.weights_own")
    if address.reach:
        yield "reach", "percent", texts("explore.reach_own", share=texts.percent(address.reach / WHOLE_REACH))
    if address.distance_km:
        yield "distance_km", "km", texts("explore.within", distance=texts.distance(address.distance_km))


def _among(codes: Iterable[str], offered: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(code for code in codes if code in offered)


def near(address: Address, offered: Options) -> Mapping[str, str]:
    """Offer the municipalities of the chosen counties only."""
    if not address.counties:
        return offered.municipalities
    return {
        number: name
        for number, name in offered.municipalities.items()
        if offered.county_of[number] in address.counties or number in address.municipalities
    }


def _ask_query(texts: Texts, address: Address) -> None:
    st.text_input(
        texts("explore.search"),
        key=session.widget("query", address.query),
        on_change=session.take,
        args=("query", str.strip),
        placeholder=texts("explore.search"),
        label_visibility="collapsed",
        max_chars=session.LONGEST_QUERY,
        type="search",
        live="400ms",
    )


def _ask_several(label: str, field: str, address: Address, names: Mapping[str, str]) -> None:
    st.multiselect(
        label,
        list(names),
        key=session.widget(field, list(getattr(address, field))),
        format_func=lambda code: names.get(code, code),
        on_change=session.take,
        args=(field, tuple),
        placeholder=label,
        label_visibility="collapsed",
        select_all=False,
        wrap=False,
    )


def _ask_resources(texts: Texts, address: Address, offered: Options) -> None:
    """Offer groups and, set off below each, its leaves."""
    names = {
        code: name if code in offered.groups else texts("explore.leaf", name=name)
        for code, name in offered.resources.items()
    }
    _ask_several(texts("explore.resource"), "resources", address, names)


def _ask_tiers(texts: Texts, address: Address) -> None:
    shown = address.tiers or IDEAS
    st.pills(
        texts("explore.tier"),
        list(Tier),
        selection_mode="multi",
        key=session.widget("tiers", [tier for tier in Tier if tier in shown]),
        format_func=lambda tier: texts(f"tier.{tier}"),
        on_change=session.take,
        args=("tiers", _ideas_or),
    )


def _ideas_or(tiers: list[str]) -> tuple[str, ...]:
    chosen = tuple(str(tier) for tier in Tier if tier in tiers)
    return () if chosen == IDEAS else chosen


def _ask_evidence(texts: Texts, address: Address) -> None:
    st.pills(
        texts("explore.evidence"),
        list(Evidence),
        selection_mode="multi",
        key=session.widget("evidence", [word for word in Evidence if word in address.evidence]),
        format_func=lambda word: texts(f"evidence.{word}"),
        on_change=session.take,
        args=("evidence", _codes),
    )


def _ask_barriers(texts: Texts, address: Address) -> None:
    st.pills(
        texts("explore.barriers"),
        list(KINDS),
        selection_mode="multi",
        key=session.widget("barriers", [kind for kind in KINDS if kind in address.barriers]),
        format_func=lambda kind: texts(f"barrier.{kind}"),
        help=texts("explore.barriers_help"),
        on_change=session.take,
        args=("barriers", _codes),
    )


def _codes(chosen: list[str]) -> tuple[str, ...]:
    return tuple(str(code) for code in chosen)


def _ask_distance(texts: Texts, address: Address) -> None:
    steps = sorted({*DISTANCES_KM, *([address.distance_km] if address.distance_km else [])})
    st.select_slider(
        texts("explore.distance"),
        [*steps, 0],
        key=session.widget("distance_km", address.distance_km),
        format_func=lambda km: texts.distance(km) if km else texts("explore.any_distance"),
        on_change=session.take,
        args=("distance_km",),
    )

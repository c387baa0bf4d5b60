"""The pieces of the page of hand-outs: for whom, in which language, and a button for each file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Final
from urllib.parse import urlencode, urlsplit

import streamlit as st

from symgeo.analysis.selection import Filters
from symgeo.handouts.hub_pages import hubs_asked_for
from symgeo.handouts.kinds import Kind, make, mime_of, name_of
from symgeo.handouts.marking import file_name
from symgeo.handouts.material import Material, Order
from symgeo.handouts.package import MIME, write_package
from symgeo.handouts.view_files import Views
from symgeo.texts import Texts, texts_for
from symgeo.ui import cache, filters, frame, markup, session, slide_template, told
from symgeo.ui.hubs import choosing
from symgeo.ui.session import Address
from symgeo.views.cards.markup import element
from symgeo.vocabulary import LANGUAGES, Audience

_WIDTH: Final = 260
_COLUMNS: Final = 3


def ask_order(texts: Texts, address: Address) -> Order:
    """Draw the choices of audience, language and content, and give what is asked for."""
    offered = _audiences(address)
    audience = st.segmented_control(
        texts("handouts.for_whom"),
        offered,
        default=offered[min(1, len(offered) - 1)],
        required=True,
        format_func=lambda code: texts(f"audience.{code}"),
        key=session.key(f"handout_audience.{address.audience}"),
    )
    markup.show(element("p", texts(f"audience.{audience}.meaning"), class_="sg-lead"))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="handout_choices"):
        language = st.selectbox(
            texts("ui.language"),
            LANGUAGES,
            index=LANGUAGES.index(texts.language),
            format_func=lambda code: texts_for(code)("ui.language_name"),
            key=session.key(f"handout_language.{texts.language}"),
            width=_WIDTH,
        )
        names = cache.options(address.lang)
        _ask_several(texts("explore.county"), "counties", address, names.counties)
        _ask_several(texts("explore.municipality"), "municipalities", address, filters.near(address, names))
        _ask_several(texts("explore.resource"), "resources", address, names.resources)
        known = filters.known(session.current(), cache.dataset())
        is_public = audience == Audience.PUBLIC
        order = Order(
            audience=Audience(audience),
            language=language,
            made_on=told.now().astimezone(session.zone()).date(),
            filters=Filters(known.counties, known.municipalities, known.resources),
            link=_link(address, audience, language),
            delimitation=choosing.delimitation_of(address),
            currency=address.currency,
            own_hubs=cache.every_own_hub(),
        )
        order = _ask_hub(texts, order, address)
        hides = st.checkbox(
            texts("handouts.hide_examples"),
            value=is_public,
            disabled=is_public,
            key=session.key(f"handout_examples.{is_public}"),
        )
    return replace(order, hides_illustrative=hides)


def show_what_is_hidden(texts: Texts, order: Order) -> None:
    """Say what the hand-outs hold; to the staff also how much of it is blurred or left out."""
    material = cache.material(order)
    found = texts.plural("map.count_opportunities", len(material.found))
    counts = [texts.plural("map.count_sites", len(material.sites)), found]
    said = [texts("handouts.holds", counts=texts.join(counts))]
    is_narrower = not session.current().audience and order.audience is not Audience.STAFF
    if is_narrower:
        full = cache.dataset()
        said.append(
            texts(
                "handouts.hidden",
                blurred=len(material.blurred_sites()),
                gone=len(full.sites) - len(material.dataset.sites),
                flows=len(full.flows) - len(material.dataset.flows),
            )
        )
    markup.show(element("p", " ".join(said), class_="sg-strong"))
    if is_narrower:
        st.button(
            texts("handouts.show_as", audience=texts(f"audience.{order.audience}")),
            key=session.key("show_as"),
            on_click=frame.show_to,
            args=(str(order.audience),),
            type="tertiary",
        )


def show_package(texts: Texts, order: Order) -> bytes | None:
    """Draw the button that gives everything at once, and beside it the choice of a template for slides."""
    material = cache.material(order)
    # Saved views show what they show, whatever is chosen here.
    every = replace(order, filters=Filters(), hub="")
    views = Views(cache.steps(every), cache.material(every))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="package"):
        button = st.container(width="content")
        template = slide_template.ask_template(texts, session.current())
        button.download_button(
            texts("handouts.package"),
            data=lambda: write_package(material, views=views, template=template).content,
            file_name=file_name(material, "zip"),
            mime=MIME,
            key=session.key("handout_package"),
            on_click="ignore",
            type="primary",
            help=texts("handouts.package_meaning"),
        )
    return template


def show_kinds(texts: Texts, order: Order, template: bytes | None) -> None:
    """Draw a button for each kind, with what it is for."""
    material = cache.material(order)
    columns = st.columns(_COLUMNS, gap="large")
    for place, kind in enumerate(Kind):
        with columns[place % _COLUMNS]:
            markup.show(
                element("h2", texts(f"handouts.kind_{kind}"), class_="sg-heading"),
                element("p", texts(f"handouts.kind_{kind}.meaning"), class_="sg-source"),
            )
            st.download_button(
                texts("handouts.download", kind=texts(f"handouts.kind_{kind}")),
                data=partial(_content, kind, material, template),
                file_name=name_of(kind, material),
                mime=mime_of(kind),
                key=session.key(f"handout_{kind}"),
                on_click="ignore",
            )


def _content(kind: Kind, material: Material, template: bytes | None) -> bytes:
    return make(kind, material, template=template).content


def _audiences(address: Address) -> tuple[str, ...]:
    """Offer nothing that shows more than this visit itself does."""
    every = tuple(str(one) for one in Audience)
    return every[every.index(address.audience) :] if address.audience else every


def _ask_hub(texts: Texts, order: Order, address: Address) -> Order:
    """Offer the hubs that the audience may see, and narrow the order to the chosen one."""
    material = cache.material(order)
    offered = ("", *sorted(hubs_asked_for(material), key=lambda code: str(material.hubs.table["name"][code])))
    meant = _meant_hub(address, material)
    chosen = st.selectbox(
        texts("handouts.which_hub"),
        offered,
        index=offered.index(meant) if meant in offered else 0,
        format_func=lambda code: (
            str(material.hubs.table["name"][code]) if code else texts("handouts.every_hub")
        ),
        key=session.key(f"handout_hub.{order.audience}.{meant}"),
        width=_WIDTH,
    )
    # A hub may reach over a border: it is taken whole.
    return replace(order, hub=chosen, filters=Filters(resources=order.filters.resources)) if chosen else order


def _meant_hub(address: Address, material: Material) -> str:
    """Find the hub that the address means among those that the audience may see; "" for none."""
    if not address.hubs:
        return ""
    asked = address.hubs[0]
    sites = (asked, *cache.hubs(material.order.delimitation).sites_of(asked))
    if str(material.order.audience) != (address.audience or Audience.STAFF):
        ids = material.redacted.site_ids if not address.audience else {}
        sites = (asked, *(ids[site] for site in sites if site in ids))
    return next((hub for hub in map(material.hubs.resolve, sites) if hub), "")


def _ask_several(label: str, field: str, address: Address, names: Mapping[str, str]) -> None:
    st.multiselect(
        label,
        list(names),
        key=session.widget(field, [code for code in getattr(address, field) if code in names]),
        format_func=lambda code: names.get(code, code),
        on_change=session.take,
        args=(field, tuple),
        placeholder=label,
        width=_WIDTH,
    )


def _link(address: Address, audience: str, language: str) -> str:
    """Give the address of the home page as the audience sees it; words that were looked for stay here."""
    here = urlsplit(st.context.url or "")
    if not here.netloc:
        return ""
    there = Address(
        lang=language,
        project=address.project,
        counties=address.counties,
        resources=address.resources,
        audience="" if audience == Audience.STAFF else audience,
        scenario=address.scenario,
        currency=address.currency,
    )
    root = here.path.rsplit("/", 1)[0]
    return f"{here.scheme}://{here.netloc}{root}/?{urlencode(session.encode(there), doseq=True)}"

"""The presentation of saved views: whom it is for, the press that starts it, and its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from symgeo.handouts.material import Order
from symgeo.handouts.show.steps import step_name
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session, told
from symgeo.views.cards.markup import element
from symgeo.vocabulary import LANGUAGES, SHOW_PATH, Audience

_FOLDER: Final = Path(__file__).parent
_COMPONENT: Final = st.components.v2.component(
    "symgeo_present",
    html='<button type="button" class="primary"></button>',
    css=(_FOLDER / "button.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "showing.js").read_text(encoding="utf-8"),
)
_PROJECT: Final = "project"
_AUDIENCE: Final = "audience"
_EXAMPLES: Final = "examples"


def ask_audience(texts: Texts) -> Order:
    """Draw the choice of whom the views are shown to, and give what is asked for."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="show_choices"):
        audience = st.segmented_control(
            texts("handouts.for_whom"),
            list(Audience),
            default=Audience.MEETING,
            required=True,
            format_func=lambda code: texts(f"audience.{code}"),
            key=session.key("show_audience"),
        )
        shows = st.checkbox(
            texts("meeting.show_examples"),
            disabled=audience == Audience.PUBLIC,
            key=session.key(f"show_examples.{audience == Audience.PUBLIC}"),
        )
    markup.show(element("p", texts(f"audience.{audience}.meaning"), class_="sg-lead"))
    return _order(texts.language, Audience(audience), shows_examples=bool(shows))


def show_start(texts: Texts, order: Order, count: int, total: int) -> None:
    """Draw the button that fills the screen with the views, and the one that takes them along as a file.

    Parameters
    ----------
    texts : Texts
        Texts in the reader's language.
    order : Order
        For whom.
    count : int
        How many views are shown; without any there is nothing to start.
    total : int
        How many are saved.
    """
    code = session.shown().code
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="show_start"):
        _COMPONENT(
            key=session.key("present"),
            data={
                "label": texts("meeting.start"),
                "title": texts("meeting.title"),
                "address": address_of(order) if count else "",
            },
            width="content",
        )
        st.download_button(
            texts("meeting.take_along"),
            data=lambda: cache.show(code, order),
            file_name=f"symgeo-{order.audience}-{order.language}.show.html",
            mime="text/html",
            key=session.key("take_show"),
            on_click="ignore",
            disabled=not count,
            help=texts("meeting.take_along_help"),
        )
        counted = texts.plural("meeting.count", count, total=total)
        st.html(str(element("p", counted, class_="sg-strong", role="status")), width="content")
    markup.show(element("p", texts("meeting.keys"), class_="sg-source"))


def address_of(order: Order, view_id: int = 0) -> str:
    """Give the address of the presentation as any page sees it, at one of its views where one is named."""
    asked = {
        "lang": order.language,
        _PROJECT: session.shown().code,
        _AUDIENCE: str(order.audience),
        **({} if order.hides_illustrative else {_EXAMPLES: "1"}),
    }
    return f"./{SHOW_PATH}?{urlencode(asked)}" + (f"#{step_name(view_id)}" if view_id else "")


def page_of(asked: Mapping[str, Sequence[str]]) -> bytes:
    """Give the page for query parameters; what cannot be meant is the language English, and a meeting.

    Raises
    ------
    StoreError, TableError, DataErrors
        If the data cannot be shown.
    """

    def first(name: str) -> str:
        return next(iter(asked.get(name, ())), "")

    language = first("lang") if first("lang") in LANGUAGES else LANGUAGES[0]
    known = {str(one): one for one in Audience}
    audience = known.get(first(_AUDIENCE), Audience.MEETING)
    return cache.show(first(_PROJECT), _order(language, audience, shows_examples=first(_EXAMPLES) == "1"))


def _order(language: str, audience: Audience, *, shows_examples: bool) -> Order:
    hides = audience is Audience.PUBLIC or not shows_examples
    return Order(audience, language, told.now().date(), hides_illustrative=hides)

"""The presentation of saved views: whom it is for, the press that starts it, and its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from symgeo.errors import StoreError, UsageError
from symgeo.handouts.material import Order
from symgeo.handouts.show.steps import Step, step_name
from symgeo.handouts.view_files import ViewKind, Views, make_views, view_file_name, view_mime
from symgeo.storage.trouble import sentence
from symgeo.texts import Texts, texts_for
from symgeo.ui import cache, markup, session, slide_template, told
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
_CURRENCY: Final = "currency"


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
    currency = session.current().currency
    return _order(texts.language, Audience(audience), currency, shows_examples=bool(shows))


def show_start(texts: Texts, order: Order, steps: tuple[Step, ...], total: int) -> None:
    """Draw the button that fills the screen with the views, and say how many of them.

    Parameters
    ----------
    texts : Texts
        Texts in the reader's language.
    order : Order
        For whom.
    steps : tuple of Step
        What they see; where that is nothing, there is nothing to start.
    total : int
        How many views are saved.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="show_start"):
        _COMPONENT(
            key=session.key("present"),
            data={
                "label": texts("meeting.start"),
                "title": texts("meeting.title"),
                "address": address_of(order) if steps else "",
            },
            width="content",
        )
        counted = texts.plural("meeting.count", len(steps), total=total)
        st.html(str(element("p", counted, class_="sg-strong", role="status")), width="content")
    markup.show(element("p", texts("meeting.keys"), class_="sg-source"))


def show_files(texts: Texts, order: Order, steps: tuple[Step, ...]) -> None:
    """Draw the buttons that take what is shown along as files."""
    if not steps:
        return
    material, code = cache.material(order), session.shown().code
    views = Views(steps, material)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="show_files"):
        st.html(str(element("span", texts("meeting.take_along"), class_="sg-source")), width="content")
        template = slide_template.ask_template(texts, session.current())
        for kind in ViewKind:
            # The slides of the presentation are in the cache.
            is_show = kind is ViewKind.SHOW
            st.download_button(
                texts(f"meeting.take_{kind}"),
                data=partial(cache.show, code, order)
                if is_show
                else partial(_content, kind, views, template),
                file_name=view_file_name(kind, material),
                mime=view_mime(kind),
                key=session.key(f"take_{kind}"),
                on_click="ignore",
                help=texts(f"meeting.take_{kind}_help"),
            )


def _content(kind: ViewKind, views: Views, template: bytes | None) -> bytes:
    return make_views(kind, views, template=template).content


def address_of(order: Order, view_id: int = 0) -> str:
    """Give the address of the presentation as any page sees it, at one of its views where one is named."""
    asked = {
        "lang": order.language,
        _PROJECT: session.shown().code,
        _AUDIENCE: str(order.audience),
        **({} if order.hides_illustrative else {_EXAMPLES: "1"}),
        **({_CURRENCY: order.currency} if order.currency else {}),
    }
    return f"./{SHOW_PATH}?{urlencode(asked)}" + (f"#{step_name(view_id)}" if view_id else "")


def page_of(asked: Mapping[str, Sequence[str]]) -> bytes:
    """Give the page for query parameters; what cannot be meant is the language English, and a meeting.

    Raises
    ------
    UsageError
        If the data set is gone or cannot be read, with a sentence in the language of the address.
    TableError, DataErrors
        If its tables cannot be shown.
    """

    def first(name: str) -> str:
        return next(iter(asked.get(name, ())), "")

    language = first("lang") if first("lang") in LANGUAGES else LANGUAGES[0]
    known = {str(one): one for one in Audience}
    audience = known.get(first(_AUDIENCE), Audience.MEETING)
    currency = first(_CURRENCY) if first(_CURRENCY) in session.CURRENCIES else ""
    order = _order(language, audience, currency, shows_examples=first(_EXAMPLES) == "1")
    try:
        return cache.show(first(_PROJECT), order)
    except StoreError as error:
        raise UsageError(sentence(error, texts_for(language))) from error


def _order(language: str, audience: Audience, currency: str, *, shows_examples: bool) -> Order:
    hides = audience is Audience.PUBLIC or not shows_examples
    return Order(audience, language, told.now().date(), hides_illustrative=hides, currency=currency)

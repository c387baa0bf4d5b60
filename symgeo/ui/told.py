"""Saving from a page: who does it, and what came of it in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import streamlit as st

from symgeo.errors import StoreError
from symgeo.storage.revisions import Origin
from symgeo.storage.trouble import sentence
from symgeo.texts import Texts
from symgeo.ui import markup, session
from symgeo.ui.session import Told
from symgeo.views.cards.markup import element

_WHO = "who"
_LONGEST_NAME = 100


@contextmanager
def telling(texts: Texts) -> Iterator[None]:
    """Tell the reader what the database could not do, where the page can still be shown."""
    try:
        yield
    except StoreError as error:
        session.tell(Told(sentence(error, texts), is_trouble=True))


def show_told() -> None:
    """Draw what came of the last thing that the reader did, read out by screen readers."""
    told = session.told()
    if told is not None:
        tone = "sg-told sg-told-trouble" if told.is_trouble else "sg-told"
        markup.show(element("p", told.text, class_=tone, role="alert" if told.is_trouble else "status"))


def ask_who(texts: Texts, place: str) -> None:
    """Ask for the name that a revision carries; it is asked once in a visit.

    Parameters
    ----------
    texts : Texts
        Texts in the reader's language.
    place : str
        Names the field, because several pages have one.
    """
    st.text_input(
        texts("data.who"),
        key=session.widget(f"{_WHO}.{place}", who()),
        on_change=_keep_who,
        args=(place,),
        max_chars=_LONGEST_NAME,
        placeholder=texts("data.who_example"),
        width=280,
    )


def who() -> str:
    """Give the name that the reader gave; "" where none was given."""
    return str(session.held(_WHO) or "")


def origin() -> Origin:
    """Say who saves, and when."""
    return Origin(who(), now())


def now() -> datetime:
    """Give the time in UTC."""
    return datetime.now(UTC)


def _keep_who(place: str) -> None:
    session.hold(_WHO, " ".join(str(session.value(f"{_WHO}.{place}") or "").split()))

"""The county's own PowerPoint file: chosen once in a visit, checked at once, and used for all slides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import streamlit as st

from symgeo.errors import UsageError
from symgeo.handouts.slide_template import LARGEST_MB, open_template
from symgeo.texts import Texts
from symgeo.ui import markup, session
from symgeo.ui.session import Address
from symgeo.views.cards.markup import element

_HELD: Final = "slide_template"
_TROUBLE: Final = "slide_template_trouble"
_FIELD: Final = "slide_template"


@dataclass(frozen=True)
class Template:
    """A file that slides take their looks from."""

    name: str
    content: bytes


def ask_template(texts: Texts, address: Address) -> bytes | None:
    """Draw the choice of a template, for the staff, and give the one that was chosen in this visit."""
    chosen: Template | None = session.held(_HELD)
    if address.audience:
        return None
    label = (
        texts("handouts.template_of", name=markup.label(chosen.name))
        if chosen
        else texts("handouts.template")
    )
    with st.popover(label, key="slide_template_choice"):
        markup.show(element("p", texts("handouts.template_help"), class_="sg-note"))
        if chosen:
            st.button(texts("handouts.template_drop"), key=session.key("template_drop"), on_click=_drop)
            return chosen.content
        st.file_uploader(
            texts("handouts.template_file"),
            type="pptx",
            key=session.key(_FIELD),
            on_change=_take,
            max_upload_size=LARGEST_MB,
        )
        if session.held(_TROUBLE):
            said = texts("handouts.template_bad", most=LARGEST_MB)
            markup.show(element("p", said, class_="sg-told sg-told-trouble", role="alert"))
    return None


def _take() -> None:
    """Keep what was chosen where slides can be made of it."""
    given = session.value(_FIELD)
    session.hold(_TROUBLE, None)
    if given is None:
        return
    content = given.getvalue()
    try:
        open_template(content)
    except UsageError:
        session.hold(_TROUBLE, given.name)
    else:
        session.hold(_HELD, Template(given.name, content))


def _drop() -> None:
    session.hold(_HELD, None)

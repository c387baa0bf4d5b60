"""What the four parts of the Upload page have in common: a numbered heading, and opening for a change."""

from __future__ import annotations

from typing import Final

import streamlit as st

from symgeo.storage.repair.wording import column_letter
from symgeo.texts import Texts
from symgeo.ui import markup, session
from symgeo.ui.upload import work
from symgeo.views.cards.markup import element

PARTS: Final = ("file", "columns", "check", "save")


def show_steps(texts: Texts, reached: str) -> None:
    """Draw the four steps and which one is reached."""
    place = PARTS.index(reached)
    steps = [
        element(
            "li",
            element("span", str(number), class_="sg-step-number", aria_hidden="true"),
            texts(f"upload.part_{part}"),
            class_="sg-step-done" if number - 1 < place else "",
            aria_current="step" if part == reached else "",
        )
        for number, part in enumerate(PARTS, 1)
    ]
    markup.show(element("ol", *steps, class_="sg-steps", aria_label=texts("upload.steps")))


def show_head(texts: Texts, part: str, detail: str = "") -> None:
    """Draw the heading of a part, with a detail of the file behind it."""
    number = element("span", str(PARTS.index(part) + 1), class_="sg-step-number", aria_hidden="true")
    words = element("span", detail, class_="sg-part-detail") if detail else ""
    markup.show(element("h2", number, texts(f"upload.part_{part}"), words, class_="sg-heading sg-part"))


def offer_opening(texts: Texts, part: str, label: str) -> bool:
    """Draw the button that opens or closes the details of a part.

    Returns
    -------
    bool
        Whether they are open.
    """
    is_open = bool(session.held(work.OPEN) == part)
    st.button(
        texts("upload.close") if is_open else label,
        key=session.key(f"open.{part}"),
        on_click=_open,
        args=("" if is_open else part,),
        type="tertiary",
    )
    return is_open


def letters(column: int) -> str:
    """Name a column as a spreadsheet does."""
    return column_letter(int(column))


def _open(part: str) -> None:
    session.hold(work.OPEN, part)

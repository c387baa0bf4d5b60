"""What counts in the score: the reader's own weights, in the address, and the sliders that set them."""

from __future__ import annotations

import re
from dataclasses import astuple, fields
from typing import Any, Final

import streamlit as st

from symgeo.analysis.choices import Choices, Weights
from symgeo.analysis.dataset import Reference
from symgeo.analysis.opportunities import table_weights
from symgeo.texts import Texts
from symgeo.ui import markup, session
from symgeo.ui.session import LEAST_REACH, WHOLE_REACH, Address
from symgeo.views.cards.markup import element
from symgeo.views.cards.score import term_meaning

NAMES: Final = tuple(field.name for field in fields(Weights))
_CONDITIONS: Final = 4
"""So many weigh how feasible it is; the others how attractive."""
_FAMILIES: Final = (("feasibility", NAMES[:_CONDITIONS]), ("attractiveness", NAMES[_CONDITIONS:]))
_STEP: Final = 5
_WHOLE: Final = 100
_TEXT: Final = re.compile(r"[0-9]{1,3}(-[0-9]{1,3}){6}")


def choices_of(address: Address) -> Choices:
    """Give what the address says about the calculation; weights that cannot be meant are the table's."""
    share = (address.reach or WHOLE_REACH) / WHOLE_REACH
    return Choices(weights=_read(address.weights), radius_share=share)


def fields_of_choices(choices: Choices) -> dict[str, Any]:
    """Give the fields of the address that `choices_of` reads radius and weights from."""
    given = astuple(choices.weights) if choices.weights else ()
    return {
        "weights": "-".join(str(round(_WHOLE * one)) for one in given),
        "reach": round(WHOLE_REACH * choices.radius_share) % WHOLE_REACH,
    }


def weights_of(address: Address, reference: Reference) -> Weights:
    """Give the weights in force."""
    return choices_of(address).weights or table_weights(reference)


def show_weights(texts: Texts, address: Address, reference: Reference) -> None:
    """Draw a button that opens the sliders."""
    now = weights_of(address, reference)
    with st.popover(texts("explore.weights"), key="weights"):
        markup.show(element("p", texts("explore.weights_meaning"), class_="sg-lead"))
        columns = st.columns(len(_FAMILIES), gap="large")
        for (family, names), column in zip(_FAMILIES, columns, strict=True):
            with column:
                markup.show(element("p", texts(f"explore.weights_{family}"), class_="sg-strong"))
                for name in names:
                    _ask(texts, name, round(_WHOLE * getattr(now, name)))
        with columns[-1]:  # which has room for one more
            _ask_reach(texts, address.reach or WHOLE_REACH)
        st.button(
            texts("explore.weights_usual"),
            key=session.key("weights.usual"),
            disabled=not (address.weights or address.reach),
            on_click=session.change,
            kwargs={"weights": "", "reach": 0},
        )


def _ask(texts: Texts, name: str, percent: int) -> None:
    st.slider(
        texts(f"card.term.{name}"),
        0,
        _WHOLE,
        step=_STEP,
        format="%d %%",
        key=session.widget(f"weight.{name}", percent),
        help=term_meaning(name, texts),
        on_change=_take,
    )


def _ask_reach(texts: Texts, percent: int) -> None:
    st.slider(
        texts("explore.reach"),
        LEAST_REACH,
        WHOLE_REACH,
        step=_STEP,
        format="%d %%",
        key=session.widget("reach", percent),
        help=texts("explore.reach_help"),
        on_change=_take_reach,
    )


def _take_reach() -> None:
    session.change(reach=int(session.value("reach")) % WHOLE_REACH)


def _take() -> None:
    """Write the sliders into the address; a family without any weight cannot be meant."""
    given = "-".join(str(session.value(f"weight.{name}")) for name in NAMES)
    if _read(given) is not None:
        session.change(weights=given)


def _read(text: str) -> Weights | None:
    if not _TEXT.fullmatch(text):
        return None
    numbers = [min(int(part), _WHOLE) / _WHOLE for part in text.split("-")]
    if not sum(numbers[:_CONDITIONS]) or not sum(numbers[_CONDITIONS:]):
        return None
    return Weights(*numbers)

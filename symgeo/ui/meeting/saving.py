"""The button on the home page that saves what is on the screen."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import streamlit as st

from symgeo.analysis.saved_views import Area, SavedView
from symgeo.errors import StoreError
from symgeo.storage.saved_views import add_view, list_views
from symgeo.storage.trouble import sentence
from symgeo.texts import Texts
from symgeo.ui import cache, filters, projects, session, told
from symgeo.ui.money import choosing
from symgeo.ui.session import Address

_FOLDER: Final = Path(__file__).parent
_NAME: Final = "save_view"
_COMPONENT: Final = st.components.v2.component(
    "symgeo_save_view",
    html='<div class="save"><button type="button"></button><span role="status"></span></div>',
    css=(_FOLDER / "button.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "saving.js").read_text(encoding="utf-8"),
)
_DIGITS: Final = 4
"""Of degrees: about ten metres."""


def show_save(texts: Texts, address: Address) -> None:
    """Draw the button, for the staff; what it saved is told beside it for a moment."""
    if address.audience:
        return
    said = session.held(_NAME)
    session.hold(_NAME, None)
    _COMPONENT(
        key=session.key(_NAME),
        data={"label": texts("meeting.save"), "said": said or ""},
        width="content",
        on_pressed_change=lambda: _save(texts),
    )


def read_area(pressed: object) -> Area | None:
    """Read what the map showed from what a browser sent, which can be anything."""
    given = pressed if isinstance(pressed, Mapping) else {}
    edges = [given.get(name) for name in ("south", "west", "north", "east")]
    known = [round(float(edge), _DIGITS) for edge in edges if isinstance(edge, int | float)]
    if len(known) != len(edges) or not all(map(math.isfinite, known)):
        return None
    south, west, north, east = known
    is_area = -90 <= south < north <= 90 and -180 <= west < east <= 180
    return Area(south, west, north, east) if is_area else None


def _save(texts: Texts) -> None:
    """Save filters, selection and what the map shows, behind the other views."""
    address = filters.known(session.current(), cache.dataset())
    component = session.value(_NAME)
    view = SavedView(
        filters=filters.filters_of(address),
        selected=address.selected,
        area=read_area(component.pressed if component else None),
        scenario=choosing.scenario_in_force(address),
    )
    try:
        database = cache.database()
        number = projects.number_of(session.shown().code, database)
        add_view(database, number, view, when=told.now())
        count = len(list_views(database, number))
    except StoreError as error:
        session.hold(_NAME, sentence(error, texts))
    else:
        session.hold(_NAME, texts("meeting.saved", number=count))

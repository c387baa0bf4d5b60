"""The grip by which a saved view is dragged to another place; by keyboard the buttons do the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import streamlit as st

from symgeo.storage.saved_views import MOST_VIEWS
from symgeo.texts import Texts
from symgeo.ui import session

_FOLDER: Final = Path(__file__).parent
_COMPONENT: Final = st.components.v2.component(
    "symgeo_view_grip",
    # Who does not see it has the buttons.
    html='<span aria-hidden="true">⠿</span>',
    css=(_FOLDER / "dragging.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "dragging.js").read_text(encoding="utf-8"),
)


def show_grip(texts: Texts, view_id: int, move: Callable[[int], None]) -> None:
    """Draw the grip of a view.

    Parameters
    ----------
    texts : Texts
        Texts in the reader's language.
    view_id : int
        Of the view; its container has the key ``view-<id>``.
    move : callable
        Called with how many places the view was dragged, down by a positive number.
    """
    name = f"view_grip.{view_id}"

    def moved() -> None:
        component = session.value(name)
        steps = read_steps(component.moved if component else None)
        if steps:
            move(steps)

    _COMPONENT(
        key=session.key(name), data={"label": texts("meeting.drag")}, width="content", on_moved_change=moved
    )


def read_steps(dragged: object) -> int:
    """Read how far a view was dragged from what a browser sent, which can be anything; 0 for nothing."""
    if isinstance(dragged, bool) or not isinstance(dragged, int | float) or dragged != dragged // 1:
        return 0
    return int(max(-MOST_VIEWS, min(MOST_VIEWS, dragged)))

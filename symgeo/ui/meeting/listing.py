"""The list of saved views: renamed, given a note, put in order, opened, shared and removed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

import pandas as pd
import streamlit as st

from symgeo.analysis import selection
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.saved_views import SavedView
from symgeo.handouts.marking import scope_of
from symgeo.handouts.material import Order
from symgeo.handouts.show.steps import Step
from symgeo.storage.saved_views import (
    LONGEST_NAME,
    LONGEST_NOTE,
    describe_view,
    move_view,
    remove_view,
    take_back_view,
)
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session, told
from symgeo.ui.listing import ends_of
from symgeo.ui.meeting import dragging, showing
from symgeo.ui.money import choosing
from symgeo.ui.session import Told
from symgeo.views.cards.markup import element

_EXPLORE_PAGE: Final = Path(__file__).parents[3] / "pages" / "explore.py"
_FOCUS: Final = Path(__file__).with_name("focus.js")
_MOVED: Final = "moved_view"
_REMOVED: Final = "removed_view"


def show_empty(texts: Texts) -> None:
    """Say how a view is saved, and lead to where."""
    with st.container(border=True, key="nothing"):
        markup.show(element("p", texts("meeting.empty"), class_="sg-strong"))
        st.page_link(
            _EXPLORE_PAGE,
            label=texts("meeting.go_to_explore"),
            query_params=session.encode(session.current()),
            width="content",
        )


def show_take_back(texts: Texts) -> None:
    """Draw the button that takes the last removal back."""
    if session.held(_removed()) is not None:
        st.button(
            texts("meeting.take_back"), key=session.key("take_back"), on_click=_take_back, args=(texts,)
        )


def show_views(texts: Texts, views: tuple[SavedView, ...], order: Order, steps: tuple[Step, ...]) -> None:
    """Draw all views in their order.

    Parameters
    ----------
    texts : Texts
        Texts in the reader's language.
    views : tuple of SavedView
        Of the data that is shown.
    order : Order
        For whom they will be shown.
    steps : tuple of Step
        What they will see.
    """
    dataset, seen = cache.dataset(), {step.view.id: step for step in steps}
    scenarios = {one.number: one.name for one in choosing.kept_scenarios()}
    moved = session.held(_MOVED)
    session.hold(_MOVED, None)
    for place, view in enumerate(views):
        with st.container(border=True, key=f"view-{view.id}"):
            why = "" if view.id in seen else _why_left_out(view, dataset, order)
            _describe(texts, place + 1, view, seen.get(view.id), why)
            if view.scenario in scenarios:
                said = texts("meeting.with_scenario", name=scenarios[view.scenario])
                markup.show(element("p", said, class_="sg-source"))
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                if len(views) > 1:
                    dragging.show_grip(texts, view.id, partial(_move, texts, view.id))
                _order_buttons(texts, place, view, len(views))
                _words(texts, view, dataset)
                st.page_link(
                    _EXPLORE_PAGE,
                    label=texts("meeting.open"),
                    query_params=session.encode(session.address_of_view(view)),
                    width="content",
                )
                if not why:
                    _link(texts, showing.address_of(order, view.id))
                _remove_button(texts, view)
            if view.id == moved:
                _keep_focus(view.id, place)


def _describe(texts: Texts, number: int, view: SavedView, step: Step | None, why: str) -> None:
    """Write number and name, what it shows where the name does not say so, the note, and what is left out."""
    content = _content(view, cache.dataset(), texts)
    is_cut = step is not None and (step.view.name, step.view.note) != (view.name, view.note)
    markup.show(
        element("h2", texts("meeting.numbered", number=number, name=view.name or content), class_="sg-group"),
        element("p", content, class_="sg-source") if view.name else "",
        element("p", view.note, class_="sg-text") if view.note else "",
        element("p", texts(f"meeting.left_out_{why}"), class_="sg-told sg-told-trouble") if why else "",
        element("p", texts("meeting.words_left_out"), class_="sg-told") if is_cut else "",
    )


def _content(view: SavedView, dataset: Dataset, texts: Texts) -> str:
    """Say what a view shows, in words."""
    if view.selected in dataset.exchanges.index:
        exchange = dataset.exchanges.loc[[view.selected]].iloc[0]
        return texts("explore.ends", supplier=str(exchange["supplier"]), receiver=str(exchange["receiver"]))
    pair = _pair(view)
    if len(pair):
        return ends_of(pair.iloc[0], dataset, texts)
    if view.selected:
        return texts("meeting.gone_pair")
    scope, query = scope_of(view.filters, dataset.reference, texts), view.filters.query
    said = scope[:1].upper() + scope[1:]
    return texts.join([said, texts("explore.chip_query", query=query)]) if query else said


def _pair(view: SavedView) -> pd.DataFrame:
    every = cache.opportunities()
    return every[every["opportunity_id"] == view.selected]


def _why_left_out(view: SavedView, dataset: Dataset, order: Order) -> str:
    """Say why a view shows nothing: it is gone, it rests on example figures, or it is hidden."""
    if view.selected in dataset.exchanges.index:
        return "hidden"
    every = cache.opportunities()
    rows = _pair(view) if view.selected else selection.select(every, dataset, view.filters)
    if rows.empty:
        return "gone"
    return "examples" if order.hides_illustrative and bool(rows["is_illustrative"].all()) else "hidden"


def _order_buttons(texts: Texts, place: int, view: SavedView, count: int) -> None:
    for name, steps, is_end in (("up", -1, place == 0), ("down", 1, place == count - 1)):
        st.button(
            texts(f"meeting.{name}"),
            key=session.key(f"view_{name}.{view.id}"),
            on_click=_move,
            args=(texts, view.id, steps),
            disabled=is_end,
        )


def _words(texts: Texts, view: SavedView, dataset: Dataset) -> None:
    """Draw the fields of name and note."""
    with st.popover(texts("meeting.words"), key=session.key(f"view_words.{view.id}")):
        markup.show(element("p", texts("meeting.words_help"), class_="sg-note"))
        st.text_input(
            texts("meeting.name"),
            key=session.widget(f"view_name.{view.id}", view.name),
            max_chars=LONGEST_NAME,
            placeholder=_content(view, dataset, texts),
            on_change=_save_words,
            args=(texts, view.id),
        )
        st.text_area(
            texts("meeting.note"),
            key=session.widget(f"view_note.{view.id}", view.note),
            max_chars=LONGEST_NOTE,
            on_change=_save_words,
            args=(texts, view.id),
        )


def _link(texts: Texts, address: str) -> None:
    copy = element(
        "button", texts("explore.copy_link"), class_="sg-copy", type="button", data_address=address
    )
    st.html(str(copy), width="content")


def _remove_button(texts: Texts, view: SavedView) -> None:
    st.button(
        texts("meeting.remove"),
        key=session.key(f"view_remove.{view.id}"),
        on_click=_remove,
        args=(texts, view),
        type="tertiary",
    )


def _move(texts: Texts, view_id: int, steps: int) -> None:
    with told.telling(texts):
        move_view(cache.database(), view_id, steps)
        session.hold(_MOVED, view_id)


def _keep_focus(view_id: int, place: int) -> None:
    """Let the keyboard stay at the view that was moved: its buttons are drawn anew at another place."""
    script = _FOCUS.read_text(encoding="utf-8")
    # The place makes it another script for each move; the same one would not run again.
    given = f"{view_id}, {place}"
    st.html(f"<script>(({script})({given}))</script>", unsafe_allow_javascript=True)


def _save_words(texts: Texts, view_id: int) -> None:
    with told.telling(texts):
        name, note = (str(session.value(f"view_{field}.{view_id}") or "") for field in ("name", "note"))
        describe_view(cache.database(), view_id, name=name, note=note)


def _remove(texts: Texts, view: SavedView) -> None:
    with told.telling(texts):
        remove_view(cache.database(), view.id)
        session.hold(_removed(), view.id)
        session.tell(Told(texts("meeting.removed")))


def _take_back(texts: Texts) -> None:
    view_id: int = session.held(_removed())
    session.hold(_removed(), None)
    with told.telling(texts):
        take_back_view(cache.database(), view_id)


def _removed() -> str:
    """Name what this visit removed last from the data set that is shown."""
    return f"{_REMOVED}.{session.shown().code}"

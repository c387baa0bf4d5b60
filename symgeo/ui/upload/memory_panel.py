"""The same repairs as last time: what was decided about an earlier file with the same headings."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from symgeo.storage.repair.memory import Remembered, recall, recalled, remember
from symgeo.storage.repair.state import RepairState
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session, told
from symgeo.ui.upload import work
from symgeo.ui.upload.checking import Checked

_TAKEN: Final = "remembered"
"""Code of the note that the repairs of last time were taken."""


def offer_memory(texts: Texts, checked: Checked) -> None:
    """Draw the button, where something is remembered and was not taken yet."""
    database = cache.stored()
    if database is None or checked.reading is None or checked.found is None:
        return
    if any(repair.code == _TAKEN for repair in checked.state.repairs):
        return
    memory = recall(database, checked.reading, checked.found)
    if memory is None or memory.is_empty:
        return
    date = texts.date(memory.made_at.astimezone(session.zone()).date())
    key = "upload.as_last_time_of" if memory.sender else "upload.as_last_time"
    label = texts(key, date=date, **({"sender": memory.sender} if memory.sender else {}))
    st.button(
        markup.label(label),
        key=session.key("as_last_time"),
        on_click=work.go_on,
        args=(partial(_again, memory=memory, checked=checked), label),
        wrap=True,
    )


def keep_memory(checked: Checked) -> None:
    """Remember how this file was repaired, for the next one with the same headings."""
    if checked.reading is not None and checked.found is not None:
        remember(cache.database(), told.who(), checked.reading, checked.found, checked.state, when=told.now())


def _again(state: RepairState, memory: Remembered, checked: Checked) -> RepairState:
    return recalled(state, memory, checked.reading) if checked.reading is not None else state

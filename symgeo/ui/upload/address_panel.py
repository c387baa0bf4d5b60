"""Addresses of a file looked up at a service, which is only asked after a press that names it."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from symgeo.storage.remembered import StoredAnswers
from symgeo.storage.repair.geocoding import HOSTS, Address, Answered, addresses_of, geocode
from symgeo.storage.repair.points import with_point
from symgeo.storage.repair.state import RepairState
from symgeo.storage.repair.wording import stopped_sentence
from symgeo.texts import Texts
from symgeo.ui import beside, cache, markup, session, told
from symgeo.ui.session import Told
from symgeo.ui.upload import work
from symgeo.ui.upload.checking import Checked
from symgeo.ui.upload.work import Work
from symgeo.views.cards.markup import element

_HOST: Final = work.GEOCODED + work.ASKED


def show_addresses(texts: Texts, now: Work, checked: Checked) -> None:
    """Draw a button for each service that can be asked, and what it answers."""
    if checked.reading is None or checked.found is None:
        return
    addresses = addresses_of(checked.reading, checked.state, checked.found)
    if not addresses:
        return
    with st.container(border=True, gap="xsmall", key="addresses"):
        markup.show(
            element("h3", texts.plural("upload.addresses", len(addresses)), class_="sg-group"),
            element("p", texts("upload.addresses_meaning"), class_="sg-text"),
        )
        asked = session.held(_HOST)
        if asked:
            _take_answers(texts, now, checked, addresses, str(asked))
            return
        with st.container(horizontal=True, gap="small", key="hosts"):
            for host in HOSTS:
                st.button(
                    texts("upload.ask_host", owner=host.owner, host=markup.label(host.name)),
                    key=session.key(f"host.{host.name}"),
                    on_click=session.hold,
                    args=(_HOST, host.name),
                )


def _take_answers(
    texts: Texts, now: Work, checked: Checked, addresses: tuple[Address, ...], name: str
) -> None:
    """Ask the service beside the page, and put what it found into the file."""
    host = next(one for one in HOSTS if one.name == name)
    answers = StoredAnswers(cache.database(), told.now)
    answered: Answered | None = beside.result_of(
        texts,
        work.GEOCODED,
        (now.sha256, now.state, name),
        lambda progress: geocode(addresses, host, answers, progress=progress),
    )
    if answered is None:
        return
    session.hold(_HOST, None)
    found, missing = len(answered.found), len(answered.not_found) + len(answered.not_asked)
    said = [
        texts("upload.addresses_found", found=str(found), missing=str(missing), host=host.name),
        stopped_sentence(answered.stopped, texts),
    ]
    session.tell(Told(" ".join(filter(None, said)), is_trouble=bool(answered.stopped)))
    step = texts("upload.addresses_step", host=host.name)
    work.go_on(partial(_with_points, checked=checked, answered=answered), step)
    st.rerun()


def _with_points(state: RepairState, checked: Checked, answered: Answered) -> RepairState:
    for one in answered.found:
        if checked.reading is not None and checked.found is not None:
            state = with_point(state, checked.reading, checked.found, one.point)
    return state

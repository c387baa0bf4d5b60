"""Step four of the Upload page: into which project, what will change, what has to be asked, and saving."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import streamlit as st

from symgeo.errors import StoreError
from symgeo.storage.matches import NEW, Question
from symgeo.storage.projects import LONGEST_NAME, create_project
from symgeo.storage.repair.saving import Ready, origin_of
from symgeo.storage.repository import Asked, Preview, import_, preview
from symgeo.storage.revisions import Origin, Revision
from symgeo.storage.trouble import counts_sentence, sentence
from symgeo.storage.uploads import Absent, Upload
from symgeo.texts import Texts
from symgeo.ui import beside, cache, markup, session, told
from symgeo.ui.session import Told
from symgeo.ui.stored.versions import saved_sentence
from symgeo.ui.upload import memory_panel, parts, work
from symgeo.ui.upload.checking import Checked
from symgeo.ui.upload.work import Work
from symgeo.views.cards.markup import element

_EXPLORE_PAGE: Final = Path(__file__).parents[3] / "pages" / "explore.py"
_DATA_PAGE: Final = Path(__file__).parents[3] / "pages" / "data.py"
_NEW_PROJECT: Final = "new"
_PROJECT: Final = "save_project"
_NAME: Final = "save_name"
_ABSENT: Final = "save_absent"
_QUESTIONS: Final = 30
"""Questions that are shown at once; the next ones come when these are answered."""


@dataclass(frozen=True)
class _Saved:
    """What was saved last from this work, and with which decisions."""

    project_id: int
    revision: Revision
    state: object


@dataclass(frozen=True, eq=False)
class _Order:
    """What is to be saved where."""

    project_id: int
    base: int
    upload: Upload
    origin: Origin
    absent: Absent
    answers: tuple[tuple[str, str], ...]


def show_save(texts: Texts, now: Work, checked: Checked) -> None:
    """Draw where the good rows go, what that changes, and the button that saves them."""
    ready = checked.ready
    if ready is None:
        return
    with st.container(border=True, key="part-save"):
        parts.show_head(texts, "save")
        order: _Order | None = session.held(work.ORDER)
        if order is not None:
            _carry_out(texts, now, checked, order)
            return
        saved: _Saved | None = session.held(work.SAVED)
        if saved is not None:
            _lead_on(texts, saved)
            if saved.state == now.state:
                _show_waiting(texts, ready)
                return
        if not ready.rows:
            markup.show(element("p", texts("upload.nothing_ready"), class_="sg-text"))
            return
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="save_fields"):
            project = _ask_project(texts, checked)
            told.ask_who(texts, "upload")
        if project is None:
            markup.show(element("p", _all_new(texts, ready), class_="sg-text"))
            _offer(texts, checked, ready, None)
            return
        absent = Absent.REMOVE if _ask_absent(texts) else Absent.KEEP
        found = _preview(texts, now, ready, project, absent)
        if found is None:
            return
        counts = counts_sentence(found.changes.counts, texts)
        markup.show(element("p", texts("upload.will_change", counts=counts), class_="sg-text"))
        _ask_questions(texts, found.matches.questions)
        _offer(texts, checked, ready, found)


def _ask_project(texts: Texts, checked: Checked) -> int | None:
    """Ask for the project; None for a new one, whose name is asked, too."""
    own = {one.code: one.name for one in cache.offered() if one.project_id is not None}
    shown = session.shown().code
    first = session.value(_PROJECT) or (shown if shown in own else next(iter(own), _NEW_PROJECT))
    names = {**own, _NEW_PROJECT: texts("upload.new_project")}
    code = st.selectbox(
        texts("upload.project"),
        list(names),
        format_func=lambda one: names[one],
        key=session.widget(_PROJECT, first if first in names else _NEW_PROJECT),
        width=280,
    )
    if code != _NEW_PROJECT:
        return int(code)
    stem = Path(checked.reading.name).stem if checked.reading else ""
    st.text_input(
        texts("upload.project_name"),
        key=session.widget(_NAME, session.value(_NAME) or stem),
        max_chars=LONGEST_NAME,
        width=280,
    )
    return None


def _ask_absent(texts: Texts) -> bool:
    return st.checkbox(
        texts("upload.remove_absent"), key=session.key(_ABSENT), help=texts("upload.remove_absent_help")
    )


def _all_new(texts: Texts, ready: Ready) -> str:
    tables = {"sites": ready.upload.sites, "flows": ready.upload.flows}
    counts = {name: (len(table.frame), 0, 0) for name, table in tables.items() if table is not None}
    return texts("upload.will_change", counts=counts_sentence(counts, texts))


def _preview(texts: Texts, now: Work, ready: Ready, project: int, absent: Absent) -> Preview | None:
    database, answers = cache.database(), _answers()
    latest = next(one.latest for one in cache.offered() if one.code == str(project))
    key = (now.sha256, now.state, project, latest, absent, tuple(sorted(answers.items())))

    def look(_progress: object) -> Preview:
        return preview(database, project, ready.upload, absent=absent, answers=answers)

    return beside.result_of(texts, work.PREVIEW, key, look, _do_nothing)


def _do_nothing() -> None:
    """Leave everything as it is: only the look ahead was stopped."""


def _answers() -> dict[str, str]:
    held: Mapping[str, str] = session.held(work.ANSWERS) or {}
    return dict(held)


def _ask_questions(texts: Texts, questions: tuple[Question, ...]) -> None:
    """Draw a choice for each row that only a person can recognise, and one press for all of them."""
    if not questions:
        return
    markup.show(
        element("h3", texts.plural("upload.questions", len(questions)), class_="sg-group"),
        element("p", texts("upload.questions_meaning"), class_="sg-source"),
    )
    for question in questions[:_QUESTIONS]:
        names = _names(texts, question)
        name = f"question.{question.uploaded_id}"
        st.selectbox(
            markup.label(texts("upload.question", row=str(question.row), name=question.name)),
            list(names),
            format_func=names.__getitem__,
            index=None,
            placeholder=texts("upload.choose"),
            key=session.key(name),
            on_change=_answer,
            args=(question.uploaded_id, name),
            width=560,
        )
    new = [question.uploaded_id for question in questions if question.may_be_new]
    if len(new) > 1:
        st.button(
            texts.plural("upload.all_new", len(new)),
            key=session.key("all_new"),
            on_click=_answer_new,
            args=(new,),
        )


def _names(texts: Texts, question: Question) -> dict[str, str]:
    """Give the answers to choose from, as sentences."""
    names = {}
    for one in question.candidates:
        far = texts.distance(one.distance_km) if one.distance_km >= 0 else ""
        key = "upload.same_as_near" if far else "upload.same_as"
        names[one.stored_id] = texts(
            key, name=one.name, id=one.stored_id, **({"distance": far} if far else {})
        )
    names[NEW] = texts("upload.is_new" if question.may_be_new else "upload.is_none")
    return names


def _answer(uploaded_id: str, name: str) -> None:
    session.hold(work.ANSWERS, {**_answers(), uploaded_id: str(session.value(name) or NEW)})


def _answer_new(ids: list[str]) -> None:
    session.hold(work.ANSWERS, {**_answers(), **dict.fromkeys(ids, NEW)})


def _offer(texts: Texts, checked: Checked, ready: Ready, found: Preview | None) -> None:
    """Draw the button that saves, and what waits."""
    st.button(
        texts.plural("upload.save", ready.rows),
        key=session.key("save"),
        type="primary",
        on_click=_save,
        args=(texts, checked, ready, found),
        disabled=found is not None and bool(found.matches.questions),
    )
    _show_waiting(texts, ready)


def _show_waiting(texts: Texts, ready: Ready) -> None:
    if ready.without_amount:
        waits = texts.plural("upload.without_amount", len(ready.without_amount))
        markup.show(element("p", waits, class_="sg-source"))
    if ready.waiting:
        waits = texts.plural("upload.waiting", len(ready.waiting))
        markup.show(element("p", waits, class_="sg-source"))


def _save(texts: Texts, checked: Checked, ready: Ready, found: Preview | None) -> None:
    """Order the import; it is carried out beside the page."""
    now = work.current()
    if now is None or checked.found is None:
        return
    with told.telling(texts):
        if found is None:
            name = str(session.value(_NAME) or "")
            made = create_project(cache.database(), name, when=told.now())
            session.widget(_PROJECT, str(made.id))
            project, base = made.id, 0
        else:
            project, base = int(session.value(_PROJECT)), found.base
        content = now.path.read_bytes()
        origin = origin_of(told.who(), told.now(), now.path.name, content, now.state, checked.found)
        absent = Absent.REMOVE if found is not None and session.value(_ABSENT) else Absent.KEEP
        session.change(project=str(project), site="", selected="")
        order = _Order(project, base, ready.upload, origin, absent, tuple(_answers().items()))
        session.hold(work.ORDER, order)


def _carry_out(texts: Texts, now: Work, checked: Checked, order: _Order) -> None:
    """Save beside the page, and draw the page anew once it is done."""
    database = cache.database()

    def import_it(_progress: object) -> Revision | Asked:
        return import_(
            database,
            order.project_id,
            order.upload,
            origin=order.origin,
            base=order.base,
            absent=order.absent,
            answers=dict(order.answers),
        )

    saved: Revision | Asked | None = None
    try:
        saved = beside.result_of(texts, work.IMPORTED, order, import_it, is_stoppable=False)
    except StoreError as error:
        session.tell(Told(sentence(error, texts), is_trouble=True))
    else:
        if saved is None:
            return
    session.hold(work.ORDER, None)
    if isinstance(saved, Asked):
        # Asked about in the project as it is now.
        session.tell(Told(texts("upload.asked_first"), is_trouble=True))
    elif saved is not None:
        session.hold(work.SAVED, _Saved(order.project_id, saved, now.state))
        memory_panel.keep_memory(checked)
    st.rerun()


def _lead_on(texts: Texts, saved: _Saved) -> None:
    """Draw what was saved, and the ways on."""
    markup.show(element("p", saved_sentence(saved.revision, texts), class_="sg-told", role="status"))
    there = session.Address(lang=texts.language, project=str(saved.project_id))
    with st.container(horizontal=True, gap="small", key="saved_links"):
        for page, label in ((_EXPLORE_PAGE, "upload.open_map"), (_DATA_PAGE, "upload.open_data")):
            st.page_link(
                page,
                label=texts(label),
                query_params=session.encode(there),
                width="content",
            )

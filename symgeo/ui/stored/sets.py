"""Projects on the Data page: which is shown, a new one, and hiding those that are not needed."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from symgeo.storage.projects import LONGEST_NAME, create_project, hide_project, show_project
from symgeo.storage.revisions import Project, list_projects
from symgeo.texts import Texts
from symgeo.ui import cache, markup, projects, session, told
from symgeo.ui.session import Told
from symgeo.views.cards.markup import element

_NAME = "project_name"


@dataclass(frozen=True)
class _Row:
    """One project as it is listed; the example and the folder have no project of their own to hide."""

    code: str
    name: str
    latest: int = 0
    stored: Project | None = None


def show_projects(texts: Texts) -> None:
    """Draw all projects, a row each, and the field for a new one."""
    markup.show(element("h2", texts("data.projects"), class_="sg-heading"))
    rows = _rows(texts)
    can_hide = sum(row.stored is None or not row.stored.is_hidden for row in rows) > 1
    with st.container(border=True, gap="xsmall", key="projects"):
        for row in rows:
            _show_row(texts, row, is_shown=row.code == session.shown().code, can_hide=can_hide)
    with (
        st.form("new_project", border=False),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        st.text_input(texts("data.new_project"), key=session.key(_NAME), max_chars=LONGEST_NAME, width=280)
        st.form_submit_button(
            texts("data.make_project"), key=session.key("make_project"), on_click=_make, args=(texts,)
        )


def _rows(texts: Texts) -> list[_Row]:
    database = cache.stored()
    every = list_projects(database, with_hidden=True) if database else ()
    example = next((one for one in every if one.is_example), None)
    first = cache.offered()[0].code
    base = (
        _Row(projects.FILES, texts("ui.project_files"))
        if first == projects.FILES
        else _Row(projects.EXAMPLE, texts("ui.project_example"), stored=example)
    )
    own = [_Row(str(one.id), one.name, one.latest, one) for one in every if not one.is_example]
    return [base, *own]


def _show_row(texts: Texts, row: _Row, *, is_shown: bool, can_hide: bool) -> None:
    is_hidden = row.stored is not None and row.stored.is_hidden
    state = texts.plural("data.revision_count", row.latest) if row.code.isdecimal() else texts("data.fixed")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"project-{row.code}"):
        name = element("strong", row.name) if is_shown else element("span", row.name)
        notes = [state, *([texts("data.hidden")] if is_hidden else [])]
        words = element("span", " · ".join(notes), class_="sg-source")
        markup.show_beside(element("p", name, " ", words, class_="sg-project"))
        if is_shown:
            markup.show_beside(element("span", texts("data.is_shown"), class_="sg-chip"))
        elif not is_hidden:
            st.button(
                texts("data.show_project"),
                key=session.key(f"show.{row.code}"),
                on_click=session.change,
                kwargs={"project": row.code, "site": "", "selected": ""},
                type="tertiary",
            )
        if row.stored is not None and (is_hidden or can_hide):
            st.button(
                texts("data.unhide" if is_hidden else "data.hide"),
                key=session.key(f"hide.{row.code}"),
                on_click=_set_hidden,
                args=(texts, row.stored),
                type="tertiary",
            )


def _set_hidden(texts: Texts, project: Project) -> None:
    with told.telling(texts):
        change = show_project if project.is_hidden else hide_project
        change(cache.database(), project.id)


def _make(texts: Texts) -> None:
    with told.telling(texts):
        made = create_project(cache.database(), str(session.value(_NAME) or ""), when=told.now())
        session.change(project=str(made.id), site="", selected="")
        session.tell(Told(texts("data.project_made", name=made.name)))

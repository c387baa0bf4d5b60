"""Revisions on the Data page: who saved what and when, compare two, take one back, bring one back."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Final

import pandas as pd
import streamlit as st

from symgeo.storage.repository import restore, undo
from symgeo.storage.revisions import Revision, diff, list_revisions
from symgeo.storage.states import TableChanges
from symgeo.storage.trouble import counts_sentence
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session, told
from symgeo.ui.session import Told
from symgeo.ui.table_panel import show_download, show_table
from symgeo.views.cards.markup import element
from symgeo.views.tables import Column, Table

_CHOSEN: Final = "revision"
_BEFORE: Final = "revision_before"
_Action = Callable[..., Revision]


def show_revisions(texts: Texts, project_id: int) -> None:
    """Draw the revisions of a project, and what can be done with them."""
    revisions = list_revisions(cache.database(), project_id)
    markup.show(element("h2", texts("data.revisions"), class_="sg-heading"))
    if not revisions:
        markup.show(element("p", texts("data.nothing_saved"), class_="sg-note"))
        return
    show_table(_list(revisions, texts), name=f"revisions.{project_id}", alt=texts("data.revisions"))
    names = {one.number: _name(one, texts) for one in revisions}
    told.ask_who(texts, "revisions")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="revision_actions"):
        number = st.selectbox(
            texts("data.revision"),
            list(names),
            format_func=lambda one: names[one],
            key=session.key(f"{_CHOSEN}.{project_id}"),
            width=360,
        )
        for name, action in (("undo", undo), ("restore", restore)):
            st.button(
                texts(f"data.{name}"),
                key=session.key(f"{name}_revision"),
                help=texts(f"data.{name}_help"),
                on_click=_act,
                args=(texts, action, project_id, number, revisions[0].number),
                disabled=action is restore and number == revisions[0].number,
            )
    _compare(texts, project_id, number, names)


def saved_sentence(revision: Revision, texts: Texts) -> str:
    """Say that something was saved, and what it changed."""
    counts = {table: (added, changed, removed) for table, added, changed, removed in revision.counts}
    return texts("data.saved", number=str(revision.number), counts=counts_sentence(counts, texts))


def _act(texts: Texts, action: _Action, project_id: int, number: int, base: int) -> None:
    with told.telling(texts):
        made = action(cache.database(), project_id, number, origin=told.origin(), base=base)
        session.tell(Told(saved_sentence(made, texts)))


def _compare(texts: Texts, project_id: int, number: int, names: dict[int, str]) -> None:
    box = st.expander(texts("data.compare"), key=session.key("compare"), on_change="rerun")
    if not box.open:
        return
    with box:
        others = [one for one in (*names, 0) if one != number]
        before = st.selectbox(
            texts("data.compare_with"),
            others,
            index=others.index(number - 1),
            format_func=lambda one: names.get(one, texts("data.beginning")),
            key=session.key(f"{_BEFORE}.{project_id}.{number}"),
            width=360,
        )
        changes = diff(cache.database(), project_id, before, number)
        markup.show(element("p", counts_sentence(changes.counts, texts), class_="sg-strong"))
        cells = changes.cells()
        rows = _rows_changed(changes.tables, texts)
        for name, frame in (("rows", rows), ("cells", cells.assign(table=_tables(cells["table"], texts)))):
            if len(frame):
                labels = {key: texts(f"data.column_{key}") for key in frame.columns}
                table = Table(frame, tuple(Column(key, label) for key, label in labels.items()))
                show_table(table, name=f"compare_{name}", alt=texts("data.compare"))
                show_download(
                    texts,
                    frame.rename(columns=labels),
                    name=f"download.compare_{name}",
                    file_name=f"symgeo-{before}-{number}-{name}",
                )


def _rows_changed(tables: tuple[TableChanges, ...], texts: Texts) -> pd.DataFrame:
    """List the rows that came and went."""
    found = [
        (texts(f"storage.table_{changes.table}"), str(key), _row_name(row), texts(f"data.row_{what}"))
        for changes in tables
        for what, frame in (("added", changes.added), ("removed", changes.removed))
        for key, row in zip(frame.index, frame.to_dict("records"), strict=True)
    ]
    return pd.DataFrame(found, columns=["table", "id", "name", "what"])


def _row_name(row: Mapping[Hashable, object]) -> str:
    return str(row.get("name") or row.get("title") or row.get("site_id") or "")


def _tables(names: pd.Series, texts: Texts) -> list[str]:
    return [texts(f"storage.table_{name}") for name in names]


def _list(revisions: tuple[Revision, ...], texts: Texts) -> Table:
    frame = pd.DataFrame(
        {
            "number": [one.number for one in revisions],
            "when": [_when(one, texts) for one in revisions],
            "who": [one.who for one in revisions],
            "kind": [_kind(one, texts) for one in revisions],
            "counts": [
                counts_sentence({t: (a, c, r) for t, a, c, r in one.counts}, texts) for one in revisions
            ],
            "files": ["; ".join(file.name for file in one.files) for one in revisions],
            "repairs": [sum(repair.cells for repair in one.repairs) for one in revisions],
        },
        index=pd.Index([one.number for one in revisions], name="revision"),
    )
    columns = (
        Column("number", texts("data.column_number"), "count", "small"),
        Column("when", texts("data.column_when"), width="medium"),
        Column("who", texts("data.column_who"), width="small"),
        Column("kind", texts("data.column_kind")),
        Column("counts", texts("data.column_counts"), width="large"),
        Column("files", texts("data.column_files")),
        Column("repairs", texts("data.column_repairs"), "count", "small"),
    )
    return Table(frame, columns)


def _name(revision: Revision, texts: Texts) -> str:
    return texts(
        "data.revision_name",
        number=str(revision.number),
        when=_when(revision, texts),
        what=_kind(revision, texts),
    )


def _kind(revision: Revision, texts: Texts) -> str:
    if revision.about is None:
        return texts(f"data.kind_{revision.kind}")
    return texts(f"data.kind_{revision.kind}_of", number=str(revision.about))


def _when(revision: Revision, texts: Texts) -> str:
    return texts.moment(revision.made_at.astimezone(session.zone()))

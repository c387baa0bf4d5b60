"""One site or flow, written by hand in a form: checked as a file is, and saved as an edit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pandas as pd

from symgeo.analysis.dataset import Reference
from symgeo.errors import StoreError
from symgeo.storage.database import Database
from symgeo.storage.dataset import Source, check_upload
from symgeo.storage.merging import PLACE
from symgeo.storage.repository import Asked, edit, import_
from symgeo.storage.revisions import Kind, Origin, Revision, load_state
from symgeo.storage.states import State, as_text
from symgeo.storage.stored_tables import columns_of
from symgeo.storage.trouble import Trouble
from symgeo.tables.schema import dictionary

Cells = Mapping[str, str]
"""Column of the dictionary, and what was typed."""

NEW_SITE: Final = "new site"
"""Id of a new site in questions and answers; it is never stored."""
_FORM: Final = Path("form")
_NO_ANSWERS: Final[Cells] = MappingProxyType({})
_RANGE: Final = ("quantity_low", "quantity_high")


@dataclass(frozen=True, eq=False)
class Form:
    """Where a form is saved, and who saves it.

    Attributes
    ----------
    database : Database
        Where.
    project_id : int
        Into which project.
    reference : Reference
        What codes are checked against.
    origin : Origin
        Who and when.
    base : int or None
        The revision that the person saw; if another one was saved since, nothing is.
    """

    database: Database
    project_id: int
    reference: Reference
    origin: Origin
    base: int | None = None


def add_site(
    form: Form, cells: Cells, flows: Sequence[Cells] = (), *, answers: Mapping[str, str] = _NO_ANSWERS
) -> Revision | Asked:
    """Save a new site with its flows, or ask whether it is one of those that are stored.

    Parameters
    ----------
    form : Form
        Where and who.
    cells : mapping
        Of the site; it needs no ``site_id``.
    flows : sequence of mappings
        Of its flows; they need no ids.
    answers : mapping
        `NEW_SITE` and the stored id that it is, or "" if it is new all the same.

    Raises
    ------
    DataErrors
        If cells are wrong; row 1 is the site or the first flow.
    ConflictError, StoreError
        As `symgeo.storage.repository.import_`.
    """
    sources = {"sites": _source([{**cells, "site_id": NEW_SITE}])}
    ids = [f"new flow {number}" for number in range(1, len(flows) + 1)]
    if flows:
        rows = [{**flow, "flow_id": name, "site_id": NEW_SITE} for flow, name in zip(flows, ids, strict=True)]
        sources["flows"] = _source(rows)
    upload = check_upload(sources, reference=form.reference, invented_ids=frozenset([NEW_SITE, *ids]))
    return import_(
        form.database,
        form.project_id,
        upload,
        origin=form.origin,
        base=form.base,
        answers=answers,
        kind=Kind.EDIT,
    )


def edit_site(form: Form, site_id: str, cells: Cells) -> Revision:
    """Save changed cells of a site; where it is moved, its county follows unless the form says another.

    Raises
    ------
    DataErrors
        If cells are wrong.
    ConflictError, StoreError
        As `symgeo.storage.repository.edit`.
    """
    stored = _stored_cells(form, "sites", site_id)
    says_place = not set(cells).isdisjoint(PLACE)
    if says_place or stored["county_by"] == "nearest":
        # What was derived from the old place is derived anew.
        stored |= dict.fromkeys(PLACE, "")
    return _save(form, "sites", {**stored, **cells}, untouched=() if says_place else PLACE)


def add_flow(form: Form, cells: Cells) -> Revision:
    """Save a new flow of a stored site.

    Parameters
    ----------
    form : Form
        Where and who.
    cells : mapping
        Of the flow, ``site_id`` among them; it needs no ``flow_id``.

    Raises
    ------
    DataErrors
        If cells are wrong, or there is no such site.
    ConflictError, StoreError
        As `symgeo.storage.repository.import_`.
    """
    upload = check_upload(
        {"flows": _source([{**cells, "flow_id": "new flow"}])},
        reference=form.reference,
        stored_sites=_state(form).sites.index,
        invented_ids=frozenset(["new flow"]),
    )
    saved = import_(
        form.database,
        form.project_id,
        upload,
        origin=form.origin,
        base=form.base,
        # It was said to be a new one: another flow of the same resource may well be there.
        answers={"new flow": ""},
        kind=Kind.EDIT,
    )
    if isinstance(saved, Asked):
        message = "a flow that was said to be new cannot be asked about"
        raise TypeError(message)
    return saved


def edit_flow(form: Form, flow_id: str, cells: Cells) -> Revision:
    """Save changed cells of a flow; a range ends where the amount changes and the form gives no other.

    Raises
    ------
    DataErrors
        If cells are wrong.
    ConflictError, StoreError
        As `symgeo.storage.repository.edit`.
    """
    stored = _stored_cells(form, "flows", flow_id)
    if not {"quantity", "unit"}.isdisjoint(cells):
        stored |= dict.fromkeys(_RANGE, "")
    return _save(form, "flows", {**stored, **cells})


def _save(form: Form, table: str, cells: Cells, *, untouched: Collection[str] = ()) -> Revision:
    checked = check_upload(
        {table: _source([cells])}, reference=form.reference, stored_sites=_state(form).sites.index
    )
    uploaded = checked[table]
    if uploaded is not None:
        given = uploaded.given - set(untouched)
        narrowed = replace(uploaded, given=given)
        checked = replace(checked, sites=narrowed) if table == "sites" else replace(checked, flows=narrowed)
    return edit(form.database, form.project_id, checked, origin=form.origin, base=form.base)


def _state(form: Form) -> State:
    return load_state(form.database, form.project_id, form.base)[2]


def _stored_cells(form: Form, table: str, row_id: str) -> dict[str, str]:
    frame = _state(form)[table]
    if row_id not in frame.index:
        raise StoreError(Trouble.NO_ROW, table=table, id=row_id)
    row = frame.loc[row_id]
    return {dictionary(table).key: row_id} | {name: as_text(row[name]) for name in columns_of(table)}


def _source(rows: Sequence[Cells]) -> Source:
    """Give typed cells as a table of text; a column that one row has, all have."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = {name: [row.get(name, "").strip() for row in rows] for name in names}
    return Source(_FORM, pd.DataFrame(cells, index=pd.RangeIndex(1, len(rows) + 1), dtype="str"))

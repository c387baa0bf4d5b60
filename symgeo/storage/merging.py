"""What a project holds after an upload, a deletion or an undo."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import numpy as np
import pandas as pd

from symgeo.errors import StoreError
from symgeo.storage.matches import Match, Matches
from symgeo.storage.states import POSITION, Changes, State, TableChanges
from symgeo.storage.stored_tables import DATA_TABLES, columns_of
from symgeo.storage.trouble import Trouble
from symgeo.storage.uploads import Absent, Upload, UploadedTable
from symgeo.tables.schema import dictionary

_PLACE: Final = ("municipality_number", "municipality", "county_code", "county", "country", "county_by")
"""Where a site lies: one group, because each is derived from the others."""
_RANGE: Final = ("quantity_low", "quantity_high")
_ENDS: Final = (("flows", "site_id"), ("exchanges", "supplier_site_id"), ("exchanges", "receiver_site_id"))
"""Columns that point at a site."""


def merged(state: State, upload: Upload, matches: Matches, absent: Absent) -> State:
    """Give the state after an upload.

    A column that the file did not have leaves what is stored alone. Two groups of columns go together:
    the place of a site, and the range of an amount, which ends when the amount changes.

    Parameters
    ----------
    state : State
        What is stored.
    upload : Upload
        What came in.
    matches : Matches
        Which row is which.
    absent : Absent
        What becomes of stored rows that the upload does not have; the flows and exchanges of a site that
        goes, go with it.

    Raises
    ------
    StoreError
        If a row points at a site that is not there.
    """
    site_ids = {match.uploaded_id: match.stored_id for match in matches.sites}
    tables = {}
    for table in DATA_TABLES:
        uploaded = upload[table]
        if uploaded is None:
            tables[table] = state[table]
            continue
        known = _renamed(table, uploaded, matches[table], site_ids)
        tables[table] = _merged_table(table, state[table], known, uploaded.given, absent)
    return _consistent(State(**tables), gone=set(state.sites.index) - set(tables["sites"].index))


def without(
    state: State, *, sites: Collection[str] = (), flows: Collection[str] = (), exchanges: Collection[str] = ()
) -> State:
    """Give the state without some rows; what belongs to a site goes with it.

    Raises
    ------
    StoreError
        If one of the ids is not there.
    """
    for table, ids in (("sites", sites), ("flows", flows), ("exchanges", exchanges)):
        unknown = [name for name in ids if name not in state[table].index]
        if unknown:
            raise StoreError(Trouble.NO_ROW, table=table, id=unknown[0])
    kept = State(
        sites=state.sites.drop(index=list(sites)),
        flows=state.flows.drop(index=list(flows)),
        exchanges=state.exchanges.drop(index=list(exchanges)),
    )
    return _consistent(kept, gone=set(sites))


def taken_back(state: State, changes: Changes, since: Changes) -> State:
    """Give the state with some earlier changes taken back, and all that came after them kept.

    Parameters
    ----------
    state : State
        What is stored.
    changes : Changes
        What to take back.
    since : Changes
        What was changed after them.

    Raises
    ------
    StoreError
        If a later change touched one of the same rows, or a row that stays needs a site that goes.
    """
    for part, later in zip(changes.tables, since.tables, strict=True):
        both = part.ids.intersection(later.ids)
        if len(both):
            raise StoreError(Trouble.CHANGED_SINCE, table=part.table, ids=_listed(list(both)))
    tables = {part.table: _inverted(state[part.table], part) for part in changes.tables}
    return _consistent(State(**tables), gone=set())


def _merged_table(
    table: str, stored: pd.DataFrame, uploaded: pd.DataFrame, given: frozenset[str], absent: Absent
) -> pd.DataFrame:
    columns = list(columns_of(table))
    both = stored.index.intersection(uploaded.index, sort=False)
    after = uploaded.loc[both, columns].copy()
    before = stored.loc[both, columns]
    for name in columns:
        keep = _keeps(table, name, before, after, given)
        after[name] = before[name].where(keep, after[name])
    fresh = uploaded.loc[~uploaded.index.isin(stored.index), columns]
    first = int(stored[POSITION].max()) + 1 if len(stored) else 1
    fresh = fresh.assign(**{POSITION: np.arange(first, first + len(fresh))})
    known = after.assign(**{POSITION: stored.loc[both, POSITION]})
    rest = stored.loc[~stored.index.isin(both)] if absent is Absent.KEEP else stored.iloc[:0]
    return _in_order(pd.concat([frame for frame in (rest, known, fresh) if len(frame)] or [stored.iloc[:0]]))


def _keeps(
    table: str, name: str, before: pd.DataFrame, after: pd.DataFrame, given: frozenset[str]
) -> pd.Series:
    """Say for which known rows a column keeps what is stored."""
    every = pd.Series(data=True, index=before.index)
    if table == "sites" and name in _PLACE:
        # A county that was found by the position alone follows the position.
        return (before["county_by"] != "nearest") if given.isdisjoint(_PLACE) else ~every
    if name in given:
        return ~every
    if table == "flows" and name in _RANGE:
        return (before["quantity"] == after["quantity"]) & (before["unit"] == after["unit"])
    return every


def _renamed(
    table: str, uploaded: UploadedTable, matches: tuple[Match, ...], site_ids: dict[str, str]
) -> pd.DataFrame:
    """Give the uploaded rows under the ids that they have in the project."""
    frame = uploaded.frame
    ids = {match.uploaded_id: match.stored_id for match in matches}
    ends = {column: frame[column].replace(site_ids) for where, column in _ENDS if where == table}
    key = dictionary(table).key
    return frame.assign(**ends, **{key: frame[key].map(ids)}).set_index(key)


def _inverted(stored: pd.DataFrame, changes: TableChanges) -> pd.DataFrame:
    kept = stored.loc[~stored.index.isin(changes.ids)]
    parts = [frame for frame in (kept, changes.before, changes.removed) if len(frame)]
    return _in_order(pd.concat(parts or [stored.iloc[:0]]))


def _in_order(frame: pd.DataFrame) -> pd.DataFrame:
    key = str(frame.index.name)
    return frame.reset_index().sort_values([POSITION, key], kind="stable").set_index(key)


def _consistent(state: State, *, gone: set[str]) -> State:
    """Drop what belongs to sites that went, and require a site for everything else."""
    tables = {table: state[table] for table in DATA_TABLES}
    for table, column in _ENDS:
        tables[table] = tables[table][~tables[table][column].isin(list(gone))]
        lost = tables[table][~tables[table][column].isin(state.sites.index)]
        if len(lost):
            raise StoreError(
                Trouble.SITE_MISSING,
                table=table,
                ids=_listed(list(lost.index)),
                site=str(lost[column].iloc[0]),
            )
    return State(**tables)


def _listed(ids: list[str]) -> str:
    most = 5
    return ", ".join(ids[:most]) + (" …" if len(ids) > most else "")

"""What a project holds after an upload, a deletion or an undo."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from symgeo.errors import StoreError
from symgeo.storage.matches import Match, Matches
from symgeo.storage.states import POSITION, Changes, State, TableChanges, rows_of
from symgeo.storage.stored_tables import DATA_TABLES, LATER_COLUMNS, columns_of
from symgeo.storage.trouble import Trouble
from symgeo.storage.uploads import Absent, Upload, UploadedTable, renamed
from symgeo.tables.schema import dictionary

PLACE: Final = ("municipality_number", "municipality", "county_code", "county", "country", "county_by")
"""Where a site lies: one group, because each is derived from the others."""
POSITION_COLUMNS: Final = ("lat", "lon", "coord_precision", "coord_source")
_RANGE: Final = ("quantity_low", "quantity_high")
_ENDS: Final = (("flows", "site_id"), ("exchanges", "supplier_site_id"), ("exchanges", "receiver_site_id"))
"""Columns that point at a site."""


def merged(state: State, upload: Upload, matches: Matches, absent: Absent) -> State:
    """Give the state after an upload.

    A column that the file did not have leaves what is stored alone. Two groups of columns go together:
    the place of a site, and the range of an amount, which ends when the amount changes. The position of a
    town, which is what a file without coordinates gets, does not replace any other position.

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
    site_ids = {match.uploaded_id: match.stored_id for match in (*matches.sites, *matches.named_sites)}
    tables = {}
    for table in DATA_TABLES:
        uploaded = upload[table]
        if uploaded is None:
            tables[table] = state[table]
            continue
        if table == "flows" and matches.left_out:
            uploaded = replace(uploaded, frame=uploaded.frame.drop(index=list(matches.left_out)))
        known = _renamed(table, uploaded, matches[table], site_ids)
        if table == "sites":
            known = _with_stored_positions(known, state.sites, upload, site_ids)
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
    tables = {
        part.table: _inverted(state[part.table], part) if len(part.ids) else state[part.table]
        for part in changes.tables
    }
    return _consistent(State(**tables), gone=set())


def _merged_table(
    table: str, stored: pd.DataFrame, uploaded: pd.DataFrame, given: frozenset[str], absent: Absent
) -> pd.DataFrame:
    columns = list(columns_of(table))
    both = stored.index.intersection(uploaded.index, sort=False)
    before, after = rows_of(stored, both), rows_of(uploaded, both)
    kept = {
        name: before[name].where(keeps, after[name])
        for name, keeps in _kept_columns(table, before, after, given)
    }
    known = after.assign(**kept, **{POSITION: before[POSITION]})[[*columns, POSITION]]
    fresh = rows_of(uploaded, uploaded.index.difference(both, sort=False))
    first = int(stored[POSITION].max()) + 1 if len(stored) else 1
    fresh = _with_openness(table, fresh)
    fresh = fresh.assign(**{POSITION: np.arange(first, first + len(fresh))})[[*columns, POSITION]]
    absent_ids = stored.index.difference(both, sort=False)
    rest = rows_of(stored, absent_ids if absent is Absent.KEEP else absent_ids[:0])
    return _in_order([rest, known, fresh])


def _with_stored_positions(
    uploaded: pd.DataFrame, stored: pd.DataFrame, upload: Upload, site_ids: Mapping[str, str]
) -> pd.DataFrame:
    """Give sites that the file does not place the positions that are stored."""
    unplaced = {site_ids[name] for name in upload.placed_by_name}
    ids = uploaded.index[uploaded.index.isin(list(unplaced)) & uploaded.index.isin(stored.index)]
    if ids.empty:
        return uploaded
    placed = uploaded.copy()
    columns = list(POSITION_COLUMNS)
    placed.loc[ids, columns] = stored.loc[ids, columns]
    return placed


def _kept_columns(
    table: str, before: pd.DataFrame, after: pd.DataFrame, given: frozenset[str]
) -> Iterator[tuple[str, pd.Series]]:
    """Give the columns that keep what is stored, and for which known rows."""
    every = pd.Series(data=True, index=before.index)
    for name in columns_of(table):
        if table == "sites" and name in PLACE:
            if given.isdisjoint(PLACE):
                # A county that was found by the position alone follows the position.
                yield name, before["county_by"] != "nearest"
        elif name in LATER_COLUMNS and name in given:
            # An empty cell says nothing about who may see a row: what is hidden stays hidden.
            yield name, after["openness"] == ""
        elif name in given:
            continue
        elif table == "flows" and name in _RANGE:
            yield name, (before["quantity"] == after["quantity"]) & (before["unit"] == after["unit"])
        else:
            yield name, every


def _with_openness(table: str, fresh: pd.DataFrame) -> pd.DataFrame:
    """Open new rows that say nothing about who may see them."""
    if "openness" not in columns_of(table):
        return fresh
    default = dictionary(table)["openness"].default
    return fresh.assign(openness=fresh["openness"].mask(fresh["openness"] == "", default))


def _renamed(
    table: str, uploaded: UploadedTable, matches: tuple[Match, ...], site_ids: dict[str, str]
) -> pd.DataFrame:
    """Give the uploaded rows under the ids that they have in the project."""
    frame = uploaded.frame
    ids = {match.uploaded_id: match.stored_id for match in matches}
    ends = {column: renamed(frame[column], site_ids) for where, column in _ENDS if where == table}
    key = dictionary(table).key
    return frame.assign(**ends, **{key: renamed(frame[key], ids)}).set_index(key)


def _inverted(stored: pd.DataFrame, changes: TableChanges) -> pd.DataFrame:
    kept = rows_of(stored, stored.index.difference(changes.ids, sort=False))
    return _in_order([kept, changes.before, changes.removed])


def _in_order(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Put rows together in the order of their positions."""
    filled = [part for part in parts if len(part)] or parts[:1]
    frame = filled[0] if len(filled) == 1 else pd.concat(filled)
    if frame[POSITION].is_monotonic_increasing and frame[POSITION].is_unique:
        return frame
    key = str(frame.index.name)
    return frame.reset_index().sort_values([POSITION, key], kind="stable").set_index(key)


def _consistent(state: State, *, gone: set[str]) -> State:
    """Drop what belongs to sites that went, and require a site for everything else."""
    tables = {table: state[table] for table in DATA_TABLES}
    for table, column in _ENDS:
        if gone:
            tables[table] = tables[table][~tables[table][column].isin(list(gone))]
        is_lost = ~tables[table][column].isin(state.sites.index)
        if is_lost.any():
            lost = tables[table][is_lost]
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

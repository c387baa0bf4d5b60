"""What of a repaired file can be saved, and what is told about its repair."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import pandas as pd

from symgeo.storage.interpretation.codes import TableKind
from symgeo.storage.interpretation.files import upload_of
from symgeo.storage.interpretation.interpret import Interpreted
from symgeo.storage.repair.changes import ActionKind
from symgeo.storage.repair.editing import waiting_rows
from symgeo.storage.repair.state import Accepted, RepairState
from symgeo.storage.repair.suggestions import Suggestion, suggested_flows
from symgeo.storage.revisions import Origin, Repair, SourceFile
from symgeo.storage.uploads import Upload, UploadedTable

_MOST_ROWS: Final = 20
_NEEDED: Final = ("resource_code", "direction", "unit")


@dataclass(frozen=True, eq=False)
class Ready:
    """What can be saved now, and what waits.

    Attributes
    ----------
    upload : Upload
        For `symgeo.storage.repository.preview` and ``import_``.
    rows : int
        Rows of the file in it.
    waiting : tuple of int
        Rows that are not saved yet.
    suggestions : int
        Accepted suggestions in it.
    without_amount : tuple of Accepted
        Accepted suggestions that wait for an amount.
    """

    upload: Upload
    rows: int
    waiting: tuple[int, ...]
    suggestions: int = 0
    without_amount: tuple[Accepted, ...] = ()


def ready(interpreted: Interpreted, state: RepairState, suggestions: Sequence[Suggestion] = ()) -> Ready:
    """Give the good rows, while bad ones wait.

    Parameters
    ----------
    interpreted : Interpreted
        What the file means now.
    state : RepairState
        With the suggestions that were accepted.
    suggestions : sequence of Suggestion
        All that were offered.
    """
    waiting = waiting_rows(interpreted)
    flows = interpreted.flows
    if interpreted.table is not TableKind.SITES and len(flows):
        whole = flows["quantity"].notna() & (flows[list(_NEEDED)] != "").all(axis=1)
        interpreted = replace(interpreted, flows=flows[whole].reset_index(drop=True))
    upload = upload_of(interpreted)
    offered = {(one.row, one.key): one for one in suggestions}
    saved = set() if upload.sites is None else set(upload.sites.frame.index)
    chosen = [one for one in state.suggestions if (one.row, one.key) in offered and one.row in saved]
    with_amount = [one for one in chosen if one.quantity]
    extra = suggested_flows([(offered[(one.row, one.key)], one) for one in with_amount])
    count = int(interpreted.rows["outcome"].isin(["accept", "warn"]).sum())
    missing = tuple(one for one in chosen if not one.quantity)
    return Ready(_with_flows(upload, extra), count, waiting, len(with_amount), missing)


def origin_of(
    who: str, when: datetime, name: str, content: bytes, state: RepairState, interpreted: Interpreted
) -> Origin:
    """Say who saves what from which file, and what was repaired.

    Parameters
    ----------
    who : str
        Name of the person.
    when : datetime
        The time, with its zone.
    name : str
        Of the file.
    content : bytes
        Of the file, for its digest.
    state : RepairState
        What was decided.
    interpreted : Interpreted
        With the headings.
    """
    file = SourceFile(name, hashlib.sha256(content).hexdigest())
    return Origin(who, when, (file,), repairs_of(state, interpreted))


def repairs_of(state: RepairState, interpreted: Interpreted) -> tuple[Repair, ...]:
    """Give all repairs for the revision: actions in their order, typed cells by column, rows left out."""
    by_column: dict[str, list[int]] = {}
    for row, column in sorted(state.typed):
        label = interpreted.columns[column].label if column < len(interpreted.columns) else ""
        by_column.setdefault(label, []).append(row)
    for row, field in sorted(state.typed_extra):
        by_column.setdefault(field, []).append(row)
    typed = [Repair("typed", label, len(rows), _rows(rows)) for label, rows in by_column.items()]
    told = {one.column for one in state.repairs if one.code == ActionKind.RESOURCE_OF_COLUMN}
    chosen = [
        Repair("column", label, 0, name)
        for column, name in state.answers.fields
        if (label := _label(interpreted, column)) not in told
    ]
    taken = [Repair("suggestion", "", 1, f"{one.row}: {one.key}") for one in state.suggestions]
    return (*chosen, *state.repairs, *typed, *taken)


def _with_flows(upload: Upload, extra: pd.DataFrame) -> Upload:
    """Add suggested flows to an upload; their ids are made up."""
    if extra.empty or upload.sites is None:
        return upload
    extra = extra.assign(site_id=upload.sites.frame["site_id"].reindex(extra.index))
    given = frozenset(extra.columns)
    frame = (
        extra if upload.flows is None else pd.concat([upload.flows.frame, extra[upload.flows.frame.columns]])
    )
    table = UploadedTable(frame, given if upload.flows is None else upload.flows.given | given)
    return replace(upload, flows=table, invented_ids=upload.invented_ids | set(extra["flow_id"]))


def _label(interpreted: Interpreted, column: int) -> str:
    return interpreted.columns[column].label if column < len(interpreted.columns) else ""


def _rows(rows: Sequence[int]) -> str:
    more = f" (+{len(rows) - _MOST_ROWS})" if len(rows) > _MOST_ROWS else ""
    return ", ".join(str(row) for row in rows[:_MOST_ROWS]) + more

"""The effect of repair actions in numbers, found by taking them and looking at what becomes of the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import numpy as np
import pandas as pd

from symgeo.storage.interpretation.codes import Outcome
from symgeo.storage.interpretation.interpret import Interpreted
from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.storage.readers.reading import Progress, Reading
from symgeo.storage.repair.changes import GIVING_UP, Action, Change, changed
from symgeo.storage.repair.groups import Group
from symgeo.storage.repair.mistakes import stops
from symgeo.storage.repair.replay import replay
from symgeo.storage.repair.state import RepairState

_GOOD: Final = (Outcome.ACCEPT, Outcome.WARN)
_WHOLE_TABLE: Final = 2_000
"""Rows of a table that is tried as a whole; of a larger one only the rows that it is about, and others
that show how its columns are written."""
_TRIED_ROWS: Final = 400
_OTHER_ROWS: Final = 200


@dataclass(frozen=True)
class Effect:
    """What an action does.

    Attributes
    ----------
    good : int
        Rows that become good.
    better : int
        Rows that have less wrong with them, but are not good yet.
    left_out : int
        Rows that are used no longer.
    is_estimate : bool
        True where only some of the rows were tried.
    """

    good: int
    better: int = 0
    left_out: int = 0
    is_estimate: bool = False


def try_out(
    reading: Reading,
    state: RepairState,
    interpreted: Interpreted,
    groups: Sequence[Group],
    knowledge: Knowledge,
    *,
    progress: Progress | None = None,
) -> Mapping[str, Effect]:
    """Give the effect of every action by its key.

    Actions that have nothing to do with each other are tried together, so that a file with many kinds of
    errors takes as long as one with a few.

    Parameters
    ----------
    reading : Reading
        The file as it was read.
    state : RepairState
        What was decided so far.
    interpreted : Interpreted
        What they mean.
    groups : sequence of Group
        With the actions to try.
    knowledge : Knowledge
        Everything known.
    progress : callable, optional
        Is told the part that is done, 0 to 1; may raise `symgeo.errors.Cancelled`.
    """
    actions = [action for group in groups for action in group.actions]
    before = _errors(interpreted)
    effects = {action.key: _known(action, interpreted, before) for action in actions if _is_known(action)}
    batches = _batches([action for action in actions if not _is_known(action)])
    for place, batch in enumerate(batches):
        if progress:
            progress(place / len(batches))
        tried = state
        for action in batch:
            tried = changed(tried, action.change)
        rows = [_tried_rows(action, interpreted) for action in batch]
        part = _part(reading, interpreted, sorted({row for some in rows for row in some}))
        after = replay(part, tried, knowledge)
        left = _errors(after)
        effects |= {
            action.key: _effect(action, some, before, left, after)
            for action, some in zip(batch, rows, strict=True)
        }
    return MappingProxyType(effects)


def _batches(actions: Sequence[Action]) -> list[list[Action]]:
    """Put actions together that touch neither the same rows nor the same answer."""
    batches: list[tuple[list[Action], set[int], set[object]]] = []
    for action in actions:
        rows, answers = set(action.rows), _answers_of(action)
        for batch, used_rows, used_answers in batches:
            if not (rows & used_rows or answers & used_answers):
                batch.append(action)
                used_rows.update(rows)
                used_answers.update(answers)
                break
        else:
            batches.append(([action], rows, answers))
    return [batch for batch, _, _ in batches]


def _answers_of(action: Action) -> set[object]:
    change = action.change
    found: set[object] = {("decimals", column) for column, _ in change.decimals}
    found |= {("units", column) for column, _ in change.units}
    found |= {("fields", column) for column, _ in change.fields}
    found |= {("resources", word) for word, _ in change.resources}
    # A column that is added or read otherwise changes how the whole table is read.
    found |= {"whole" for one in (change.direction, change.system, change.extra, change.fields) if one}
    return found


def _tried_rows(action: Action, interpreted: Interpreted) -> list[int]:
    if len(interpreted.rows) <= _WHOLE_TABLE:
        return list(action.rows)
    if len(action.rows) <= _TRIED_ROWS:
        return list(action.rows)
    # Always the same ones, but not every tenth: a table may repeat itself.
    places = np.random.default_rng(0).choice(len(action.rows), _TRIED_ROWS, replace=False)
    return [action.rows[place] for place in sorted(places.tolist())]


def _part(reading: Reading, interpreted: Interpreted, rows: Sequence[int]) -> Reading:
    """Give the part of a large table that shows what an action does to some rows."""
    if len(interpreted.rows) <= _WHOLE_TABLE:
        return reading
    index = reading.grid.index
    outcome = interpreted.rows["outcome"]
    good = outcome.index[outcome.isin(_GOOD)]
    others = good[:: max(1, len(good) // _OTHER_ROWS)][:_OTHER_ROWS]
    # A site's first row tells its later ones who they are.
    first = interpreted.rows.loc[interpreted.rows.index.isin(rows), "site_row"]
    kept = index.isin([*rows, *others, *first]) | (index <= interpreted.header_rows[-1])
    points = None if reading.has_point is None else reading.has_point[kept]
    return replace(reading, grid=reading.grid[kept], has_point=points)


def _errors(interpreted: Interpreted) -> pd.Series:
    """Count what stops each row."""
    rows = [finding.row for finding in interpreted.findings if stops(finding)]
    return pd.Series(rows, dtype="int64").value_counts()


def _effect(
    action: Action, rows: Sequence[int], before: pd.Series, left: pd.Series, after: Interpreted
) -> Effect:
    was = before.reindex(list(rows)).fillna(0)
    now = left.reindex(list(rows)).fillna(0)
    outcome = after.rows["outcome"].reindex(list(rows))
    good = int((outcome.isin(_GOOD).to_numpy() & (was > 0).to_numpy()).sum())
    better = int(((now > 0) & (now < was)).sum())
    share = len(action.rows) / len(rows)
    is_estimate = len(rows) < len(action.rows)
    return Effect(round(good * share), round(better * share), 0, is_estimate)


def _is_known(action: Action) -> bool:
    """Say whether the effect is known without trying: rows are left out, or findings let pass."""
    return action.change == Change(
        accepted=action.change.accepted,
        left_out=action.change.left_out,
        without_flow=action.change.without_flow,
    )


def _known(action: Action, interpreted: Interpreted, before: pd.Series) -> Effect:
    if action.change.left_out:
        return Effect(0, left_out=len(action.change.left_out))
    let_pass = action.change.accepted
    rows = [f.row for f in interpreted.findings if stops(f) and (f.row, str(f.code)) in let_pass]
    less = pd.Series(rows, dtype="int64").value_counts()
    left = before.reindex(less.index) - less
    return Effect(int((left == 0).sum()), int((left > 0).sum()))


def ranked(group: Group, effects: Mapping[str, Effect]) -> tuple[Action, ...]:
    """Give a group's actions by what they do, and leave out those that do nothing.

    What gives something up comes last, however much it does.
    """
    tried = [action for action in group.actions if _does_something(effects[action.key])]

    def place(action: Action) -> tuple[bool, int, int]:
        effect = effects[action.key]
        return action.kind in GIVING_UP, -effect.good, -effect.better

    return tuple(sorted(tried, key=place))


def _does_something(effect: Effect) -> bool:
    return bool(effect.good or effect.better or effect.left_out)

"""The plan as a linear task: relaxed first, then with what is built or not."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array

from symgeo.analysis.planning.candidates import FloatArray, IntArray
from symgeo.analysis.planning.solver import Linear
from symgeo.analysis.planning.task import Task

BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class _Rows:
    """Limits that are being put together: entries by row and column, and the most of each row."""

    row: list[IntArray]
    column: list[IntArray]
    value: list[FloatArray]
    most: list[FloatArray]

    def add(self, count: int, most: float, *entries: tuple[IntArray, IntArray, FloatArray]) -> None:
        """Add ``count`` limits; entries are (row from 0, column, value)."""
        first = sum(len(one) for one in self.most)
        for row, column, value in entries:
            self.row.append(row + first)
            self.column.append(column)
            self.value.append(value)
        self.most.append(np.full(count, most))

    def matrix(self, columns: int) -> tuple[csc_array, FloatArray]:
        """Give the matrix and the limits."""
        most = np.concatenate([*self.most, np.empty(0)])
        row, column = np.concatenate([*self.row, []]), np.concatenate([*self.column, []])
        value = np.concatenate([*self.value, []])
        shape = (len(most), columns)
        return csc_array((value, (row.astype(np.int64), column.astype(np.int64))), shape=shape), most


def relax(task: Task, slopes: FloatArray | None = None) -> tuple[Linear, float]:
    """Give the relaxation, where a pair may be built in part and pays that part of its line.

    Its unknowns are the share of each pair and of each shared line. Where whole decisions cost
    nothing but the share they carry, this is exactly what is left of the whole task when its
    decisions may be fractions.

    Parameters
    ----------
    task : Task
    slopes : ndarray, optional
        How many times its part of a line each unknown pays, for money and for the budget; all 1 where
        not given, and only then is the value of the relaxation a bound.

    Returns
    -------
    tuple
        The task, and what every plan pays in any case (own lines of pairs that must be in).
    """
    pairs, n = task.pairs, len(task.pairs)
    shared, number = _shared(task)
    own = _own_line(task, ~shared)
    cost, capex = _per_pair(task.line_cost, own), _per_pair(pairs.line_eur, own)
    rows = _capacity_rows(task)
    linked = (
        np.flatnonzero((pairs.line >= 0) & (number[pairs.line] >= 0)) if len(number) else np.empty(0, int)
    )
    ones, each = np.ones(len(linked)), np.arange(len(linked))
    rows.add(len(linked), 0.0, (each, linked, ones), (each, n + number[pairs.line[linked]], -ones))
    fixed_eur = capex[task.must].sum()
    lines = np.flatnonzero(number >= 0)
    columns = n + len(lines)
    slope = np.ones(columns) if slopes is None else slopes
    own_slope, line_slope = np.where(task.must, 0.0, slope[:n]), slope[n:]
    shared_eur = pairs.line_eur[lines] * line_slope
    _add_budget(
        rows,
        task,
        fixed_eur,
        [(np.arange(n), pairs.plant_eur + capex * own_slope), (n + number[lines], shared_eur)],
    )
    matrix, most = rows.matrix(columns)
    linear = Linear(
        gain=np.concatenate([task.gain - cost * own_slope, -task.line_cost[lines] * line_slope]),
        lower=np.concatenate([np.where(task.must, pairs.least, 0.0), np.zeros(len(lines))]),
        upper=np.ones(columns),
        matrix=matrix,
        most=most,
        is_whole=np.zeros(columns, dtype=bool),
    )
    return linear, float(cost[task.must].sum())


def refill(task: Task, share: FloatArray) -> Linear:
    """Give the task of a plan that is built as it is: how much of each pair, between its least and all."""
    pairs, built = task.pairs, share > 0
    rows = _capacity_rows(task)
    spent_eur = float(pairs.line_eur[pairs.lines_built(share)].sum())
    _add_budget(rows, task, spent_eur, [(np.arange(len(pairs)), pairs.plant_eur)])
    matrix, most = rows.matrix(len(pairs))
    return Linear(
        gain=task.gain,
        lower=np.where(built, pairs.least, 0.0),
        upper=built.astype(float),
        matrix=matrix,
        most=most,
        is_whole=np.zeros(len(pairs), dtype=bool),
    )


def narrow(task: Task, prices: FloatArray, bound: float, best: float) -> tuple[Task, BoolArray, BoolArray]:
    """Leave out what cannot be in a better plan than the best so far, and settle what must be.

    With reduced costs p of the relaxation and its value z, a plan with a pair in is worth at most
    z + p least, and one without it at most z - p.

    Returns
    -------
    tuple
        The smaller task, which pairs it keeps, and which of these are settled to be built.
    """
    n = len(task.pairs)
    p, slack = prices[:n], bound - best + 1e-9 * max(abs(best), 1.0)
    kept = task.must | (p * task.pairs.least >= -slack)
    settled = task.must | (p > slack)
    smaller = replace(task, pairs=task.pairs.subset(kept), gain=task.gain[kept], must=task.must[kept])
    return smaller, kept, settled[kept]


def decide(task: Task, settled: BoolArray) -> Linear:
    """Give the whole task: unknowns are shares, whether each pair is built, and each shared line."""
    pairs, n = task.pairs, len(task.pairs)
    shared, number = _shared(task)
    own = _own_line(task, ~shared)
    cost, capex = _per_pair(task.line_cost, own), _per_pair(pairs.line_eur, own)
    rows, each, ones = _capacity_rows(task), np.arange(n), np.ones(n)
    rows.add(n, 0.0, (each, each, ones), (each, n + each, -ones))
    rows.add(n, 0.0, (each, each, -ones), (each, n + each, pairs.least))
    linked = (
        np.flatnonzero((pairs.line >= 0) & (number[pairs.line] >= 0)) if len(number) else np.empty(0, int)
    )
    one, row = np.ones(len(linked)), np.arange(len(linked))
    rows.add(len(linked), 0.0, (row, n + linked, one), (row, 2 * n + number[pairs.line[linked]], -one))
    lines = np.flatnonzero(number >= 0)
    _add_budget(
        rows,
        task,
        0.0,
        [(each, pairs.plant_eur), (n + each, capex), (2 * n + number[lines], pairs.line_eur[lines])],
    )
    columns = 2 * n + len(lines)
    matrix, most = rows.matrix(columns)
    return Linear(
        gain=np.concatenate([task.gain, -cost, -task.line_cost[lines]]),
        lower=np.concatenate(
            [np.where(settled, pairs.least, 0.0), settled.astype(float), np.zeros(len(lines))]
        ),
        upper=np.ones(columns),
        matrix=matrix,
        most=most,
        is_whole=np.concatenate([np.zeros(n, bool), np.ones(n + len(lines), bool)]),
    )


def point_of(task: Task, share: FloatArray) -> FloatArray:
    """Write the shares of a plan as a point of `decide`."""
    _, number = _shared(task)
    built = np.zeros(len(number))
    built[task.pairs.lines_built(share)] = 1.0
    return np.concatenate([share, (share > 0).astype(float), built[number >= 0]])


def _shared(task: Task) -> tuple[BoolArray, IntArray]:
    """Tell which lines are shared, and number those whose cost matters for the plan (-1: none)."""
    shared = task.shared_lines()
    matters = shared & ((task.line_cost > 0) | np.isfinite(task.budget_eur))
    number = np.full(len(shared), -1, dtype=np.int64)
    number[matters] = np.arange(int(matters.sum()))
    return shared, number


def _own_line(task: Task, is_own: BoolArray) -> IntArray:
    """Give the line of each pair that nobody else needs; -1 for none."""
    line = task.pairs.line
    return np.where((line >= 0) & is_own[line], line, -1) if len(is_own) else line


def _per_pair(cost: FloatArray, line: IntArray) -> FloatArray:
    return np.append(cost, 0.0)[line]


def _capacity_rows(task: Task) -> _Rows:
    """No capacity beyond all of it; those that cannot run short are left out."""
    pairs, n = task.pairs, len(task.pairs)
    rows = _Rows([], [], [], [])
    scarce = pairs.use(np.ones(n)) > 1.0
    number = np.cumsum(scarce) - 1
    entries = [
        (number[key[scarce[key]]], np.flatnonzero(scarce[key]), taken[scarce[key]])
        for key, taken in ((pairs.supply, pairs.supply_taken), (pairs.demand, pairs.demand_taken))
    ]
    rows.add(int(scarce.sum()), 1.0, *entries)
    return rows


def _add_budget(rows: _Rows, task: Task, fixed_eur: float, parts: list[tuple[IntArray, FloatArray]]) -> None:
    """Keep what lines and machines cost within the budget, counted in typical costs to stay near 1."""
    if not np.isfinite(task.budget_eur):
        return
    costs = np.concatenate([value[value > 0] for _, value in parts])
    unit = float(np.median(costs)) if len(costs) else 1.0
    entries = [(np.zeros(len(column), dtype=np.int64), column, value / unit) for column, value in parts]
    rows.add(1, (task.budget_eur - fixed_eur) / unit, *entries)

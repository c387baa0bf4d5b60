"""HiGHS behind one function: a linear task in, its best point with a bound out.

HiGHS (Huangfu and Hall 2018, https://doi.org/10.1007/s12532-017-0130-5) runs here on one thread, so
that the same task always gives the same answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array

from symgeo.errors import Cancelled

FloatArray = npt.NDArray[np.float64]
Watch = Callable[[float], None]
"""Called with the part that is done, 0-1; raises `Cancelled` to stop."""


@dataclass(frozen=True, eq=False)
class Linear:
    """Make ``gain @ x`` largest where ``lower <= x <= upper`` and ``matrix @ x <= most``.

    Attributes
    ----------
    gain, lower, upper : ndarray
        One for each unknown.
    matrix : csc_array
        One row for each limit.
    most : ndarray
        The limits.
    is_whole : ndarray of bool
        Which unknowns are whole numbers; none of them in a relaxation.
    """

    gain: FloatArray
    lower: FloatArray
    upper: FloatArray
    matrix: csc_array
    most: FloatArray
    is_whole: npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Answer:
    """What HiGHS found.

    Attributes
    ----------
    values : ndarray or None
        The best point; None where it was stopped before there was one.
    bound : float
        No point is worth more; infinite where nothing is proven.
    prices : ndarray
        What another unit of each unknown would change (reduced costs); of a relaxation only.
    seconds : float
        How long it took.
    is_stopped : bool
        Whether the person stopped it.
    corner : HighsBasis
        Where HiGHS ended; from there it soon solves a task that is much like this one.
    """

    values: FloatArray | None
    bound: float
    prices: FloatArray
    seconds: float
    is_stopped: bool
    corner: highspy.HighsBasis


def solve(
    task: Linear,
    watch: Watch,
    *,
    seconds: float,
    gap: float = 0.0,
    start: FloatArray | None = None,
    corner: highspy.HighsBasis | None = None,
) -> Answer:
    """Solve a linear task, with whole numbers or without.

    Parameters
    ----------
    task : Linear
        What to solve; a feasible point has to exist.
    watch : callable
        Told the part of the time that is gone, and asked whether to stop.
    seconds : float
        Time limit.
    gap : float
        Stop when the point is proven to be this close to the best.
    start : ndarray, optional
        A feasible point to start from.
    corner : HighsBasis, optional
        As an `Answer` to a task of the same unknowns and limits has it.
    """
    highs: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]  # its types are incomplete
    options: dict[str, bool | str | float] = {
        "output_flag": False,
        "parallel": "off",
        "time_limit": seconds,
        "mip_rel_gap": gap,
        "mip_abs_gap": 0.0,
    }
    for name, value in options.items():
        highs.setOptionValue(name, value)
    _pass(highs, task)
    if start is not None:
        highs.setSolution(len(start), np.arange(len(start), dtype=np.int32), start)
    if corner is not None and corner.valid:
        highs.setBasis(corner)
    stopped = _listen(highs, watch, seconds)
    highs.run()
    return _answer(highs, task, is_stopped=bool(stopped))


def _pass(highs: highspy.Highs, task: Linear) -> None:
    matrix = task.matrix
    highs.passModel(
        matrix.shape[1],
        matrix.shape[0],
        matrix.nnz,
        int(highspy.MatrixFormat.kColwise),
        int(highspy.ObjSense.kMaximize),
        0.0,
        task.gain,
        task.lower,
        task.upper,
        np.full(matrix.shape[0], -highspy.kHighsInf),
        task.most,
        matrix.indptr.astype(np.int32),
        matrix.indices.astype(np.int32),
        matrix.data,
        task.is_whole.astype(np.int32),
    )


def _listen(highs: highspy.Highs, watch: Watch, seconds: float) -> list[bool]:
    """Let the person watch and stop; what is returned fills when they did."""
    stopped: list[bool] = []

    def ask(event: Any) -> None:  # noqa: ANN401  # HiGHS brings no type for its events
        try:
            watch(min(event.data_out.running_time / seconds, 1.0))
        except Cancelled:
            stopped.append(True)
            event.interrupt()

    highs.cbSimplexInterrupt += ask
    highs.cbMipInterrupt += ask
    return stopped


def _answer(highs: highspy.Highs, task: Linear, *, is_stopped: bool) -> Answer:
    info, solution = highs.getInfo(), highs.getSolution()
    is_best = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    has_point = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = np.array(solution.col_value) if has_point else None
    prices = np.array(solution.col_dual) if is_best and not task.is_whole.any() else np.zeros(len(task.gain))
    if task.is_whole.any():
        bound = float(info.mip_dual_bound)
    else:
        bound = float(info.objective_function_value) if is_best else np.inf
    return Answer(values, bound, prices, highs.getRunTime(), is_stopped, highs.getBasis())

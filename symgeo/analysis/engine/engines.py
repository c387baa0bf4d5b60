"""The engines by name, and which one is taken when nobody says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from symgeo.analysis.engine import scipy_engine
from symgeo.analysis.engine.columns import Problem
from symgeo.analysis.engine.matches import Limits, Matches

ENGINES: Final = ("auto", "scipy")


class Engine(Protocol):
    """Matches supply and demand; all engines give the same result."""

    def __call__(
        self, problem: Problem, limits: Limits, *, on_progress: Callable[[int], None] = ...
    ) -> Matches:
        """Give the best pairs and the sums; tell how many tasks are done."""


def choose(name: str, flows: int) -> Engine:  # noqa: ARG001  # with a second engine the size decides
    """Give an engine.

    Parameters
    ----------
    name : str
        One of `ENGINES`.
    flows : int
        How many there are.
    """
    return scipy_engine.match

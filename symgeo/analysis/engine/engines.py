"""The engines by name, and which one is taken when nobody says."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from functools import partial
from types import MappingProxyType
from typing import Final, Protocol

from symgeo.analysis.engine import code_cache, scipy_engine
from symgeo.analysis.engine.columns import Problem
from symgeo.analysis.engine.matches import Limits, Matches
from symgeo.errors import UsageError

ENGINES: Final = ("auto", "scipy", "numba", "dask")
_PACKAGES: Final = MappingProxyType({"numba": ("numba", "engine"), "dask": ("distributed", "cluster")})
"""What each engine needs, and the file of requirements that it stands in."""
COMPILED_PAYS_FROM: Final = 30_000
"""Flows from which the compiled engine is faster, its start included."""
COMPILING_PAYS_FROM: Final = 300_000
"""Flows from which it is faster even where it has to be compiled first."""


class Engine(Protocol):
    """Matches supply and demand; all engines give the same result."""

    def __call__(
        self, problem: Problem, limits: Limits, *, on_progress: Callable[[int], None] = ...
    ) -> Matches:
        """Give the best pairs and the sums; tell how many tasks are done."""


def choose(name: str, flows: int, *, scheduler: str | None = None) -> Engine:
    """Give an engine.

    Parameters
    ----------
    name : str
        One of `ENGINES`; ``auto`` takes numba for large data where it is installed, and waits for its
        compiler only where that pays.
    flows : int
        How many there are.
    scheduler : str, optional
        Address of a Dask scheduler, for ``dask`` alone.

    Raises
    ------
    UsageError
        If the engine's package is not installed.
    """
    if name == "auto":
        name = "numba" if _compiled_pays(flows) else "scipy"
    if name == "scipy":
        return scipy_engine.match
    if not is_installed(name):
        message = (
            f"The engine {name} is not installed. Run: pip install -r requirements-{_PACKAGES[name][1]}.txt"
        )
        raise UsageError(message)
    module = importlib.import_module(f"symgeo.analysis.engine.{name}_engine")
    engine: Engine = partial(module.match, scheduler=scheduler) if name == "dask" else module.match
    return engine


def is_installed(name: str) -> bool:
    """Tell whether the package of an engine is there."""
    return importlib.util.find_spec(_PACKAGES[name][0]) is not None


def is_worth_compiling(name: str, flows: int) -> bool:
    """Tell whether to wait for the compiler where the code is not compiled yet."""
    return name == "numba" or (name == "auto" and flows >= COMPILING_PAYS_FROM)


def _compiled_pays(flows: int) -> bool:
    if flows < COMPILED_PAYS_FROM or not is_installed("numba"):
        return False
    return is_worth_compiling("auto", flows) or code_cache.is_compiled()

"""The engine for several machines: shards on Dask, merged as they come. An optional extra."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from distributed import Client, as_completed

from symgeo.analysis.engine import engines, scipy_engine
from symgeo.analysis.engine.columns import Problem
from symgeo.analysis.engine.matches import Limits, Matches, merge
from symgeo.analysis.engine.shards import Shard, part_of, shards_of

SHARDS_PER_WORKER = 4
"""So that nobody waits long for the last one."""


def match(
    problem: Problem,
    limits: Limits,
    *,
    on_progress: Callable[[int], None] = lambda _done: None,
    scheduler: str | None = None,
    connect: Callable[[str | None], AbstractContextManager[Client]] | None = None,
) -> Matches:
    """Match supply and demand; otherwise as `symgeo.analysis.engine.scipy_engine.match`.

    Parameters
    ----------
    problem : Problem
    limits : Limits
    on_progress : callable
        Called with the number of tasks that are certainly done.
    scheduler : str, optional
        Address of a Dask scheduler; without one, a process for each core of this machine.
    connect : callable, optional
        Gives the client for an address.
    """
    with (connect or _connect)(scheduler) as client:
        workers = max(len(client.scheduler_info(n_workers=-1)["workers"]), 1)
        shards = shards_of(problem, SHARDS_PER_WORKER * workers)
        everywhere = client.scatter(problem, broadcast=True, hash=False)
        futures = [client.submit(match_shard, everywhere, shard, limits, pure=False) for shard in shards]
        found = scipy_engine.match(problem, limits, tasks=())
        for done, future in enumerate(as_completed(futures), 1):
            found = merge(found, future.result(), limits)
            future.release()
            on_progress(done * len(problem.tasks) // len(shards))
    return found


def match_shard(problem: Problem, shard: Shard, limits: Limits) -> Matches:
    """Match one shard with the engine that its worker has."""
    part = part_of(problem, shard)
    return engines.choose("auto", len(problem.supply) + len(problem.demand))(part, limits)


def _connect(scheduler: str | None) -> Client:
    if scheduler is not None:
        return Client(scheduler)
    return Client(threads_per_worker=1, dashboard_address=None)

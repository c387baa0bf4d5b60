"""Work that runs beside the page: started once, watched, cancelled, and asked for its result."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from symgeo.errors import Cancelled
from symgeo.storage.readers.reading import Progress

Result = TypeVar("Result")


class Job(Generic[Result]):
    """One piece of work in a thread of its own.

    The page may throw it away at any time: after `cancel` the work ends at its next step, and the thread
    never keeps the programme from ending.

    Parameters
    ----------
    work : callable
        Takes a `Progress`, tells it the part that is done, 0 to 1, and gives the result. What it raises
        is raised by `result`.
    """

    def __init__(self, work: Callable[[Progress], Result]) -> None:
        self._work = work
        self._done = 0.0
        self._is_cancelled = threading.Event()
        self._has_ended = threading.Event()
        self._results: list[Result] = []
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="symgeo-job", daemon=True)

    @classmethod
    def started(cls, work: Callable[[Progress], Result]) -> Job[Result]:
        """Start work."""
        job = cls(work)
        job._thread.start()
        return job

    @property
    def done(self) -> float:
        """Give the part that is done, 0 to 1; it never goes back."""
        return self._done

    @property
    def is_running(self) -> bool:
        """Say whether the work goes on."""
        return not self._has_ended.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._is_cancelled.set()

    def wait(self, seconds: float) -> bool:
        """Wait for the end, at most so long, and say whether it has come."""
        return self._has_ended.wait(seconds)

    def result(self) -> Result:
        """Wait for the end and give the result.

        Raises
        ------
        Cancelled
            If it was cancelled before it had a result.
        Exception
            Whatever the work raised.
        """
        self._has_ended.wait()
        if self._error is not None:
            raise self._error
        return self._results[0]

    def _run(self) -> None:
        try:
            self._results.append(self._work(self._tell))
            self._done = 1.0
        except BaseException as error:  # noqa: BLE001  # carried over to the page, which raises it
            self._error = error
        finally:
            self._has_ended.set()

    def _tell(self, done: float) -> None:
        if self._is_cancelled.is_set():
            raise Cancelled
        self._done = max(self._done, min(done, 1.0))


def part_of(progress: Progress, start: float, end: float) -> Progress:
    """Give a progress that runs from one part of the whole to another."""

    def tell(done: float) -> None:
        progress(start + (end - start) * done)

    return tell

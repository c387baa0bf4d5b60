"""Long work on a thread of its own, with progress and cancel."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Final, Generic, TypeVar

from symgeo.errors import Cancelled
from symgeo.storage.readers.reading import Progress

T = TypeVar("T")
_NAME: Final = "symgeo-job"


class Job(Generic[T]):
    """Work that is under way.

    Parameters
    ----------
    work : callable
        Does it; is given what to tell its progress, which raises `Cancelled` once it is to stop.
    """

    def __init__(self, work: Callable[[Progress], T]) -> None:
        self._future: Future[T] = Future()
        self._stop = threading.Event()
        self._done = 0.0
        self._work = work

    @classmethod
    def start(cls, work: Callable[[Progress], T]) -> Job[T]:
        """Begin."""
        job = cls(work)
        # A server that ends does not wait for a file that nobody will look at.
        threading.Thread(target=job._run, name=_NAME, daemon=True).start()
        return job

    @property
    def done(self) -> float:
        """Give the part that is done, 0 to 1."""
        return self._done

    @property
    def is_running(self) -> bool:
        """Say whether it goes on."""
        return not self._future.done()

    def cancel(self) -> None:
        """Ask it to stop; it does so the next time it tells its progress."""
        self._stop.set()

    def result(self) -> T:
        """Wait for the end and give what came out.

        Raises
        ------
        Cancelled
            If it was stopped.
        """
        return self._future.result()

    def _run(self) -> None:
        try:
            self._future.set_result(self._work(self._tell))
        except BaseException as error:  # noqa: BLE001 - it is raised again for whoever asks for the result
            self._future.set_exception(error)

    def _tell(self, done: float) -> None:
        if self._stop.is_set():
            raise Cancelled
        self._done = done

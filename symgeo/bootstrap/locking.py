"""One set-up at a time in one checkout."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl


@contextmanager
def only_one(folder: Path, *, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold a folder's lock; it ends with the process, and leaves no file behind.

    Parameters
    ----------
    folder
        Any folder that exists; it may be read-only.
    on_wait
        Called once if another process holds the lock.
    """
    if sys.platform == "win32":
        # No such lock there: two set-ups at once are not guarded against.
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            on_wait()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)

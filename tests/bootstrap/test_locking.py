"""Two starts at once: the second waits for the first."""

import os
import threading
from pathlib import Path

import pytest

from symgeo.bootstrap.locking import only_one

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no such lock on Windows")


def test_second_set_up_waits_for_the_first(tmp_path: Path) -> None:
    is_waiting = threading.Event()
    is_done = threading.Event()

    def second() -> None:
        with only_one(tmp_path, on_wait=is_waiting.set):
            is_done.set()

    thread = threading.Thread(target=second)
    with only_one(tmp_path, on_wait=lambda: None):
        thread.start()
        assert is_waiting.wait(timeout=10)
        assert not is_done.is_set()
    assert is_done.wait(timeout=10)
    thread.join()


def test_lock_leaves_no_file_behind(tmp_path: Path) -> None:
    with only_one(tmp_path, on_wait=lambda: None):
        pass
    assert not list(tmp_path.iterdir())

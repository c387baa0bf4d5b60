"""A process that is killed in the middle of an import leaves the last good revision, whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

from symgeo.storage.database import Database
from symgeo.storage.revisions import list_revisions, load_state, require_intact
from tests.storage.importing_process import SITES
from tests.storage.store_world import new_project, saved, upload

ROOT = Path(__file__).parents[2]
KILLS = {"sqlite": 10, "postgresql": 6}
LONGEST = 1.8
"""Imports take so long at most until the process is killed."""


@dataclass(frozen=True)
class Importer:
    """The process that imports: what it is told, and what it says."""

    orders: IO[str]
    answers: IO[str]


@contextmanager
def importer(url: str, project: int) -> Iterator[Importer]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.storage.importing_process", url, str(project)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield Importer(process.stdin, process.stdout)
    finally:
        process.stdin.close()
        process.stdout.close()
        process.kill()
        process.wait()


def read_until(process: Importer, word: str) -> list[str]:
    """Read what the process says up to a word."""
    lines: list[str] = []
    for line in process.answers:
        lines.append(line.strip())
        if lines[-1].startswith(word):
            return lines
    message = f"the process ended before it said {word!r}: {lines}"
    raise AssertionError(message)


def kill_one(process: Importer, moment_s: float, *, after_one: bool) -> list[str]:
    """Let it import, kill it at a moment, and give what it had begun and ended by then.

    With `after_one` the moment is counted from the end of its first import.
    """
    process.orders.write("go\n")
    process.orders.flush()
    said = read_until(process, "pid")
    number = int(said[-1].split()[1])
    if after_one and "e" not in said:
        said += read_until(process, "e")
    time.sleep(moment_s)
    os.kill(number, signal.SIGKILL)
    return [word for word in [*said, *read_until(process, "killed")] if word in ("b", "e")]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 is a thing of POSIX")
def test_the_last_good_revision_survives_kill_9_at_any_moment(database: Database) -> None:
    project = new_project(database)
    kind = database.engine.dialect.name
    moments = random.Random(9)
    in_the_middle = 0
    with importer(database.engine.url.render_as_string(hide_password=False), project) as process:
        one_import_s = float(read_until(process, "ready")[-1].split()[1])
        confirmed = 2
        for left in reversed(range(KILLS[kind])):
            moment_s = moments.uniform(0.0, LONGEST * one_import_s)
            # However slow the computer is, the last one is killed after its first import.
            words = kill_one(process, moment_s, after_one=left == 0)
            in_the_middle += words.count("b") > words.count("e")
            ended = words.count("e")
            revisions = list_revisions(database, project)
            # What was confirmed is there; what was under way is there whole or not at all.
            assert confirmed + ended <= len(revisions) <= confirmed + words.count("b")
            confirmed = len(revisions)
            require_whole(database, project)
    assert confirmed > 2
    assert in_the_middle >= KILLS[kind] // 2
    assert saved(database, project, upload([])).number == confirmed + 1


def require_whole(database: Database, project: int) -> None:
    with database.reading() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        require_intact(connection)
    state = load_state(database, project)[2]
    assert (len(state.sites), len(state.flows)) == (SITES, 2 * SITES)

"""One line at the end of the tests: whether those of the store ran on a real PostgreSQL server.

A plugin of `tests.conftest`: where the tests are shared among processes, only the process that hands them
out writes the end, and it never loads the conftest of this folder.
"""

from __future__ import annotations

import pytest

_SAID = pytest.StashKey[str]()
_OF_WORKER = "symgeo_postgresql"


def report_postgresql(config: pytest.Config, line: str) -> None:
    """Keep a line for the end of the tests."""
    config.stash[_SAID] = line
    handed_over = getattr(config, "workeroutput", None)
    if handed_over is not None:
        handed_over[_OF_WORKER] = line


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """Take over what a worker of pytest-xdist says."""
    line = getattr(node, "workeroutput", {}).get(_OF_WORKER, "")
    if line:
        node.config.stash[_SAID] = line  # type: ignore[attr-defined]  # xdist has no types


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Write the line."""
    if _SAID in config.stash:
        terminalreporter.write_line(config.stash[_SAID])

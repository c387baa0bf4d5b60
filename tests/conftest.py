"""What several tests share."""

from __future__ import annotations

import signal

import pytest
from hypothesis import settings

from symgeo.analysis.dataset import Dataset
from symgeo.storage.dataset import load_demo

# A run says something about the code, not about chance; --hypothesis-profile=default looks further.
settings.register_profile("steady", derandomize=True)
settings.load_profile("steady")

# A shell ignores Ctrl-C for what it starts in the background, and programmes under test would inherit that.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

pytest_plugins = ["tests.storage.postgresql_report"]


@pytest.fixture(scope="session")
def example() -> Dataset:
    """Give the example data, loaded once."""
    return load_demo()

"""What several tests share."""

from __future__ import annotations

import pytest

from symgeo.analysis.dataset import Dataset
from symgeo.storage.dataset import load_demo

pytest_plugins = ["tests.storage.postgresql_report"]


@pytest.fixture(scope="session")
def example() -> Dataset:
    """Give the example data, loaded once."""
    return load_demo()

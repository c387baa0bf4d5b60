"""What several tests share."""

from __future__ import annotations

import pytest
from hypothesis import settings

from symgeo.analysis.dataset import Dataset
from symgeo.storage.dataset import load_demo

# A run says something about the code, not about chance; --hypothesis-profile=default looks further.
settings.register_profile("steady", derandomize=True)
settings.load_profile("steady")

pytest_plugins = ["tests.storage.postgresql_report"]


@pytest.fixture(scope="session")
def example() -> Dataset:
    """Give the example data, loaded once."""
    return load_demo()

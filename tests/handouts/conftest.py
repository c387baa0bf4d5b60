"""Orders and material for the tests of hand-outs."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.selection import Filters
from symgeo.handouts.material import Material, Order, gather
from symgeo.vocabulary import Audience
from tests.analysis.disclosure.hidden_world import with_secrets

DAY = datetime.date(2026, 5, 31)


@pytest.fixture(scope="session")
def guarded(example: Dataset) -> Dataset:
    """Give the example data with secrets in it, without land so that it is quick."""
    world = with_secrets(example)
    return replace(world, reference=replace(world.reference, land=None))


@pytest.fixture(scope="session")
def material(example: Dataset) -> Material:
    """Give everything of one county for the staff, in nynorsk."""
    quick = replace(example, reference=replace(example.reference, land=None))
    return gather(quick, Order(Audience.STAFF, "nn", DAY, Filters(counties=("NO-15",))))

"""Orders, material and made files for the tests of hand-outs: each is made once."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

import pytest

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.selection import Filters
from symgeo.handouts.kinds import Kind, make, name_of
from symgeo.handouts.material import Material, Order, gather
from symgeo.handouts.package import write_package
from symgeo.vocabulary import Audience
from tests.analysis.disclosure.hidden_world import cut_to, with_secrets

DAY = datetime.date(2026, 5, 31)
HOME = Filters(municipalities=("5059",), tiers=("X",))
"""Pairs that the secrets belong to, so that these would be among the first."""
SPOKEN: Mapping[Audience, str] = {Audience.STAFF: "en", Audience.MEETING: "sv", Audience.PUBLIC: "nn"}

Made = Callable[[Kind], bytes]
File = tuple[str, bytes]


@dataclass(frozen=True)
class Package:
    """The package for an audience, and each file in it by its kind."""

    whole: File
    files: Mapping[Kind, File]


Shelf = Callable[[Audience], Package]


@pytest.fixture(scope="session")
def guarded(example: Dataset) -> Dataset:
    """Give one county of the example data with secrets in it, without land so that it is quick."""
    return cut_to(with_secrets(example), example.sites["county_code"] == "NO-50")


@pytest.fixture(scope="session")
def material(example: Dataset) -> Material:
    """Give everything of one county for the staff, in nynorsk."""
    quick = replace(example, reference=replace(example.reference, land=None))
    return gather(quick, Order(Audience.STAFF, "nn", DAY, Filters(counties=("NO-15",))))


@pytest.fixture(scope="session")
def made(material: Material) -> Made:
    """Make the files of that county."""
    return cache(lambda kind: make(kind, material).content)


def home(world: Dataset, audience: Audience) -> Material:
    """Give what the secrets belong to, as an audience sees it; each audience reads another language."""
    return gather(world, Order(audience, SPOKEN[audience], DAY, HOME, link="http://localhost:8501/?lang=nn"))


def package_of(material: Material) -> Package:
    """Make the package, and take it apart."""
    made = write_package(material)
    with zipfile.ZipFile(io.BytesIO(made.content)) as inner:
        names = {kind: name_of(kind, material) for kind in Kind}
        files = {kind: (name, inner.read(name)) for kind, name in names.items()}
    return Package((made.name, made.content), files)


@pytest.fixture(scope="session")
def shelf(guarded: Dataset) -> Shelf:
    """Give the package for an audience; each is made once."""
    return cache(lambda audience: package_of(home(guarded, audience)))

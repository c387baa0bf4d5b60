"""The pages under test show the example, whatever this computer has saved."""

import functools
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner

from symgeo.storage.database import FILE_IN_FOLDER, URL_VARIABLE, Database, open_database, sqlite_url
from symgeo.storage.projects import create_project
from symgeo.storage.repository import import_
from symgeo.vocabulary import DATA_FOLDER_VARIABLE
from tests.storage.store_world import ANNA, flow, site, upload


@pytest.fixture(scope="session", autouse=True)
def installed_components() -> Iterator[None]:
    """Look for components in all installed packages once, as a server does, not at every run of a page."""
    with pytest.MonkeyPatch.context() as patch:
        once = functools.cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the data folder of the pages, which is empty at first."""
    monkeypatch.setenv(DATA_FOLDER_VARIABLE, str(tmp_path))
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    yield tmp_path
    if (tmp_path / "var").exists():
        st.cache_resource.clear()


@pytest.fixture
def database(data_folder: Path) -> Database:
    """Give the database of the pages."""
    return open_database(sqlite_url(data_folder / FILE_IN_FOLDER))


@pytest.fixture
def quay(database: Database) -> int:
    """Give a project of three sites on one quay: a mill with heat, a town that wants it, and a yard."""
    project = create_project(database, "Quay", when=datetime(2025, 3, 1, 12, tzinfo=UTC))
    sites = [site("A", "Mill"), site("B", "Town", 63.31, 9.86), site("C", "Yard", 63.305, 9.87)]
    flows = [flow("F1", "A", 9000.0), flow("F2", "B", 5000.0, direction="demand", temp_c=70.0)]
    import_(database, project.id, upload(sites, flows), origin=ANNA)
    return project.id

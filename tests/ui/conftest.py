"""The pages under test show the example, whatever this computer has saved."""

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner

from symgeo.storage.database import URL_VARIABLE
from symgeo.vocabulary import DATA_FOLDER_VARIABLE


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

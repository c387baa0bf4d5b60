"""The pages under test show the example, whatever this computer has saved."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from symgeo.storage.database import URL_VARIABLE
from symgeo.vocabulary import DATA_FOLDER_VARIABLE


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the data folder of the pages, which is empty at first."""
    monkeypatch.setenv(DATA_FOLDER_VARIABLE, str(tmp_path))
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    yield tmp_path
    if (tmp_path / "var").exists():
        st.cache_resource.clear()

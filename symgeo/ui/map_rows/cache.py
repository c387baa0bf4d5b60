"""The rows of large maps: packed once for a revision and a language, and fetched by the map itself."""

from __future__ import annotations

import hashlib

import pandas as pd
import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.texts import Texts
from symgeo.ui.cache import marks
from symgeo.views.map_columns import MANY_ROWS, as_bytes
from symgeo.views.map_lines import opportunity_rows
from symgeo.views.map_shelf import Shelf
from symgeo.views.map_sites import site_rows

_MOST_ADDRESSES = 200


def find(name: str) -> bytes | None:
    """Give compressed columns by their name."""
    return _shelf().find(name)


def address_of_sites(dataset: Dataset, texts: Texts) -> str:
    """Give where the map fetches all sites; "" where they are few enough to come with the page."""
    if len(dataset.sites) < MANY_ROWS:
        return ""
    address = _sites(dataset.revision, texts.language, dataset, texts)
    if not _shelf().has(address):
        _sites.clear()
        address = _sites(dataset.revision, texts.language, dataset, texts)
    return address


def address_of_lines(lines: pd.DataFrame, dataset: Dataset, texts: Texts) -> str:
    """Give where the map fetches opportunities; "" where they are few enough to come with the page."""
    if len(lines) < MANY_ROWS:
        return ""
    marked = lines[["opportunity_id", "tier", "matched_quantity"]]
    digest = hashlib.sha256(pd.util.hash_pandas_object(marked, index=False).to_numpy().tobytes()).hexdigest()
    key = (dataset.revision, texts.language, digest)
    address = _lines(*key, lines, dataset, texts)
    if not _shelf().has(address):
        _lines.clear()
        address = _lines(*key, lines, dataset, texts)
    return address


@st.cache_resource(show_spinner=False)
def _shelf() -> Shelf:
    return Shelf()


@st.cache_data(show_spinner=False, max_entries=_MOST_ADDRESSES)
def _sites(revision: str, language: str, _dataset: Dataset, _texts: Texts) -> str:  # noqa: ARG001 - the key
    rows = site_rows(_dataset.sites, marks(), _dataset.reference.resources, _texts)
    return _shelf().put(as_bytes(rows))


@st.cache_data(show_spinner=False, max_entries=_MOST_ADDRESSES)
def _lines(
    revision: str,  # noqa: ARG001 - the key
    language: str,  # noqa: ARG001 - the key
    digest: str,  # noqa: ARG001 - the key
    _found: pd.DataFrame,
    _dataset: Dataset,
    _texts: Texts,
) -> str:
    resources, blurred = _dataset.reference.resources, _dataset.blurred_flows
    return _shelf().put(
        as_bytes(opportunity_rows(_found, _dataset.sites, resources, _texts, blurred=blurred))
    )

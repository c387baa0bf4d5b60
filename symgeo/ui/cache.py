"""The only place that caches: small keys go in (revision, choices, filters), read-only frames come out.

What comes out is shared by all visits and must never be changed in place.
"""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import streamlit as st

from symgeo.analysis import opportunities as engine
from symgeo.analysis import selection, summary
from symgeo.analysis.choices import Choices
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.selection import Filters
from symgeo.storage.dataset import load_demo

_CHOICES = Choices()


@st.cache_resource(show_spinner=False)
def dataset() -> Dataset:
    """Load the data that is shown."""
    return load_demo()


def opportunities() -> pd.DataFrame:
    """Give all opportunities of the data that is shown, best first."""
    return _opportunities(dataset().revision, _CHOICES)


def selected(filters: Filters) -> pd.DataFrame:
    """Give the opportunities that the filters ask for."""
    return _selected(dataset().revision, _CHOICES, filters)


def selected_sites(filters: Filters) -> gpd.GeoDataFrame:
    """Give the sites that the filters ask for."""
    return _selected_sites(dataset().revision, filters)


def selected_exchanges(filters: Filters) -> pd.DataFrame:
    """Give the recorded exchanges that the filters ask for."""
    return _selected_exchanges(dataset().revision, filters)


@st.cache_resource(show_spinner=False, max_entries=4)
def _opportunities(revision: str, choices: Choices) -> pd.DataFrame:
    return engine.find(dataset(), choices)


@st.cache_resource(show_spinner=False, max_entries=64)
def _selected(revision: str, choices: Choices, filters: Filters) -> pd.DataFrame:
    return selection.select(_opportunities(revision, choices), dataset(), filters)


@st.cache_resource(show_spinner=False, max_entries=64)
def _selected_sites(revision: str, filters: Filters) -> gpd.GeoDataFrame:
    return selection.select_sites(dataset(), filters)


@st.cache_resource(show_spinner=False, max_entries=64)
def _selected_exchanges(revision: str, filters: Filters) -> pd.DataFrame:
    return selection.select_exchanges(dataset(), filters)

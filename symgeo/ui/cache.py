"""The only place that caches: small keys go in (revision, choices, filters), read-only frames come out.

What comes out is shared by all visits and must never be changed in place.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import streamlit as st

from symgeo.analysis import opportunities as engine
from symgeo.analysis import selection, summary
from symgeo.analysis.choices import Choices
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.selection import Filters
from symgeo.storage.dataset import load_shown
from symgeo.texts import texts_for
from symgeo.ui.listing import Row, describe_rows
from symgeo.ui.options import Options, collect_options
from symgeo.views.map_sites import site_marks
from symgeo.vocabulary import DATA_FOLDER_VARIABLE

_CHOICES = Choices()


@dataclass(frozen=True, eq=False)
class Summaries:
    """The frames of `symgeo.analysis.summary` for one selection; each is described there.

    Attributes
    ----------
    found : DataFrame
        The opportunities themselves.
    """

    found: pd.DataFrame
    tiers: pd.DataFrame
    amounts: pd.DataFrame
    municipalities: pd.DataFrame
    resources: pd.DataFrame
    distances: pd.DataFrame
    heat: pd.DataFrame
    missing: pd.DataFrame
    evidence: pd.DataFrame


@st.cache_resource(show_spinner=False)
def dataset() -> Dataset:
    """Load the data that is shown."""
    folder = os.environ.get(DATA_FOLDER_VARIABLE)
    return load_shown(Path(folder) if folder else None)


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


def options(language: str) -> Options:
    """Give what the filters offer."""
    return _options(dataset().revision, language)


def rows(filters: Filters, language: str, most: int) -> tuple[Row, ...]:
    """Give the best rows of the list beside the map."""
    return _rows(dataset().revision, _CHOICES, filters, language, most)


def marks() -> pd.DataFrame:
    """Give how each site looks on a map, by its largest flow."""
    return _marks(dataset().revision)


def summaries(filters: Filters) -> Summaries:
    """Give the summaries of what the filters ask for."""
    return _summaries(dataset().revision, _CHOICES, filters)


def links(filters: Filters, unit: str) -> pd.DataFrame:
    """Give what goes from surplus to need in one unit, for what the filters ask for."""
    return _links(dataset().revision, _CHOICES, filters, unit)


def by_county(filters: Filters) -> pd.DataFrame:
    """Give counts and sums of every county, for what the filters ask for."""
    return _by_county(dataset().revision, _CHOICES, filters)


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


@st.cache_resource(show_spinner=False, max_entries=32)
def _summaries(revision: str, choices: Choices, filters: Filters) -> Summaries:
    data, found = dataset(), _selected(revision, choices, filters)
    every = _opportunities(revision, choices)
    return Summaries(
        found=found,
        tiers=summary.group_tiers(found),
        amounts=summary.group_amounts(found),
        municipalities=summary.by_municipality(found, data),
        resources=summary.by_resource(found, data),
        distances=summary.distances(found),
        heat=summary.heat_bands(data, filters.counties),
        missing=summary.missing(every, data, filters.counties),
        evidence=summary.evidence_share(found),
    )


@st.cache_resource(show_spinner=False, max_entries=64)
def _links(revision: str, choices: Choices, filters: Filters, unit: str) -> pd.DataFrame:
    return summary.flow_links(_selected(revision, choices, filters), unit)


@st.cache_resource(show_spinner=False, max_entries=32)
def _by_county(revision: str, choices: Choices, filters: Filters) -> pd.DataFrame:
    return summary.by_county(_selected(revision, choices, filters), dataset())


@st.cache_resource(show_spinner=False, max_entries=16)
def _options(revision: str, language: str) -> Options:
    return collect_options(dataset(), texts_for(language))


@st.cache_resource(show_spinner=False, max_entries=64)
def _rows(revision: str, choices: Choices, filters: Filters, language: str, most: int) -> tuple[Row, ...]:
    found = _selected(revision, choices, filters)
    return describe_rows(found.head(most), dataset(), texts_for(language))


@st.cache_resource(show_spinner=False, max_entries=4)
def _marks(revision: str) -> pd.DataFrame:
    return site_marks(dataset().sites, dataset().flows, dataset().reference.resources)

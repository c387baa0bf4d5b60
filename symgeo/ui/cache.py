"""The only place that caches: small keys go in (revision, choices, filters), read-only frames come out.

What comes out is shared by all visits and must never be changed in place.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import geopandas as gpd
import pandas as pd
import streamlit as st

from symgeo.analysis import opportunities as engine
from symgeo.analysis import selection, summary
from symgeo.analysis.bands import with_ends
from symgeo.analysis.choices import Choices
from symgeo.analysis.dataset import Dataset, Reference
from symgeo.analysis.disclosure import Redacted, redact
from symgeo.analysis.hubs import (
    Delimitation,
    Hubs,
    Measures,
    OwnHub,
    find_hubs,
    measure,
    seen_hubs,
    who_would_fit,
)
from symgeo.analysis.ledger import Ledger
from symgeo.analysis.saved_views import SavedView
from symgeo.analysis.scenarios import with_values
from symgeo.analysis.selection import Filters
from symgeo.errors import StoreError
from symgeo.handouts.material import Material, Order, gather
from symgeo.handouts.show.steps import Step, steps_of, write_step, write_steps
from symgeo.storage.database import Database, database_url, open_database
from symgeo.storage.dataset import load_revision, load_shown
from symgeo.storage.example import sync_example
from symgeo.storage.interpretation.vocabulary import Knowledge, knowledge_of
from symgeo.storage.own_hubs import StoredHub, list_hubs, own_hubs_in
from symgeo.storage.saved_views import list_views
from symgeo.storage.scenarios import PROJECT
from symgeo.storage.trouble import Trouble
from symgeo.texts import texts_for
from symgeo.ui import projects, session
from symgeo.ui.listing import Row, describe_exchanges, describe_rows
from symgeo.ui.options import Options, collect_options
from symgeo.ui.projects import Offered, Shown
from symgeo.ui.weighting import choices_of
from symgeo.views.blurred_names import blurred_names
from symgeo.views.hub_portraits import Portrait, draw_portrait
from symgeo.views.map_sites import site_marks
from symgeo.vocabulary import Audience


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


def warm() -> None:
    """Open the database where there is one, and calculate what the first visitor will see.

    Raises
    ------
    TableError, DataErrors, StoreError
        If the data cannot be shown.
    """
    shown = projects.state_of(projects.choose_project("", offered()), stored())
    data = _dataset(shown)
    _opportunities(data.revision, Choices(), data)
    _marks(data.revision, data)


def stored() -> Database | None:
    """Give the database; None where nothing was saved yet.

    Raises
    ------
    StoreError
        If it cannot be opened.
    """
    return database() if projects.is_stored(os.environ) else None


def database() -> Database:
    """Give the database, brought up to date once; it is made where there is none.

    Raises
    ------
    StoreError
        If it cannot be opened.
    """
    return _opened(database_url(os.environ))


def offered() -> tuple[Offered, ...]:
    """List the data sets that can be shown, as they are now."""
    return projects.offer_projects(stored(), has_own_files=projects.own_files(os.environ) is not None)


def dataset() -> Dataset:
    """Give the data that this visit shows, as its audience may see it."""
    return redacted().dataset


def redacted() -> Redacted:
    """Give the data that this visit shows with the ids that rows have in it; for the staff, all as it is."""
    data, address = _dataset(session.shown()), session.current()
    return _redacted(data.revision, Audience(address.audience or Audience.STAFF), address.lang, data)


def material(order: Order) -> Material:
    """Give what a hand-out of this visit's data says, redacted for its audience, by the usual weights."""
    return _material_of(session.shown(), order)


def saved_views() -> tuple[SavedView, ...]:
    """Give the saved views of the data that this visit shows, as they are now."""
    return _saved_views(session.shown())


def steps(order: Order) -> tuple[Step, ...]:
    """Give what the saved views of this visit's data show to the audience, by the usual weights."""
    return _steps_of(session.shown(), order)


def show(code: str, order: Order) -> bytes:
    """Give the presentation of a data set's saved views; also for those who have no visit.

    Parameters
    ----------
    code : str
        As `Offered` has it; "" for the data set that a first visit shows.
    order : Order
        For whom, and in which language.

    Raises
    ------
    StoreError
        If the data set is not offered any more, or cannot be read.
    TableError, DataErrors
        If its tables cannot be shown.
    """
    project = projects.choose_project(code, offered())
    if code and project.code != code:
        raise StoreError(Trouble.PROJECT_GONE)
    shown = projects.state_of(project, stored())
    made = _steps_of(shown, order)
    slides = [_slide(step.material.dataset.revision, order, step.view, step) for step in made]
    return write_steps(slides, _material_of(shown, order))


def _saved_views(shown: Shown) -> tuple[SavedView, ...]:
    held = stored()
    return list_views(held, projects.number_of(shown.code, held)) if held else ()


def _steps_of(shown: Shown, order: Order) -> tuple[Step, ...]:
    """Give what saved views show, each with the scenario that it was saved with."""
    views = _saved_views(shown)
    numbers = sorted({PROJECT, *(view.scenario for view in views)})
    states = {number: projects.in_scenario(shown, stored(), number) for number in numbers}
    materials = {number: _material_of(state, order) for number, state in states.items()}
    # Not the revision of the redacted data: that stays the same when a hidden name changes, and with the
    # name changes which notes tell of it.
    revisions = tuple(_dataset(state).revision for state in states.values())
    return _steps(revisions, order, views, materials)


def _material_of(shown: Shown, order: Order) -> Material:
    data = _dataset(shown)
    return _material(data.revision, order, data)


def reference() -> Reference:
    """Give the tables that say how matching works; they are the same for all data."""
    base = projects.FILES if projects.own_files(os.environ) else projects.EXAMPLE
    return _dataset(Shown(base)).reference


def knowledge() -> Knowledge:
    """Give everything that reading a file needs to know; also on a thread that belongs to no visit."""
    return _knowledge()


def opportunities() -> pd.DataFrame:
    """Give all opportunities of the data that is shown, best first."""
    data = dataset()
    return _opportunities(data.revision, _choices(), data)


def around() -> pd.DataFrame:
    """Give all that is known of those pairs but what the weights change."""
    data = dataset()
    return _around(data.revision, data)


def selected(filters: Filters, choices: Choices | None = None) -> pd.DataFrame:
    """Give the opportunities that the filters ask for, by this visit's choices or by others."""
    data = dataset()
    return _selected(data.revision, choices or _choices(), filters, data)


def selected_sites(filters: Filters) -> gpd.GeoDataFrame:
    """Give the sites that the filters ask for."""
    data = dataset()
    return _selected_sites(data.revision, filters, data)


def selected_exchanges(filters: Filters) -> pd.DataFrame:
    """Give the recorded exchanges that the filters ask for."""
    data = dataset()
    return _selected_exchanges(data.revision, filters, data)


def options(language: str) -> Options:
    """Give what the filters offer."""
    data = dataset()
    return _options(data.revision, language, data)


def resource_names(language: str) -> Mapping[str, str]:
    """Give the names of all resources that can be exchanged, by code, in the order of the resource tree."""
    resources = dataset().reference.resources
    leaves = resources[resources["parent"] != ""]
    texts = texts_for(language)
    return {str(code): texts.resource(row) for code, row in leaves.iterrows()}


def rows(filters: Filters, language: str, most: int) -> tuple[Row, ...]:
    """Give the best rows of the list beside the map."""
    data = dataset()
    return _rows(data.revision, _choices(), filters, language, most, data)


def exchange_rows(filters: Filters, language: str) -> tuple[Row, ...]:
    """Give the recorded exchanges for the list beside the map."""
    data = dataset()
    return _exchange_rows(data.revision, filters, language, data)


def marks() -> pd.DataFrame:
    """Give how each site looks on a map, by its largest flow."""
    data = dataset()
    return _marks(data.revision, data)


def summaries(filters: Filters) -> Summaries:
    """Give the summaries of what the filters ask for."""
    data = dataset()
    return _summaries(data.revision, _choices(), filters, data)


def links(filters: Filters, unit: str) -> pd.DataFrame:
    """Give what goes from surplus to need in one unit, for what the filters ask for."""
    data = dataset()
    return _links(data.revision, _choices(), filters, unit, data)


def by_county(filters: Filters) -> pd.DataFrame:
    """Give counts and sums of every county, for what the filters ask for."""
    data = dataset()
    return _by_county(data.revision, _choices(), filters, data)


def _choices() -> Choices:
    """Give what this visit chose about the calculation."""
    return choices_of(session.current())


def hubs(delimitation: Delimitation) -> Hubs:
    """Give the hubs of the data that is shown, those that staff made among them."""
    data = dataset()
    return _hubs(data.revision, delimitation, own_hubs(), data)


def own_hubs() -> tuple[OwnHub, ...]:
    """Give the hubs that staff made in the project that is shown, as its audience may see them."""
    return seen_hubs(every_own_hub(), redacted())


def every_own_hub() -> tuple[OwnHub, ...]:
    """Give the hubs that staff made in the project that is shown, for the staff alone."""
    return own_hubs_in(stored_hubs(), _dataset(session.shown()).sites)


def stored_hubs() -> tuple[StoredHub, ...]:
    """Give the hubs that are stored with the project that is shown; they change without a revision."""
    code = session.shown().code
    return list_hubs(database(), int(code)) if code.isdecimal() else ()


def measures(delimitation: Delimitation) -> Mapping[str, Measures]:
    """Give the figures of every hub, by its id."""
    data = dataset()
    return _measures(data.revision, _choices(), delimitation, own_hubs(), data)


def portrait(hub_id: str, delimitation: Delimitation) -> Portrait:
    """Give all that is known of one hub."""
    data = dataset()
    return _portrait(data.revision, _choices(), hub_id, delimitation, own_hubs(), data)


def fits(kind: str, resource_code: str, here: str) -> pd.DataFrame:
    """Give the trades that would take a surplus, or bring what is needed, at a place."""
    data = dataset()
    return _fits(data.revision, kind, resource_code, here, data)


@st.cache_resource(show_spinner=False)
def _opened(url: str) -> Database:
    opened = open_database(url)
    sync_example(opened, when=datetime.now(UTC))
    return opened


@st.cache_resource(show_spinner=False)
def _knowledge() -> Knowledge:
    return knowledge_of(reference())


# An argument with an underscore is no part of the key: the revision before it names its content.


@st.cache_resource(show_spinner=False, max_entries=16)
def _dataset(shown: Shown) -> Dataset:
    return with_values(_as_stored(shown.data), shown.values)


@st.cache_resource(show_spinner=False, max_entries=8)
def _as_stored(shown: Shown) -> Dataset:
    if shown.code.isdecimal():
        return load_revision(database(), int(shown.code), shown.revision, reference=reference())
    return load_shown(projects.own_files(os.environ) if shown.code == projects.FILES else None)


@st.cache_resource(show_spinner=False, max_entries=16)
def _redacted(revision: str, audience: Audience, language: str, _data: Dataset) -> Redacted:
    return redact(_data, audience, blurred_names(texts_for(language)))


@st.cache_resource(show_spinner=False, max_entries=6)
def _material(revision: str, order: Order, _data: Dataset) -> Material:
    return gather(_data, order)


@st.cache_resource(show_spinner=False, max_entries=16)
def _steps(
    revisions: tuple[str, ...], order: Order, views: tuple[SavedView, ...], _materials: dict[int, Material]
) -> tuple[Step, ...]:
    return steps_of(views, _materials[PROJECT], _materials)


@st.cache_resource(show_spinner=False, max_entries=256)
def _slide(revision: str, order: Order, view: SavedView, _step: Step) -> str:
    return write_step(_step)


@st.cache_resource(show_spinner=False, max_entries=8)
def _around(revision: str, _data: Dataset) -> pd.DataFrame:
    return engine.look_around(_data)


@st.cache_resource(show_spinner=False, max_entries=16)
def _opportunities(revision: str, choices: Choices, _data: Dataset) -> pd.DataFrame:
    return engine.rerank(_around(revision, _data), _data.reference, choices)


@st.cache_resource(show_spinner=False, max_entries=16)
def _ledger(revision: str, choices: Choices, _data: Dataset) -> Ledger:
    return Ledger(_opportunities(revision, choices, _data), _data.reference)


@st.cache_resource(show_spinner=False, max_entries=64)
def _selected(revision: str, choices: Choices, filters: Filters, _data: Dataset) -> pd.DataFrame:
    marked = selection.mark(_ledger(revision, choices, _data), _data, filters)
    return _opportunities(revision, choices, _data)[marked]


@st.cache_resource(show_spinner=False, max_entries=64)
def _selected_sites(revision: str, filters: Filters, _data: Dataset) -> gpd.GeoDataFrame:
    return selection.select_sites(_data, filters)


@st.cache_resource(show_spinner=False, max_entries=64)
def _selected_exchanges(revision: str, filters: Filters, _data: Dataset) -> pd.DataFrame:
    return selection.select_exchanges(_data, filters)


@st.cache_resource(show_spinner=False, max_entries=32)
def _summaries(revision: str, choices: Choices, filters: Filters, _data: Dataset) -> Summaries:
    found = _selected(revision, choices, filters, _data)
    every, ledger = _opportunities(revision, choices, _data), _ledger(revision, choices, _data)
    marked = selection.mark(ledger, _data, filters)
    return Summaries(
        found=found,
        tiers=summary.group_tiers(found),
        amounts=summary.group_amounts(found, _data.blurred_flows),
        municipalities=summary.add_by_place(ledger, _data, "municipality", marked),
        resources=with_ends(partial(summary.by_resource, dataset=_data), found, _data.blurred_flows),
        distances=summary.distances(found),
        heat=summary.heat_bands(_data, filters.counties),
        missing=summary.missing(every, _data, filters.counties),
        evidence=summary.evidence_share(found),
    )


@st.cache_resource(show_spinner=False, max_entries=64)
def _links(revision: str, choices: Choices, filters: Filters, unit: str, _data: Dataset) -> pd.DataFrame:
    found = _selected(revision, choices, filters, _data)
    return summary.flow_links(found, unit, _data.blurred_flows)


@st.cache_resource(show_spinner=False, max_entries=32)
def _by_county(revision: str, choices: Choices, filters: Filters, _data: Dataset) -> pd.DataFrame:
    ledger = _ledger(revision, choices, _data)
    return summary.add_by_place(ledger, _data, "county", selection.mark(ledger, _data, filters))


@st.cache_resource(show_spinner=False, max_entries=16)
def _options(revision: str, language: str, _data: Dataset) -> Options:
    return collect_options(_data, texts_for(language))


@st.cache_resource(show_spinner=False, max_entries=64)
def _rows(
    revision: str, choices: Choices, filters: Filters, language: str, most: int, _data: Dataset
) -> tuple[Row, ...]:
    found = _selected(revision, choices, filters, _data)
    return describe_rows(found.head(most), _data, texts_for(language))


@st.cache_resource(show_spinner=False, max_entries=64)
def _exchange_rows(revision: str, filters: Filters, language: str, _data: Dataset) -> tuple[Row, ...]:
    recorded = _selected_exchanges(revision, filters, _data)
    return describe_exchanges(recorded, _data, texts_for(language))


@st.cache_resource(show_spinner=False, max_entries=8)
def _marks(revision: str, _data: Dataset) -> pd.DataFrame:
    return site_marks(_data.sites, _data.flows, _data.reference.resources)


@st.cache_resource(show_spinner=False, max_entries=16)
def _hubs(revision: str, delimitation: Delimitation, own: tuple[OwnHub, ...], _data: Dataset) -> Hubs:
    return find_hubs(_data, delimitation, own)


@st.cache_resource(show_spinner=False, max_entries=16)
def _measures(
    revision: str, choices: Choices, delimitation: Delimitation, own: tuple[OwnHub, ...], _data: Dataset
) -> Mapping[str, Measures]:
    found = _hubs(revision, delimitation, own, _data)
    every = _opportunities(revision, choices, _data)
    return {str(hub): measure(found.sites_of(hub), _data, every) for hub in found.table.index}


@st.cache_resource(show_spinner=False, max_entries=64)
def _portrait(
    revision: str,
    choices: Choices,
    hub_id: str,
    delimitation: Delimitation,
    own: tuple[OwnHub, ...],
    _data: Dataset,
) -> Portrait:
    found = _hubs(revision, delimitation, own, _data)
    return draw_portrait(hub_id, found, _data, _opportunities(revision, choices, _data))


@st.cache_resource(show_spinner=False, max_entries=512)
def _fits(revision: str, kind: str, resource_code: str, here: str, _data: Dataset) -> pd.DataFrame:
    return who_would_fit(kind, resource_code, _data.reference, here=here)

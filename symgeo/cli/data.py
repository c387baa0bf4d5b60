"""What commands that calculate have in common: reading the data, filters and messages."""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from pathlib import Path

import pandas as pd

from symgeo.analysis.choices import Choices
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.opportunities import TIER_ORDER
from symgeo.analysis.scenarios import with_values
from symgeo.analysis.selection import Filters
from symgeo.cli import store
from symgeo.errors import UsageError
from symgeo.storage.database import Database
from symgeo.storage.dataset import load_demo, load_large_files, load_revision
from symgeo.storage.revisions import Project, find_project, name_key
from symgeo.storage.scenarios import PROJECT, list_scenarios, values_in_force
from symgeo.texts import texts_for
from symgeo.views.own_values import say_values


def load(options: argparse.Namespace) -> Dataset:
    """Read the project or the files that the command line names; the example data where it names none."""
    if options.project:
        return load_project(options, *open_project(options))
    if options.scenario:
        message = "--scenario NAME needs --project NAME: scenarios are kept with a project."
        raise UsageError(message)
    if not options.sites and not options.flows and not options.exchanges:
        return load_demo()
    if not options.sites or not options.flows:
        message = "Give both --sites FILE and --flows FILE, or neither for the example data."
        raise UsageError(message)
    exchanges = Path(options.exchanges) if options.exchanges else None
    paths = {"sites": Path(options.sites), "flows": Path(options.flows)}
    return load_large_files(**paths, exchanges=exchanges)


def open_project(options: argparse.Namespace) -> tuple[Database, Project]:
    """Find the project that ``--project`` names.

    Raises
    ------
    StoreError
        If the database cannot be opened, or has no such project.
    """
    if options.sites or options.flows or options.exchanges:
        message = "Give either --project NAME or the files of --sites and --flows."
        raise UsageError(message)
    database = store.opened(options)
    return database, find_project(database, options.project)


def load_project(options: argparse.Namespace, database: Database, project: Project) -> Dataset:
    """Read a project with the values in force: its own, or those of the scenario that is named."""
    number = _scenario(options, database, project)
    dataset = with_values(load_revision(database, project.id), values_in_force(database, project.id, number))
    said = say_values(dataset.reference, texts_for("en"), with_name=True)
    if said:
        tell(options, "values", said, scenario=dataset.reference.scenario)
    return dataset


def _scenario(options: argparse.Namespace, database: Database, project: Project) -> int:
    if not options.scenario:
        return PROJECT
    kept = list_scenarios(database, project.id)
    for one in kept:
        if name_key(one.name) == name_key(options.scenario):
            return one.number
    there = f"There are {'; '.join(one.name for one in kept)}." if kept else "It has none."
    message = f"--scenario: the project {project.name} has no scenario {options.scenario!r}. {there}"
    raise UsageError(message)


def choices_of(options: argparse.Namespace, dataset: Dataset) -> Choices:
    """Read ``--radius-km``: a number for every resource, CODE=NUMBER for one."""
    general: float | None = None
    single: list[tuple[str, float]] = []
    for text in options.radius_km or ():
        code, _, number = text.rpartition("=")
        if code and code not in _leaf_codes(dataset):
            message = f"--radius-km: there is no resource {code!r}. {_near(code, _leaf_codes(dataset))}"
            raise UsageError(message)
        if code:
            single.append((code, _kilometres(number)))
        else:
            general = _kilometres(number)
    return Choices(radius_km=general, radius_km_by_resource=tuple(single))


def filters_of(options: argparse.Namespace, dataset: Dataset) -> Filters:
    """Read the filters; every code is checked, so that a slip is no empty result."""
    known = dataset.reference.resources.index
    for code in options.resource or ():
        if code not in known:
            message = f"--resource: there is no resource {code!r}. {_near(code, list(known))}"
            raise UsageError(message)
    return Filters(
        counties=tuple(county_code(text, dataset.reference.counties) for text in options.county or ()),
        resources=tuple(options.resource or ()),
        tiers=tuple(options.tier or (tier.value for tier in TIER_ORDER)),
        evidence=tuple(options.evidence or ()),
    )


def tell(options: argparse.Namespace, code: str, message: str, **values: object) -> None:
    """Write one message to the terminal: a sentence, or with ``--json`` an object a line."""
    if options.quiet:
        return
    line = json.dumps({"code": code, "message": message, **values}) if options.json else f"symgeo: {message}"
    print(line, file=sys.stderr)


def county_code(text: str, counties: pd.DataFrame) -> str:
    """Find a county by ISO code, official number or name.

    Raises
    ------
    UsageError
        If there is none, or more than one.
    """
    wanted = text.casefold()
    names = pd.DataFrame(counties).reset_index()[["code", "number", "name", "name_en"]].astype(str)
    hits = names[names.apply(lambda column: column.str.casefold() == wanted).any(axis=1)]
    if hits.empty:
        message = f"--county: there is no county {text!r}. Give a code such as NO-50, or its name."
        raise UsageError(message)
    if len(hits) > 1:
        message = f"--county: {text!r} is not clear. Give one of {', '.join(hits['code'])}."
        raise UsageError(message)
    return str(hits["code"].iloc[0])


def _leaf_codes(dataset: Dataset) -> list[str]:
    resources = dataset.reference.resources
    return list(resources.index[resources["parent"] != ""])


def _near(code: str, known: list[str]) -> str:
    close = difflib.get_close_matches(code, known, n=3, cutoff=0.4)
    return f"Did you mean {', '.join(close)}?" if close else "The README lists all codes."


def _kilometres(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        message = f"--radius-km: {text!r} is not a number of kilometres."
        raise UsageError(message) from error

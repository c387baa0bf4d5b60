"""``python3 -m symgeo handout``: files to take away, made for one audience."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from symgeo.analysis.choices import Choices
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.hubs import OwnHub
from symgeo.analysis.saved_views import SavedView
from symgeo.analysis.scenarios import with_values
from symgeo.analysis.selection import Filters
from symgeo.cli import data
from symgeo.errors import UsageError
from symgeo.handouts.kinds import Handout, Kind, make
from symgeo.handouts.material import Material, Order, gather, narrow, narrow_to_hub
from symgeo.handouts.package import write_package
from symgeo.handouts.show.steps import steps_of
from symgeo.handouts.view_files import ViewKind, Views, make_views
from symgeo.storage.own_hubs import list_hubs, own_hubs_in
from symgeo.storage.saved_views import list_views
from symgeo.storage.scenarios import PROJECT, values_in_force
from symgeo.vocabulary import Audience

_VIEWS: Final = "views-"
_WITH_VIEWS: Final = ("package", *(f"{_VIEWS}{kind}" for kind in ViewKind))


@dataclass(frozen=True, eq=False)
class _Source:
    """What hand-outs are made from: the data, and what a project keeps beside it."""

    dataset: Dataset
    own_hubs: tuple[OwnHub, ...] = ()
    views: tuple[SavedView, ...] = ()
    scenarios: Mapping[int, Dataset] = field(default_factory=dict)
    """The same data with the values of each scenario that a view was saved with, the project's own first."""


def run(options: argparse.Namespace) -> int:
    """Redact, calculate and write.

    Raises
    ------
    TableError, DataErrors, StoreError, UsageError
        If a file or the database cannot be read or written, has errors, or the command line asks for what
        does not exist.
    """
    source = _source(options)
    order = Order(
        audience=Audience(options.audience),
        language=options.lang,
        made_on=_day(options.date),
        filters=replace(
            data.filters_of(options, source.dataset),
            municipalities=_municipalities(options, source.dataset),
            # As on the page: ideas, unless other tiers are asked for.
            tiers=tuple(options.tier or ()),
        ),
        hides_illustrative=options.no_examples,
        link=options.link,
        currency="" if options.currency == "EUR" else options.currency,
        own_hubs=source.own_hubs,
    )
    template = _template(options.template)
    material = gather(source.dataset, order, data.choices_of(options, source.dataset))
    views = _views(source, material, data.choices_of(options, source.dataset))
    if options.hub:
        material = narrow_to_hub(material, _hub(options.hub, material))
    made = _make(options.kind, material, views, template)
    path = Path(options.out or made.name)
    try:
        path.write_bytes(made.content)
    except OSError as error:
        message = f"{path} cannot be written ({error}). Choose another place with --out."
        raise UsageError(message) from error
    message = f"{options.kind} for {options.audience} written to {path}"
    data.tell(options, "written", message, file=str(path), bytes=len(made.content), found=len(material.found))
    return 0


def _source(options: argparse.Namespace) -> _Source:
    if not options.project:
        return _Source(data.load(options))
    database, project = data.open_project(options)
    dataset = data.load_project(options, database, project)
    own_hubs = own_hubs_in(list_hubs(database, project.id), dataset.sites)
    views = list_views(database, project.id) if options.kind in _WITH_VIEWS else ()
    numbers = sorted({PROJECT, *(view.scenario for view in views)}) if views else []
    scenarios = {
        number: with_values(dataset, values_in_force(database, project.id, number)) for number in numbers
    }
    return _Source(dataset, own_hubs, views, scenarios)


def _views(source: _Source, material: Material, choices: Choices) -> Views:
    """Give the saved views, each with the scenario that it was saved with."""
    order = replace(material.order, filters=Filters())
    if not source.views:
        return Views((), narrow(material, Filters()))
    held = {number: gather(one, order, choices) for number, one in source.scenarios.items()}
    return Views(steps_of(source.views, held[PROJECT], held), held[PROJECT])


def _make(kind: str, material: Material, views: Views, template: bytes | None) -> Handout:
    if kind == "package":
        return write_package(material, views=views, template=template)
    if kind.startswith(_VIEWS):
        if not views.steps:
            message = (
                "No saved view can be shown to this audience. Give --project, and save views on Explore."
            )
            raise UsageError(message)
        return make_views(ViewKind(kind.removeprefix(_VIEWS)), views, template=template)
    return make(Kind(kind), material, template=template)


def _municipalities(options: argparse.Namespace, dataset: Dataset) -> tuple[str, ...]:
    """Read ``--municipality``: numbers or names."""
    towns = dataset.reference.municipalities
    numbers = []
    for text in options.municipality or ():
        named = towns.index[(towns["name"].str.casefold() == text.casefold()) | (towns.index == text)]
        if len(named) != 1:
            among = f"one of the numbers {', '.join(named)}" if len(named) else "its number, such as 5059"
            message = f"--municipality: {text!r} is not clear. Give {among}."
            raise UsageError(message)
        numbers.append(str(named[0]))
    return tuple(numbers)


def _hub(text: str, material: Material) -> str:
    """Find a hub that the audience may see by its name, or by the id of one of its sites."""
    names = material.hubs.table["name"]
    named = names.index[names.str.casefold() == text.casefold()]
    found = str(named[0]) if len(named) == 1 else material.hubs.resolve(text)
    if not found:
        message = f"--hub: there is no hub {text!r} for this audience. There are {'; '.join(names)}."
        raise UsageError(message)
    return found


def _day(text: str | None) -> datetime.date:
    if text is None:
        return datetime.datetime.now(datetime.UTC).astimezone().date()
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        message = f"--date: {text!r} is no date; write it as 2026-05-31."
        raise UsageError(message) from error


def _template(name: str | None) -> bytes | None:
    if name is None:
        return None
    try:
        return Path(name).read_bytes()
    except OSError as error:
        message = f"--template: {name} cannot be read ({error})."
        raise UsageError(message) from error

"""The data sets that a visit can choose from, and the one that it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from symgeo.analysis.scenarios import Values
from symgeo.errors import StoreError
from symgeo.storage.database import FILE_IN_FOLDER, URL_VARIABLE, Database, database_folder
from symgeo.storage.example import find_example
from symgeo.storage.revisions import EMPTY_DIGEST, Project, list_projects, show_revision
from symgeo.storage.scenarios import PROJECT, values_in_force
from symgeo.storage.trouble import Trouble
from symgeo.vocabulary import DATA_FOLDER_VARIABLE

EXAMPLE: Final = "example"
"""Code of the data that comes with the programme."""
FILES: Final = "files"
"""Code of the tables that lie in the data folder; they take the place of the example."""
_TABLES: Final = ("sites.csv", "flows.csv", "exchanges.csv")


@dataclass(frozen=True)
class Offered:
    """A data set that can be shown.

    Attributes
    ----------
    code : str
        What the address says: `EXAMPLE`, `FILES` or the project's number in the database.
    name : str
        As it was given; "" where the catalogues have the name.
    latest : int
        Number of the latest revision; 0 where there is none.
    """

    code: str
    name: str = ""
    latest: int = 0

    @property
    def project_id(self) -> int | None:
        """Give the number in the database; None for what does not lie there."""
        return int(self.code) if self.code.isdecimal() else None


@dataclass(frozen=True)
class Shown:
    """The state of a data set that a visit shows; a small key for caches.

    Attributes
    ----------
    code : str
        As in `Offered`.
    revision : int
        Number of the revision.
    digest : str
        Of its content: numbers alone would mean another content after a backup was restored.
    values : Values
        Own values that it is calculated with.
    """

    code: str = EXAMPLE
    revision: int = 0
    digest: str = ""
    values: Values = field(default_factory=Values)

    @property
    def data(self) -> Shown:
        """Give the data alone, with the usual values."""
        return replace(self, values=Values())


def own_files(variables: Mapping[str, str]) -> Path | None:
    """Give the data folder where tables lie in it; parameters as for `symgeo.storage.database`."""
    folder = Path(variables[DATA_FOLDER_VARIABLE]) if variables.get(DATA_FOLDER_VARIABLE) else None
    if folder is None or not any((folder / name).exists() for name in _TABLES):
        return None
    return folder


def is_stored(variables: Mapping[str, str]) -> bool:
    """Tell whether there is a database already; a first start needs none."""
    if variables.get(URL_VARIABLE):
        return True
    return (database_folder(variables) / FILE_IN_FOLDER.name).exists()


def offer_projects(database: Database | None, *, has_own_files: bool) -> tuple[Offered, ...]:
    """List what can be shown: the tables of the folder or the example, then the projects by name.

    The example is left out where it is hidden, but only while there is something else to show.

    Parameters
    ----------
    database : Database or None
        None where nothing was saved yet.
    has_own_files : bool
        Whether tables lie in the data folder.

    Raises
    ------
    StoreError
        If the database cannot be read.
    """
    every = list_projects(database, with_hidden=True) if database else ()
    saved = tuple(_offered(one) for one in every if not one.is_example and not one.is_hidden)
    if has_own_files:
        return (Offered(FILES), *saved)
    example_is_hidden = any(one.is_hidden for one in every if one.is_example)
    return saved if example_is_hidden and saved else (Offered(EXAMPLE), *saved)


def choose_project(code: str, offered: Sequence[Offered]) -> Offered:
    """Choose what a visit shows.

    Parameters
    ----------
    code : str
        What the address asks for, or "".
    offered : sequence of Offered
        Not empty.

    Returns
    -------
    Offered
        What was asked for if it is there; else the newest project that holds something; else the first.
    """
    asked = [one for one in offered if one.code == code]
    filled = [one for one in offered if one.project_id is not None and one.latest]
    newest = sorted(filled, key=lambda one: one.project_id or 0)
    if asked or not newest or offered[0].code == FILES:
        return (asked or offered)[0]
    return newest[-1]


def state_of(project: Offered, database: Database | None, scenario: int = PROJECT) -> Shown:
    """Give the latest state of a data set, with the values of a scenario or the project's own.

    Raises
    ------
    StoreError
        If the database cannot be read.
    """
    if database is None:
        return Shown(project.code)
    values = _values(project, database, scenario)
    if project.project_id is None:
        return Shown(project.code, values=values)
    if not project.latest:
        return Shown(project.code, 0, EMPTY_DIGEST, values)
    revision = show_revision(database, project.project_id, project.latest)
    return Shown(project.code, revision.number, revision.digest, values)


def in_scenario(shown: Shown, database: Database | None, scenario: int) -> Shown:
    """Give the same state of a data set with the values of a scenario, or the project's own.

    Raises
    ------
    StoreError
        If the database cannot be read.
    """
    number = None if database is None else number_of(shown.code, database)
    if database is None or number is None:
        return shown
    return replace(shown, values=values_in_force(database, number, scenario))


def number_of(code: str, database: Database) -> int | None:
    """Give the number that what belongs to a data set is stored under; None for the folder's tables.

    Parameters
    ----------
    code : str
        As in `Offered`.
    database : Database
        It holds the example, too.

    Raises
    ------
    StoreError
        If the example is not there.
    """
    if code == FILES:
        return None
    if code != EXAMPLE:
        return int(code)
    example = find_example(database)
    if example is None:
        raise StoreError(Trouble.PROJECT_GONE)
    return example.id


def _values(project: Offered, database: Database, scenario: int) -> Values:
    number = project.project_id
    if project.code == EXAMPLE:
        example = find_example(database)
        number = example.id if example else None
    return Values() if number is None else values_in_force(database, number, scenario)


def _offered(project: Project) -> Offered:
    return Offered(str(project.id), project.name, project.latest)

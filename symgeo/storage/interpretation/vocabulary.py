"""Everything that the interpretation knows: spellings, resources, units, places and borders."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources as package_files
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd

from symgeo.analysis.crossings import Land
from symgeo.analysis.dataset import Reference
from symgeo.storage.dataset import DATA_FOLDER, load_reference
from symgeo.storage.geography import Geography, load_land, load_places
from symgeo.storage.interpretation.borders import Borders, Shore
from symgeo.storage.interpretation.folding import fold
from symgeo.storage.interpretation.units import UnitTable, unit_table
from symgeo.storage.readers.csv_table import read_csv_table
from symgeo.tables.schema import dictionary
from symgeo.tables.validation import check

_LANGUAGES = ("nb", "nn", "sv", "en")


@dataclass(frozen=True)
class HeaderWord:
    """What a column's heading means.

    Attributes
    ----------
    field : str
        Column of the dictionaries of sites and flows, or one of our own such as ``coordinates``.
    direction : str
        ``supply`` or ``demand`` where the heading says it.
    languages : frozenset of str
        Languages in which it is written so.
    """

    field: str
    direction: str
    languages: frozenset[str]


@dataclass(frozen=True)
class ResourceWord:
    """What a word for a resource means: one code, or several that more facts decide between."""

    codes: tuple[str, ...]
    direction: str = ""


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Everything that the interpretation knows; never changes after it is made.

    Attributes
    ----------
    headers : mapping
        Meaning by folded heading.
    words : mapping
        For each field of `words.csv`, code by folded word.
    resource_words : mapping
        Meaning by folded word.
    waste_codes : mapping
        Resource codes by six digits of the List of Waste.
    resources : DataFrame
        Indexed by code.
    units : UnitTable
        Spellings of units.
    plausible : DataFrame
        ``resource``, ``nace``, ``low`` and ``high`` in the resource's unit per year.
    geography : Geography
        Municipalities and counties.
    places : DataFrame
        Towns and villages.
    land : Land
        Dry land.
    borders : Borders
        Counties out to sea.
    shore : Shore
        Counties by their coast.
    """

    headers: Mapping[str, HeaderWord]
    words: Mapping[str, Mapping[str, str]]
    resource_words: Mapping[str, ResourceWord]
    waste_codes: Mapping[str, tuple[str, ...]]
    resources: pd.DataFrame
    units: UnitTable
    plausible: pd.DataFrame
    geography: Geography
    places: pd.DataFrame
    land: Land
    borders: Borders
    shore: Shore

    def word(self, field: str, text: str) -> str:
        """Give the code of a written word, or ""."""
        words = self.words[field]
        return words.get(text.strip().casefold()) or words.get(fold(text), "")


@cache
def load_knowledge() -> Knowledge:
    """Load all that is shipped with the programme.

    Raises
    ------
    TableError, DataErrors
        If a file that is shipped with the programme is broken.
    """
    return knowledge_of(load_reference())


def knowledge_of(reference: Reference, folder: Path = DATA_FOLDER) -> Knowledge:
    """Put together what is known, from reference tables that are loaded already.

    Parameters
    ----------
    reference : Reference
        Resources, municipalities, counties and land.
    folder : Path
        Data folder with ``reference/units.csv`` and ``geo``.
    """
    geo = folder / "geo"
    units = check(read_csv_table(folder / "reference" / "units.csv"), dictionary("units")).frame
    return Knowledge(
        headers=_headers(),
        words=_words(),
        resource_words=_resource_words(reference.resources),
        waste_codes=_waste_codes(reference.resources),
        resources=reference.resources,
        units=unit_table(units.set_index("unit")),
        plausible=_plausible(),
        geography=Geography(reference.municipalities, reference.counties, geo / "counties_sea.geojson"),
        places=load_places(geo / "places.csv"),
        land=reference.land or load_land(geo / "land_fine.parquet"),
        shore=Shore.from_polygons(np.asarray(reference.counties.geometry.array)),
        borders=Borders.from_file(geo / "counties_sea.geojson"),
    )


def _rows(name: str) -> list[dict[str, str]]:
    source = package_files.files("symgeo.storage.interpretation").joinpath("words", name)
    return list(csv.DictReader(source.read_text(encoding="utf-8").splitlines()))


def _headers() -> Mapping[str, HeaderWord]:
    """Read the headings; the dictionary's own names come first, then the order of the file."""
    found: dict[str, HeaderWord] = {}
    for table in ("sites", "flows"):
        for column in dictionary(table).columns:
            for name in (column.name, *column.other_names):
                field = "resource" if column.name == "resource_code" else column.name
                found.setdefault(fold(name), HeaderWord(field, "", frozenset({"en"})))
    for row in _rows("headers.csv"):
        for language in _LANGUAGES:
            for word in row[language].split(";"):
                _add(found, fold(word), HeaderWord(row["field"], row["direction"], frozenset({language})))
    return MappingProxyType(found)


def _add(found: dict[str, HeaderWord], word: str, meaning: HeaderWord) -> None:
    known = found.setdefault(word, meaning)
    if known.field == meaning.field and known.direction == meaning.direction:
        found[word] = HeaderWord(known.field, known.direction, known.languages | meaning.languages)


def _words() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in _rows("words.csv"):
        field = found.setdefault(row["field"], {})
        for word in row["words"].split(";"):
            field.setdefault(word.casefold(), row["code"])
            if folded := fold(word):
                field.setdefault(folded, row["code"])
    return MappingProxyType({field: MappingProxyType(words) for field, words in found.items()})


def _resource_words(resources: pd.DataFrame) -> Mapping[str, ResourceWord]:
    found: dict[str, ResourceWord] = {}
    for row in _rows("resources.csv"):
        meaning = ResourceWord(tuple(row["codes"].split(";")), row["direction"])
        for word in row["words"].split(";"):
            found.setdefault(fold(word), meaning)
    leaves = resources[resources["parent"] != ""]
    for code in leaves.index:
        found[fold(code)] = ResourceWord((code,))
    for name in ("name_en", "name_nb", "name_nn", "name_sv"):
        for code, text in leaves[name].items():
            found[fold(text)] = ResourceWord((str(code),))
            found.setdefault(fold(text.split("(")[0]), ResourceWord((str(code),)))
    for group in resources.index[resources["parent"] == ""]:
        members = tuple(leaves.index[leaves["parent"] == group])
        for text in (group, *resources.loc[group, ["name_en", "name_nb", "name_nn", "name_sv"]]):
            found.setdefault(fold(text), ResourceWord(members))
    return MappingProxyType(found)


def _waste_codes(resources: pd.DataFrame) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, text in resources["ewc_codes"].items():
        for written in filter(None, text.split(";")):
            digits = "".join(filter(str.isdecimal, written))
            found[digits] = (*found.get(digits, ()), str(code))
    return MappingProxyType(found)


def _plausible() -> pd.DataFrame:
    frame = pd.DataFrame(_rows("plausible.csv"), dtype=str)
    return frame.assign(low=frame["low"].astype(float), high=frame["high"].astype(float))

"""Sites out of the rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from symgeo.storage.interpretation.answers import Answers
from symgeo.storage.interpretation.attributes import (
    least_open,
    read_nace,
    read_openness,
    read_organisation_number,
    read_word,
)
from symgeo.storage.interpretation.codes import Code, Finding, TableKind
from symgeo.storage.interpretation.columns import Columns, found_at
from symgeo.storage.interpretation.contradictions import find_contradictions, settle_counties
from symgeo.storage.interpretation.folding import fold_company, map_unique
from symgeo.storage.interpretation.places import PLACE_FIELDS, read_claims
from symgeo.storage.interpretation.positions import place_rows
from symgeo.storage.interpretation.site_checks import check_sites
from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.tables.schema import dictionary

_WORDS: Final = ("status", "site_type", "confidence")
_TEXTS: Final = (
    "nace_label",
    "main_product",
    "capacity",
    "cluster_label",
    "network_id",
    "source",
    "note",
    "openness_reason",
    "openness_who",
    "openness_when",
)
_SITE_TEXTS: Final = (
    "name",
    "operator",
    "site_id",
    "municipality",
    "municipality_number",
    "lat",
    "coordinates",
)
_DIFFERS_KM: Final = 0.5


@dataclass(frozen=True, eq=False)
class Sites:
    """Sites of a table.

    Attributes
    ----------
    frame : DataFrame
        Columns of the dictionary and ``is_own`` (whether coordinates of the row itself place it); one row
        for each data row, index as a spreadsheet shows it.
    first_row : Series of int
        For each data row the row that its site stands in first.
    system : str
        Code of the coordinate system that was read.
    findings : tuple of Finding
        What there is to say.
    """

    frame: pd.DataFrame
    first_row: pd.Series
    system: str
    findings: tuple[Finding, ...]


def read_sites(columns: Columns, kind: TableKind, answers: Answers, knowledge: Knowledge) -> Sites:
    """Read the site of every row.

    Parameters
    ----------
    columns : Columns
        Cells.
    kind : TableKind
        In a table of both, rows of one site belong together.
    answers : Answers
        A person's choices.
    knowledge : Knowledge
        Everything known.
    """
    claims = read_claims(pd.DataFrame({name: columns.text(name) for name in PLACE_FIELDS}), knowledge)
    placed = place_rows(columns, claims, answers, knowledge)
    counties = settle_counties(claims, placed, knowledge)
    texts, findings = _attributes(columns, knowledge)
    frame = texts.assign(
        **{name: counties[name] for name in (*PLACE_FIELDS, "county_by")},
        lon=placed.lon,
        lat=placed.lat,
        is_own=placed.is_own,
        coord_precision=texts["coord_precision"].where(
            columns.text("coord_precision") != "", placed.precision
        ),
        coord_source=columns.text("coord_source").mask(lambda text: text == "", placed.source),
    )
    first_row = _first_rows(frame, kind)
    frame = frame.assign(openness=least_open(frame["openness"], first_row))
    own = frame[first_row == frame.index]
    all_findings = [
        *findings,
        *placed.findings,
        *find_contradictions(columns, claims, placed, counties, answers, knowledge),
        *_names_missing(frame, columns),
        *_ids(frame, columns, kind),
        *_differing(frame, first_row, columns),
        *check_sites(own, columns, knowledge),
    ]
    order = [*(column.name for column in dictionary("sites").columns), "is_own"]
    return Sites(frame[order], first_row, placed.system, tuple(all_findings))


def identical_rows(columns: Columns) -> list[Finding]:
    """Find rows that repeat an earlier one in every cell."""
    repeated = columns.body.duplicated()
    if not repeated.any():
        return []
    keys = pd.util.hash_pandas_object(columns.body, index=False)
    first = (
        pd.Series(columns.body.index, index=columns.body.index).groupby(keys.to_numpy()).transform("first")
    )
    return found_at(repeated, Code.IDENTICAL_ROW, first.astype(str))


def _attributes(columns: Columns, knowledge: Knowledge) -> tuple[pd.DataFrame, list[Finding]]:
    values: dict[str, pd.Series] = {name: columns.text(name) for name in _TEXTS}
    findings: list[Finding] = []
    for field in (*_WORDS, "coord_precision"):
        values[field], found = read_word(columns, "sites", field, knowledge)
        findings += found
    values["openness"], found = read_openness(columns, "sites", knowledge)
    findings += found
    values["nace"], found = read_nace(columns)
    findings += found
    values["organisation_number"], found = read_organisation_number(columns)
    findings += found
    operator = columns.text("operator")
    # "Bedrift" is the company and, where no other column names the site, the site's name too.
    values["name"] = columns.text("name").mask(lambda name: name == "", operator)
    values["operator"] = operator
    values["site_id"] = columns.text("site_id")
    return pd.DataFrame(values, index=columns.body.index), findings


def _first_rows(frame: pd.DataFrame, kind: TableKind) -> pd.Series:
    rows = pd.Series(frame.index, index=frame.index)
    if kind not in (TableKind.BOTH, TableKind.FLOWS):
        return rows
    names = map_unique(frame["name"], fold_company) + "|" + frame["municipality_number"]
    key = ("#" + frame["site_id"]).where(frame["site_id"] != "", names)
    return rows.groupby(key.mask(key.str.startswith("|"), "row " + rows.astype(str))).transform("first")


def _names_missing(frame: pd.DataFrame, columns: Columns) -> list[Finding]:
    column = columns.place("name") if columns.has("name") else columns.place("operator")
    missing = (frame["name"] == "") & (
        frame["site_id"] == "" if not columns.has("name", "operator") else True
    )
    return found_at(missing, Code.NAME_MISSING, frame["name"], column=column)


def _ids(frame: pd.DataFrame, columns: Columns, kind: TableKind) -> list[Finding]:
    ids = frame["site_id"]
    if kind not in (TableKind.SITES, TableKind.WIDE):
        return []
    twice = (ids != "") & ids.duplicated() & ~columns.body.duplicated()
    return found_at(twice, Code.ID_TWICE, ids, column=columns.place("site_id"))


def _differing(frame: pd.DataFrame, first_row: pd.Series, columns: Columns) -> list[Finding]:
    """Find rows that tell something else about their site than its first row does."""
    later = first_row != frame.index
    if not later.any():
        return []
    first = frame.loc[first_row.to_numpy()].set_axis(frame.index)
    moved = (np.abs(frame["lon"] - first["lon"]) > 0.01) | (np.abs(frame["lat"] - first["lat"]) > 0.005)
    renamed = (frame["name"] != "") & (
        map_unique(frame["name"], fold_company) != map_unique(first["name"], fold_company)
    )
    wrong = later & ((moved & frame["is_own"] & first["is_own"]) | renamed)
    return found_at(
        wrong, Code.SITE_DIFFERS, frame["name"], column=columns.place("name"), expected=first_row.astype(str)
    )


def fill_from_above(
    columns: Columns, blank_fields: Sequence[str] = _SITE_TEXTS
) -> tuple[pd.DataFrame, list[Finding]]:
    """Give rows without any word about their site the site of the row above, as merged cells mean it.

    Parameters
    ----------
    columns : Columns
        Cells of a table of sites and flows.
    blank_fields : sequence of str
        Fields of which every one must be empty.

    Returns
    -------
    tuple
        The body with the cells filled, and a finding for each row.
    """
    about_site = [m.column for m in columns.matches if m.field in _ABOUT_SITE]
    named = [columns.place(field) for field in blank_fields if columns.has(field)]
    if not named:
        return columns.body, []
    blank = (columns.body[named] == "").all(axis=1)
    blank.iloc[:1] = False
    if not blank.any():
        return columns.body, []
    body = columns.body.copy()
    above = body[about_site].mask(blank).ffill().fillna("")
    filled = (body.loc[blank, about_site] == "").to_numpy()
    body.loc[blank, about_site] = body.loc[blank, about_site].where(~filled, above.loc[blank])
    names = body[named[0]]
    return body, found_at(blank, Code.SITE_FROM_ABOVE, names, column=named[0])


_OPENNESS: Final = ("openness", "openness_reason", "openness_who", "openness_when")
_ABOUT_SITE: Final = frozenset(
    (
        *(
            column.name
            for column in dictionary("sites").columns
            if column.name not in ("note", "source", "confidence", *_OPENNESS)
        ),
        *("north", "east", "x", "y", "coordinates", "zone", "place", "postcode", "address"),
    )
)

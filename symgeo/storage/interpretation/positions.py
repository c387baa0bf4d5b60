"""The position of every row: by its coordinates, else by the place or municipality that it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from symgeo.storage.interpretation import coordinates
from symgeo.storage.interpretation.answers import Answers
from symgeo.storage.interpretation.codes import Code, Finding
from symgeo.storage.interpretation.columns import Columns, found_at
from symgeo.storage.interpretation.coordinates import Positions
from symgeo.storage.interpretation.folding import map_unique
from symgeo.storage.interpretation.places import Claims, find_places, place_names
from symgeo.storage.interpretation.systems import DEGREES, by_code, zone_of_cell
from symgeo.storage.interpretation.vocabulary import Knowledge

_NAMED_PAIRS: Final = (("lat", "lon"), ("north", "east"), ("lat", "east"), ("north", "lon"))
_FACILITY_DECIMALS: Final = 4
_LOCALITY_DECIMALS: Final = 2


@dataclass(frozen=True, eq=False)
class Placed:
    """Where every row lies, and how that is known.

    Attributes
    ----------
    lon, lat : Series of float
        Degrees, WGS84; NaN where it is not known.
    precision, source : Series of str
        For the columns ``coord_precision`` and ``coord_source``.
    is_own : Series of bool
        True where the row's own coordinates say it.
    system : str
        Code of the system that most rows were read in, or "".
    findings : tuple of Finding
        What there is to say.
    """

    lon: pd.Series
    lat: pd.Series
    precision: pd.Series
    source: pd.Series
    is_own: pd.Series
    system: str
    findings: tuple[Finding, ...]


def place_rows(columns: Columns, claims: Claims, answers: Answers, knowledge: Knowledge) -> Placed:
    """Find the position of every row.

    Parameters
    ----------
    columns : Columns
        Cells.
    claims : Claims
        What the rows say about where they are.
    answers : Answers
        Coordinate system and chosen counties of a person.
    knowledge : Knowledge
        Places, counties.
    """
    own, column = _own_positions(columns, claims, answers, knowledge)
    index = columns.body.index
    lon, lat = pd.Series(own.lon, index=index), pd.Series(own.lat, index=index)
    missing = pd.Series(own.problem == Code.POSITION_MISSING, index=index)
    names = place_names(pd.DataFrame({name: columns.text(name) for name in ("place", "address")}))
    towns = find_places(names.where(missing, ""), claims, knowledge)
    by_town = missing & towns["lon"].notna()
    by_seat = missing & ~by_town & claims.lon.notna()
    seat = claims.found["municipality_number"].map(knowledge.geography.municipalities["seat"]).fillna("")
    precision = pd.Series(_precision(own.decimals), index=index).mask(by_town | by_seat, "town")
    source = _names(own.system, index)
    source = source.mask(by_town, "GeoNames: " + towns["name"]).mask(by_seat, "GeoNames: " + seat)
    lon = lon.mask(by_town, towns["lon"]).mask(by_seat, claims.lon)
    lat = lat.mask(by_town, towns["lat"]).mask(by_seat, claims.lat)
    findings = [
        *_about_own(own, columns, column, lon),
        *_about_places(columns, towns, by_town, by_seat, seat, names, missing & lon.isna()),
    ]
    is_own = pd.Series(np.isfinite(own.lon), index=index)
    return Placed(lon, lat, precision, source, is_own, _most(own.system), tuple(findings))


def _own_positions(
    columns: Columns, claims: Claims, answers: Answers, knowledge: Knowledge
) -> tuple[Positions, int]:
    """Read the first of the row's coordinates that makes a position; also give the column to point at."""
    rows = len(columns.body)
    in_counties = pd.Series(
        [answers.counties[0] if len(answers.counties) == 1 else ""] * rows, index=columns.body.index
    )
    tell = claims.tell | (in_counties != "")
    is_swedish = (claims.found["country"] == "SE") | in_counties.str.startswith("SE")

    def fit(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        chosen = knowledge.borders.is_within(lon, lat, in_counties, 15_000.0)
        return np.where(claims.tell, claims.fit(lon, lat, knowledge.borders), chosen)

    found: Positions | None = None
    place = -1
    for numbers, hint, column in _sources(columns, answers):
        one = coordinates.locate(
            numbers, hint=hint, tell=tell.to_numpy(), fit=fit, is_swedish=is_swedish.to_numpy()
        )
        place = column if place < 0 else place
        found = one if found is None else _either(found, one)
    return found or _nothing(rows), place


def _sources(columns: Columns, answers: Answers) -> Iterator[tuple[coordinates.Numbers2, str, int]]:
    zone = columns.text("zone")
    system = map_unique(zone, lambda text: found.code if text and (found := zone_of_cell(text)) else "")
    for first, second in _NAMED_PAIRS:
        one, other = columns.match(first), columns.match(second)
        if one and other:
            hint = answers.system or one.system or other.system
            numbers = coordinates.read_columns(
                columns.cells(one.column), columns.cells(other.column), system, is_named=True
            )
            yield numbers, _metric_hint(hint), one.column
    one, other = columns.match("y"), columns.match("x")
    if one and other:
        hint = answers.system or one.system or other.system
        numbers = coordinates.read_columns(
            columns.cells(one.column), columns.cells(other.column), system, is_named=False
        )
        yield numbers, _metric_hint(hint), other.column
    pair = columns.match("coordinates")
    if pair:
        numbers = coordinates.read_cells(columns.cells(pair.column), system)
        yield numbers, _metric_hint(answers.system or pair.system), pair.column


def _metric_hint(code: str) -> str:
    """Leave "WGS 84" out: a heading names the datum with it as often as degrees."""
    return "" if code == DEGREES.code else code


def _either(one: Positions, other: Positions) -> Positions:
    keep = (one.problem == "") | ((other.problem != "") & (one.problem != Code.POSITION_MISSING))
    return Positions(
        **{
            name: np.where(keep, getattr(one, name), getattr(other, name))
            for name in ("lon", "lat", "system", "swapped", "is_other_zone", "decimals", "problem")
        }
    )


def _nothing(rows: int) -> Positions:
    nan, no, text = np.full(rows, np.nan), np.zeros(rows, dtype=bool), np.full(rows, "", dtype=object)
    missing = np.full(rows, str(Code.POSITION_MISSING), dtype=object)
    return Positions(nan, nan, text, no, no, np.zeros(rows, dtype=int), missing)


def _about_own(own: Positions, columns: Columns, column: int, lon: pd.Series) -> list[Finding]:
    texts = columns.cells(column) if column >= 0 else pd.Series("", index=lon.index, dtype=str)
    names = _names(own.system, lon.index)
    rough = np.isfinite(own.lon) & (own.decimals < _LOCALITY_DECIMALS)
    found = [
        *found_at(own.swapped, Code.AXES_SWAPPED, texts, column=column),
        *found_at(own.is_other_zone, Code.OTHER_ZONE, texts, column=column, expected=names),
        *found_at(rough, Code.COORDINATE_ROUGH, texts, column=column),
    ]
    for code in (Code.NOT_A_COORDINATE, Code.OUTSIDE_AREA, Code.ZONE_MISSING, Code.POSITION_INCOMPLETE):
        found += found_at(own.problem == code, code, texts, column=column)
    return found


def _about_places(
    columns: Columns,
    towns: pd.DataFrame,
    by_town: pd.Series,
    by_seat: pd.Series,
    seat: pd.Series,
    names: pd.Series,
    nowhere: pd.Series,
) -> list[Finding]:
    place = columns.place("place") if columns.has("place") else columns.place("address")
    postcode = columns.text("postcode")
    municipality = columns.text("municipality").mask(
        lambda text: text == "", columns.text("municipality_number")
    )
    column = (
        columns.place("municipality") if columns.has("municipality") else columns.place("municipality_number")
    )
    unused = (postcode != "") & (by_seat | nowhere)
    return [
        *found_at(by_town, Code.POSITION_FROM_PLACE, names, column=place, expected=towns["name"]),
        *found_at(by_seat, Code.POSITION_FROM_MUNICIPALITY, municipality, column=column, expected=seat),
        *found_at(towns["problem"] == Code.PLACE_UNKNOWN, Code.PLACE_UNKNOWN, names, column=place),
        *found_at(towns["problem"] == Code.PLACE_AMBIGUOUS, Code.PLACE_AMBIGUOUS, names, column=place),
        *found_at(unused, Code.POSTCODE_NOT_USED, postcode, column=columns.place("postcode")),
        *found_at(nowhere, Code.POSITION_MISSING, names),
    ]


def _precision(decimals: np.ndarray) -> np.ndarray:
    return np.select(
        [decimals >= _FACILITY_DECIMALS, decimals >= _LOCALITY_DECIMALS], ["facility", "locality"], "town"
    )


def _names(codes: np.ndarray, index: pd.Index) -> pd.Series:
    written = pd.Series(codes, index=index, dtype=str)
    return map_unique(written, lambda code: by_code(code).name if code else "")


def _most(systems: np.ndarray) -> str:
    used = pd.Series(systems[systems != ""], dtype=object)
    return str(used.mode().iloc[0]) if len(used) else ""

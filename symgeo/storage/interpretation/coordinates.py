"""Coordinates of a whole table: which system they are in, tested against where the rows say they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
import pandas as pd
from pyproj import Transformer

from symgeo.storage.interpretation.borders import Floats
from symgeo.storage.interpretation.codes import Code
from symgeo.storage.interpretation.degrees import Axis, Pair, read_axis, read_pair
from symgeo.storage.interpretation.systems import (
    DEGREES,
    NORTH_M,
    RT90,
    SWEREF,
    UTM_33,
    ZONES,
    System,
    by_code,
)
from symgeo.vocabulary import CRS_GEOGRAPHIC

LATITUDES: Final = (54.0, 72.0)
LONGITUDES: Final = (3.0, 32.0)
_KILOMETRES: Final = 1000.0
_READINGS: Final = 2
_AGREED: Final = 0.5
_FORM_DEGREES, _FORM_METRES = 1, 2


@dataclass(frozen=True, eq=False)
class Numbers2:
    """Two coordinates of each row, in the order of their columns.

    Attributes
    ----------
    first, second : ndarray, shape (n, 2)
        Up to two readings of each number; NaN where there is none.
    system : ndarray of str
        Code of the system that the row names, or "".
    decimals : ndarray of int
        Digits behind the decimal mark; of the longer one, as spreadsheets cut zeros off.
    problem : ndarray of str
        A `Code`, or "".
    is_named : bool
        True where headings say which is north and which east.
    """

    first: Floats
    second: Floats
    system: np.ndarray
    decimals: np.ndarray
    problem: np.ndarray
    is_named: bool


@dataclass(frozen=True, eq=False)
class Positions:
    """Where each row's coordinates lie.

    Attributes
    ----------
    lon, lat : ndarray of float
        Degrees, WGS84; NaN where there is no position.
    system : ndarray of str
        Code of the system in which the row was read, or "".
    swapped : ndarray of bool
        True where north stood in the column of east.
    is_other_zone : ndarray of bool
        True where the row was read in another system than it or its heading names.
    decimals : ndarray of int
        Of degrees; 9 for metres.
    problem : ndarray of str
        A `Code`, or "".
    """

    lon: Floats
    lat: Floats
    system: np.ndarray
    swapped: np.ndarray
    is_other_zone: np.ndarray
    decimals: np.ndarray
    problem: np.ndarray


def read_columns(first: pd.Series, second: pd.Series, system: pd.Series, *, is_named: bool) -> Numbers2:
    """Read coordinates that stand in two columns.

    Parameters
    ----------
    first, second : Series of str
        North (or latitude) and east (or longitude) where ``is_named``, else any order.
    system : Series of str
        Code of the system that each row names, or "".
    is_named : bool
        Whether the headings name the axes.
    """
    one, other = _axes(first), _axes(second)
    empty = (first == "").to_numpy(), (second == "").to_numpy()
    wrong = (~empty[0] & one[2]) | (~empty[1] & other[2])
    problem = np.select(
        [wrong, empty[0] ^ empty[1]], [str(Code.NOT_A_COORDINATE), str(Code.POSITION_INCOMPLETE)], ""
    )
    decimals = np.maximum(one[1], other[1])
    return Numbers2(one[0], other[0], system.to_numpy(dtype=object), decimals, problem, is_named)


def read_cells(cells: pd.Series, system: pd.Series) -> Numbers2:
    """Read coordinates that stand in one column, as a pair or as WKT."""
    pairs: dict[str, Pair | None] = {text: read_pair(text) for text in cells.unique().tolist() if text}
    found = [pairs.get(text) for text in cells.tolist()]
    first = np.array([_two(pair.first if pair else None) for pair in found]).reshape(-1, _READINGS)
    second = np.array([_two(pair.second if pair else None) for pair in found]).reshape(-1, _READINGS)
    decimals = np.array([max(pair.first.decimals, pair.second.decimals) if pair else 0 for pair in found])
    own = np.array([pair.system if pair else "" for pair in found], dtype=object)
    wrong = (cells != "").to_numpy() & np.array([pair is None for pair in found], dtype=bool)
    named = np.where(own != "", own, system.to_numpy(dtype=object))
    return Numbers2(
        first, second, named, decimals, np.where(wrong, str(Code.NOT_A_COORDINATE), ""), is_named=False
    )


def locate(
    numbers: Numbers2,
    *,
    hint: str,
    tell: np.ndarray,
    fit: Callable[[Floats, Floats], np.ndarray],
    is_swedish: np.ndarray,
) -> Positions:
    """Find the system of every row.

    Parameters
    ----------
    numbers : Numbers2
        What stands in the cells.
    hint : str
        Code of the system that headings or a person name, or "".
    tell : ndarray of bool
        Rows that say where they are.
    fit : callable
        Takes longitudes and latitudes of all rows and says which agree with what the rows say.
    is_swedish : ndarray of bool
        Rows in Sweden, where zone 33 goes by the name of SWEREF 99 TM.
    """
    form, north, east, swapped = _forms(numbers)
    metric = form == _FORM_METRES
    zones = _in_zones(np.where(metric, north, np.nan), np.where(metric, east, np.nan))
    fits = {zone.code: tell & fit(*zones[zone.code]) for zone in ZONES} if metric.any() else {}
    named = np.where(numbers.system != "", numbers.system, hint)
    chosen = _choose(metric, tell, fits, np.array([_zone_code(code) for code in named], dtype=object))
    lon = np.where(form == _FORM_DEGREES, east, np.nan)
    lat = np.where(form == _FORM_DEGREES, north, np.nan)
    system = np.where(form == _FORM_DEGREES, DEGREES.code, np.where(metric, chosen, "")).astype(object)
    for zone in ZONES:
        rows = system == zone.code
        lon, lat = np.where(rows, zones[zone.code][0], lon), np.where(rows, zones[zone.code][1], lat)
    rows = metric & (east >= RT90.east_m[0])
    if rows.any():
        old = _to_degrees(np.where(rows, north, np.nan), np.where(rows, east, np.nan), RT90)
        lon, lat = np.where(rows, old[0], lon), np.where(rows, old[1], lat)
        system[rows] = RT90.code
    swedish = (system == UTM_33.code) & (is_swedish | (named == SWEREF.code))
    system[swedish] = SWEREF.code
    other = (named != "") & (system != "") & (_plain(named) != _plain(system))
    problem = _problems(numbers, form, system, lon, lat)
    good = problem == ""
    return Positions(
        np.where(good, lon, np.nan),
        np.where(good, lat, np.nan),
        np.where(good, system, ""),
        swapped & numbers.is_named & good,
        other & good,
        np.where(form == _FORM_DEGREES, numbers.decimals, 9),
        problem,
    )


def _problems(
    numbers: Numbers2, form: np.ndarray, system: np.ndarray, lon: Floats, lat: Floats
) -> np.ndarray:
    there = np.isfinite(numbers.first[:, 0]) & np.isfinite(numbers.second[:, 0])
    zero = there & (numbers.first[:, 0] == 0) & (numbers.second[:, 0] == 0)
    inside = (lon >= LONGITUDES[0]) & (lon <= LONGITUDES[1]) & (lat >= LATITUDES[0]) & (lat <= LATITUDES[1])
    empty = ~there & (numbers.problem == "")
    return np.select(
        [numbers.problem != "", zero | empty, form == 0, (form == _FORM_METRES) & (system == ""), ~inside],
        [
            numbers.problem,
            str(Code.POSITION_MISSING),
            str(Code.OUTSIDE_AREA),
            str(Code.ZONE_MISSING),
            str(Code.OUTSIDE_AREA),
        ],
        "",
    )


def _forms(numbers: Numbers2) -> tuple[np.ndarray, Floats, Floats, np.ndarray]:
    """Tell degrees from metres and north from east, by size: no two of them overlap."""
    count = len(numbers.first)
    form, swapped = np.zeros(count, dtype=int), np.zeros(count, dtype=bool)
    north, east = np.full(count, np.nan), np.full(count, np.nan)
    for i, j, turned in product(range(_READINGS), range(_READINGS), (False, True)):
        one, other = numbers.first[:, i], numbers.second[:, j]
        up, right = (other, one) if turned else (one, other)
        degrees = (form == 0) & _between(up, LATITUDES) & _between(right, LONGITUDES)
        scale = np.where(np.abs(up) < NORTH_M[0] / 10, _KILOMETRES, 1.0)
        right_scale = np.where((scale > 1) & (np.abs(right) < 2 * _KILOMETRES), _KILOMETRES, 1.0)
        metres = (
            (form == 0)
            & _between(up * scale, NORTH_M)
            & _between(right * right_scale, (-450_000.0, RT90.east_m[1]))
        )
        metres &= (scale > 1) | (np.abs(right) >= 2 * _KILOMETRES)
        new = degrees | metres
        form = np.where(degrees, _FORM_DEGREES, np.where(metres, _FORM_METRES, form))
        north = np.where(new, up * np.where(metres, scale, 1.0), north)
        east = np.where(new, right * np.where(metres, right_scale, 1.0), east)
        swapped = np.where(new, turned, swapped)
    return form, north, east, swapped.astype(bool)


def _between(values: Floats, limits: tuple[float, float]) -> np.ndarray:
    return np.asarray((values >= limits[0]) & (values <= limits[1]))


def _in_zones(north: Floats, east: Floats) -> dict[str, tuple[Floats, Floats]]:
    return {zone.code: _to_degrees(north, east, zone) for zone in ZONES}


def _to_degrees(north: Floats, east: Floats, system: System) -> tuple[Floats, Floats]:
    """Give longitude and latitude; NaN where the easting does not occur in that system."""
    lon, lat = np.full(len(north), np.nan), np.full(len(north), np.nan)
    rows = np.flatnonzero(_between(east, system.east_m) & np.isfinite(north))
    if len(rows):
        transformer = Transformer.from_crs(system.code, CRS_GEOGRAPHIC, always_xy=True)
        lon[rows], lat[rows] = transformer.transform(east[rows], north[rows])
    return lon, lat


def _choose(
    metric: np.ndarray, tell: np.ndarray, fits: dict[str, np.ndarray], named: np.ndarray
) -> np.ndarray:
    """Choose a zone for each row: the one it names where that fits, else the only one that fits."""
    chosen = np.full(len(metric), "", dtype=object)
    if not fits:
        return chosen
    testable = metric & tell
    share = {code: float(fit[testable].mean()) if testable.any() else 0.0 for code, fit in fits.items()}
    best = max(share, key=lambda code: share[code])
    only = sum(value == share[best] for value in share.values()) == 1 and share[best] >= _AGREED
    chosen[metric] = best if only else ""
    chosen = np.where(metric & (named != ""), named, chosen)
    count = np.sum(list(fits.values()), axis=0)
    for code, fit in fits.items():
        own = np.select([chosen == other for other in fits], list(fits.values()), False)  # noqa: FBT003  # a value, not a switch
        chosen = np.where(testable & fit & (count == 1) & ~own, code, chosen)
    return np.where(metric, chosen, "")


def _zone_code(code: str) -> str:
    if code in (SWEREF.code, RT90.code):
        return UTM_33.code if code == SWEREF.code else ""
    return code if code and by_code(code) in ZONES else ""


def _plain(codes: np.ndarray) -> np.ndarray:
    return np.where(codes == SWEREF.code, UTM_33.code, codes)


def _axes(texts: pd.Series) -> tuple[Floats, np.ndarray, np.ndarray]:
    """Give readings (n, 2), decimals and whether the text is no coordinate."""
    readings = np.full((len(texts), _READINGS), np.nan)
    decimals, wrong = np.zeros(len(texts), dtype=int), np.zeros(len(texts), dtype=bool)
    # Nearly all cells are plain degrees or metres; three digits behind a mark can be thousands.
    parts = texts.str.extract(r"^(-?\d{1,8})(?:[.,](\d{1,2}|\d{4,17}))?$")
    plain = parts[0].notna().to_numpy()
    behind = parts[1].fillna("")
    readings[plain, 0] = (parts[0].fillna("0") + "." + behind.where(behind != "", "0")).astype(float)[plain]
    decimals[plain] = behind.str.len().astype(int)[plain]
    rest = np.flatnonzero(~plain & (texts != "").to_numpy())
    places, different = pd.factorize(texts.iloc[rest])
    axes = [read_axis(str(text)) for text in different]
    if axes:
        readings[rest] = np.array([_two(axis) for axis in axes])[places]
        decimals[rest] = np.array([axis.decimals if axis else 0 for axis in axes])[places]
        wrong[rest] = np.array([axis is None for axis in axes])[places]
    return readings, decimals, wrong | (texts == "").to_numpy()


def _two(axis: Axis | None) -> tuple[float, float]:
    values = (*(axis.readings if axis else ()), np.nan, np.nan)
    return values[0], values[1]

"""Rows whose municipality, county and position do not agree with each other."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from symgeo.analysis.geodesy import to_ecef
from symgeo.storage.geography import assign_county
from symgeo.storage.interpretation.answers import Answers
from symgeo.storage.interpretation.codes import Code, Finding
from symgeo.storage.interpretation.columns import Columns, found_at
from symgeo.storage.interpretation.places import WIDTH_KM, Claims
from symgeo.storage.interpretation.positions import Placed
from symgeo.storage.interpretation.vocabulary import Knowledge

_BORDER_M: Final = 3_000.0
"""Our borders can be off by a kilometre or two, and so can positions."""
_FAR_KM: Final = 15.0
_NEARER: Final = 0.25
_AT_SEAT_KM: Final = 5.0
"""A point is another municipality's where it is this near to its seat, and much farther from its own."""


def settle_counties(claims: Claims, placed: Placed, knowledge: Knowledge) -> pd.DataFrame:
    """Decide municipality and county of every row: by number, by name, then by the position.

    Returns
    -------
    DataFrame
        As `symgeo.storage.geography.assign_county` gives it.
    """
    found = claims.found.copy()
    undecided = (found["county_code"] == "") & placed.lon.notna()
    rows = np.flatnonzero(undecided.to_numpy())
    if not len(rows):
        return found
    county = knowledge.borders.county_of(placed.lon.to_numpy()[rows], placed.lat.to_numpy()[rows])
    # With its county known, a name that two counties have becomes clear.
    given = claims.given.iloc[rows].assign(county_code=county)
    different = given.drop_duplicates()
    again = assign_county(different.assign(lat=np.nan, lon=np.nan), knowledge.geography)
    place = pd.MultiIndex.from_frame(different).get_indexer(pd.MultiIndex.from_frame(given))
    named = again.iloc[place].set_axis(given.index)
    named["county_by"] = np.where(named["county_code"] != "", "nearest", "")
    found.iloc[rows] = named[found.columns].to_numpy()
    return found


def find_contradictions(
    columns: Columns,
    claims: Claims,
    placed: Placed,
    counties: pd.DataFrame,
    answers: Answers,
    knowledge: Knowledge,
) -> list[Finding]:
    """Find rows whose columns contradict each other or their point.

    Parameters
    ----------
    columns : Columns
        Cells.
    claims : Claims
        What the rows say.
    placed : Placed
        Where the rows lie.
    counties : DataFrame
        What `settle_counties` decided.
    answers : Answers
        With the counties that the sites should lie in.
    knowledge : Knowledge
        Municipalities and counties.
    """
    code = counties["county_code"]
    nowhere = (code == "") & placed.lon.notna()
    outside = (code != "") & ~code.isin(answers.counties or knowledge.geography.counties.index)
    column = _first(columns, "municipality_number", "municipality")
    name = counties["municipality"].mask(counties["municipality"] == "", counties["municipality_number"])
    return [
        *_unknown(columns, claims, placed),
        *_between_columns(columns, claims),
        *_county_and_point(columns, claims, placed, knowledge),
        *found_at(
            _in_other(claims, placed, knowledge), Code.MUNICIPALITY_CONTRADICTS_POINT, name, column=column
        ),
        *found_at(nowhere, Code.COUNTY_NOT_FOUND, name, column=column),
        *found_at(
            outside,
            Code.OUTSIDE_CHOSEN_COUNTIES,
            counties["county"],
            column=_first(columns, "county", "county_code", "municipality_number", "municipality"),
            expected=", ".join(answers.counties),
        ),
    ]


def _unknown(columns: Columns, claims: Claims, placed: Placed) -> list[Finding]:
    texts = claims.given["municipality"].mask(
        claims.given["municipality"] == "", claims.given["municipality_number"]
    )
    column = _first(columns, "municipality", "municipality_number")
    doubtful = (claims.unknown == Code.MUNICIPALITY_AMBIGUOUS) & placed.lon.isna()
    unknown = claims.unknown == Code.MUNICIPALITY_UNKNOWN
    return [
        *found_at(doubtful, Code.MUNICIPALITY_AMBIGUOUS, texts, column=column),
        *found_at(unknown, Code.MUNICIPALITY_UNKNOWN, texts, column=column),
    ]


def _between_columns(columns: Columns, claims: Claims) -> list[Finding]:
    number, by_name = claims.found["municipality_number"], claims.by_name
    differs = (claims.given["municipality_number"] != "") & (by_name != "") & (number != by_name)
    county, own = claims.by_county, claims.found["county_code"]
    other = (county != "") & (own != "") & (county != own)
    return [
        *found_at(
            differs,
            Code.MUNICIPALITY_DIFFERS,
            claims.given["municipality"],
            column=columns.place("municipality"),
            expected=claims.found["municipality"],
        ),
        *found_at(
            other,
            Code.COUNTY_CONTRADICTS_MUNICIPALITY,
            claims.given["county"].mask(claims.given["county"] == "", claims.given["county_code"]),
            column=_first(columns, "county", "county_code"),
            expected=claims.found["county"],
        ),
    ]


def _county_and_point(
    columns: Columns, claims: Claims, placed: Placed, knowledge: Knowledge
) -> list[Finding]:
    code = claims.found["county_code"]
    rows = placed.is_own & (code != "")
    inside = knowledge.borders.is_within(placed.lon.to_numpy(), placed.lat.to_numpy(), code, _BORDER_M)
    return found_at(
        rows & ~inside,
        Code.COUNTY_CONTRADICTS_POINT,
        claims.found["county"],
        column=_first(columns, "county", "county_code", "municipality_number", "municipality"),
    )


def _in_other(claims: Claims, placed: Placed, knowledge: Knowledge) -> np.ndarray:
    """Find points farther from the seat of their municipality than it is wide, or at the seat of another."""
    wrong = np.zeros(len(placed.lon), dtype=bool)
    rows = np.flatnonzero((placed.is_own & claims.lon.notna()).to_numpy())
    if not len(rows):
        return wrong
    lon, lat = placed.lon.to_numpy(), placed.lat.to_numpy()
    own_km = claims.distance_km(lon, lat)[rows]
    seats = knowledge.geography.municipalities
    points = to_ecef(lon[rows], lat[rows])
    centres = to_ecef(seats["seat_lon"].to_numpy(float), seats["seat_lat"].to_numpy(float))
    nearest_km = np.min([np.linalg.norm(points - centre, axis=1) for centre in centres], axis=0) / 1000
    wrong[rows] = (own_km > WIDTH_KM) | (
        (own_km > _FAR_KM) & (nearest_km < np.minimum(_AT_SEAT_KM, _NEARER * own_km))
    )
    return wrong


def _first(columns: Columns, *fields: str) -> int:
    return next((columns.place(field) for field in fields if columns.has(field)), -1)

"""Counties, municipalities and land, and which county a site lies in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from symgeo.analysis.crossings import Land
from symgeo.errors import TableError
from symgeo.vocabulary import CRS_GEOGRAPHIC, CRS_METRIC

NEAREST_LIMIT_M: Final = 10_000.0
"""A site farther from every county's sea-side border than this has no county."""
_BETWEEN_HALVES: Final = re.compile(r"\s[-–—/]\s|[/|]")
_PLACE_COLUMNS: Final = ("municipality_number", "municipality", "county_code", "county", "country")


@dataclass(frozen=True, eq=False)
class Geography:
    """What decides the county of a site.

    Attributes
    ----------
    municipalities : DataFrame
        Indexed by number; columns as in the column dictionary.
    counties : GeoDataFrame
        Indexed by ISO 3166-2 code; with ``number``, ``country``, ``name``, ``name_en``, ``name_other``.
    sea_path : Path
        File with the same counties, reaching 25 km out to sea; read only where a site needs it.
    """

    municipalities: pd.DataFrame
    counties: gpd.GeoDataFrame
    sea_path: Path


def load_counties(path: Path) -> gpd.GeoDataFrame:
    """Load counties, indexed by ISO 3166-2 code, in EPSG:4326 (lon/lat).

    Raises
    ------
    TableError
        If the file is missing or has no column ``code``.
    """
    if not path.is_file():
        raise TableError(path, "the file is missing", "Take it from the programme's package again")
    counties = gpd.read_file(path, engine="pyogrio").to_crs(CRS_GEOGRAPHIC)
    if "code" not in counties.columns:
        raise TableError(path, "the column 'code' is missing", "Name each county by its ISO 3166-2 code")
    return counties.set_index("code").rename_axis("code")


@cache
def load_land(path: Path) -> Land:
    """Load land and lakes for crossings of water."""
    if not path.is_file():
        raise TableError(path, "the file is missing", "Take it from the programme's package again")
    return Land.from_frame(gpd.read_parquet(path))


def load_places(path: Path) -> pd.DataFrame:
    """Load towns and villages, indexed by GeoNames id, with ``lat``, ``lon`` and ``population``."""
    if not path.is_file():
        raise TableError(path, "the file is missing", "Take it from the programme's package again")
    places = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8").set_index("geonames_id")
    return places.assign(
        lat=places["lat"].astype(float),
        lon=places["lon"].astype(float),
        population=places["population"].astype(int),
    )


def assign_county(sites: pd.DataFrame, geography: Geography) -> pd.DataFrame:
    """Say in which municipality and county each site lies, and what decided it.

    The municipality's number comes first, then its name (either half of a bilingual one; where two
    counties have a municipality of that name, the county must be given too), then the county's own code
    or name, then the nearest county within `NEAREST_LIMIT_M`.

    Parameters
    ----------
    sites : DataFrame
        With the text columns municipality_number, municipality, county_code, county, country, and with
        lat and lon in WGS84.
    geography : Geography
        What decides.

    Returns
    -------
    DataFrame
        On the same index: municipality_number, municipality (official name, or as given where it is not
        known), county_code, county, country and county_by (number, name, nearest, or "" where no county
        was found).
    """
    given = sites[list(_PLACE_COLUMNS)]
    number_known = given["municipality_number"].isin(geography.municipalities.index)
    by_number = given["municipality_number"].where(number_known, "")
    named = _numbers_by_name(given, geography).where(by_number == "", "")
    number = by_number.mask(by_number == "", named)

    code_by_number = _codes(by_number, geography).where(number_known, _codes_by_prefix(given, geography))
    code_by_name = _codes(named, geography)
    code_by_name = code_by_name.mask(code_by_name == "", _codes_by_county(given, geography))
    undecided = (code_by_number == "") & (code_by_name == "")
    code_by_place = _codes_by_place(sites, undecided, geography)
    code = code_by_number.mask(code_by_number == "", code_by_name).mask(undecided, code_by_place)
    decided_by = np.select(
        [code_by_number != "", code_by_name != "", code_by_place != ""], ["number", "name", "nearest"], ""
    )
    return _described(given, number, code, pd.Series(decided_by, index=sites.index, dtype=str), geography)


def _described(
    given: pd.DataFrame, number: pd.Series, code: pd.Series, decided_by: pd.Series, geography: Geography
) -> pd.DataFrame:
    official = number.map(geography.municipalities["name"])
    return pd.DataFrame(
        {
            "municipality_number": number.mask(number == "", given["municipality_number"]),
            "municipality": official.fillna(given["municipality"]),
            "county_code": code,
            "county": code.map(geography.counties["name"]).fillna(given["county"]),
            "country": code.map(geography.counties["country"]).fillna(given["country"]),
            "county_by": decided_by,
        },
        index=given.index,
    )


def _codes(numbers: pd.Series, geography: Geography) -> pd.Series:
    return numbers.map(geography.municipalities["county_code"]).fillna("")


def _codes_by_prefix(given: pd.DataFrame, geography: Geography) -> pd.Series:
    """Give counties by the first two digits of municipalities that are not in the table."""
    number = given["municipality_number"]
    prefix = (given["country"] + number.str.slice(0, 2)).where(number.str.fullmatch(r"\d{4}"), "")
    counties = geography.counties
    codes = pd.Series(counties.index, index=counties["country"] + counties["number"])
    return prefix.map(codes).fillna("")


def _codes_by_county(given: pd.DataFrame, geography: Geography) -> pd.Series:
    counties = geography.counties
    code = given["county_code"].where(given["county_code"].isin(counties.index), "")
    return code.mask(code == "", _first_known(given["county"], _county_names(geography)))


@lru_cache(maxsize=4)
def _county_names(geography: Geography) -> Mapping[str, str]:
    """Give the county by each of its names; made once, because every file asks for it."""
    counties = geography.counties
    return MappingProxyType(
        {
            _plain(name): str(code)
            for column in ("name", "name_en", "name_other")
            for code, written in counties[column].fillna("").items()
            for name in [
                written,
                written.removesuffix("s län"),
                written.removesuffix(" län"),
                *written.split(", "),
            ]
            if name
        }
    )


def _numbers_by_name(given: pd.DataFrame, geography: Geography) -> pd.Series:
    """Give municipality numbers by name; a given county must agree, and decides between namesakes."""
    municipalities = geography.municipalities
    number = _first_known(given["municipality"], _municipality_names(geography))
    county = _codes_by_county(given, geography)
    own = number.map(municipalities["county_code"]).fillna("")
    has_namesake = number.map(municipalities["namesake_county_codes"]).fillna("") != ""
    foreign = (given["country"] != "") & (given["country"] != number.map(municipalities["country"]))
    wrong = foreign | np.where(county == "", has_namesake, county != own)
    return number.mask(wrong, "")


@lru_cache(maxsize=4)
def _municipality_names(geography: Geography) -> Mapping[str, str]:
    """Give the municipality by each of its names."""
    table = geography.municipalities
    return MappingProxyType(
        {
            _plain(name): str(number)
            for number, own, others in zip(table.index, table["name"], table["other_names"], strict=True)
            for name in [own, *others.split(";")]
            if name
        }
    )


def _first_known(written: pd.Series, names: Mapping[str, str]) -> pd.Series:
    """Look each name up whole, then by the halves of a bilingual one."""
    texts = pd.Series(written.unique(), dtype=str)
    found = {text: next((names[part] for part in _readings(text) if part in names), "") for text in texts}
    return written.map(found)


def _readings(text: str) -> list[str]:
    return [_plain(part) for part in [text, *_BETWEEN_HALVES.split(text)] if part.strip()]


def _plain(name: str) -> str:
    folded = " ".join(name.casefold().split())
    return folded.removesuffix(" kommune").removesuffix(" kommun").removesuffix(" fylke").strip()


def _codes_by_place(sites: pd.DataFrame, wanted: pd.Series, geography: Geography) -> pd.Series:
    """Give the nearest county within the limit, for the wanted sites that have a position."""
    codes = pd.Series("", index=sites.index, dtype=str)
    chosen = sites[wanted & sites["lat"].notna() & sites["lon"].notna()]
    if chosen.empty:
        return codes
    points = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy(chosen["lon"], chosen["lat"]), index=chosen.index, crs=CRS_GEOGRAPHIC
    )
    counties = load_counties(geography.sea_path)[["geometry"]].to_crs(CRS_METRIC)
    nearest = points.to_crs(CRS_METRIC).sjoin_nearest(counties, max_distance=NEAREST_LIMIT_M)
    first = nearest[~nearest.index.duplicated()]
    codes.loc[first.index] = first["code"].astype(str)
    return codes

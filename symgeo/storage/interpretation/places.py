"""Where a row says that its site is, without looking at its coordinates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
import pandas as pd

from symgeo.analysis.geodesy import geodesic_km
from symgeo.storage.geography import assign_county
from symgeo.storage.interpretation.borders import Borders, Floats
from symgeo.storage.interpretation.codes import Code
from symgeo.storage.interpretation.folding import fold
from symgeo.storage.interpretation.vocabulary import Knowledge

PLACE_FIELDS: Final = ("municipality_number", "municipality", "county_code", "county", "country")
WIDTH_KM: Final = 100.0
"""No part of a municipality lies farther than this from its seat."""
COUNTY_MARGIN_M: Final = 15_000.0
_POSTAL_NO: Final = re.compile(r"(?:^|[\s,])(?:N[O]?-)?\d{4}\s+(?P<place>[A-ZÆØÅÄÖ][^\d,;]+)$", re.IGNORECASE)
_POSTAL_SE: Final = re.compile(
    r"(?:^|[\s,])(?:S[E]?-)?\d{3}\s?\d{2}\s+(?P<place>[A-ZÆØÅÄÖ][^\d,;]+)$", re.IGNORECASE
)
_NUMBER_AND_NAME: Final = re.compile(r"(?P<number>\d{4})\s*[-–.:]?\s*(?P<name>[^\W\d_].*)")
_CLOSE_KM: Final = 60.0


@dataclass(frozen=True, eq=False)
class Claims:
    """What rows say about where they are.

    Attributes
    ----------
    given : DataFrame
        Municipality and county as written, cleaned: `PLACE_FIELDS`.
    found : DataFrame
        The same as `symgeo.storage.geography.assign_county` gives it, and ``county_by``.
    lon, lat : Series of float
        Seat of the municipality; NaN where it is not known.
    by_name : Series of str
        Number of the municipality that the name alone gives, or "".
    by_county : Series of str
        Code of the county that the columns of counties alone give, or "".
    unknown : Series of str
        A `Code` where what is written is not known or not clear, or "".
    """

    given: pd.DataFrame
    found: pd.DataFrame
    lon: pd.Series
    lat: pd.Series
    by_name: pd.Series
    by_county: pd.Series
    unknown: pd.Series

    @property
    def tell(self) -> pd.Series:
        """Say which rows tell where they are, well enough to test a position."""
        return self.lon.notna() | (self.found["county_code"] != "")

    def fit(self, lon: Floats, lat: Floats, borders: Borders) -> np.ndarray:
        """Say which points lie where their rows say.

        Parameters
        ----------
        lon, lat : ndarray, shape (n,)
            Degrees, WGS84.
        borders : Borders
            Counties.
        """
        near = self.distance_km(lon, lat) <= WIDTH_KM
        county = borders.is_within(lon, lat, self.found["county_code"], COUNTY_MARGIN_M)
        return np.where(self.lon.notna(), near, county)

    def distance_km(self, lon: Floats, lat: Floats) -> Floats:
        """Give the distance of each point from the seat of its municipality; NaN where there is none."""
        distance = np.full(len(self.lon), np.nan)
        rows = np.flatnonzero(np.isfinite(lon) & np.isfinite(lat) & self.lon.notna().to_numpy())
        seats = self.lon.to_numpy()[rows], self.lat.to_numpy()[rows]
        distance[rows] = geodesic_km(lon[rows], lat[rows], *seats)
        return distance


def read_claims(cells: pd.DataFrame, knowledge: Knowledge) -> Claims:
    """Read municipality, county and country of each row.

    Parameters
    ----------
    cells : DataFrame of str
        With the columns `PLACE_FIELDS` ("" where a file has none).
    knowledge : Knowledge
        Municipalities and counties.
    """
    written = cells[list(PLACE_FIELDS)]
    different = written.drop_duplicates()
    claims = _read_different(different, knowledge)
    place = pd.MultiIndex.from_frame(different).get_indexer(pd.MultiIndex.from_frame(written))
    return Claims(
        **{
            field.name: getattr(claims, field.name).iloc[place].set_axis(cells.index)
            for field in fields(Claims)
        }
    )


def _read_different(cells: pd.DataFrame, knowledge: Knowledge) -> Claims:
    given = _cleaned(cells, knowledge)
    found = _assigned(given, knowledge)
    by_name = _assigned(given.assign(municipality_number="", county_code="", county=""), knowledge)[
        "municipality_number"
    ]
    by_county = _assigned(given.assign(municipality_number="", municipality=""), knowledge)["county_code"]
    seats = knowledge.geography.municipalities
    number = found["municipality_number"]
    return Claims(
        given,
        found,
        number.map(seats["seat_lon"]).astype("float64"),
        number.map(seats["seat_lat"]).astype("float64"),
        by_name,
        by_county,
        _unknown(given, found, knowledge),
    )


def _assigned(given: pd.DataFrame, knowledge: Knowledge) -> pd.DataFrame:
    """Assign counties once for each different combination of cells, without looking at positions."""
    different = given.drop_duplicates()
    assigned = assign_county(different.assign(lat=np.nan, lon=np.nan), knowledge.geography)
    place = pd.MultiIndex.from_frame(different).get_indexer(pd.MultiIndex.from_frame(given))
    return assigned.iloc[place].set_axis(given.index)


def place_names(cells: pd.DataFrame) -> pd.Series:
    """Give the place that each row names: its own column, or the end of a postal address."""
    place = cells["place"].str.replace(r"^\d{3}\s?\d{1,2}\s+", "", regex=True).str.strip()
    postal = cells["address"].map(_postal_place)
    return place.where(place != "", postal).astype(str)


def find_places(names: pd.Series, claims: Claims, knowledge: Knowledge) -> pd.DataFrame:
    """Look places up among the towns and villages that we know.

    Parameters
    ----------
    names : Series of str
        "" where a row names none.
    claims : Claims
        Of the same rows; county and municipality decide between namesakes.
    knowledge : Knowledge
        Places.

    Returns
    -------
    DataFrame
        ``lon``, ``lat``, ``name`` and ``problem`` (a `Code` or ""), on the same index.
    """
    by_name = _places_by_name(knowledge.places)
    keys = pd.DataFrame(
        {"name": names, "county": claims.found["county_code"], "lon": claims.lon, "lat": claims.lat}
    )
    group = keys.groupby(list(keys.columns), dropna=False, sort=False).ngroup()
    found = pd.DataFrame(
        [
            _find_place(str(name), str(county), float(lon), float(lat), by_name, knowledge)
            for name, county, lon, lat in keys[~group.duplicated()].itertuples(index=False)
        ],
        columns=["lon", "lat", "name", "problem"],
    )
    return found.iloc[group.to_numpy()].set_axis(names.index)


def _cleaned(cells: pd.DataFrame, knowledge: Knowledge) -> pd.DataFrame:
    """Part "5059 Orkland", give numbers their four digits back, and turn a country's name into its code."""
    number = (
        cells["municipality_number"]
        .str.replace(r"\.0+$", "", regex=True)
        .str.replace(r"^K-?", "", regex=True)
    )
    name = cells["municipality"]
    for column in (number, name):
        parted = column.str.extract(_NUMBER_AND_NAME.pattern)
        both = parted["number"].notna()
        number = number.mask(both, parted["number"].fillna(""))
        name = name.mask(both & ((name == "") | name.eq(column)), parted["name"].fillna(""))
    bare = name.str.fullmatch(r"\d{3,4}").astype(bool) & (number == "")
    number = number.mask(bare, name).where(lambda n: ~n.str.fullmatch(r"\d{3}").astype(bool), "0" + number)
    county = cells["county_code"].where(cells["county_code"].str.match(r"[A-Z]{2}-"), "")
    # A county's plain number stands in the column of codes as often as its code.
    by_number = cells["county_code"].map(_county_numbers(knowledge)).fillna("")
    country = cells["country"].map(lambda text: knowledge.word("country", text))
    named = cells["county"].mask(cells["county"] == "", cells["county_code"].mask(county != "", ""))
    return pd.DataFrame(
        {
            "municipality_number": number.where(number.str.fullmatch(r"\d{4}").astype(bool), ""),
            "municipality": name.mask(bare, ""),
            "county_code": county.mask(county == "", by_number),
            "county": named,
            "country": country,
        },
        index=cells.index,
    ).astype(str)


def _county_numbers(knowledge: Knowledge) -> Mapping[str, str]:
    counties = knowledge.geography.counties
    numbers = pd.Series(counties.index, index=counties["number"])
    # 3 to 25 are Swedish and Norwegian numbers at once; those say nothing alone.
    once = numbers[~numbers.index.duplicated(keep=False)]
    return {str(number): str(code) for number, code in once.items()}


def _unknown(given: pd.DataFrame, found: pd.DataFrame, knowledge: Knowledge) -> pd.Series:
    municipalities = knowledge.geography.municipalities
    known = found["municipality_number"].isin(municipalities.index)
    named = given["municipality"] != ""
    namesakes = municipalities[municipalities["namesake_county_codes"] != ""]
    doubtful = {
        fold(name)
        for names in (namesakes["name"], *namesakes["other_names"].str.split(";"))
        for name in names
    }
    is_doubtful = given["municipality"].map(fold).isin(doubtful) & (found["county_code"] == "")
    lost = ~known & (named | (given["municipality_number"] != ""))
    codes = np.select([is_doubtful, lost], [Code.MUNICIPALITY_AMBIGUOUS, Code.MUNICIPALITY_UNKNOWN], "")
    return pd.Series(codes, index=given.index, dtype=str)


def _postal_place(address: str) -> str:
    match = _POSTAL_SE.search(address.strip()) or _POSTAL_NO.search(address.strip())
    return match["place"].strip() if match else ""


def _places_by_name(places: pd.DataFrame) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, (name, others) in enumerate(zip(places["name"], places["alternate_names"], strict=True)):
        for text in dict.fromkeys(fold(part) for part in (name, *others.split("|")) if part):
            found.setdefault(text, []).append(place)
    return found


def _find_place(
    name: str, county: str, lon: float, lat: float, by_name: dict[str, list[int]], knowledge: Knowledge
) -> tuple[float, float, str, str]:
    nothing = (np.nan, np.nan, "")
    if not name:
        return *nothing, ""
    places = knowledge.places.iloc[by_name.get(fold(name), [])]
    if county:
        number = str(knowledge.geography.counties.loc[county, "number"])
        places = places[(places["county_number"] == number) & (places["country"] == county[:2])]
    if places.empty:
        return *nothing, Code.PLACE_UNKNOWN
    if lon == lon:  # noqa: PLR0124  # only NaN differs from itself
        seats = np.full(len(places), lon), np.full(len(places), lat)
        distance = geodesic_km(places["lon"].to_numpy(), places["lat"].to_numpy(), *seats)
        places = places.iloc[np.argsort(distance)[:1]] if distance.min() <= _CLOSE_KM else places.iloc[:0]
    if len(places) != 1:
        return *nothing, Code.PLACE_AMBIGUOUS if len(places) else Code.PLACE_UNKNOWN
    first = places.iloc[0]
    return float(first["lon"]), float(first["lat"]), str(first["name"]), ""

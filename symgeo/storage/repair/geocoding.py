"""Ask an address service where sites are: only when a person presses for it, one row after another.

Addresses leave the computer then, so the host is named beside the button. Every answer is kept, and
nothing is asked twice.
"""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Protocol

from geopy.exc import GeocoderRateLimited, GeocoderServiceError
from geopy.geocoders import Nominatim

from symgeo import __version__
from symgeo.errors import Cancelled
from symgeo.storage.interpretation.interpret import Interpreted
from symgeo.storage.readers.reading import Progress, Reading
from symgeo.storage.remembered import Geocoded
from symgeo.storage.repair.replay import repaired_reading
from symgeo.storage.repair.state import Point, RepairState

_AGENT: Final = f"symgeo/{__version__}"
_TIMEOUT_S: Final = 10.0
_LONGEST: Final = 200
_MOST_BYTES: Final = 1_000_000
_TOO_MANY: Final = 429
_EXACT: Final = frozenset(
    {"building", "house", "house_number", "industrial", "man_made", "amenity", "office"}
)
_TOWNS: Final = frozenset({"city", "town", "municipality", "county", "state", "postcode"})


class Stopped(StrEnum):
    """Why asking ended before the last row; each has ``repair.geocode.<code>``."""

    NO = ""
    CANCELLED = "cancelled"
    UNREACHABLE = "unreachable"
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class Address:
    """What a row says about where its site is.

    Attributes
    ----------
    row : int
        As a spreadsheet shows it.
    text : str
        Street, place and municipality.
    municipality_number : str
        Where it is known, or "".
    country : str
        ``NO``, ``SE`` or "".
    """

    row: int
    text: str
    municipality_number: str = ""
    country: str = ""


@dataclass(frozen=True)
class Host:
    """An address service.

    Attributes
    ----------
    name : str
        Host as it is shown beside the button.
    owner : str
        Who runs it.
    base : str
        Start of its addresses.
    pause_s : float
        Seconds between two questions, by its rules of use.
    countries : tuple of str
        Where it knows addresses.
    """

    name: str
    owner: str
    base: str
    pause_s: float
    countries: tuple[str, ...]


KARTVERKET: Final = Host("ws.geonorge.no", "Kartverket", "https://ws.geonorge.no", 0.1, ("NO",))
NOMINATIM: Final = Host(
    "nominatim.openstreetmap.org", "OpenStreetMap", "https://nominatim.openstreetmap.org", 1.0, ("NO", "SE")
)
HOSTS: Final = (KARTVERKET, NOMINATIM)


class Cache(Protocol):
    """Keeps answers; `symgeo.storage.remembered` does it in the database."""

    def read(self, host: str, asked: str) -> Geocoded | None:
        """Give an earlier answer; None where it was not asked."""

    def save(self, host: str, asked: str, answer: Geocoded) -> None:
        """Keep an answer."""


@dataclass(frozen=True)
class Found:
    """An address that was found.

    Attributes
    ----------
    row : int
        Of the site.
    lon, lat : float
        Degrees, WGS84.
    label : str
        What was found, in the service's words.
    host : str
        Which service.
    precision : str
        A code of the column ``coord_precision``.
    """

    row: int
    lon: float
    lat: float
    label: str
    host: str
    precision: str

    @property
    def point(self) -> Point:
        """Give the position for `symgeo.storage.repair.points.with_point`."""
        return Point(self.row, self.lon, self.lat, f"{self.host}: {self.label}", self.precision)


@dataclass(frozen=True)
class Answered:
    """What came out of asking.

    Attributes
    ----------
    found : tuple of Found
        Rows that were found.
    not_found : tuple of int
        Rows that the service does not know.
    not_asked : tuple of int
        Rows in a country that it does not cover, and those after it was stopped.
    stopped : Stopped
        Why it ended early.
    """

    found: tuple[Found, ...] = ()
    not_found: tuple[int, ...] = ()
    not_asked: tuple[int, ...] = ()
    stopped: Stopped = Stopped.NO


@dataclass
class _Asking:
    found: list[Found] = field(default_factory=list)
    not_found: list[int] = field(default_factory=list)
    last_s: float | None = None


class _UnreachableError(Exception):
    """The service does not answer."""


class _TooManyError(Exception):
    """The service asks to slow down."""


def addresses_of(reading: Reading, state: RepairState, interpreted: Interpreted) -> tuple[Address, ...]:
    """Give the addresses of sites that have no coordinates of their own.

    Parameters
    ----------
    reading, state, interpreted
        The file as it was read, what was decided, and what they mean.
    """
    sites = interpreted.sites[~interpreted.sites["is_own"].astype(bool)]
    columns = [
        next((m.column for m in interpreted.columns if m.field == name), -1)
        for name in ("address", "postcode", "place")
    ]
    grid = repaired_reading(reading, state).grid
    told = grid.loc[sites.index, [column for column in columns if column >= 0]]
    return tuple(
        Address(
            int(row), ", ".join([*parts, str(town)] if town else parts)[:_LONGEST], str(number), str(country)
        )
        for row, cells, town, number, country in zip(
            sites.index,
            told.to_numpy().tolist(),
            sites["municipality"],
            sites["municipality_number"],
            sites["country"],
            strict=True,
        )
        if (parts := [str(cell) for cell in cells if cell])
    )


def geocode(
    addresses: Sequence[Address],
    host: Host,
    cache: Cache,
    *,
    progress: Progress | None = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Answered:
    """Ask a service for addresses, one after another; what is known already is not asked.

    Parameters
    ----------
    addresses : sequence of Address
        What to ask.
    host : Host
        Whom.
    cache : Cache
        Earlier answers.
    progress : callable, optional
        Is told the part that is done, 0 to 1; if it raises `Cancelled`, what was found so far comes back.
    clock, sleep : callable
        For the pause between two questions.
    """
    asking = _Asking()
    mine = [one for one in addresses if not one.country or one.country in host.countries]
    others = [one.row for one in addresses if one not in mine]
    stopped, place = Stopped.NO, 0
    try:
        for place, one in enumerate(mine):
            if progress:
                progress(place / len(mine))
            _ask(one, host, cache, asking, clock, sleep)
        place = len(mine)
    except Cancelled:
        stopped = Stopped.CANCELLED
    except _TooManyError:
        stopped = Stopped.TOO_MANY
    except _UnreachableError:
        stopped = Stopped.UNREACHABLE
    left = [one.row for one in mine[place:]]
    return Answered(tuple(asking.found), tuple(asking.not_found), tuple(sorted([*others, *left])), stopped)


def _ask(
    one: Address,
    host: Host,
    cache: Cache,
    asking: _Asking,
    clock: Callable[[], float],
    sleep: Callable[[float], None],
) -> None:
    asked = json.dumps([one.text, one.municipality_number, one.country], ensure_ascii=False)
    answer = cache.read(host.name, asked)
    if answer is None:
        if asking.last_s is not None:
            sleep(max(0.0, host.pause_s - (clock() - asking.last_s)))
        try:
            answer = _kartverket(one, host) if host.owner == KARTVERKET.owner else _nominatim(one, host)
        finally:
            asking.last_s = clock()
        cache.save(host.name, asked, answer)
    if answer.lon is None or answer.lat is None:
        asking.not_found.append(one.row)
        return
    precision, _, label = answer.label.partition(": ")
    asking.found.append(Found(one.row, answer.lon, answer.lat, label, host.name, precision))


def _kartverket(one: Address, host: Host) -> Geocoded:
    """Ask Kartverket's address service, which holds every official address in Norway."""
    query = {"sok": one.text, "fuzzy": "true", "treffPerSide": "1", "utkoordsys": "4258"}
    if one.municipality_number:
        query["kommunenummer"] = one.municipality_number
    found = _json(f"{host.base}/adresser/v1/sok?{urllib.parse.urlencode(query)}")
    hits = found.get("adresser") or []
    if not hits:
        return Geocoded(None, None)
    try:
        first, point = hits[0], hits[0]["representasjonspunkt"]
        label = ", ".join(str(first.get(name, "")) for name in ("adressetekst", "postnummer", "poststed"))
        return Geocoded(float(point["lon"]), float(point["lat"]), f"facility: {label}")
    except (KeyError, TypeError, ValueError) as error:
        # Whatever answered is not the service that we know.
        raise _UnreachableError from error


def _nominatim(one: Address, host: Host) -> Geocoded:
    """Ask Nominatim, the address service of OpenStreetMap, by its rules: own name, once a second."""
    parts = urllib.parse.urlsplit(host.base)
    service = Nominatim(user_agent=_AGENT, timeout=_TIMEOUT_S, domain=parts.netloc, scheme=parts.scheme)
    countries = [one.country.lower()] if one.country else [code.lower() for code in host.countries]
    try:
        place = service.geocode(one.text, country_codes=countries)
    except GeocoderRateLimited as error:
        raise _TooManyError from error
    except GeocoderServiceError as error:
        raise _UnreachableError from error
    if place is None:
        return Geocoded(None, None)
    kind = str(place.raw.get("addresstype", ""))
    precision = "facility" if kind in _EXACT else "town" if kind in _TOWNS else "locality"
    return Geocoded(float(place.longitude), float(place.latitude), f"{precision}: {place.address}")


def _json(address: str) -> dict[str, Any]:
    request = urllib.request.Request(address, headers={"User-Agent": _AGENT, "Accept": "application/json"})  # noqa: S310  # the host is one of ours
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answer:  # noqa: S310  # the host is one of ours
            found = json.loads(answer.read(_MOST_BYTES))
    except urllib.error.HTTPError as error:
        raise (_TooManyError if error.code == _TOO_MANY else _UnreachableError) from error
    except (OSError, ValueError) as error:
        raise _UnreachableError from error
    if not isinstance(found, dict):
        raise _UnreachableError
    return found

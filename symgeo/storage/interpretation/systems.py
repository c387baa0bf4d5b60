"""Coordinate systems that files of Norway and Sweden use, and how people name them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class System:
    """One coordinate system.

    Attributes
    ----------
    code : str
        Such as ``EPSG:25833``.
    name : str
        As people call it.
    east_m : tuple of float
        Range of eastings in Norway and Sweden, metres.
    """

    code: str
    name: str
    east_m: tuple[float, float] = (0.0, 0.0)


DEGREES: Final = System("EPSG:4326", "WGS 84")
UTM_32: Final = System("EPSG:25832", "UTM 32", (200_000.0, 1_200_000.0))
UTM_33: Final = System("EPSG:25833", "UTM 33", (-100_000.0, 1_120_000.0))
UTM_34: Final = System("EPSG:25834", "UTM 34", (-450_000.0, 900_000.0))
SWEREF: Final = System("EPSG:3006", "SWEREF 99 TM", (180_000.0, 970_000.0))
RT90: Final = System("EPSG:3021", "RT 90 2.5 gon V", (1_180_000.0, 1_950_000.0))
SYSTEMS: Final = (DEGREES, UTM_32, UTM_33, UTM_34, SWEREF, RT90)
ZONES: Final = (UTM_32, UTM_33, UTM_34)
"""The zones that a pair of metres without a name could belong to; SWEREF 99 TM agrees with UTM 33."""
NORTH_M: Final = (6_000_000.0, 8_000_000.0)
"""Northings of Norway and Sweden, in every one of these systems."""

_NAMED: Final = re.compile(
    r"(?:epsg|srid)\s*[:=]?\s*(?P<epsg>\d{4,5})"
    r"|(?:(?:euref\s*-?\s*89|etrs\s*-?\s*89|wgs\s*-?\s*84)[\s/,]*)?"
    r"utm[\s_-]*(?:sone|zone|zon|z)?[\s_-]*(?P<utm>3[234])\s*[nvwx]?\b"
    r"|(?:euref\s*-?\s*89|etrs\s*-?\s*89)[\s/,-]*(?:sone|zone|zon)?\s*(?P<euref>3[234])\s*[nv]?\b"
    r"|(?:sone|zone|zon)\s*(?P<zone>3[234])\s*[nvwx]?\b"
    r"|(?P<sweref>sweref\s*-?\s*(?:99)?\s*(?:tm)?)"
    r"|(?P<rt90>rt\s*-?\s*90(?:\s*2[.,]5\s*gon\s*[vw])?)"
    r"|(?P<degrees>wgs\s*-?\s*84|lat\s*/\s*lon|euref\s*-?\s*89|etrs\s*-?\s*89"
    r"|desimalgrader|decimalgrader|decimal degrees)",
    re.IGNORECASE,
)
_BARE_ZONE: Final = re.compile(r"(?:utm)?\s*(3[234])\s*[nvwx]?", re.IGNORECASE)
_BY_EPSG: Final = (
    *((system.code.removeprefix("EPSG:"), system) for system in SYSTEMS),
    ("32632", UTM_32),
    ("32633", UTM_33),
    ("32634", UTM_34),
    ("4258", DEGREES),
    ("4619", DEGREES),
)


def find_system(text: str) -> System | None:
    """Give the system that a heading or a cell names ("UTM33 Nord", "EPSG:3006"), if any."""
    match = _NAMED.search(text)
    if match is None:
        return None
    if match["epsg"]:
        return dict(_BY_EPSG).get(match["epsg"])
    zone = match["utm"] or match["euref"] or match["zone"]
    if zone:
        return _by_zone(zone)
    if match["sweref"]:
        return SWEREF
    return RT90 if match["rt90"] else DEGREES


def zone_of_cell(text: str) -> System | None:
    """Give the system of a cell in a column of zones, where a bare number is enough ("33", "32V")."""
    digits = re.sub(r"\.0$", "", text.strip())
    bare = _BARE_ZONE.fullmatch(digits)
    if bare:
        return _by_zone(bare[1])
    return dict(_BY_EPSG).get(digits) or find_system(text)


def without_system(text: str) -> str:
    """Give a heading without the name of a coordinate system in it."""
    return re.sub(r"\(\s*\)|\[\s*\]", " ", _NAMED.sub(" ", text)).strip(" ,-/")


def by_code(code: str) -> System:
    """Give the system with a code of `SYSTEMS`."""
    return next(system for system in SYSTEMS if system.code == code)


def _by_zone(zone: str) -> System:
    return next(system for system in ZONES if system.name.endswith(zone))

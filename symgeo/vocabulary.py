"""The words of the domain: codes that tables, calculation and screens share."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

LANGUAGES: Final = ("en", "nb", "nn", "sv")

DATA_FOLDER_VARIABLE: Final = "SYMGEO_DATA_DIR"
"""Tells the application which folder to read; not set where the example data is shown."""

CRS_GEOGRAPHIC: Final = "EPSG:4326"
"""Coordinates as stored, in lon/lat order."""
CRS_METRIC: Final = "EPSG:25833"
"""UTM 33N, for lengths over water and for drawing; distances are geodesic."""

ASSETS_PATH: Final = "assets"
"""Where our own server gives out browser files; ``../../assets/...`` seen from the map's frame."""
GEO_PATH: Final = "geo"
"""Where our own server gives out geometry for drawing: ``geo/land.json``, ``geo/counties.json``, ..."""

COLUMNS_PATH: Final = "columns"
"""Where the server gives out the many rows of a large map."""
SHOW_PATH: Final = "show"
"""Where our own server gives out the presentation of the saved views, seen from any page."""


class Direction(StrEnum):
    """Whether a site has a resource left over or wants it."""

    SUPPLY = "supply"
    DEMAND = "demand"


class Evidence(StrEnum):
    """How a figure is known, from best to weakest."""

    MEASURED = "measured"
    REPORTED = "reported"
    DERIVED = "derived"
    ASSUMPTION = "assumption"
    UNVERIFIED = "unverified"
    ILLUSTRATIVE = "illustrative"


class Openness(StrEnum):
    """Who may see a site or a flow, from everybody to staff alone."""

    OPEN = "open"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"


class Audience(StrEnum):
    """For whom something is shown or made."""

    STAFF = "staff"
    MEETING = "meeting"
    PUBLIC = "public"


class Tier(StrEnum):
    """What to do about an opportunity; comes before the score."""

    QUICK_WIN = "A"
    INVESTIGATE = "B"
    LONG_SHOT = "C"
    EXISTING = "X"
    GATE_FAILED = "D"


class Gate(StrEnum):
    """The condition that an opportunity in tier D does not meet."""

    NONE = ""
    TEMPERATURE = "temperature"
    HAZARDOUS = "hazardous"
    QUALITY = "quality"
    DENSITY = "density"


class Stage(StrEnum):
    """How far a recorded exchange has come."""

    IDEA = "idea"
    DISCUSSION = "discussion"
    NEGOTIATION = "negotiation"
    IMPLEMENTATION = "implementation"
    COMPLETED = "completed"
    ON_HOLD = "on_hold"
    BLOCKED = "blocked"
    LOST = "lost"


class Barrier(StrEnum):
    """The four kinds of things that stop an exchange."""

    REGULATORY = "regulatory"
    SOCIAL = "social"
    TECHNICAL = "technical"
    ECONOMIC = "economic"


class Energy(StrEnum):
    """What a need of heat may be covered with today; the codes of prices and emission factors."""

    ELECTRICITY = "electricity"
    GAS = "natgas"
    LPG = "lpg"
    OIL = "fueloil"
    WOOD_CHIPS = "woodchips"
    BIOMASS = "biomass"


class Way(StrEnum):
    """What lies between two sites of one hub."""

    DRY = "dry"
    AROUND = "around"
    ACROSS = "across"


class Grouping(StrEnum):
    """How hubs are found: one radius for all, or as dense as each place is."""

    RADIUS = "radius"
    DENSITY = "density"


class Extent(StrEnum):
    """How staff say what belongs to a hub of their own."""

    SITES = "sites"
    MUNICIPALITY = "municipality"
    CIRCLE = "circle"
    POINT = "point"
    AREA = "area"


class Goal(StrEnum):
    """What a plan has most of."""

    CLIMATE = "climate"
    ELECTRICITY = "electricity"
    DIVERTED = "diverted"
    MONEY = "money"
    MIX = "mix"

"""Saved views: what was on the screen when somebody found it worth showing."""

from __future__ import annotations

from dataclasses import dataclass, field

from symgeo.analysis.selection import Filters


@dataclass(frozen=True)
class Area:
    """A part of the country that a map shows whole.

    Attributes
    ----------
    south, west, north, east : float
        Degrees, WGS84; ``south`` < ``north`` and ``west`` < ``east``.
    """

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True)
class SavedView:
    """A view that can be shown again.

    Attributes
    ----------
    id : int
        Number in the database; 0 before it is saved.
    name : str
        As somebody wrote it; "" for a name that is made of what it shows.
    note : str
        What is said about it; "" for nothing.
    filters : Filters
        Which opportunities it shows.
    selected : str
        Id of the opportunity or the recorded exchange that it is about; "" for all that the filters ask for.
    area : Area or None
        What the map showed; None where no map was drawn.
    scenario : int
        Number of the scenario that it was calculated with; 0 for the project's own values.
    """

    id: int = 0
    name: str = ""
    note: str = ""
    filters: Filters = field(default_factory=Filters)
    selected: str = ""
    area: Area | None = None
    scenario: int = 0

"""What staff say belongs to a hub of their own, which sites that means now, and who may see it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
import shapely
from shapely import Polygon

from symgeo.analysis.disclosure import Redacted
from symgeo.analysis.geodesy import geodesic_km
from symgeo.analysis.hubs.delimiting import OwnHub
from symgeo.vocabulary import Audience, Extent

MOST_CORNERS: Final = 100
LEAST_CORNERS: Final = 3
_NUMBER: Final = re.compile(r"-?[0-9]{1,3}(?:[.,][0-9]+)?")


@dataclass(frozen=True)
class Outline:
    """What belongs to a hub.

    Attributes
    ----------
    extent : Extent
        Which of the others say it.
    site_ids : tuple of str
        Sites, by name.
    municipality_number : str
        All sites of a municipality.
    lon, lat : float or None
        Degrees, WGS84: all sites around this place ...
    radius_km : float or None
        ... no farther away than this, straight distance.
    corners : tuple of (float, float)
        Lon and lat, degrees, WGS84: all sites in or on the area between them, straight from one to the next.
    """

    extent: Extent
    site_ids: tuple[str, ...] = ()
    municipality_number: str = ""
    lon: float | None = None
    lat: float | None = None
    radius_km: float | None = None
    corners: tuple[tuple[float, float], ...] = ()

    @property
    def area(self) -> Polygon | None:
        """Give the area between the corners, EPSG:4326; None where they are in one line or too few.

        Where lines cross, everything that they go round belongs to it.
        """
        if len(self.corners) < LEAST_CORNERS:
            return None
        area = Polygon(self.corners)
        return area if area.length and shapely.make_valid(area).area > 0 else None


def read_corners(text: str) -> tuple[tuple[tuple[float, float], ...], tuple[int, ...]]:
    """Read corners that were typed one a line, latitude before longitude.

    Returns
    -------
    corners : tuple of (float, float)
        Lon and lat, degrees, WGS84, of the lines that could be read.
    wrong : tuple of int
        The lines that could not, from 1.
    """
    corners, wrong = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        degrees = [float(one.replace(",", ".")) for one in _NUMBER.findall(line)]
        if len(degrees) == 2 and abs(degrees[0]) <= 90 and abs(degrees[1]) <= 180:
            corners.append((degrees[1], degrees[0]))
        elif line.strip():
            wrong.append(number)
    return tuple(corners[:MOST_CORNERS]), tuple(wrong)


def sites_within(outline: Outline, sites: pd.DataFrame) -> tuple[str, ...]:
    """Give the sites that an outline means in these data; staff decide, so water does not part them.

    Parameters
    ----------
    outline : Outline
        What belongs to the hub.
    sites : DataFrame
        Indexed by site_id, with ``municipality_number``, ``lon`` and ``lat`` (degrees, WGS84).
    """
    if outline.extent is Extent.SITES:
        inside = sites.index.isin(outline.site_ids)
    elif outline.extent is Extent.MUNICIPALITY:
        inside = (sites["municipality_number"] == outline.municipality_number).to_numpy()
    elif outline.extent is Extent.AREA:
        area = outline.area
        inside = (
            np.zeros(len(sites), dtype=bool)
            if area is None
            else shapely.intersects_xy(shapely.make_valid(area), sites["lon"], sites["lat"])
        )
    elif outline.lon is None or outline.lat is None or outline.radius_km is None:
        inside = np.zeros(len(sites), dtype=bool)
    else:
        middle = np.full(len(sites), outline.lon), np.full(len(sites), outline.lat)
        inside = geodesic_km(*middle, sites["lon"], sites["lat"]) <= outline.radius_km
    return tuple(sorted(str(one) for one in sites.index[inside]))


def seen_hubs(own: Sequence[OwnHub], redacted: Redacted) -> tuple[OwnHub, ...]:
    """Give the hubs that staff made as an audience may see them.

    To others than the staff only open ones are shown, without remark and without hidden sites; a hub whose
    name tells of something hidden is none of them.

    Parameters
    ----------
    own : sequence of OwnHub
        With the ids of the full data set.
    redacted : Redacted
        The data as the audience may see it.

    Returns
    -------
    tuple of OwnHub
        With the ids of the redacted data set.
    """
    if redacted.audience is Audience.STAFF:
        return tuple(own)
    ids = redacted.site_ids
    return tuple(
        OwnHub(
            hub.code, hub.name, tuple(ids[site] for site in hub.site_ids if site in ids), is_open=hub.is_open
        )
        for hub in own
        if hub.is_open and not redacted.reveals(hub.name)
    )

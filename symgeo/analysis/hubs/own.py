"""What staff say belongs to a hub of their own, and which sites that means now."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from symgeo.analysis.geodesy import geodesic_km
from symgeo.vocabulary import Extent


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
    """

    extent: Extent
    site_ids: tuple[str, ...] = ()
    municipality_number: str = ""
    lon: float | None = None
    lat: float | None = None
    radius_km: float | None = None


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
    elif outline.lon is None or outline.lat is None or outline.radius_km is None:
        inside = np.zeros(len(sites), dtype=bool)
    else:
        middle = np.full(len(sites), outline.lon), np.full(len(sites), outline.lat)
        inside = geodesic_km(*middle, sites["lon"], sites["lat"]) <= outline.radius_km
    return tuple(sorted(str(one) for one in sites.index[inside]))

"""Hubs: groups of sites that lie close together, found by density, beside those that staff made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from scipy.spatial import cKDTree

from symgeo.analysis.crossings import Land
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.disclosure import COARSE_PRECISION
from symgeo.analysis.geodesy import distance_to_chord_m, geodesic_km, to_ecef
from symgeo.analysis.hubs.densities import NOISE, IntArray, cluster_by_density, cores_by_radius
from symgeo.analysis.hubs.land_ways import land_ways_km
from symgeo.vocabulary import CRS_GEOGRAPHIC, CRS_METRIC, Grouping, Way


@dataclass(frozen=True)
class Delimitation:
    """How close together is one hub.

    Attributes
    ----------
    radius_km : float
        Sites no farther apart than this are neighbours, straight distance.
    least_sites : int
        So many sites within the radius, itself counted, make a site the core of a hub; no hub is smaller.
    way : Way
        ``dry``: a stretch of open water on the straight line parts two sites. ``around``: it does not where
        the way over land is no longer than the radius. ``across``: water parts nobody.
    grouping : Grouping
        ``radius``: DBSCAN, one radius for all. ``density``: HDBSCAN, each hub as dense as its place is, and
        neighbours no farther apart than the radius.
    """

    radius_km: float = 6.0
    least_sites: int = 3
    way: Way = Way.AROUND
    grouping: Grouping = Grouping.RADIUS


@dataclass(frozen=True)
class OwnHub:
    """A hub that staff made.

    Attributes
    ----------
    code : str
        Its id.
    name : str
        As staff call it.
    site_ids : tuple of str
        Sites that belong to it; ids that the data does not have are left out.
    note : str
        Remark, such as where the name was published.
    is_open : bool
        Whether others than the staff may see that there is such a hub.
    """

    code: str
    name: str
    site_ids: tuple[str, ...]
    note: str = ""
    is_open: bool = False


@dataclass(frozen=True, eq=False)
class Hubs:
    """All hubs of a data set.

    Attributes
    ----------
    table : DataFrame
        Indexed by ``hub_id``, by name: ``name``, ``is_own``, ``sites`` (how many), ``lon``, ``lat`` (degrees,
        of its middle site), ``county_code``, ``note``.
    members : DataFrame
        ``hub_id`` and ``site_id``, sorted.
    """

    table: pd.DataFrame
    members: pd.DataFrame

    def sites_of(self, hub_id: str) -> tuple[str, ...]:
        """Give the ids of a hub's sites; none for an unknown hub."""
        return tuple(self.members.loc[self.members["hub_id"] == hub_id, "site_id"])

    def resolve(self, asked: str) -> str:
        """Give the hub that an id means now: itself, or the first one that holds the site of that name.

        A computed hub bears the id of one of its sites, so a link still leads to the right place after
        the radius was changed or staff made a hub there. "" where there is none.
        """
        if asked in self.table.index:
            return asked
        holding = self.members.loc[self.members["site_id"] == asked, "hub_id"]
        return str(holding.iloc[0]) if len(holding) else ""


def find_hubs(dataset: Dataset, delimitation: Delimitation | None = None, own: Sequence[OwnHub] = ()) -> Hubs:
    """Find the hubs of a data set: staff's own, and groups by density of all other sites.

    The same for any order of the rows. Sites that are closed, and sites whose position is shown coarsely,
    are in no hub: the one gives nothing, of the other nobody may learn who its neighbours are.

    Parameters
    ----------
    dataset : Dataset
        Sites; its land cuts neighbours apart.
    delimitation : Delimitation, optional
        How close together is one hub.
    own : sequence of OwnHub
        Win over computed ones: their sites are in no computed hub.

    Notes
    -----
    DBSCAN (Ester, Kriegel, Sander and Xu 1996), which Mendez-Alva et al. 2021 (Sustainability 13:13906) found
    the best of three for industrial sites, on geodesic distances, or HDBSCAN (Campello, Moulavi and Sander
    2013), see `symgeo.analysis.hubs.densities`. Where a stretch of open water of 1 km or
    more lies between two sites (`Land.are_parted`), the way over land counts instead (`land_ways_km`), so
    a hub reaches to the other side of a fjord only on land. Bridges, tunnels and ferries are not known. A
    site on the rim goes to the hub of its nearest core.
    """
    wanted = delimitation or Delimitation()
    sites = _placed(dataset).sort_index()
    made = _own_members(own, sites)
    left = sites[~sites.index.isin(made["site_id"])]
    numbers = cluster(left, dataset.reference.land, wanted)
    inside = numbers != NOISE
    computed = pd.DataFrame({"number": numbers[inside], "site_id": left.index[inside].astype(str)})
    computed["hub_id"] = computed.groupby("number")["site_id"].transform("min")
    members = pd.concat([made, computed[["hub_id", "site_id"]]], ignore_index=True)
    members = members.sort_values(["hub_id", "site_id"], ignore_index=True)
    return Hubs(_describe(members, sites, own), members)


def cluster(sites: pd.DataFrame, land: Land | None, delimitation: Delimitation) -> IntArray:
    """Give the number of each site's cluster, `NOISE` for none.

    Parameters
    ----------
    sites : DataFrame
        With ``lon`` and ``lat``, degrees.
    land : Land or None
        None where nothing lies in water.
    delimitation : Delimitation
        How close together is one hub.
    """
    if len(sites) < delimitation.least_sites:
        return np.full(len(sites), NOISE, dtype=np.intp)
    near = neighbours_km(sites, land, delimitation)
    if delimitation.grouping is Grouping.DENSITY:
        return cluster_by_density(near, least_sites=delimitation.least_sites)
    return _attach_rim(near, cores_by_radius(near, least_sites=delimitation.least_sites))


def neighbours_km(sites: pd.DataFrame, land: Land | None, delimitation: Delimitation) -> csr_matrix:
    """Give the distance between neighbours; what is not stored is no neighbour, zero is the same place.

    Parameters
    ----------
    sites : DataFrame
        With ``lon`` and ``lat``, degrees.
    land : Land or None
        Cuts neighbours apart that open water lies between.
    delimitation : Delimitation
        The farthest distance of neighbours, and what water means.

    Returns
    -------
    csr_matrix, shape (n, n)
        Kilometres, symmetric, each site a neighbour of itself: geodesic distance, or the way over land.
    """
    radius_km = delimitation.radius_km
    lon, lat = sites["lon"].to_numpy(float), sites["lat"].to_numpy(float)
    # A chord is never longer than the geodesic; a metre more takes in what rounding leaves out.
    reach_m = float(distance_to_chord_m(radius_km)) + 1.0
    first, second = cKDTree(to_ecef(lon, lat)).query_pairs(reach_m, output_type="ndarray").T
    ends = lon[first], lat[first], lon[second], lat[second]
    distance = geodesic_km(*ends)
    if land is not None and delimitation.way is not Way.ACROSS:
        parted = np.flatnonzero((distance <= radius_km) & land.are_parted(*ends))
        distance[parted] = np.inf
        if delimitation.way is Way.AROUND:
            one, other = first[parted], second[parted]
            wet = lon[one], lat[one], lon[other], lat[other]
            distance[parted] = land_ways_km(land, *wet, longest_km=radius_km)
    kept = distance <= radius_km
    first, second, distance = first[kept], second[kept], distance[kept]
    itself = np.arange(len(sites))
    rows, columns = np.concatenate((first, second, itself)), np.concatenate((second, first, itself))
    values = np.concatenate((distance, distance, np.zeros(len(sites))))
    return csr_matrix((values, (rows, columns)), shape=(len(sites), len(sites)))


def _attach_rim(near: csr_matrix, labels: IntArray) -> IntArray:
    """Give each site on the rim to the hub of its nearest core, of equally near ones to the first.

    DBSCAN leaves it with whichever hub was looked at first, which the order of the rows decides.
    """
    is_core = labels != NOISE
    pairs = near.tocoo()
    asked = ~is_core[pairs.row] & is_core[pairs.col]
    rim = pd.DataFrame({"site": pairs.row[asked], "core": pairs.col[asked], "km": pairs.data[asked]})
    nearest = rim.sort_values(["site", "km", "core"]).drop_duplicates("site")
    attached = labels.copy()
    attached[nearest["site"].to_numpy()] = labels[nearest["core"].to_numpy()]
    return attached


def _placed(dataset: Dataset) -> pd.DataFrame:
    """Leave out sites that are closed or shown coarsely."""
    sites = pd.DataFrame(dataset.sites.drop(columns="geometry", errors="ignore"))
    shown = sites["status"] != "closed"
    if "coord_precision" in sites:
        shown &= sites["coord_precision"] != COARSE_PRECISION
    return sites[shown]


def _own_members(own: Sequence[OwnHub], sites: pd.DataFrame) -> pd.DataFrame:
    pairs = [(hub.code, site) for hub in own for site in dict.fromkeys(hub.site_ids)]
    members = pd.DataFrame(pairs, columns=["hub_id", "site_id"], dtype=object)
    return members[members["site_id"].isin(sites.index)]


def _describe(members: pd.DataFrame, sites: pd.DataFrame, own: Sequence[OwnHub]) -> pd.DataFrame:
    """Name each hub and find its middle; by name."""
    placed = members.join(sites, on="site_id")
    middle = _middle_sites(placed)
    counted = placed.groupby("hub_id").size()
    made = {hub.code: hub for hub in own}
    table = pd.DataFrame(
        {
            "name": _names(placed, middle["name"]),
            "is_own": counted.index.isin(list(made)),
            "sites": counted,
            "lon": middle["lon"],
            "lat": middle["lat"],
            "county_code": middle["county_code"],
            "note": [made[code].note if code in made else "" for code in counted.index],
        }
    )
    given = pd.Series({code: hub.name for code, hub in made.items()}, dtype=object)
    table["name"] = given.reindex(table.index).fillna(table["name"]).astype(str)
    return table.rename_axis("hub_id").sort_values(["name", "county_code"], kind="stable")


def _middle_sites(placed: pd.DataFrame) -> pd.DataFrame:
    """Give, for each hub, the site nearest to the mean position of all its sites."""
    mean = placed.groupby("hub_id")[["lon", "lat"]].transform("mean")
    off = geodesic_km(placed["lon"], placed["lat"], mean["lon"], mean["lat"])
    ordered = placed.assign(off=off).sort_values(["hub_id", "off", "site_id"])
    return ordered.drop_duplicates("hub_id").set_index("hub_id")


def _names(placed: pd.DataFrame, middle_names: pd.Series) -> pd.Series:
    """Call a hub as most of its sites say, else as their municipality; namesakes by their middle site."""
    said = placed["cluster_label"].where(placed["cluster_label"] != "", placed["municipality"])
    counted = placed.assign(said=said).groupby(["hub_id", "said"]).size().rename("count").reset_index()
    best = counted.sort_values(["hub_id", "count", "said"], ascending=[True, False, True])
    names = best.drop_duplicates("hub_id").set_index("hub_id")["said"]
    twice = names.duplicated(keep=False)
    return names.mask(twice, names + " (" + middle_names.reindex(names.index) + ")")


def outline(hubs: Hubs, dataset: Dataset, *, around_m: float = 700.0) -> gpd.GeoSeries:
    """Draw a line around each hub's sites.

    Parameters
    ----------
    hubs : Hubs
        Of this data set.
    dataset : Dataset
        Where the sites lie.
    around_m : float
        Metres between the outermost sites and the line.

    Returns
    -------
    GeoSeries of Polygon
        EPSG:4326, lon/lat, indexed by hub_id in the order of the table.
    """
    lon_lat = dataset.sites.loc[hubs.members["site_id"], ["lon", "lat"]]
    points = gpd.GeoSeries(
        gpd.points_from_xy(lon_lat["lon"], lon_lat["lat"]),
        index=pd.Index(hubs.members["hub_id"], name="hub_id"),
        crs=CRS_GEOGRAPHIC,
    ).to_crs(CRS_METRIC)
    together = gpd.GeoDataFrame(geometry=points).dissolve(by="hub_id").geometry
    drawn = together.convex_hull.buffer(around_m, quad_segs=6)
    return drawn.to_crs(CRS_GEOGRAPHIC).reindex(hubs.table.index)

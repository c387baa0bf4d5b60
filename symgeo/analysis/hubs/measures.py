"""What a hub is like: diversity, links, loops, and the site that most hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.opportunities import IDEAS
from symgeo.vocabulary import Stage

_DIVISION_DIGITS: Final = 2


@dataclass(frozen=True)
class Anchor:
    """The site whose loss would end most exchanges of a hub.

    Attributes
    ----------
    site_id : str
        Which one.
    exchanges : tuple of str
        Exchanges inside the hub that would end, by id.
    links, links_of : int
        Links that would end, of how many.
    left_alone : tuple of str
        Sites that would have no exchange in the hub any more.
    ideas : int
        New pairs inside the hub that would fall away.
    """

    site_id: str
    exchanges: tuple[str, ...]
    links: int
    links_of: int
    left_alone: tuple[str, ...]
    ideas: int


@dataclass(frozen=True)
class Measures:
    """Figures of one hub; with few sites they say little by themselves.

    Attributes
    ----------
    sites, exchanges, ideas : int
        Sites, completed exchanges between them, and new pairs (tiers A, B and C) between them.
    links : int
        Ordered pairs of sites with a completed exchange from the first to the second.
    divisions : int
        Different NACE divisions (first two digits).
    diversity : float
        Shannon's H over NACE divisions, nats, 0 to ln ``divisions``.
    evenness : float
        H / ln ``divisions``, 0 to 1; NaN with fewer than two divisions.
    connectance : float
        ``links`` of all that could be, 0 to 1; NaN with fewer than two sites.
    density : float
        ``links`` a site.
    cyclicity : float
        0 without a loop, 1 with simple loops, above 1 where loops share sites.
    anchor : Anchor or None
        None where nothing is exchanged inside the hub.
    """

    sites: int
    exchanges: int
    ideas: int
    links: int
    divisions: int
    diversity: float
    evenness: float
    connectance: float
    density: float
    cyclicity: float
    anchor: Anchor | None


def measure(site_ids: Sequence[str], dataset: Dataset, opportunities: pd.DataFrame) -> Measures:
    """Measure one hub by its completed exchanges.

    Parameters
    ----------
    site_ids : sequence of str
        Its sites, each once.
    dataset : Dataset
        Sites and exchanges.
    opportunities : DataFrame
        All of them, as `opportunities.find` gives them.
    """
    running = running_inside(site_ids, dataset)
    ideas = ideas_inside(site_ids, opportunities)
    links = running[["supplier_site_id", "receiver_site_id"]].drop_duplicates()
    counts = dataset.sites.loc[list(site_ids), "nace"].astype(str).str[:_DIVISION_DIGITS].value_counts()
    n = len(site_ids)
    entropy = shannon(counts.to_numpy(float))
    return Measures(
        sites=n,
        exchanges=len(running),
        ideas=len(ideas),
        links=len(links),
        divisions=len(counts),
        diversity=entropy,
        evenness=entropy / np.log(len(counts)) if len(counts) > 1 else float("nan"),
        connectance=connectance(len(links), n),
        density=len(links) / n if n else float("nan"),
        cyclicity=cyclicity(links["supplier_site_id"], links["receiver_site_id"]),
        anchor=_anchor(running, links, ideas),
    )


def running_inside(site_ids: Sequence[str], dataset: Dataset) -> pd.DataFrame:
    """Give the completed exchanges between two sites of a hub."""
    inside = exchanges_of(site_ids, dataset)
    both = inside["supplier_site_id"].isin(site_ids) & inside["receiver_site_id"].isin(site_ids)
    kept: pd.DataFrame = inside[both & (inside["stage"] == Stage.COMPLETED.value)]
    return kept


def exchanges_of(site_ids: Sequence[str], dataset: Dataset) -> pd.DataFrame:
    """Give the recorded exchanges with a site of a hub on either side, of any stage."""
    exchanges = dataset.exchanges
    either = exchanges["supplier_site_id"].isin(site_ids) | exchanges["receiver_site_id"].isin(site_ids)
    apart = exchanges["supplier_site_id"] != exchanges["receiver_site_id"]
    kept: pd.DataFrame = exchanges[either & apart]
    return kept


def ideas_inside(site_ids: Sequence[str], opportunities: pd.DataFrame) -> pd.DataFrame:
    """Give the new pairs (tiers A, B and C) between two sites of a hub, best first."""
    both = opportunities["supply_site_id"].isin(site_ids) & opportunities["demand_site_id"].isin(site_ids)
    kept: pd.DataFrame = opportunities[both & opportunities["tier"].isin(IDEAS)]
    return kept


def ideas_across(site_ids: Sequence[str], opportunities: pd.DataFrame) -> pd.DataFrame:
    """Give the new pairs (tiers A, B and C) of a site of a hub with somebody outside, best first."""
    supply, demand = (opportunities[f"{side}_site_id"].isin(site_ids) for side in ("supply", "demand"))
    kept: pd.DataFrame = opportunities[(supply != demand) & opportunities["tier"].isin(IDEAS)]
    return kept


def shannon(counts: npt.NDArray[np.float64]) -> float:
    """Give Shannon's diversity H = -sum p ln p, in nats.

    Parameters
    ----------
    counts : ndarray
        How many there are of each kind, above 0.

    Notes
    -----
    Shannon 1948, A mathematical theory of communication; over branches of industry as Jensen 2016 has it.
    """
    share = counts / counts.sum() if len(counts) else counts
    return float(abs(-np.sum(share * np.log(share))))


def connectance(links: int, sites: int) -> float:
    """Give the share of all possible directed links that there are, L / (n (n - 1)); NaN below two sites."""
    return links / (sites * (sites - 1)) if sites > 1 else float("nan")


def cyclicity(suppliers: pd.Series, receivers: pd.Series) -> float:
    """Give the largest eigenvalue of the matrix that says who supplies whom.

    Parameters
    ----------
    suppliers, receivers : Series of str
        One row a link, each once.

    Returns
    -------
    float
        0 without a loop, 1 for separate simple loops, above 1 where loops share sites.

    Notes
    -----
    Fath and Halnes 2007 (Ecological Modelling 208:17-24); for industrial networks Layton et al. 2016. Only
    sites that lie on a loop count, which is the same in exact arithmetic; a matrix without loops has but
    one eigenvalue, 0, that floating-point numbers find badly.
    """
    codes, names = pd.factorize(pd.concat([suppliers, receivers], ignore_index=True))
    if not len(names):
        return 0.0
    source, target = np.split(codes, 2)
    size = (len(names), len(names))
    every = csr_matrix((np.ones(len(source)), (target, source)), shape=size)
    _, parts = connected_components(every, directed=True, connection="strong")
    looped = parts[target] == parts[source]
    if not looped.any():
        return 0.0
    matrix = np.zeros(size)
    matrix[target[looped], source[looped]] = 1.0
    return float(np.max(np.abs(np.linalg.eigvals(matrix))))


def _anchor(running: pd.DataFrame, links: pd.DataFrame, ideas: pd.DataFrame) -> Anchor | None:
    """Find the site with most links; of several the one with most ideas, then the first by id."""
    if links.empty:
        return None
    ends = pd.concat([links["supplier_site_id"], links["receiver_site_id"]])
    of_ideas = pd.concat([ideas["supply_site_id"], ideas["demand_site_id"]]).value_counts()
    ranked = ends.value_counts().rename("links").to_frame()
    ranked["ideas"] = of_ideas.reindex(ranked.index).fillna(0).astype(int)
    ranked = ranked.rename_axis("site").reset_index()
    first = ranked.sort_values(["links", "ideas", "site"], ascending=[False, False, True]).iloc[0]
    site = str(first["site"])
    ended = (running["supplier_site_id"] == site) | (running["receiver_site_id"] == site)
    left = running[~ended]
    still = {*left["supplier_site_id"], *left["receiver_site_id"]}
    alone = sorted({*running["supplier_site_id"], *running["receiver_site_id"]} - still - {site})
    return Anchor(
        site_id=site,
        exchanges=tuple(running.index[ended].astype(str)),
        links=int(first["links"]),
        links_of=len(links),
        left_alone=tuple(alone),
        ideas=int(first["ideas"]),
    )

"""Hubs by density: the cores of DBSCAN, and HDBSCAN within what neighbours join."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

NOISE: Final = -1
"""Number of the cluster of a site that is in none."""
IntArray = npt.NDArray[np.intp]

_FAR_KM: Final = 1e4
"""Stands for no neighbours; longer than any radius."""
_NEIGHBOURS: Final = 2
"""How dense it is at a site is told by its nearest neighbour; the site itself is counted."""


def cores_by_radius(near: csr_matrix, *, least_sites: int) -> IntArray:
    """Give the number of the cluster that each core belongs to, `NOISE` for what is no core.

    Parameters
    ----------
    near : csr_matrix, shape (n, n)
        What is stored is a neighbour; each is one of its own.
    least_sites : int
        So many neighbours make a core.

    Notes
    -----
    The cores of DBSCAN with their labels: neighbours that are both cores are in one cluster, and clusters are
    numbered by their first core. scikit-learn's takes longer to load than the pages of all hubs to make.
    """
    labels = np.full(near.shape[0], NOISE, dtype=np.intp)
    cores = np.flatnonzero(np.diff(near.indptr) >= least_sites)
    if len(cores):
        among = near[cores][:, cores]
        # Neighbours in the same place are zero apart, and neighbours all the same.
        among.data = np.ones_like(among.data)
        labels[cores] = connected_components(among, directed=False)[1]
    return labels


def cluster_by_density(near: csr_matrix, *, least_sites: int) -> IntArray:
    """Give the number of each site's cluster, `NOISE` for none.

    HDBSCAN (Campello, Moulavi and Sander 2013) makes a tree of what hangs together at each distance
    and keeps the clusters that last longest on the way from far to near, so that a dense quay and a
    loose valley are both found. It runs on each part that neighbours join, so no cluster is joined by
    anything that is no neighbour.

    Parameters
    ----------
    near : csr_matrix, shape (n, n)
        Kilometres between neighbours, as `neighbours_km` gives them.
    least_sites : int
        No cluster is smaller.
    """
    labels = np.full(near.shape[0], NOISE, dtype=np.intp)
    count, part = connected_components(near, directed=False)
    for number in range(count):
        members = np.flatnonzero(part == number)
        if len(members) >= least_sites:
            found = _cluster_part(near[members][:, members], least_sites)
            labels[members] = np.where(found == NOISE, NOISE, found + labels.max() + 1)
    return labels


def _cluster_part(near: csr_matrix, least_sites: int) -> IntArray:
    """Cluster what hangs together; it is one cluster where nothing in it is denser."""
    # Slow to load, and only those who look at hubs need it.
    from sklearn.cluster import HDBSCAN  # noqa: PLC0415 # see above

    n = near.shape[0]
    # HDBSCAN never gives the whole as a cluster, so something far away has to be beside it.
    kilometres = np.full((n + least_sites, n + least_sites), _FAR_KM)
    kilometres[n:, n:] = 0.0
    pairs = near.tocoo()
    kilometres[pairs.row, pairs.col] = pairs.data
    tree = HDBSCAN(
        min_cluster_size=least_sites, min_samples=_NEIGHBOURS, metric="precomputed", copy=False
    ).fit(kilometres)
    _, labels = np.unique(np.where(tree.labels_[:n] < 0, NOISE, tree.labels_[:n]), return_inverse=True)
    return np.asarray(labels - (tree.labels_[:n] < 0).any(), dtype=np.intp)

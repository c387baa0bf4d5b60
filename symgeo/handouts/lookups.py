"""What hand-outs of one redacted data set ask for again and again, each worked out once."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import geopandas as gpd
import pandas as pd

from symgeo.analysis.dataset import Dataset
from symgeo.handouts.paper import in_metres
from symgeo.views.map_sites import site_marks
from symgeo.vocabulary import CRS_METRIC

Row = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Lookups:
    """Names, rows and places of a data set; every selection of it shares them.

    Attributes
    ----------
    dataset : Dataset
        As the audience may see it.
    language : str
        One of ``LANGUAGES``.
    """

    dataset: Dataset
    language: str

    @cached_property
    def site_names(self) -> Mapping[str, str]:
        """Give the names of all sites; looked up row by row in a frame, they would take seconds."""
        return {str(site): str(name) for site, name in self.dataset.sites["name"].items()}

    @cached_property
    def resource_names(self) -> Mapping[str, str]:
        """Give the names of all resources in the language."""
        names = self.dataset.reference.resources[f"name_{self.language}"]
        return {str(code): str(name) for code, name in names.items()}

    @cached_property
    def site_rows(self) -> Mapping[str, Row]:
        """Give all sites by their id."""
        return _rows(pd.DataFrame(self.dataset.sites.drop(columns="geometry", errors="ignore")))

    @cached_property
    def flow_rows(self) -> Mapping[str, Row]:
        """Give all flows by their id."""
        return _rows(self.dataset.flows)

    @cached_property
    def flows_of(self) -> Mapping[str, Sequence[str]]:
        """Give the ids of each site's flows, as they are listed."""
        found: dict[str, list[str]] = {}
        for flow, row in self.flow_rows.items():
            found.setdefault(str(row["site_id"]), []).append(flow)
        return found

    @cached_property
    def metres(self) -> pd.DataFrame:
        """Give where all sites lie: ``x`` and ``y`` in metres."""
        points = in_metres(self.dataset.sites)
        return pd.DataFrame({"x": points.x, "y": points.y})

    @cached_property
    def marks(self) -> pd.DataFrame:
        """Give how each site looks on a map, as `site_marks` does."""
        return site_marks(self.dataset.sites, self.dataset.flows, self.dataset.reference.resources)

    @cached_property
    def counties(self) -> gpd.GeoDataFrame:
        """Give the counties in metres."""
        return self.dataset.reference.counties[["geometry"]].to_crs(CRS_METRIC)


def _rows(table: pd.DataFrame) -> Mapping[str, Row]:
    rows: list[dict[Hashable, Any]] = table.to_dict("records")
    return {
        str(code): {str(name): cell for name, cell in row.items()}
        for code, row in zip(table.index, rows, strict=True)
    }

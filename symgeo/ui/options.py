"""What filters offer: the places and resources that the data has, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from symgeo.analysis.dataset import Dataset
from symgeo.texts import Texts


@dataclass(frozen=True, eq=False)
class Options:
    """Names by code, each in the order in which it is offered.

    Attributes
    ----------
    counties, municipalities : mapping
        By name.
    county_of : mapping
        County code by municipality number.
    resources : mapping
        Groups and their leaves that occur in the data, in the order of the resource tree.
    groups : frozenset of str
        Those of the resources that are groups.
    """

    counties: Mapping[str, str]
    municipalities: Mapping[str, str]
    county_of: Mapping[str, str]
    resources: Mapping[str, str]
    groups: frozenset[str]


def collect_options(dataset: Dataset, texts: Texts) -> Options:
    """Collect what the filters offer for a data set."""
    sites, resources = dataset.sites, dataset.reference.resources
    municipalities = sites[["municipality_number", "municipality", "county_code"]].drop_duplicates(
        "municipality_number"
    )
    used = resources[resources.index.isin(dataset.flows["resource_code"])]
    names: dict[str, str] = {}
    groups = []
    for group in resources.index[resources["parent"] == ""]:
        leaves = used[used["parent"] == group]
        if len(leaves):
            groups.append(group)
            names[group] = texts.resource(resources.loc[group])
            names |= {code: texts.resource(row) for code, row in leaves.iterrows()}
    return Options(
        counties=_by_name(sites["county_code"], sites["county"]),
        municipalities=_by_name(municipalities["municipality_number"], municipalities["municipality"]),
        county_of=MappingProxyType(
            dict(zip(municipalities["municipality_number"], municipalities["county_code"], strict=True))
        ),
        resources=MappingProxyType(names),
        groups=frozenset(groups),
    )


def _by_name(codes: pd.Series, names: pd.Series) -> Mapping[str, str]:
    pairs = sorted(set(zip(codes, names, strict=True)), key=lambda pair: pair[1])
    return MappingProxyType(dict(pairs))

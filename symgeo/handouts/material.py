"""Everything that a hand-out is made of, calculated from the redacted data alone."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pandas as pd

from symgeo.analysis import selection
from symgeo.analysis.choices import Choices
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.disclosure import Redacted, redact, withhold_illustrative
from symgeo.analysis.opportunities import find
from symgeo.analysis.selection import Filters
from symgeo.texts import Texts, texts_for
from symgeo.views.blurred_names import blurred_names
from symgeo.vocabulary import Audience, Openness


@dataclass(frozen=True)
class Order:
    """What is asked for.

    Attributes
    ----------
    audience : Audience
        For whom; decides what is blurred and what is left out.
    language : str
        One of ``LANGUAGES``.
    made_on : date
        Written on every hand-out.
    filters : Filters
        What is in it. Words to look for are not among them: they would stand on the hand-out, and may be
        a name that it must not tell.
    hides_illustrative : bool
        Leave example figures out; for the public they always are.
    link : str
        Address of the live view, for the QR code; "" for none.
    """

    audience: Audience
    language: str
    made_on: datetime.date
    filters: Filters = field(default_factory=Filters)
    hides_illustrative: bool = False
    link: str = ""


@dataclass(frozen=True, eq=False)
class Material:
    """What a hand-out may say.

    Attributes
    ----------
    order : Order
        What was asked for.
    texts : Texts
        Texts in the language of the order.
    redacted : Redacted
        The data as the audience may see it.
    every : DataFrame
        All opportunities of the redacted data, as the calculation gives them; for sums alone.
    found : DataFrame
        Those that the filters ask for, best first, illustrative amounts cut down.
    sites, flows, exchanges : DataFrame
        Rows of the redacted data that the filters ask for, and those at the ends of what was found.
    """

    order: Order
    texts: Texts
    redacted: Redacted
    every: pd.DataFrame
    found: pd.DataFrame
    sites: pd.DataFrame
    flows: pd.DataFrame
    exchanges: pd.DataFrame

    @property
    def dataset(self) -> Dataset:
        """Give the data, redacted for the audience."""
        return self.redacted.dataset

    @property
    def is_redacted(self) -> bool:
        """Say whether anything may be blurred."""
        return self.order.audience is not Audience.STAFF

    @cached_property
    def site_names(self) -> Mapping[str, str]:
        """Give the names of all sites; looked up row by row in a frame, they would take seconds."""
        return {str(site): str(name) for site, name in self.dataset.sites["name"].items()}

    @cached_property
    def resource_names(self) -> Mapping[str, str]:
        """Give the names of all resources in the language of the order."""
        names = self.dataset.reference.resources[f"name_{self.texts.language}"]
        return {str(code): str(name) for code, name in names.items()}

    @cached_property
    def flow_rows(self) -> Mapping[str, Mapping[str, Any]]:
        """Give all flows by their id, for what is told row by row."""
        rows = self.dataset.flows.to_dict("records")
        return {
            str(flow): {str(name): cell for name, cell in row.items()}
            for flow, row in zip(self.dataset.flows.index, rows, strict=True)
        }

    def blurred_flows(self) -> frozenset[str]:
        """Give the ids of flows whose amounts are bands."""
        return self.dataset.blurred_flows

    def blurred_sites(self) -> frozenset[str]:
        """Give the ids of sites whose name and place are blurred."""
        if not self.is_redacted:
            return frozenset()
        sites = self.dataset.sites
        return frozenset(sites.index[sites["openness"] != Openness.OPEN.value])


def gather(dataset: Dataset, order: Order, choices: Choices | None = None) -> Material:
    """Redact a data set, and calculate from what is left all that hand-outs say.

    Parameters
    ----------
    dataset : Dataset
        Full; it goes no further than here.
    order : Order
        What is asked for.
    choices : Choices, optional
        As for `find`.
    """
    redacted = redact(
        dataset,
        order.audience,
        blurred_names(texts_for(order.language)),
        hides_illustrative=order.hides_illustrative,
    )
    return _made(order, redacted, find(redacted.dataset, choices or Choices()))


def narrow(material: Material, filters: Filters) -> Material:
    """Give the material of another selection of the same data, for the same audience."""
    return _made(replace(material.order, filters=filters), material.redacted, material.every)


def _made(order: Order, redacted: Redacted, every: pd.DataFrame) -> Material:
    """Take out of the redacted data what the filters ask for."""
    shown = redacted.dataset
    found = withhold_illustrative(selection.select(every, shown, order.filters)).reset_index(drop=True)
    exchanges = selection.select_exchanges(shown, order.filters)
    ends = {*found["supply_site_id"], *found["demand_site_id"]}
    ends |= {*exchanges["supplier_site_id"], *exchanges["receiver_site_id"]}
    chosen = selection.select_sites(shown, order.filters).index
    sites = shown.sites[shown.sites.index.isin(chosen) | shown.sites.index.isin(list(ends))]
    flows = shown.flows[shown.flows["site_id"].isin(sites.index)]
    return Material(order, texts_for(order.language), redacted, every, found, sites, flows, exchanges)

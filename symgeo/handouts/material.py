"""Everything that a hand-out is made of, calculated from the redacted data alone."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar, cast

import pandas as pd

from symgeo.analysis import selection
from symgeo.analysis.choices import Choices
from symgeo.analysis.dataset import Dataset, Reference
from symgeo.analysis.disclosure import Redacted, redact, withhold_illustrative
from symgeo.analysis.hubs import Delimitation, Hubs, OwnHub, find_hubs, seen_hubs
from symgeo.analysis.opportunities import look_around, rerank
from symgeo.analysis.scenarios import rate_key
from symgeo.analysis.selection import Filters
from symgeo.analysis.uncertainty import Drawable
from symgeo.errors import UsageError
from symgeo.handouts.lookups import Lookups, Row
from symgeo.texts import Texts, texts_for
from symgeo.views.blurred_names import blurred_names
from symgeo.vocabulary import Audience, Openness

Made = TypeVar("Made")


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
    hub : str
        The only hub that it is about, by its id in the hubs of the redacted data; "" for all that the
        filters ask for.
    delimitation : Delimitation
        How close together is one hub.
    currency : str
        What money is written in, ``NOK`` or ``SEK``; "" for EUR.
    own_hubs : tuple of OwnHub
        Hubs that staff made, with the ids of the full data; what the audience must not see of them is left
        out.
    """

    audience: Audience
    language: str
    made_on: datetime.date
    filters: Filters = field(default_factory=Filters)
    hides_illustrative: bool = False
    link: str = ""
    hub: str = ""
    delimitation: Delimitation = field(default_factory=Delimitation)
    currency: str = ""
    own_hubs: tuple[OwnHub, ...] = ()


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
    counted : DataFrame
        Those of them that the order asks for, best first; for sums alone.
    found : DataFrame
        The same with illustrative amounts cut down.
    asked : tuple of str
        Ids of the sites that the order asks for: by place, resource and words, or those of the hub.
    sites, flows, exchanges : DataFrame
        Rows of the redacted data that the order asks for, and those at the ends of what was found.
    lookups : Lookups
        Names, rows and places of the redacted data.
    drawable : Drawable
        For draws of sums over opportunities of the redacted data.
    found_hubs : Hubs or None
        The hubs of the redacted data where they are known already; `hubs` gives them in any case.
    shelf : dict or None
        Where `once` keeps what it made; None to keep nothing.
    """

    order: Order
    texts: Texts
    redacted: Redacted
    every: pd.DataFrame
    counted: pd.DataFrame
    found: pd.DataFrame
    asked: tuple[str, ...]
    sites: pd.DataFrame
    flows: pd.DataFrame
    exchanges: pd.DataFrame
    lookups: Lookups
    drawable: Drawable
    found_hubs: Hubs | None = None
    shelf: dict[Callable[..., object], object] | None = None

    @property
    def dataset(self) -> Dataset:
        """Give the data, redacted for the audience."""
        return self.redacted.dataset

    @property
    def is_redacted(self) -> bool:
        """Say whether anything may be blurred."""
        return self.order.audience is not Audience.STAFF

    @cached_property
    def hubs(self) -> Hubs:
        """Give the hubs of the redacted data, those of the staff that the audience may see among them."""
        return self.found_hubs or _hubs_of(self.order, self.redacted)

    @property
    def hub_id(self) -> str:
        """Give the one hub that was asked for; "" for all that the filters ask for."""
        return self.hubs.resolve(self.order.hub) if self.order.hub else ""

    @property
    def hub_name(self) -> str:
        """Give the name of the one hub that was asked for; "" for none."""
        return str(self.hubs.table.loc[self.hub_id, "name"]) if self.order.hub else ""

    @property
    def site_names(self) -> Mapping[str, str]:
        """Give the names of all sites."""
        return self.lookups.site_names

    @property
    def resource_names(self) -> Mapping[str, str]:
        """Give the names of all resources in the language of the order."""
        return self.lookups.resource_names

    @property
    def flow_rows(self) -> Mapping[str, Row]:
        """Give all flows by their id, for what is told row by row."""
        return self.lookups.flow_rows

    def with_shelf(self) -> Material:
        """Give the same material for several files that share what they are made of."""
        return replace(self, found_hubs=self.hubs, shelf={})

    def once(self, work: Callable[[Material], Made]) -> Made:
        """Give what a function makes of this material; with a shelf it is made at the first asking alone."""
        if self.shelf is None:
            return work(self)
        if work not in self.shelf:
            self.shelf[work] = work(self)
        return cast("Made", self.shelf[work])

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
    shown, choices = redacted.dataset, choices or Choices()
    around = look_around(shown, choices)
    every = rerank(around, shown.reference, choices)
    drawable = Drawable.of(every, around, shown.reference)
    whole = replace(order, hub="")
    material = _selected(whole, redacted, every, Lookups(shown, order.language), drawable, None)
    return narrow_to_hub(material, order.hub) if order.hub else material


def narrow(material: Material, filters: Filters) -> Material:
    """Give the material of another selection of the same data, for the same audience."""
    order = replace(material.order, filters=filters, hub="")
    return _selected(
        order, material.redacted, material.every, material.lookups, material.drawable, material.found_hubs
    )


def narrow_to_hub(material: Material, hub_id: str) -> Material:
    """Give the material of one of ``material.hubs``, for the same audience."""
    if material.order.hub:
        material = narrow(material, material.order.filters)
    chosen = _sites_of(hub_id, material.hubs)
    is_here = _touches(material.counted, chosen)
    exchanges = material.exchanges[_touches(material.exchanges, chosen)]
    found = material.found[is_here.to_numpy()].reset_index(drop=True)
    sites, flows = _around(chosen, found, exchanges, material.dataset)
    return replace(
        material,
        order=replace(material.order, hub=hub_id),
        counted=material.counted[is_here],
        found=found,
        asked=chosen,
        sites=sites,
        flows=flows,
        exchanges=exchanges,
        found_hubs=material.hubs,
        shelf=None,
    )


def _hubs_of(order: Order, redacted: Redacted) -> Hubs:
    return find_hubs(redacted.dataset, order.delimitation, seen_hubs(order.own_hubs, redacted))


def _selected(
    order: Order,
    redacted: Redacted,
    every: pd.DataFrame,
    lookups: Lookups,
    drawable: Drawable,
    hubs: Hubs | None,
) -> Material:
    """Take out of the redacted data what the filters of an order ask for."""
    shown = redacted.dataset
    counted = selection.select(every, shown, order.filters)
    exchanges = selection.select_exchanges(shown, order.filters)
    chosen = tuple(map(str, selection.select_sites(shown, order.filters).index))
    found = withhold_illustrative(counted).reset_index(drop=True)
    sites, flows = _around(chosen, found, exchanges, shown)
    texts = _texts_of(order, shown.reference)
    return Material(
        order,
        texts,
        redacted,
        every,
        counted,
        found,
        chosen,
        sites,
        flows,
        exchanges,
        lookups,
        drawable,
        hubs,
    )


def _around(
    chosen: Sequence[str], found: pd.DataFrame, exchanges: pd.DataFrame, shown: Dataset
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the chosen sites and those at the ends of what was found, and the flows of all of them."""
    ends = {*found["supply_site_id"], *found["demand_site_id"]}
    ends |= {*exchanges["supplier_site_id"], *exchanges["receiver_site_id"]}
    sites = shown.sites[shown.sites.index.isin(chosen) | shown.sites.index.isin(list(ends))]
    return sites, shown.flows[shown.flows["site_id"].isin(sites.index)]


def _texts_of(order: Order, reference: Reference) -> Texts:
    """Give the texts in the language and the currency of an order, at the rate in force."""
    texts = texts_for(order.language)
    if not order.currency:
        return texts
    return texts.in_currency(order.currency, reference.parameter(rate_key(order.currency)))


def touching(pairs: pd.DataFrame, site_ids: Sequence[str]) -> pd.DataFrame:
    """Keep the opportunities or exchanges with one of some sites on either side."""
    return pairs[_touches(pairs, site_ids)]


def _touches(pairs: pd.DataFrame, site_ids: Sequence[str]) -> pd.Series:
    first = "supply_site_id" if "supply_site_id" in pairs else "supplier_site_id"
    second = "demand_site_id" if "demand_site_id" in pairs else "receiver_site_id"
    return pairs[first].isin(site_ids) | pairs[second].isin(site_ids)


def _sites_of(asked: str, hubs: Hubs) -> tuple[str, ...]:
    found = hubs.sites_of(hubs.resolve(asked))
    if not found:
        message = f"There is no hub {asked!r} in what this audience may see."
        raise UsageError(message)
    return found

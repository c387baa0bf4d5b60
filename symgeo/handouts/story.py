"""What a hand-out says about all that was found: three sentences, a chart's numbers, a short table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from symgeo.analysis import summary
from symgeo.analysis.together import Together, add_up
from symgeo.handouts.marking import place_of
from symgeo.handouts.material import Material
from symgeo.handouts.sheets import LEAST_SITES, municipality_sums
from symgeo.texts import Texts
from symgeo.views.palette import GROUPS
from symgeo.views.tables import matched_amount
from symgeo.vocabulary import Evidence, Tier

MOST_PLACES: Final = 8
_WRITTEN_SUMS: Final = (("electricity_freed_mwh", "MWh"), ("co2_t", "tCO2"))
"""What the sums tell, with its unit."""


@dataclass(frozen=True)
class Chart:
    """Opportunities by kind of resource and by what to do about them.

    Attributes
    ----------
    title, alt : str
        Heading, and the chart in words.
    groups : tuple of str
        Names of the resource groups, the largest first.
    series : tuple of (str, str, tuple of int)
        Code and name of a tier, and its count in each group.
    """

    title: str
    alt: str
    groups: tuple[str, ...]
    series: tuple[tuple[str, str, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Listing:
    """A short table in words.

    Attributes
    ----------
    title : str
        Heading.
    headings : tuple of str
        Of the columns.
    rows : tuple of tuple of str
        Cells.
    widths : tuple of float
        Share of each column, in sum 1.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Counted:
    """The first rows of a list, and how many there are in all."""

    listing: Listing
    total: int

    def title(self, shown: int, texts: Texts) -> str:
        """Give the heading over so many rows: where they are not all, it says how many there are."""
        if shown >= self.total:
            return self.listing.title
        return texts("handouts.some_of", title=self.listing.title, shown=shown, total=self.total)

    def first(self, shown: int, texts: Texts) -> Listing:
        """Give the first rows with their heading."""
        return replace(self.listing, title=self.title(shown, texts), rows=self.listing.rows[:shown])

    def whole(self, texts: Texts) -> Listing:
        """Give all rows that there are here, with their heading."""
        return self.first(len(self.listing.rows), texts)


def tell_all(material: Material) -> tuple[str, ...]:
    """Give the three sentences: how much there is, what is best, and what it could save."""
    found, texts = material.found, material.texts
    place = place_of(material) or texts("handouts.everywhere")
    if found.empty:
        return (texts("handouts.nothing", place=place),)
    ends = pd.concat([found["supply_site_id"], found["demand_site_id"]])
    wins = int((found["tier"] == Tier.QUICK_WIN.value).sum())
    quick = texts.plural("handouts.wins", wins) if wins else texts("handouts.wins_none")
    counted = texts.plural("handouts.counted", len(found), place=place, sites=ends.nunique(), wins=quick)
    return counted[:1].upper() + counted[1:], _best(material), _worth(material)


def _best(material: Material) -> str:
    texts, best = material.texts, material.found.iloc[0]
    names = material.dataset.sites["name"]
    resource = material.dataset.reference.resources.loc[best["supply_resource"]]
    return texts(
        "handouts.best",
        supplier=str(names[best["supply_site_id"]]),
        receiver=str(names[best["demand_site_id"]]),
        resource=texts.resource(resource),
        amount=matched_amount(best, material.blurred_flows(), texts),
        distance=texts.distance(best["distance_km"]),
    )


def _worth(material: Material) -> str:
    """Add up what is known and not invented, nothing twice; say so where that is too little."""
    texts, sums = material.texts, add_up(material.counted, material.blurred_flows())
    if sums.known.empty or (material.is_redacted and sums.sites < LEAST_SITES):
        return texts("handouts.no_sum")
    electricity, co2 = (
        texts.quantity_range(sums.least[one], sums.most[one], unit) for one, unit in _WRITTEN_SUMS
    )
    if round(sums.least["electricity_freed_mwh"]) == round(sums.most["electricity_freed_mwh"]) == 0:
        said = texts.plural("handouts.sum_emissions", len(sums.known), co2=co2)
    else:
        said = texts.plural("handouts.sum", len(sums.known), electricity=electricity, co2=co2)
    return " ".join([said, *_drawn(material, sums)])


def _drawn(material: Material, sums: Together) -> list[str]:
    """Say what eight of ten draws of the sums lie between; nothing beside bands, which that would narrow."""
    texts, drawn = material.texts, None if sums.banded else material.drawable.worth
    if drawn is None:
        return []
    ends = drawn.ends(sums.known["opportunity_id"])
    told = [(one, unit) for one, unit in _WRITTEN_SUMS if any(map(round, ends[one]))]
    if not told:
        return []
    spans = [texts.quantity_range(*ends[one], unit, beside=sums.most[one]) for one, unit in told]
    said = texts("handouts.sum_drawn", spans=texts.join(spans))
    # The sum of the likeliest amounts is not the likeliest sum where ranges are lopsided.
    beyond = any(not ends[one][0] <= sums.most[one] <= ends[one][1] for one, _ in told)
    return [said, texts("handouts.sum_beyond")] if beyond else [said]


def group_chart(material: Material) -> Chart:
    """Count what was found by resource group and tier."""
    texts, resources = material.texts, material.dataset.reference.resources
    counted = summary.group_tiers(material.found)
    wide = counted.pivot_table(
        index="resource_group", columns="tier", values="opportunities", aggfunc="sum", fill_value=0
    )
    order = wide.sum(axis=1).sort_values(ascending=False, kind="stable").index
    groups = [group for group in order if group in GROUPS]
    names = tuple(texts.resource_group(resources, group) for group in groups)
    tiers = [tier for tier in Tier if tier.value in wide.columns]
    series = tuple(
        (tier.value, texts(f"tier.{tier}"), tuple(wide.loc[groups, tier.value].astype(int).tolist()))
        for tier in tiers
    )
    totals = zip(names, (int(wide.loc[group].sum()) for group in groups), strict=True)
    alt = texts.join([f"{name}: {texts.number(total)}" for name, total in totals])
    return Chart(texts("handouts.chart_groups"), alt, names, series)


def top_listing(material: Material, most: int) -> Listing:
    """List the best opportunities."""
    texts, names = material.texts, material.dataset.sites["name"]
    resources = material.dataset.reference.resources
    blurred = material.blurred_flows()
    rows = tuple(
        (
            texts.number(int(pair["rank"])),
            str(names[pair["supply_site_id"]]),
            texts.resource(resources.loc[pair["supply_resource"]]),
            str(names[pair["demand_site_id"]]),
            matched_amount(pair, blurred, texts),
            texts.distance(pair["distance_km"]),
            texts(f"tier.{pair['tier']}"),
        )
        for _, pair in material.found.head(most).iterrows()
    )
    keys = ("tables.rank", "tables.from", "tables.resource", "tables.to", "tables.amount", "card.distance")
    headings = (*(texts(key) for key in keys), texts("tables.tier"))
    # Of a hub, its pairs with others are among them.
    title = texts("handouts.hub_top" if material.hub_id else "handouts.top")
    return Listing(title, headings, rows, (0.05, 0.18, 0.17, 0.18, 0.2, 0.09, 0.13))


def place_listing(material: Material) -> Counted:
    """List the municipalities with most ideas whose figures are known."""
    texts = material.texts
    sums = material.once(municipality_sums)
    filters = material.order.filters
    if filters.municipalities:
        sums = sums[sums.index.isin(filters.municipalities)]
    elif filters.counties:
        towns = material.dataset.reference.municipalities
        sums = sums[sums.index.isin(towns.index[towns["county_code"].isin(filters.counties)])]
    names = material.dataset.reference.municipalities["name"]
    best = sums.sort_values("opportunities", ascending=False, kind="stable").head(MOST_PLACES)
    rows = tuple(
        (
            str(names.get(number, number)),
            texts.number(int(row["opportunities"])),
            *(
                texts.quantity_range(row[f"{what}_low"], row[f"{what}_high"], unit)
                for what, unit in (("electricity_freed_mwh", "MWh"), ("co2_t", "tCO2"))
            ),
        )
        for number, row in best.iterrows()
    )
    headings = (
        texts("tables.municipality"),
        texts("map.legend_lines"),
        texts("card.electricity.title"),
        texts("card.co2.title"),
    )
    listing = Listing(texts("handouts.places"), headings, rows, (0.34, 0.18, 0.24, 0.24))
    return Counted(listing, len(sums))


def missing_listing(material: Material, most: int) -> Counted:
    """List the largest surpluses and needs that meet nobody."""
    texts, dataset = material.texts, material.dataset
    alone = summary.missing(material.every, dataset, material.order.filters.counties)
    alone = alone[alone["site_id"].isin(material.asked)]
    known = alone[alone["evidence"] != Evidence.ILLUSTRATIVE.value]
    chosen = (known if len(known) else alone).groupby("kind", sort=False).head(most)
    names, resources = dataset.sites["name"], dataset.reference.resources
    rows = tuple(
        (
            texts(f"figures.missing.{row['kind']}"),
            str(names[row["site_id"]]),
            texts.resource(resources.loc[row["resource_code"]]),
        )
        for _, row in chosen.iterrows()
    )
    headings = (texts("tables.missing"), texts("tables.site"), texts("tables.resource"))
    listing = Listing(texts("handouts.missing"), headings, rows, (0.28, 0.36, 0.36))
    return Counted(listing, len(known) if len(known) else len(alone))


def sources_of(material: Material) -> tuple[str, ...]:
    """Give where the amounts of what was found are from, the most frequent first."""
    ids = pd.concat([material.found["supply_flow_id"], material.found["demand_flow_id"]])
    used = material.dataset.flows.loc[ids.unique(), "source"]
    told = used[(used != "") & ~used.str.startswith(Evidence.ILLUSTRATIVE.value)]
    return tuple(material.texts.reference(str(source)) for source in told.value_counts().index)

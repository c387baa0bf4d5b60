"""The card of a site: what it is, what it has and wants, its best partners, its exchanges."""

from __future__ import annotations

from typing import Final

import pandas as pd
from markupsafe import Markup

from symgeo.analysis.dataset import Dataset
from symgeo.texts import Texts
from symgeo.views.cards.badges import evidence_badge, stage_badge, tier_badge
from symgeo.views.cards.markup import (
    bullets,
    element,
    facts,
    join,
    reference,
    section,
    source,
    table,
)
from symgeo.views.tables import flow_amount
from symgeo.vocabulary import Openness

PARTNERS_SHOWN: Final = 5


def site_card(
    site_id: str, opportunities: pd.DataFrame, dataset: Dataset, texts: Texts, *, level: int = 3
) -> str:
    """Write a site as escaped HTML.

    Parameters
    ----------
    opportunities : DataFrame
        As `opportunities.find` gives them, best first; those of other sites are left out.
    """
    site = dataset.sites.loc[site_id]
    below = level + 1
    mine = opportunities[
        (opportunities["supply_site_id"] == site_id) | (opportunities["demand_site_id"] == site_id)
    ]
    return str(
        element(
            "article",
            element(f"h{level}", site["name"], class_="sg-card-title"),
            _company(site, texts),
            section(below, texts("card.site.flows"), _flows(site_id, dataset, texts)),
            section(below, texts("card.site.partners"), _partners(site_id, mine, dataset, texts)),
            section(below, texts("card.site.exchanges"), _exchanges(site_id, dataset, texts)),
            section(below, texts("card.site.known"), _known(site, texts)),
            class_="sg-card",
        )
    )


def _company(site: pd.Series, texts: Texts) -> Markup:
    activity = join([reference(site["nace_label"], texts), f" ({site['nace']})"])
    return join(
        [
            facts(
                [
                    (texts("card.site.operator"), site["operator"]),
                    (texts("card.site.municipality"), f"{site['municipality']}, {site['county']}"),
                    (texts("card.site.activity"), activity),
                    (texts("card.site.product"), reference(site["main_product"], texts)),
                    (texts("repair.field.openness"), _openness(site, texts)),
                ]
            ),
            facts(
                [
                    (texts("card.site.capacity"), reference(site["capacity"], texts)),
                    (texts("card.note"), reference(site["note"], texts)),
                ],
                "sg-facts sg-wide-facts",
            ),
        ]
    )


def _openness(site: pd.Series, texts: Texts) -> str:
    """Say how open a site is, and why; nothing where everybody may see it."""
    level = str(site.get("openness", Openness.OPEN.value))
    if level == Openness.OPEN.value:
        return ""
    return ", ".join(part for part in (texts(f"openness.{level}"), str(site["openness_reason"])) if part)


def _known(site: pd.Series, texts: Texts) -> Markup:
    return join(
        [
            facts(
                [
                    (texts("card.site.position"), texts(f"card.precision.{site['coord_precision']}")),
                    (texts("card.confidence_title"), texts(f"confidence.{site['confidence']}.meaning")),
                ],
                "sg-facts sg-wide-facts",
            ),
            source(site["source"], texts),
        ]
    )


def _flows(site_id: str, dataset: Dataset, texts: Texts) -> Markup:
    flows = dataset.flows[dataset.flows["site_id"] == site_id]
    if flows.empty:
        return element("p", texts("card.site.no_flows"))
    rows = [
        (
            texts.resource(dataset.reference.resources.loc[flow["resource_code"]]),
            texts(f"direction.{flow['direction']}"),
            flow_amount(flow, texts, is_blurred=flow.name in dataset.blurred_flows),
            evidence_badge(flow["evidence"], texts),
        )
        for _, flow in flows.iterrows()
    ]
    headings = ("tables.resource", "tables.direction", "tables.amount", "tables.evidence")
    return table(texts("card.site.flows_caption"), [texts(key) for key in headings], rows)


def _partners(site_id: str, mine: pd.DataFrame, dataset: Dataset, texts: Texts) -> Markup:
    lines = []
    for _, pair in mine.head(PARTNERS_SHOWN).iterrows():
        gives = pair["supply_site_id"] == site_id
        other = dataset.sites.loc[pair["demand_site_id" if gives else "supply_site_id"], "name"]
        code = pair["supply_resource" if gives else "demand_resource"]
        words = texts(
            "card.site.gives_to" if gives else "card.site.gets_from",
            resource=texts.resource(dataset.reference.resources.loc[code]),
            partner=other,
            distance=texts.distance(pair["distance_km"]),
        )
        lines.append(join([words, " ", tier_badge(pair["tier"], texts)]))
    return bullets(lines)


def _exchanges(site_id: str, dataset: Dataset, texts: Texts) -> Markup:
    exchanges = dataset.exchanges
    own = exchanges[(exchanges["supplier_site_id"] == site_id) | (exchanges["receiver_site_id"] == site_id)]
    return bullets(
        join(
            [
                reference(row["title"], texts),
                " ",
                stage_badge(row["stage"], texts),
                " ",
                source(row["source"], texts),
            ]
        )
        for _, row in own.iterrows()
    )

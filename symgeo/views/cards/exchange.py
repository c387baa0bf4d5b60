"""The card of a recorded exchange, and its story for other cards."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from symgeo.analysis.dataset import Dataset
from symgeo.texts import Texts
from symgeo.views.cards.badges import evidence_badge, stage_badge
from symgeo.views.cards.markup import NOTHING, element, facts, join, reference, source
from symgeo.views.tables import write_amount


def exchange_card(exchange: pd.Series, dataset: Dataset, texts: Texts, *, level: int = 3) -> str:
    """Write a recorded exchange as escaped HTML.

    Parameters
    ----------
    exchange : Series
        One row of ``dataset.exchanges``.
    """
    resource = texts.resource(dataset.reference.resources.loc[exchange["resource_code"]])
    title = texts("card.title", supplier=exchange["supplier"], receiver=exchange["receiver"])
    return str(
        element(
            "article",
            element(f"h{level}", title, class_="sg-card-title"),
            element("p", resource, class_="sg-why"),
            exchange_story(exchange, texts),
            class_="sg-card",
        )
    )


def exchange_story(exchange: pd.Series, texts: Texts) -> Markup:
    """Write what is on record: stage, story, amount, year and source."""
    amount = write_amount(exchange["quantity"], exchange["unit"], exchange["evidence"], texts)
    written = join([amount, " ", evidence_badge(exchange["evidence"], texts)]) if amount else NOTHING
    distance = "" if pd.isna(exchange["straight_km"]) else texts.distance(exchange["straight_km"])
    saved = "" if pd.isna(exchange["co2_saved_t"]) else texts.quantity(exchange["co2_saved_t"], "tCO2")
    return join(
        [
            element("div", stage_badge(exchange["stage"], texts), class_="sg-card-badges"),
            element("p", reference(exchange["title"], texts)),
            facts(
                [
                    (texts("card.exchange.since"), texts.reference(exchange["start_year"])),
                    (texts("card.amount"), written),
                    (texts("card.distance"), distance),
                    (texts("card.exchange.via"), reference(exchange["via"], texts)),
                    (texts("card.exchange.investment"), reference(exchange["investment"], texts)),
                    (texts("card.co2.title"), saved),
                    (texts("card.note"), reference(exchange["note"], texts)),
                ]
            ),
            source(exchange["source"], texts),
        ]
    )

"""A slide of an exchange that is on record, not computed."""

from __future__ import annotations

import pandas as pd

from symgeo.handouts.drawing import draw_exchange
from symgeo.handouts.marking import Marking
from symgeo.handouts.material import Material
from symgeo.handouts.show.parts import PAIR_PT, beside, facts_of, paragraph, room_for, write_slide
from symgeo.texts import Texts
from symgeo.views.tables import write_amount


def name_exchange(exchange: pd.Series, texts: Texts) -> str:
    """Say from whom to whom it runs."""
    return texts("card.title", supplier=exchange["supplier"], receiver=exchange["receiver"])


def exchange_slide(
    exchange: pd.Series, material: Material, marking: Marking, *, title: str, note: str, name: str
) -> str:
    """Write the slide; without a map where one of the two sites is not known.

    Parameters
    ----------
    exchange : Series
        A row of ``material.dataset.exchanges``.
    material, marking : Material, Marking
        What it belongs to.
    title, note, name : str
        Its heading, what is said about it, and its name in the address.
    """
    texts = material.texts
    resource = texts.resource(material.dataset.reference.resources.loc[exchange["resource_code"]])
    told = (
        (texts("tables.resource"), resource),
        (texts("tables.stage"), texts(f"stage.{exchange['stage']}")),
        (texts("card.exchange.since"), str(exchange["start_year"])),
        (
            texts("card.amount"),
            write_amount(exchange["quantity"], exchange["unit"], exchange["evidence"], texts),
        ),
        (
            texts("card.distance"),
            "" if pd.isna(exchange["straight_km"]) else texts.distance(exchange["straight_km"]),
        ),
        (
            texts("card.co2.title"),
            "" if pd.isna(exchange["co2_saved_t"]) else texts.quantity(exchange["co2_saved_t"], "tCO2"),
        ),
        (texts("tables.evidence"), texts(f"evidence.{exchange['evidence']}") if exchange["evidence"] else ""),
    )
    facts = facts_of((term, said, "") for term, said in told if said)
    sites = material.dataset.sites.index
    if exchange["supplier_site_id"] in sites and exchange["receiver_site_id"] in sites:
        drawing = draw_exchange(exchange, material, *room_for(PAIR_PT, note))
        content = f'<div class="two pair">{beside(drawing, note)}{facts}</div>'
    else:
        content = facts + (paragraph(note, "note") if note else "")
    return write_slide(title, paragraph(texts("handouts.recorded"), "lead") + content, marking, name=name)

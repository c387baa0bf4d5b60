"""Sentences about an opportunity: why it is worth a call, how far, over water, what stops it."""

from __future__ import annotations

import math
from typing import Final

import pandas as pd

from symgeo.analysis.dataset import Dataset
from symgeo.texts import Texts
from symgeo.views.tables import Pair, flow_amount
from symgeo.vocabulary import Gate

CARRIED: Final = ("truck", "ship", "pipe", "cable", "rail", "conveyor")
"""Modes with a way between two places."""


def why_sentence(opportunity: pd.Series, dataset: Dataset, texts: Texts) -> str:
    """Say in plain text who has what left over, who needs it, and how far apart they are.

    Parameters
    ----------
    opportunity : Series
        One row of `opportunities.find`.
    """
    supply = dataset.flows.loc[opportunity["supply_flow_id"]]
    demand = dataset.flows.loc[opportunity["demand_flow_id"]]
    names = dataset.sites["name"]
    values = {
        "supplier": str(names[supply["site_id"]]),
        "supplied": _flow_words(supply, dataset, texts),
        "receiver": str(names[demand["site_id"]]),
        "needed": _flow_words(demand, dataset, texts),
        "distance": texts.distance(opportunity["distance_km"]),
    }
    return texts("card.why", **values)


def _flow_words(flow: pd.Series, dataset: Dataset, texts: Texts) -> str:
    resource = running(texts.resource(dataset.reference.resources.loc[flow["resource_code"]]))
    amount = flow_amount(flow, texts, is_blurred=flow.name in dataset.blurred_flows)
    if math.isnan(flow["temp_c"]):
        return texts("card.flow", resource=resource, amount=amount)
    return texts(
        "card.flow_at", resource=resource, amount=amount, temperature=texts.temperature(flow["temp_c"])
    )


def running(name: str) -> str:
    """Write a name inside a sentence: a capital at its start is dropped, CO2 and GROT are kept."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def distance_sentence(opportunity: Pair, texts: Texts) -> str:
    """Say the straight distance, the estimated way and how it would be carried."""
    straight = texts.distance(opportunity["distance_km"])
    if opportunity["transport_mode"] not in CARRIED:
        return texts("card.way_onsite", distance=straight)
    low, high = opportunity["route_km"], opportunity["route_high_km"]
    digits = 1 if low < 9.95 else 0
    span = texts.span(texts.number(low, digits), texts.number(high, digits))
    return texts(
        "card.way",
        distance=straight,
        mode=texts(f"mode.{opportunity['transport_mode']}"),
        route=texts.about(texts("card.km", number=span)),
    )


def crossing_question(opportunity: Pair, texts: Texts) -> str:
    """Ask about the water that the straight line crosses; "" where it crosses none."""
    water_km = float(opportunity["crosses_water_km"])
    return texts("card.crossing", length=texts.distance(water_km)) if water_km > 0 else ""


def gate_sentences(opportunity: Pair, dataset: Dataset, texts: Texts) -> tuple[str, ...]:
    """Say which condition is not met, by how much, and what would change it; () for none."""
    gate = Gate(opportunity["gate"])
    if gate is Gate.NONE:
        return ()
    sentences = [texts(f"gate.{gate.value}.meaning")]
    # By how much is not told where it rests on example figures.
    short_k, density = opportunity["temperature_shortfall_k"], opportunity["heat_density_mwh_per_m"]
    if gate is Gate.TEMPERATURE and not math.isnan(short_k):
        sentences.append(texts("card.gate.temperature.by", degrees=texts.number(short_k)))
    if gate is Gate.DENSITY and not math.isnan(density):
        sentences.append(
            texts(
                "card.gate.density.by",
                found=texts.significant(density),
                least=texts.number(dataset.reference.parameter("heat.linear_density_min"), 1),
            )
        )
    sentences.append(texts(f"card.gate.{gate.value}.change"))
    return tuple(sentences)

"""One pair or one site in plain words: a title, a sentence, and a few facts."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from symgeo.handouts.material import Material
from symgeo.texts import Texts
from symgeo.views.cards.sentences import crossing_question, distance_sentence, gate_sentences, running
from symgeo.views.cards.worth import co2_range, co2_text, co2_title, electricity_text, money_range, money_text
from symgeo.views.tables import Pair, flow_amount, matched_amount, write_amount
from symgeo.vocabulary import Tier


@dataclass(frozen=True)
class PairWords:
    """An opportunity as it is told.

    Attributes
    ----------
    id : str
        Of the opportunity, in the redacted data.
    title : str
        From whom to whom.
    tier : str
        What to do about it.
    sentence : str
        Who has what, and who wants it.
    facts : tuple of (str, str)
        Term and what is known.
    question : str
        About the water in between; "" for none.
    barrier : str
        What is most likely to stop it.
    notice : str
        That it rests on example figures, or is blurred; "" for neither.
    sources : tuple of str
        Where the two amounts are from.
    """

    id: str
    title: str
    tier: str
    sentence: str
    facts: tuple[tuple[str, str], ...]
    question: str
    barrier: str
    notice: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class SiteWords:
    """A site as it is told: its name, facts, and its resources as rows of four cells."""

    id: str
    title: str
    facts: tuple[tuple[str, str], ...]
    flows: tuple[tuple[str, str, str, str], ...]


def describe_pair(pair: Pair, material: Material) -> PairWords:
    """Tell one opportunity.

    Parameters
    ----------
    pair : Series or mapping
        A row of ``material.found``.
    material : Material
        What it belongs to.
    """
    texts, names, blurred = material.texts, material.site_names, material.blurred_flows()
    supplier, receiver = names[pair["supply_site_id"]], names[pair["demand_site_id"]]
    supplied, needed = (_flow_words(str(pair[f"{side}_flow_id"]), material) for side in ("supply", "demand"))
    flows = (material.flow_rows[pair[f"{side}_flow_id"]] for side in ("supply", "demand"))
    sources = [texts.reference(str(flow["source"])) for flow in flows]
    return PairWords(
        id=str(pair["opportunity_id"]),
        title=texts("card.title", supplier=supplier, receiver=receiver),
        tier=texts(f"tier.{pair['tier']}"),
        sentence=texts(
            "card.why",
            supplier=supplier,
            supplied=supplied,
            receiver=receiver,
            needed=needed,
            distance=texts.distance(pair["distance_km"]),
        ),
        facts=_facts(pair, material, blurred),
        question=crossing_question(pair, texts),
        barrier=_barrier(pair, material),
        notice=_notice(pair, material, blurred),
        sources=tuple(dict.fromkeys(source for source in sources if source)),
    )


def name_exchange(exchange: pd.Series, texts: Texts) -> str:
    """Say from whom to whom a recorded exchange runs."""
    return texts("card.title", supplier=str(exchange["supplier"]), receiver=str(exchange["receiver"]))


def describe_exchange(exchange: pd.Series, material: Material, *, title: str) -> tuple[tuple[str, str], ...]:
    """Tell what is on record about an exchange, as terms and what is known; what is not known is left out.

    Parameters
    ----------
    exchange : Series
        A row of ``material.dataset.exchanges``.
    material : Material
        What it belongs to.
    title : str
        What stands above; where it does not say from whom to whom, that comes first.
    """
    texts, known = material.texts, str(exchange["evidence"])
    straight, saved = exchange["straight_km"], exchange["co2_saved_t"]
    ends = name_exchange(exchange, texts)
    told = (
        (texts("tables.exchange"), "" if title == ends else ends),
        (texts("tables.resource"), material.resource_names[exchange["resource_code"]]),
        (texts("tables.stage"), texts(f"stage.{exchange['stage']}")),
        (texts("card.exchange.since"), texts.reference(str(exchange["start_year"]))),
        (texts("card.amount"), write_amount(exchange["quantity"], exchange["unit"], known, texts)),
        (texts("card.distance"), "" if pd.isna(straight) else texts.distance(straight)),
        (texts("card.co2.title"), "" if pd.isna(saved) else texts.quantity(saved, "tCO2")),
        (texts("tables.evidence"), texts(f"evidence.{known}") if known else ""),
    )
    return tuple((term, said) for term, said in told if said)


def describe_site(site_id: str, material: Material) -> SiteWords:
    """Tell one site of the redacted data."""
    texts, lookups, blurred = material.texts, material.lookups, material.blurred_flows()
    site = lookups.site_rows[site_id]
    own = [(flow, lookups.flow_rows[flow]) for flow in lookups.flows_of.get(site_id, ())]
    facts = (
        (texts("card.site.operator"), str(site["operator"])),
        (texts("card.site.municipality"), f"{site['municipality']}, {site['county']}"),
        (texts("card.site.activity"), texts.reference(str(site["nace_label"]))),
        (texts("card.site.position"), texts(f"card.precision.{site['coord_precision']}")),
        (texts("tables.source"), texts.reference(str(site["source"]))),
    )
    return SiteWords(
        id=site_id,
        title=str(site["name"]),
        facts=tuple((term, said) for term, said in facts if said),
        flows=tuple(
            (
                texts(f"direction.{row['direction']}"),
                lookups.resource_names[row["resource_code"]],
                flow_amount(row, texts, is_blurred=flow in blurred),
                texts(f"evidence.{row['evidence']}"),
            )
            for flow, row in own
        ),
    )


def _flow_words(flow: str, material: Material) -> str:
    texts, row = material.texts, material.flow_rows[flow]
    resource = running(material.resource_names[row["resource_code"]])
    amount = flow_amount(row, texts, is_blurred=flow in material.blurred_flows())
    if math.isnan(row["temp_c"]):
        return texts("card.flow", resource=resource, amount=amount)
    return texts(
        "card.flow_at", resource=resource, amount=amount, temperature=texts.temperature(row["temp_c"])
    )


def _facts(pair: Pair, material: Material, blurred: frozenset[str]) -> tuple[tuple[str, str], ...]:
    texts = material.texts
    return (
        (texts("card.amount"), matched_amount(pair, blurred, texts)),
        (texts("card.distance"), distance_sentence(pair, texts)),
        (texts("card.electricity.title"), electricity_text(pair, texts, blurred)),
        (
            texts("card.money.title"),
            _with_range(money_text(pair, texts, blurred), money_range(pair, texts, blurred)),
        ),
        (co2_title(pair, texts), _with_range(co2_text(pair, texts, blurred), co2_range(pair, texts))),
        (texts("tables.evidence"), texts(f"evidence.{pair['evidence']}")),
    )


def _with_range(main: str, spread: str) -> str:
    return f"{main} ({spread})" if spread else main


def _barrier(pair: Pair, material: Material) -> str:
    texts, level = material.texts, int(pair["barrier_level"])
    if pair["tier"] == Tier.GATE_FAILED.value:
        return " ".join(gate_sentences(pair, material.dataset, texts))
    if level == 0:
        return texts("card.barrier.none")
    return texts(
        "card.barrier.likeliest",
        barrier=texts(f"barrier.{pair['barrier']}"),
        level=level,
        words=texts(f"card.barrier.level.{level}"),
    )


def _notice(pair: Pair, material: Material, blurred: frozenset[str]) -> str:
    texts = material.texts
    said = [texts("card.example")] if pair["is_illustrative"] else []
    ends = {pair["supply_flow_id"], pair["demand_flow_id"]}
    if not blurred.isdisjoint(ends):
        said.append(texts("audience.blurred"))
    return " ".join(said)

"""The detail card of an opportunity."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from symgeo.analysis.choices import Weights
from symgeo.analysis.dataset import Dataset, Reference
from symgeo.analysis.replacing import stated_energy
from symgeo.texts import Texts
from symgeo.views.cards import worth
from symgeo.views.cards.badges import evidence_badge, tier_badge
from symgeo.views.cards.barriers import barriers
from symgeo.views.cards.exchange import exchange_story
from symgeo.views.cards.markup import (
    NOTHING,
    bullets,
    element,
    facts,
    join,
    reference,
    section,
    source,
)
from symgeo.views.cards.score import score_tables
from symgeo.views.cards.sentences import (
    crossing_question,
    distance_sentence,
    gate_sentences,
    running,
    why_sentence,
)
from symgeo.views.tables import flow_amount, matched_amount
from symgeo.vocabulary import Tier


def opportunity_card(
    opportunity: pd.Series,
    dataset: Dataset,
    texts: Texts,
    *,
    weights: Weights | None = None,
    level: int = 3,
) -> str:
    """Write all that is known about an opportunity as escaped HTML.

    Parameters
    ----------
    opportunity : Series
        One row of `opportunities.find`.
    weights : Weights, optional
        What the score was calculated with; by default those of the parameters table.
    level : int
        Level of the card's heading; its parts are one below.

    Returns
    -------
    str
        For ``st.html``; the page holds `style.STYLE` once.
    """
    names = dataset.sites["name"]
    title = texts(
        "card.title",
        supplier=names[opportunity["supply_site_id"]],
        receiver=names[opportunity["demand_site_id"]],
    )
    below = level + 1
    card = element(
        "article",
        element(f"h{level}", title, class_="sg-card-title"),
        _badges(opportunity, texts),
        element("p", why_sentence(opportunity, dataset, texts), class_="sg-why"),
        _gate(opportunity, dataset, texts),
        _example_notice(opportunity, texts),
        _key_facts(opportunity, dataset, texts),
        _way(opportunity, texts),
        section(below, texts("card.barrier.title"), *_barrier(opportunity, dataset.reference, texts)),
        section(below, texts("card.barriers.title"), *barriers(opportunity, dataset.reference, texts)),
        section(below, texts("card.exchange.title"), _recorded(opportunity, dataset, texts)),
        section(below, texts("card.sides"), _sides(opportunity, dataset, texts)),
        section(below, texts("card.worth"), *_worth(opportunity, dataset, texts)),
        section(below, texts("card.precedents"), _precedents(opportunity, dataset.reference, texts)),
        section(
            below,
            texts("card.score.title"),
            score_tables(opportunity, weights or _table_weights(dataset.reference), texts),
        ),
        class_="sg-card",
    )
    return str(card)


def _badges(opportunity: pd.Series, texts: Texts) -> Markup:
    return element(
        "div",
        tier_badge(opportunity["tier"], texts),
        element("span", texts("card.rank", rank=int(opportunity["rank"])), class_="sg-badge"),
        evidence_badge(opportunity["evidence"], texts),
        element(
            "span",
            texts("card.confidence", grade=texts(f"confidence.{opportunity['confidence']}")),
            class_="sg-badge",
        ),
        class_="sg-card-badges",
    )


def _gate(opportunity: pd.Series, dataset: Dataset, texts: Texts) -> Markup:
    sentences = gate_sentences(opportunity, dataset, texts)
    if not sentences or opportunity["tier"] != Tier.GATE_FAILED.value:
        return NOTHING
    name = texts("card.gate.title", gate=texts(f"gate.{opportunity['gate']}"))
    return element(
        "div", element("p", element("strong", name)), element("p", " ".join(sentences)), class_="sg-notice"
    )


def _example_notice(opportunity: pd.Series, texts: Texts) -> Markup:
    if not opportunity["is_illustrative"]:
        return NOTHING
    return element("p", texts("card.example"), class_="sg-notice sg-is-example")


def _key_facts(opportunity: pd.Series, dataset: Dataset, texts: Texts) -> Markup:
    blurred = dataset.blurred_flows
    amount = matched_amount(opportunity, blurred, texts)
    return facts(
        [
            (
                texts("card.electricity.title"),
                _with_small(
                    worth.electricity_text(opportunity, texts, blurred),
                    worth.electricity_range(opportunity, dataset, texts),
                ),
            ),
            (texts("card.amount"), _with_small(amount, worth.amount_range(opportunity, texts, blurred))),
            (
                worth.co2_title(opportunity, texts),
                _with_small(worth.co2_text(opportunity, texts, blurred), worth.co2_range(opportunity, texts)),
            ),
            (
                texts("card.money.title"),
                _with_small(
                    worth.money_text(opportunity, texts, blurred),
                    worth.money_range(opportunity, texts, blurred),
                ),
            ),
        ],
        "sg-facts sg-key-facts",
    )


def _with_small(main: str, small: str) -> Markup:
    return join([main, element("small", small) if small else NOTHING])


def _way(opportunity: pd.Series, texts: Texts) -> Markup:
    question = crossing_question(opportunity, texts)
    return join(
        [
            element("p", distance_sentence(opportunity, texts)),
            element("p", question, class_="sg-notice") if question else NOTHING,
        ]
    )


def _barrier(opportunity: pd.Series, tables: Reference, texts: Texts) -> tuple[Markup, ...]:
    level = int(opportunity["barrier_level"])
    if level == 0:
        return (element("p", texts("card.barrier.none")),)
    sentence = texts(
        "card.barrier.likeliest",
        barrier=texts(f"barrier.{opportunity['barrier']}"),
        level=level,
        words=texts(f"card.barrier.level.{level}"),
    )
    typical = _rule_text(opportunity, "typical_barrier", tables)
    return (
        element("p", sentence),
        element("p", texts("card.barrier.typical"), " ", reference(typical, texts)) if typical else NOTHING,
    )


def _rule_text(opportunity: pd.Series, column: str, tables: Reference) -> str:
    """Give a text of the opportunity's rule; the identity rule stands in no table and has none."""
    rule_id = opportunity["rule_id"]
    return str(tables.rules.loc[rule_id, column]) if rule_id in tables.rules.index else ""


def _recorded(opportunity: pd.Series, dataset: Dataset, texts: Texts) -> Markup:
    exchange_id = opportunity["existing_exchange_id"]
    if exchange_id not in dataset.exchanges.index:
        return NOTHING
    return exchange_story(dataset.exchanges.loc[exchange_id], texts)


def _sides(opportunity: pd.Series, dataset: Dataset, texts: Texts) -> Markup:
    sides = [
        _side(dataset.counted_flows.loc[opportunity[f"{side}_flow_id"]], dataset, texts)
        for side in ("supply", "demand")
    ]
    return join([element("div", *sides, class_="sg-sides"), _through(opportunity, dataset.reference, texts)])


def _through(opportunity: pd.Series, tables: Reference, texts: Texts) -> Markup:
    """Name the step between the two or, where the rule needs none, what the receiver does with it."""
    plant = _rule_text(opportunity, "converter_type", tables)
    if not plant:
        return NOTHING
    label = texts("card.converter" if opportunity["route"] == "converter" else "card.at_receiver")
    return element("p", label, " ", reference(plant, texts))


def _side(flow: pd.Series, dataset: Dataset, texts: Texts) -> Markup:
    site = dataset.sites.loc[flow["site_id"]]
    resource = texts.resource(dataset.reference.resources.loc[flow["resource_code"]])
    amount = flow_amount(flow, texts, is_blurred=flow.name in dataset.blurred_flows)
    taken = _taken(flow, dataset, texts)
    goes_to = (
        join([" (", reference(flow["current_outlet"], texts), ")"]) if flow["current_outlet"] else NOTHING
    )
    outlet = join([taken, goes_to]) if taken else NOTHING
    return element(
        "div",
        element("p", site["name"], class_="sg-side-name"),
        element("p", reference(site["nace_label"], texts), ", ", site["municipality"]),
        facts(
            [
                (texts(f"direction.{flow['direction']}"), resource),
                (texts("card.amount"), join([amount, " ", evidence_badge(flow["evidence"], texts)])),
                (
                    texts("card.temperature"),
                    "" if pd.isna(flow["temp_c"]) else texts.temperature(flow["temp_c"]),
                ),
                (texts("card.profile"), texts(f"profile.{flow['profile']}")),
                (texts("card.taken"), outlet),
                (texts("card.note"), reference(flow["note"], texts)),
            ]
        ),
        source(flow["source"], texts),
        class_="sg-side",
    )


def _taken(flow: pd.Series, dataset: Dataset, texts: Texts) -> str:
    """Say which share of a flow is taken, and whether exchanges say so rather than the flow itself."""
    share = texts.percent(flow["committed_pct"] / 100) if flow["committed_pct"] > 0 else ""
    recorded = dataset.flows["committed_pct"].loc[str(flow.name)]
    return texts("card.taken_by_exchanges", share=share) if flow["committed_pct"] > recorded else share


def _replaced(opportunity: pd.Series, dataset: Dataset, texts: Texts) -> str:
    """Name what the receiver uses today, where that is stated and counts; else what the rule says."""
    need = dataset.flows.loc[opportunity["demand_flow_id"]]
    stated = stated_energy(str(need["quality_tags"]))
    if stated and str(opportunity["price_key"]).startswith(f"price.{stated}"):
        return texts(f"money.energy.{stated}")
    return _rule_text(opportunity, "substitutes", dataset.reference)


def _worth(opportunity: pd.Series, dataset: Dataset, texts: Texts) -> tuple[Markup, ...]:
    replaced = _replaced(opportunity, dataset, texts)
    saying = element("p", texts("card.replaces"), " ", reference(replaced, texts)) if replaced else NOTHING
    pump = NOTHING
    if opportunity["electricity_used_mwh"] > 0 and opportunity["cop"] > 0:
        pump = element("p", texts("card.pump", cop=texts.number(opportunity["cop"], 1)))
    if opportunity["is_illustrative"]:
        return saying, pump, element("p", texts("card.money.why_withheld"))
    if worth.rests_on_band(opportunity, dataset.blurred_flows):
        return saying, pump, element("p", texts("card.money.why_ranges"))
    return (
        saying,
        pump,
        worth.money_table(opportunity, dataset, texts),
        worth.co2_table(opportunity, dataset, texts),
        element("p", texts("card.money.left_out")),
    )


def _precedents(opportunity: pd.Series, tables: Reference, texts: Texts) -> Markup:
    items = []
    precedent_id = opportunity["precedent_id"]
    if precedent_id in tables.precedents.index:
        items.append(_precedent(tables.precedents.loc[precedent_id], tables, texts))
    example = _rule_text(opportunity, "real_example", tables)
    if example:
        where = source(_rule_text(opportunity, "example_source", tables), texts)
        items.append(join([reference(example, texts), " ", where]))
    return bullets(items)


def _precedent(precedent: pd.Series, tables: Reference, texts: Texts) -> Markup:
    country = str(texts.locale.territories.get(precedent["country"], precedent["country"]))
    resource = running(texts.resource(tables.resources.loc[precedent["resource_code"]]))
    place = ", ".join(part for part in (precedent["place"], country) if part)
    labels = (reference(precedent[f"{side}_label"], texts) for side in ("supplier", "receiver"))
    pair = Markup(" → ").join(labels)
    return join([f"{place}: {resource}, ", pair, ". ", source(precedent["source"], texts)])


def _table_weights(tables: Reference) -> Weights:
    keys = {"money": "eur", "climate": "co2"}
    names = ("fit", "quantity", "distance", "quality", "money", "climate", "barrier")
    return Weights(**{name: tables.parameter(f"score.w.{keys.get(name, name)}") for name in names})

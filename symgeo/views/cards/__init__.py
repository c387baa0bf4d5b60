"""Detail cards: one opportunity, site or exchange in, escaped HTML out."""

from __future__ import annotations

from symgeo.views.cards.badges import evidence_badge, stage_badge, tier_badge
from symgeo.views.cards.exchange import exchange_card
from symgeo.views.cards.opportunity import opportunity_card
from symgeo.views.cards.sentences import crossing_question, distance_sentence, gate_sentences, why_sentence
from symgeo.views.cards.site import site_card
from symgeo.views.cards.style import CARD_CSS, STYLE

__all__ = [
    "CARD_CSS",
    "STYLE",
    "crossing_question",
    "distance_sentence",
    "evidence_badge",
    "exchange_card",
    "gate_sentences",
    "opportunity_card",
    "site_card",
    "stage_badge",
    "tier_badge",
    "why_sentence",
]

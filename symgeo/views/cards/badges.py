"""Badges: evidence, tier and stage, each with a mark that is told apart without colour."""

from __future__ import annotations

from markupsafe import Markup

from symgeo.texts import Texts
from symgeo.views.cards.markup import element
from symgeo.vocabulary import Evidence


def evidence_badge(evidence: str, texts: Texts) -> Markup:
    """Write how a figure is known: a word, and a mark whose shape says it too."""
    return _badge(
        texts(f"evidence.{evidence}"),
        texts(f"evidence.{evidence}.meaning"),
        f"sg-evidence-{Evidence(evidence).value}",
    )


def tier_badge(tier: str, texts: Texts) -> Markup:
    """Write what to do about an opportunity."""
    return _badge(texts(f"tier.{tier}"), texts(f"tier.{tier}.meaning"), f"sg-tier-{tier.lower()}")


def stage_badge(stage: str, texts: Texts) -> Markup:
    """Write how far a recorded exchange has come."""
    return _badge(texts(f"stage.{stage}"), texts(f"stage.{stage}.meaning"), "sg-stage")


def _badge(word: str, meaning: str, css_class: str) -> Markup:
    mark = element("span", class_="sg-mark", aria_hidden="true")
    return element("span", mark, word, class_=f"sg-badge {css_class}", title=meaning)

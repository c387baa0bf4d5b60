"""The score taken apart: each of its terms as a bar, a number and plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd
from markupsafe import Markup

from symgeo.analysis.choices import Weights
from symgeo.texts import Texts
from symgeo.views.cards.markup import element, join, table


@dataclass(frozen=True)
class Term:
    """One term of the score: its column, its name in texts and the name of its weight."""

    column: str
    name: str
    tells_money: bool = False


_FEASIBILITY: Final = (
    Term("fit", "fit"),
    Term("quantity_score", "quantity"),
    Term("distance_score", "distance"),
    Term("quality_score", "quality"),
)
_ATTRACTIVENESS: Final = (
    Term("benefit_score", "money", tells_money=True),
    Term("co2_score", "climate"),
    Term("barrier_score", "barrier"),
)
_FULL_EUR: Final = 10e6
"""Where money gives all of its points: log10(1 + 999) / 3, see `symgeo.analysis.scoring.benefit_score`."""


def score_tables(opportunity: pd.Series, weights: Weights, texts: Texts) -> Markup:
    """Write the score's two halves with their terms.

    Parameters
    ----------
    opportunity : Series
        One row of `opportunities.find`.
    weights : Weights
        What the score was calculated with.
    """
    halves = (
        ("feasibility", _FEASIBILITY),
        ("attractiveness", _ATTRACTIVENESS),
    )
    return join(
        [
            element("p", texts("card.score.how", score=texts.number(opportunity["score"]))),
            *(_half(name, terms, opportunity, weights, texts) for name, terms in halves),
        ]
    )


def _half(
    name: str, terms: tuple[Term, ...], opportunity: pd.Series, weights: Weights, texts: Texts
) -> Markup:
    total = sum(float(getattr(weights, term.name)) for term in terms)
    if name == "attractiveness" and opportunity["is_illustrative"]:
        caption = texts("card.score.attractiveness_withheld")
    else:
        caption = texts(f"card.score.{name}", share=texts.percent(opportunity[name]))
    rows = [
        (
            join([texts(f"card.term.{term.name}"), element("small", term_meaning(term.name, texts))]),
            _measured(term, opportunity, texts),
            texts.percent(float(getattr(weights, term.name)) / total),
        )
        for term in terms
    ]
    headings = [texts("card.score.term"), texts("card.score.share"), texts("card.score.weight")]
    return table(caption, headings, rows)


def term_meaning(name: str, texts: Texts) -> str:
    """Say what a term of the score tells, and from which amount it gives all of its points."""
    return texts(f"card.term.{name}.meaning", amount=texts.money(_FULL_EUR))


def _measured(term: Term, opportunity: pd.Series, texts: Texts) -> Markup:
    """Write share and bar; a share that would give away withheld money is left out."""
    if term.tells_money and opportunity["is_illustrative"]:
        return element("span", texts("card.score.withheld"))
    share = float(opportunity[term.column])
    filled = element("span", style=f"width:{round(100 * share)}%")
    return join([texts.percent(share), element("span", filled, class_="sg-bar", aria_hidden="true")])

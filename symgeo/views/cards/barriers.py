"""What stands in the way of a pair on its card: every kind with its level, then reason by reason."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from symgeo.analysis.barriers import KINDS, find_levels, find_reasons
from symgeo.analysis.dataset import Reference
from symgeo.texts import Texts
from symgeo.views.cards.markup import NOTHING, element, facts, join, reference, source


def barriers(opportunity: pd.Series, tables: Reference, texts: Texts) -> tuple[Markup, ...]:
    """Write levels, reasons, who could help and what others did.

    Parameters
    ----------
    opportunity : Series
        One row as `opportunities.find` gives it.
    tables : Reference
        Rules, barriers and precedents.
    texts : Texts
        Texts in the reader's language.
    """
    levels = find_levels(opportunity.to_frame().T, tables).iloc[0]
    found = [(kind, int(levels[kind])) for kind in KINDS]
    named = [(texts(f"barrier.{kind}"), _level(level, texts)) for kind, level in found]
    reasons = find_reasons(opportunity, tables)
    highest = reasons["level"].max() if len(reasons) else 0
    return (
        facts(named),
        *(_reason(row, tables, texts, is_open=row["level"] == highest) for _, row in reasons.iterrows()),
        element("p", texts("card.barriers.homes"), class_="sg-source") if levels["social"] else NOTHING,
        element("p", texts("card.barriers.no_advice"), class_="sg-source") if len(reasons) else NOTHING,
    )


def _level(level: int, texts: Texts) -> str:
    if level == 0:
        return texts("card.barriers.level_none")
    return texts("card.barriers.level", level=level, words=texts(f"card.barrier.level.{level}"))


def _reason(row: pd.Series, tables: Reference, texts: Texts, *, is_open: bool) -> Markup:
    kind = texts(f"barrier.{row['kind']}")
    summary = join([element("strong", reference(row["title"], texts)), " ", f"({kind})"])
    return element(
        "details",
        element("summary", summary),
        element("p", reference(row["reason"], texts)),
        *(
            element("p", element("span", f"{texts(term)}: ", class_="sg-term"), said)
            for term, said in (
                ("card.barriers.who_helps", reference(row["who_helps"], texts)),
                ("card.barriers.others", _others(row, tables, texts)),
                ("card.barriers.known", _known(row, texts)),
            )
            if said
        ),
        class_="sg-barrier",
        open="open" if is_open else "",
    )


def _others(row: pd.Series, tables: Reference, texts: Texts) -> Markup:
    """Write what others met, and who is past it."""
    told = [reference(row["others"], texts)] if row["others"] else []
    ids = [one for one in str(row["precedent_ids"]).split(";") if one in tables.precedents.index]
    told += [_precedent(tables.precedents.loc[[one]].iloc[0], tables, texts) for one in ids]
    return Markup(" ").join(told)


def _precedent(precedent: pd.Series, tables: Reference, texts: Texts) -> Markup:
    resource = texts.resource(tables.resources.loc[precedent["resource_code"]])
    sides = (reference(precedent[f"{side}_label"], texts) for side in ("supplier", "receiver"))
    return join([f"{precedent['place']}: {resource}, ", Markup(" → ").join(sides), "."])


def _known(row: pd.Series, texts: Texts) -> Markup:
    evidence = texts(f"evidence.{row['evidence']}")
    return join([evidence, ". " if row["source"] else "", source(row["source"], texts)])

"""A hub in plain words: what its figures mean, what it lacks, and why a newcomer would fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import pandas as pd

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.hubs import Fit, Measures
from symgeo.texts import Texts
from symgeo.vocabulary import Direction

_KNOWN_DIVISION: Final = 2
_MOST_NAMED: Final = 4
_DIVISION_DIGITS: Final = 2
_LOOPED: Final = 1.05
"""Above this, loops share a site."""


def say_measures(held: Measures, dataset: Dataset, texts: Texts) -> tuple[str, ...]:
    """Say what the figures of a hub mean, a sentence each: variety, links, loops, and who carries most."""
    return (
        *_say_variety(held, texts),
        say_links(held, texts),
        say_loops(held, texts),
        say_anchor(held, dataset, texts),
    )


def say_links(held: Measures, texts: Texts) -> str:
    """Say how many of the possible links are in use."""
    if not held.links:
        return texts("hubs.links_none")
    possible = held.sites * (held.sites - 1)
    return texts.plural(
        "hubs.links",
        held.links,
        possible=possible,
        share=texts.percent(held.connectance),
        density=texts.number(held.density, digits=1),
    )


def say_loops(held: Measures, texts: Texts) -> str:
    """Say whether anything comes back to whom it came from."""
    if held.cyclicity == 0:
        return texts("hubs.loops_none")
    words = "hubs.loops_one" if held.cyclicity < _LOOPED else "hubs.loops_shared"
    return texts(words, cyclicity=texts.number(held.cyclicity, digits=1))


def say_anchor(held: Measures, dataset: Dataset, texts: Texts) -> str:
    """Say which site most hangs on, and what its loss would mean."""
    anchor = held.anchor
    if anchor is None:
        return texts("hubs.anchor_none")
    names = dataset.sites["name"]
    said = [
        texts.plural("hubs.anchor", anchor.links_of, site=str(names[anchor.site_id]), links=anchor.links),
        texts("hubs.anchor_alone", sites=name_sites(anchor.left_alone, dataset, texts))
        if anchor.left_alone
        else texts("hubs.anchor_nobody"),
        texts.plural("hubs.anchor_ideas", anchor.ideas) if anchor.ideas else "",
    ]
    return " ".join(one for one in said if one)


def name_sites(site_ids: Iterable[str], dataset: Dataset, texts: Texts, *, most: int = _MOST_NAMED) -> str:
    """Name some sites, and say how many more there are."""
    names = [str(name) for name in dataset.sites["name"].loc[list(site_ids)]]
    if len(names) <= most:
        return texts.join(names)
    return texts("hubs.and_more", names=", ".join(names[:most]), count=len(names) - most)


def name_division(division: str, texts: Texts) -> str:
    """Name a NACE division; its number where the catalogues have no name for it."""
    key = f"nace.{division}"
    return texts(key) if key in texts.messages else texts("hubs.division", number=division)


def name_trade(nace: str, texts: Texts) -> str:
    """Name a NACE class, group or division by its code and its division."""
    return f"{nace} {name_division(nace[:_DIVISION_DIGITS], texts)}"


def say_fits(fits: pd.DataFrame, texts: Texts, *, most: int = 3) -> str:
    """Name the kinds of company that would fit, with where it was done."""
    rows = fits.head(most)[list(Fit._fields)].itertuples(index=False, name=None)
    return say_trades((Fit(*row) for row in rows), texts)


def say_trades(fits: Iterable[Fit], texts: Texts) -> str:
    """Name the kinds of company of all of these, with where it was done."""
    return "; ".join(_say_fit(fit, texts) for fit in fits)


def say_basis(fits: pd.DataFrame, texts: Texts, *, most: int = 3) -> str:
    """Give the sources behind `say_fits`."""
    named = [
        texts("hubs.basis", id=str(row["basis_id"]), source=texts.reference(str(row["source"])))
        for _, row in fits.head(most).iterrows()
        if row["source"]
    ]
    return "; ".join(dict.fromkeys(named))


def say_reason(reason: pd.Series, dataset: Dataset, texts: Texts) -> str:
    """Say who near a place has the other half of one of a newcomer's resources."""
    resources = dataset.reference.resources
    words = {
        "own": texts.resource(resources.loc[reason["resource_code"]]),
        "other": texts.resource(resources.loc[reason["other_code"]]),
        "site": str(dataset.sites.loc[reason["site_id"], "name"]),
        "distance": texts.distance(reason["distance_km"]),
    }
    is_have = reason["direction"] == Direction.SUPPLY.value
    same = reason["resource_code"] == reason["other_code"]
    said = texts(f"hubs.reason_{'have' if is_have else 'want'}_{'same' if same else 'other'}", **words)
    return texts("hubs.reason_water", reason=said) if reason["crosses_water_km"] > 0 else said


def say_resources(codes: Sequence[str], dataset: Dataset, texts: Texts) -> str:
    """Name resources in a row."""
    return texts.join(texts.resource(dataset.reference.resources.loc[code]) for code in codes)


def _say_variety(held: Measures, texts: Texts) -> tuple[str, ...]:
    if held.divisions < _KNOWN_DIVISION:
        return (texts("hubs.variety_one"),)
    return (
        texts(
            "hubs.variety",
            sites=held.sites,
            divisions=held.divisions,
            diversity=texts.number(held.diversity, digits=2),
            evenness=texts.percent(held.evenness),
        ),
    )


def _say_fit(fit: Fit, texts: Texts) -> str:
    label = texts.reference(fit.label) if fit.label else ""
    trade = name_division(fit.division, texts)
    if fit.basis == "rule":
        return texts("hubs.fit_rule_as", trade=trade, label=label) if label else trade
    place = texts.reference(fit.place)
    words = "hubs.fit_done_at" if place else "hubs.fit_done"
    return texts(words, trade=trade, label=label, place=place)

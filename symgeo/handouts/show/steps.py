"""The presentation of saved views: what each of them shows to an audience, and the page of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from symgeo.analysis.disclosure import redact_view
from symgeo.analysis.saved_views import SavedView
from symgeo.analysis.selection import Filters
from symgeo.handouts.marking import marking_of, scope_of
from symgeo.handouts.material import Material, narrow
from symgeo.handouts.show.parts import (
    about_slide,
    exchange_slide,
    pair_slide,
    selection_slide,
    write_page,
    write_slide,
)
from symgeo.handouts.words import describe_pair, name_exchange
from symgeo.storage.scenarios import PROJECT
from symgeo.vocabulary import Tier

_EVERY_TIER: Final = Filters(tiers=tuple(tier.value for tier in Tier))


@dataclass(frozen=True, eq=False)
class Step:
    """What a saved view shows to an audience.

    Attributes
    ----------
    view : SavedView
        As the audience may see it.
    title : str
        Its name, or else what it shows in words.
    material : Material
        What its filters ask for.
    pair : Series or None
        The opportunity that it is about.
    exchange : Series or None
        The recorded exchange that it is about.
    """

    view: SavedView
    title: str
    material: Material
    pair: pd.Series | None = None
    exchange: pd.Series | None = None


def step_name(view_id: int) -> str:
    """Give what the address of the presentation says after ``#`` for a view."""
    return f"v{view_id}"


def steps_of(
    views: Sequence[SavedView], material: Material, scenarios: Mapping[int, Material] | None = None
) -> tuple[Step, ...]:
    """Give what saved views show; one that shows this audience nothing is left out.

    Parameters
    ----------
    views : sequence of SavedView
        With the ids of the full data set.
    material : Material
        All that the audience may see, with the project's own values.
    scenarios : mapping of int to Material, optional
        The same with the values of each scenario that a view was saved with.
    """
    held = {PROJECT: material, **(scenarios or {})}
    every = {number: narrow(held[number], _EVERY_TIER) for number in {view.scenario for view in views}}
    made = (_step(view, held[view.scenario], every[view.scenario]) for view in views)
    return tuple(step for step in made if step is not None)


def write_step(step: Step) -> str:
    """Write the slide of a saved view."""
    marking, view, title = marking_of(step.material), step.view, step.title
    name = step_name(view.id)
    if step.pair is not None:
        return pair_slide(step.pair, step.material, marking, title=title, note=view.note, name=name)
    if step.exchange is not None:
        return exchange_slide(step.exchange, step.material, marking, title=title, note=view.note, name=name)
    return selection_slide(title, step.material, marking, area=view.area, note=view.note, name=name)


def write_steps(slides: Sequence[str], material: Material) -> bytes:
    """Give the page that steps through the slides by keyboard; the last one says how to read them."""
    marking = marking_of(material)
    first = slides or [write_slide(material.texts("handouts.no_views"), "", marking)]
    return write_page([*first, about_slide(material, marking)], material, marking)


def _step(view: SavedView, material: Material, every: Material) -> Step | None:
    seen = redact_view(view, material.redacted)
    if seen is None:
        return None
    if not seen.selected:
        own = narrow(material, seen.filters)
        scope = scope_of(seen.filters, own.dataset.reference, own.texts)
        # A site whose figures are all left out is no more than a ring in the way.
        told = replace(own, sites=own.sites[own.sites.index.isin(own.flows["site_id"])])
        return Step(seen, seen.name or scope[:1].upper() + scope[1:], told) if len(own.found) else None
    pairs = every.found[every.found["opportunity_id"] == seen.selected]
    if len(pairs):
        pair = pairs.iloc[0]
        return Step(seen, seen.name or describe_pair(pair, every).title, every, pair=pair)
    if seen.selected in material.dataset.exchanges.index:
        exchange = material.dataset.exchanges.loc[[seen.selected]].iloc[0]
        return Step(seen, seen.name or name_exchange(exchange, material.texts), material, exchange=exchange)
    return None

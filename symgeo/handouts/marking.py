"""What stands on every hand-out: for whom it is, from when, from what, and its file's name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from symgeo.analysis.dataset import Reference
from symgeo.analysis.selection import Filters, fold
from symgeo.handouts.material import Material
from symgeo.texts import Texts
from symgeo.views.own_values import say_rate, say_values

_UNSAFE: Final = re.compile(r"[^a-z0-9]+")
_LONGEST: Final = 40
_MOST_CODES: Final = 6
"""Places in a file's name: many would make it longer than a disk takes."""


@dataclass(frozen=True)
class Marking:
    """Words on every page, sheet and file.

    Attributes
    ----------
    title : str
        What it is about.
    audience : str
        For whom, in a few words.
    meaning : str
        What that means, in a sentence.
    source : str
        Where the figures are from, the date, which other values are in force, and the rate of exchange.
    scope : str
        Which part of the data it holds.
    heading : str
        What of it the title does not say yet, to stand below it; "" for nothing.
    own_values : str
        Which other values than the usual ones are in force, in a sentence; "" for none.
    """

    title: str
    audience: str
    meaning: str
    source: str
    scope: str
    heading: str = ""
    own_values: str = ""

    @property
    def footer(self) -> str:
        """Give audience and source in one line."""
        return f"{self.audience} · {self.source}"

    @property
    def short(self) -> str:
        """Give audience, origin and date in one line, without other values and rates."""
        return f"{self.audience} · {self.source.split(' · ', 1)[0]}"


def marking_of(material: Material) -> Marking:
    """Give the words that a hand-out is marked with."""
    texts, order = material.texts, material.order
    origin = "handouts.from_example" if material.dataset.is_example else "handouts.from_data"
    place = place_of(material)
    values = say_values(material.dataset.reference, texts, with_name=not material.is_redacted)
    source = texts("handouts.source", origin=texts(origin), date=texts.date(order.made_on))
    # Parts of a line, not sentences.
    said = (one.removesuffix(".") for one in (source, values, say_rate(material.dataset.reference, texts)))
    return Marking(
        title=texts("handouts.title_of", place=place) if place else texts("handouts.title"),
        audience=texts(f"audience.{order.audience}"),
        meaning=texts(f"audience.{order.audience}.meaning"),
        source=" · ".join(one for one in said if one),
        scope=_scope(material),
        heading=_heading(material),
        own_values=values,
    )


def place_of(material: Material) -> str:
    """Name the hub, the municipalities or the counties that were asked for; "" for all."""
    if material.hub_id:
        return material.hub_name
    return _places(material.order.filters, material.dataset.reference, material.texts)


def file_name(material: Material, ending: str) -> str:
    """Give a file name that says audience, place and language, and nothing else."""
    filters = material.order.filters
    codes = [*filters.municipalities] or [*filters.counties]
    if material.hub_id:
        # A name without a single Latin letter gives none of a file.
        codes = [_UNSAFE.sub("-", fold(material.hub_name)).strip("-")[:_LONGEST] or "hub"]
    more = [f"and-{len(codes) - _MOST_CODES}-more"] if len(codes) > _MOST_CODES else []
    parts = ["symgeo", str(material.order.audience), *codes[:_MOST_CODES], *more, material.order.language]
    return f"{'-'.join(parts)}.{ending}"


def _scope(material: Material) -> str:
    order, texts, reference = material.order, material.texts, material.dataset.reference
    if not material.hub_id:
        return scope_of(order.filters, reference, texts)
    hub = texts("handouts.hub", hub=material.hub_name)
    return "; ".join([hub, *_asked(order.filters, reference, texts)])


def _heading(material: Material) -> str:
    """Say what was asked for besides the one place that the title names."""
    filters, reference = material.order.filters, material.dataset.reference
    if not material.hub_id:
        filters = replace(filters, municipalities=(), counties=())
    said = "; ".join(_asked(filters, reference, material.texts))
    if not said and not place_of(material):
        said = material.texts("handouts.everything")
    return said[:1].upper() + said[1:]


def scope_of(filters: Filters, reference: Reference, texts: Texts) -> str:
    """Say which filters are set, in words; never what was looked for, which may be a hidden name."""
    return "; ".join(_asked(filters, reference, texts)) or texts("handouts.everything")


def _asked(filters: Filters, reference: Reference, texts: Texts) -> list[str]:
    place, resources = _places(filters, reference, texts), reference.resources
    said = [place] if place else []
    known = [code for code in filters.resources if code in resources.index]
    said += [texts.join([texts.resource(resources.loc[code]) for code in known])] if known else []
    said += [texts.join([texts(f"tier.{tier}") for tier in filters.tiers])] if filters.tiers else []
    if filters.barriers:
        kinds = texts.join([texts(f"barrier.{kind}") for kind in filters.barriers])
        said.append(texts("explore.has_barrier", kind=kinds))
    if filters.max_distance_km is not None:
        said.append(texts("explore.within", distance=texts.distance(filters.max_distance_km)))
    return said


def _places(filters: Filters, reference: Reference, texts: Texts) -> str:
    if filters.municipalities:
        names = reference.municipalities["name"].reindex(list(filters.municipalities)).dropna()
    else:
        names = reference.counties["name"].reindex(list(filters.counties)).dropna()
    return texts.join([str(name) for name in names]) if len(names) else ""

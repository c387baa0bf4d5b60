"""What stands on every hand-out: for whom it is, from when, from what, and its file's name."""

from __future__ import annotations

from dataclasses import dataclass

from symgeo.handouts.material import Material


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
        Where the figures are from, and the date.
    scope : str
        Which part of the data it holds.
    """

    title: str
    audience: str
    meaning: str
    source: str
    scope: str

    @property
    def footer(self) -> str:
        """Give audience and source in one line."""
        return f"{self.audience} · {self.source}"


def marking_of(material: Material) -> Marking:
    """Give the words that a hand-out is marked with."""
    texts, order = material.texts, material.order
    origin = "handouts.from_example" if material.dataset.is_example else "handouts.from_data"
    place = place_of(material)
    return Marking(
        title=texts("handouts.title_of", place=place) if place else texts("handouts.title"),
        audience=texts(f"audience.{order.audience}"),
        meaning=texts(f"audience.{order.audience}.meaning"),
        source=texts("handouts.source", origin=texts(origin), date=texts.date(order.made_on)),
        scope=_scope(material),
    )


def place_of(material: Material) -> str:
    """Name the municipalities or counties that were asked for; "" for all."""
    filters, reference = material.order.filters, material.dataset.reference
    if filters.municipalities:
        names = reference.municipalities["name"].reindex(list(filters.municipalities)).dropna()
    else:
        names = reference.counties["name"].reindex(list(filters.counties)).dropna()
    return material.texts.join([str(name) for name in names]) if len(names) else ""


def file_name(material: Material, ending: str) -> str:
    """Give a file name that says audience, place and language, and nothing else."""
    filters = material.order.filters
    codes = [*filters.municipalities] or [*filters.counties]
    parts = ["symgeo", str(material.order.audience), *codes, material.order.language]
    return f"{'-'.join(parts)}.{ending}"


def _scope(material: Material) -> str:
    """Say which filters are set, in words."""
    texts, filters = material.texts, material.order.filters
    resources = material.dataset.reference.resources
    said = [place_of(material)] if place_of(material) else []
    known = [code for code in filters.resources if code in resources.index]
    said += [texts.join([texts.resource(resources.loc[code]) for code in known])] if known else []
    said += [texts.join([texts(f"tier.{tier}") for tier in filters.tiers])] if filters.tiers else []
    if filters.max_distance_km is not None:
        said.append(texts("explore.within", distance=texts.distance(filters.max_distance_km)))
    return "; ".join(said) or texts("handouts.everything")

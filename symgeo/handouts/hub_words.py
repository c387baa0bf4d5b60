"""One hub in plain words: its figures, its sites, what runs, what could run, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from symgeo.analysis.hubs import measure, missing_here, who_would_fit
from symgeo.handouts.material import Material, touching
from symgeo.handouts.story import Counted, Listing, top_listing
from symgeo.views.hub_words import name_sites, say_fits, say_measures

_FITS: Final = 2
_NAMED: Final = 2


@dataclass(frozen=True)
class HubWords:
    """A hub as it is told.

    Attributes
    ----------
    title : str
        Its name.
    counts : str
        How many sites, exchanges and new pairs it has.
    sentences : tuple of str
        What its figures mean.
    sites : str
        All of its sites by name.
    note : str
        The staff's remark; "" for none, and for everybody else.
    exchanges, pairs, missing : Counted
        Recorded exchanges, the best new pairs with one of its sites, and what finds no partner in it.
    """

    title: str
    counts: str
    sentences: tuple[str, ...]
    sites: str
    note: str
    exchanges: Counted
    pairs: Counted
    missing: Counted


def describe_hub(material: Material, *, most: int) -> HubWords:
    """Tell a hub.

    Parameters
    ----------
    material : Material
        Of this hub alone.
    most : int
        Rows of each list.
    """
    texts, name = material.texts, material.hub_name
    # What the filters leave out is no less there: a need that is met is not missing.
    every = touching(material.every, material.asked)
    held = measure(material.asked, material.dataset, every)
    missing = missing_here(material.asked, material.dataset, every)
    counts = (
        texts.plural("hubs.sites_count", held.sites),
        texts.plural("hubs.exchanges_count", held.exchanges),
        texts.plural("hubs.ideas_count", held.ideas),
    )
    return HubWords(
        title=name,
        counts=texts.join(counts),
        sentences=say_measures(held, material.dataset, texts),
        sites=name_sites(material.asked, material.dataset, texts, most=len(material.asked)),
        note=str(material.hubs.table.loc[material.hub_id, "note"]),
        exchanges=Counted(_exchange_listing(material, most), len(material.exchanges)),
        pairs=Counted(top_listing(material, most), len(material.found)),
        missing=Counted(_missing_listing(missing, material, most), len(missing)),
    )


def _exchange_listing(material: Material, most: int) -> Listing:
    texts = material.texts
    rows = tuple(
        (
            str(exchange["supplier"]),
            material.resource_names[exchange["resource_code"]],
            str(exchange["receiver"]),
            texts(f"stage.{exchange['stage']}"),
            texts.reference(str(exchange["start_year"])),
        )
        for exchange in material.exchanges.head(most).to_dict("records")
    )
    keys = ("tables.from", "tables.resource", "tables.to", "tables.stage", "tables.start_year")
    headings = tuple(texts(key) for key in keys)
    return Listing(texts("handouts.sheet_exchanges"), headings, rows, (0.26, 0.22, 0.26, 0.15, 0.11))


def _missing_listing(missing: pd.DataFrame, material: Material, most: int) -> Listing:
    """List surplus and needs without a partner in the hub by turns, so that neither crowds out the other."""
    texts, dataset = material.texts, material.dataset
    turn = missing.groupby("kind", sort=False).cumcount()
    listed = missing.iloc[turn.argsort(kind="stable")].head(most)
    rows = tuple(
        (
            texts(f"figures.missing.{row['kind']}"),
            material.resource_names[row["resource_code"]],
            name_sites(row["sites"], dataset, texts, most=_NAMED),
            _fits(str(row["kind"]), str(row["resource_code"]), material),
        )
        for _, row in listed.iterrows()
    )
    headings = (
        *(texts(key) for key in ("tables.missing", "tables.resource", "tables.site")),
        texts("hubs.fits"),
    )
    return Listing(texts("hubs.missing", hub=material.hub_name), headings, rows, (0.18, 0.24, 0.24, 0.34))


def _fits(kind: str, resource_code: str, material: Material) -> str:
    found = who_would_fit(kind, resource_code, material.dataset.reference, here=material.hub_name)
    return say_fits(found, material.texts, most=_FITS) or material.texts("hubs.fits_unknown")

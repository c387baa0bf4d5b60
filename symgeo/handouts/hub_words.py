"""One hub in plain words: its figures, its sites, what runs, what could run, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from symgeo.analysis.hubs import measure, missing_here, trades_that_fit
from symgeo.handouts.material import Material, touching
from symgeo.handouts.story import Counted, Listing, top_listing
from symgeo.views.hub_words import name_sites, say_measures, say_trades

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
        How many sites it has, and exchanges and new pairs between them.
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


class Fits:
    """Who would fit in words, worked out once: hubs of one file often miss the same."""

    def __init__(self, material: Material) -> None:
        self._reference, self._texts = material.dataset.reference, material.texts
        self._places = set(self._reference.precedents["place"].str.casefold())
        self._said: dict[tuple[str, str, str], str] = {}

    def say(self, kind: str, resource_code: str, here: str) -> str:
        """Name the best trades for what a hub misses; parameters as for `trades_that_fit`."""
        # Its name matters only where something was done there.
        asked = kind, resource_code, here if here.casefold() in self._places else ""
        if asked not in self._said:
            found = trades_that_fit(kind, resource_code, self._reference, here=asked[2], enough=_FITS)
            self._said[asked] = say_trades(found[:_FITS], self._texts) or self._texts("hubs.fits_unknown")
        return self._said[asked]


def describe_hub(material: Material, fits: Fits, *, most: int) -> HubWords:
    """Tell a hub.

    Parameters
    ----------
    material : Material
        Of this hub alone.
    fits : Fits
        Of the same data.
    most : int
        Rows of each list.
    """
    texts, name = material.texts, material.hub_name
    # What the filters leave out is no less there: a need that is met is not missing.
    every = touching(material.every, material.asked)
    held = measure(material.asked, material.dataset, every)
    missing = missing_here(material.asked, material.dataset, every)
    counts = texts(
        "handouts.hub_counts",
        sites=texts.plural("hubs.sites_count", held.sites),
        exchanges=texts.plural("hubs.exchanges_count", held.exchanges),
        ideas=texts.plural("hubs.ideas_count", held.ideas),
    )
    return HubWords(
        title=name,
        counts=counts,
        sentences=say_measures(held, material.dataset, texts),
        sites=name_sites(material.asked, material.dataset, texts, most=len(material.asked)),
        note=str(material.hubs.table.loc[material.hub_id, "note"]),
        exchanges=Counted(_exchange_listing(material, most), len(material.exchanges)),
        pairs=Counted(top_listing(material, most), len(material.found)),
        missing=Counted(_missing_listing(missing, material, fits, most), len(missing)),
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
    return Listing(texts("handouts.hub_exchanges"), headings, rows, (0.26, 0.22, 0.26, 0.15, 0.11))


def _missing_listing(missing: pd.DataFrame, material: Material, fits: Fits, most: int) -> Listing:
    """List surplus and needs without a partner in the hub by turns, so that neither crowds out the other."""
    texts, dataset = material.texts, material.dataset
    turn = missing.groupby("kind", sort=False).cumcount()
    listed = missing.iloc[turn.argsort(kind="stable")].head(most)
    rows = tuple(
        (
            texts(f"figures.missing.{row['kind']}"),
            material.resource_names[row["resource_code"]],
            name_sites(row["sites"], dataset, texts, most=_NAMED),
            fits.say(str(row["kind"]), str(row["resource_code"]), material.hub_name),
        )
        for _, row in listed.iterrows()
    )
    headings = (
        *(texts(key) for key in ("tables.missing", "tables.resource", "tables.site")),
        texts("hubs.fits"),
    )
    return Listing(texts("hubs.missing", hub=material.hub_name), headings, rows, (0.18, 0.24, 0.24, 0.34))

"""Tables of hubs: side by side, what is missing, and the places where a newcomer would fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.hubs import URBAN_KINDS, Measures
from symgeo.texts import Texts
from symgeo.views.hub_portraits import Portrait
from symgeo.views.hub_words import name_sites, name_trade, say_basis, say_fits, say_reason
from symgeo.views.tables import Column, Table, rough_amounts


def compare_hubs(portraits: Sequence[Portrait], dataset: Dataset, texts: Texts) -> Table:
    """Set the figures of hubs side by side, a line a measure; nothing is ranked."""
    lines: dict[str, Callable[[Measures], str]] = {
        "sites": lambda held: texts.number(held.sites),
        "exchanges": lambda held: texts.number(held.exchanges),
        "ideas": lambda held: texts.number(held.ideas),
        "divisions": lambda held: texts.number(held.divisions),
        "diversity": lambda held: texts.number(held.diversity, digits=2),
        "evenness": lambda held: _share(held.evenness, texts),
        "connectance": lambda held: _share(held.connectance, texts),
        "density": lambda held: texts.number(held.density, digits=1),
        "cyclicity": lambda held: texts.number(held.cyclicity, digits=1),
        "anchor": lambda held: _anchor(held, dataset, texts),
    }
    urban = {f"urban_{kind}": kind for kind in URBAN_KINDS}
    frame = pd.DataFrame(
        {
            "measure": [texts(f"hubs.measure_{name}") for name in (*lines, *urban)],
            **{
                one.hub_id: [
                    *(write(one.measures) for write in lines.values()),
                    *(write_urban(row, texts) for _, row in one.urban.loc[list(urban.values())].iterrows()),
                ]
                for one in portraits
            },
        },
        index=pd.Index([*lines, *urban], name="measure_id"),
    )
    columns = (
        Column("measure", texts("hubs.measure"), width="large"),
        *(Column(one.hub_id, one.name) for one in portraits),
    )
    return Table(frame, columns)


def write_urban(row: pd.Series, texts: Texts) -> str:
    """Write what runs and what could run with one kind of urban partner."""
    if not row["running"] and not row["ideas"]:
        return texts("hubs.urban_none")
    return texts("hubs.urban", running=int(row["running"]), ideas=int(row["ideas"]))


def list_recruiting(
    one: Portrait,
    fits: Sequence[pd.DataFrame],
    opportunities: pd.DataFrame,
    dataset: Dataset,
    texts: Texts,
) -> Table:
    """List what is missing in a hub, with who would fit and the nearest answer outside.

    Parameters
    ----------
    one : Portrait
        The hub.
    fits : sequence of DataFrame
        For each row of ``one.missing``, as `who_would_fit` gives them.
    opportunities : DataFrame
        All of them, for the answers outside.
    """
    missing, resources = one.missing, dataset.reference.resources
    pairs = opportunities.drop_duplicates("opportunity_id").set_index("opportunity_id")
    frame = pd.DataFrame(
        {
            "kind": [texts(f"figures.missing.{kind}") for kind in missing["kind"]],
            "resource": [texts.resource(resources.loc[code]) for code in missing["resource_code"]],
            "amount": rough_amounts(missing, "quantity", missing["is_blurred"], texts),
            "sites": [name_sites(ids, dataset, texts, most=2) for ids in missing["sites"]],
            "fits": [say_fits(frame, texts) or texts("hubs.fits_unknown") for frame in fits],
            "outside": [
                _say_outside(outside, ids, pairs, dataset, texts)
                for outside, ids in zip(missing["outside"], missing["sites"], strict=True)
            ],
            "stopped": [
                _say_stopped(stopped, ids, pairs, dataset, texts)
                for stopped, ids in zip(missing["stopped"], missing["sites"], strict=True)
            ],
            "evidence": [texts(f"evidence.{word}") for word in missing["evidence"]],
            "source": [say_basis(frame, texts) for frame in fits],
        },
        index=pd.Index(np.arange(len(missing)), name="row"),
    )
    columns = (
        Column("kind", texts("tables.missing")),
        Column("resource", texts("tables.resource")),
        Column("amount", texts("tables.amount"), help=texts("tables.flow_amount_help")),
        Column("sites", texts("tables.site")),
        Column("fits", texts("hubs.fits"), width="large", help=texts("hubs.fits_help")),
        Column("outside", texts("hubs.outside"), width="large", help=texts("hubs.outside_help")),
        Column("stopped", texts("hubs.stopped"), width="large"),
        Column("evidence", texts("tables.evidence"), width="small", help=texts("tables.evidence_help")),
        Column("source", texts("tables.source")),
    )
    return Table(frame, columns)


def list_places(places: pd.DataFrame, reasons: pd.DataFrame, dataset: Dataset, texts: Texts) -> Table:
    """List the places where a newcomer would fit, with the reasons; indexed by place_id."""
    said: Mapping[str, list[str]] = {
        str(place): [say_reason(row, dataset, texts) for _, row in rows.iterrows()]
        for place, rows in reasons[reasons["place_id"].isin(places.index)].groupby("place_id", sort=False)
    }
    frame = pd.DataFrame(
        {
            "place": places["name"],
            "kind": [texts("hubs.place_hub" if is_hub else "hubs.place_plot") for is_hub in places["is_hub"]],
            "met": [
                texts("hubs.met", met=int(met), asked=int(asked))
                for met, asked in zip(places["met"], places["asked"], strict=True)
            ],
            "reasons": ["; ".join(said[str(place)]) for place in places.index],
            "worth": (places["worth"] / places["asked"] * 100).round(0),
        },
        index=places.index,
    )
    columns = (
        Column("place", texts("hubs.place")),
        Column("kind", texts("hubs.place_kind"), width="small"),
        Column("met", texts("hubs.met_heading"), width="small"),
        Column("worth", texts("hubs.worth"), "progress", "small", texts("hubs.worth_help")),
        Column("reasons", texts("hubs.reasons"), width="large"),
    )
    return Table(frame, columns)


def list_trades(best: pd.DataFrame, reasons: pd.DataFrame, dataset: Dataset, texts: Texts) -> Table:
    """List the trades that would fit on a plot, in the order given, with the reasons; by NACE class."""
    told = {
        str(nace): "; ".join(say_reason(row, dataset, texts) for _, row in rows.iterrows())
        for nace, rows in reasons[reasons["nace"].isin(best.index)].groupby("nace", sort=False)
    }
    met = zip(best["met"], best["asked"], strict=True)
    frame = pd.DataFrame(
        {
            "trade": [name_trade(str(nace), texts) for nace in best.index],
            "met": [texts("hubs.met", met=int(one), asked=int(asked)) for one, asked in met],
            "worth": best["worth"].round(2),
            "reasons": [told[str(nace)] for nace in best.index],
        },
        index=best.index,
    )
    columns = (
        Column("trade", texts("hubs.trade"), width="medium"),
        Column("met", texts("hubs.met_heading"), width="small"),
        Column("worth", texts("hubs.partners"), "number", "small", texts("hubs.partners_help")),
        Column("reasons", texts("hubs.reasons"), width="large"),
    )
    return Table(frame, columns)


def _say_outside(
    opportunity_id: str, own: Sequence[str], pairs: pd.DataFrame, dataset: Dataset, texts: Texts
) -> str:
    if not opportunity_id:
        return texts("hubs.outside_none")
    pair = pairs.loc[[opportunity_id]].iloc[0]
    distance = texts.distance(pair["distance_km"])
    return texts("hubs.outside_pair", site=_partner(pair, own, dataset), distance=distance)


def _say_stopped(
    opportunity_id: str, own: Sequence[str], pairs: pd.DataFrame, dataset: Dataset, texts: Texts
) -> str:
    if not opportunity_id:
        return ""
    pair = pairs.loc[[opportunity_id]].iloc[0]
    return texts("hubs.stopped_pair", site=_partner(pair, own, dataset), gate=texts(f"gate.{pair['gate']}"))


def _partner(pair: pd.Series, own: Sequence[str], dataset: Dataset) -> str:
    """Name the other side of a pair, seen from the sites that miss something."""
    other = pair["demand_site_id"] if pair["supply_site_id"] in own else pair["supply_site_id"]
    return str(dataset.sites.loc[other, "name"])


def _share(share: float, texts: Texts) -> str:
    return "" if np.isnan(share) else texts.percent(share)


def _anchor(held: Measures, dataset: Dataset, texts: Texts) -> str:
    if held.anchor is None:
        return texts("hubs.anchor_short_none")
    share = texts.percent(held.anchor.links / held.anchor.links_of)
    return texts("hubs.anchor_short", site=str(dataset.sites.loc[held.anchor.site_id, "name"]), share=share)

"""From a data set to the columns and tasks of the core."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.analysis import evaluation
from symgeo.analysis.choices import Choices
from symgeo.analysis.dataset import Dataset, Reference
from symgeo.analysis.engine.columns import LARGEST_AMOUNT, Problem, Side
from symgeo.analysis.engine.markets import market_numbers
from symgeo.analysis.engine.precedents import trade_numbers
from symgeo.analysis.engine.tasks import Words, tasks_of
from symgeo.analysis.geodesy import to_ecef
from symgeo.analysis.opportunities import place_flows, table_weights
from symgeo.analysis.quality import material_quality
from symgeo.analysis.scoring import blend
from symgeo.errors import UsageError

Texts = npt.NDArray[np.object_]
Compared = npt.NDArray[Any]

_Numbered = tuple[npt.NDArray[np.object_], tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]]
"""Texts, and their numbers on both sides."""
_COUNTRIES = ("", "NO", "SE")
_TEXTS = {
    "site": "site_id",
    "municipality": "municipality_number",
    "county": "county_code",
    "trade": "nace",
    "tags": "quality_tags",
    "network": "network_id",
    "place": "cluster_label",
    "profile": "profile",
}


def problem_of(dataset: Dataset, choices: Choices | None = None) -> Problem:
    """Turn sites, flows and reference tables into columns.

    Parameters
    ----------
    dataset : Dataset
    choices : Choices, optional
        What the reader changed.

    Raises
    ------
    UsageError
        If an amount is larger than can be added up exactly.
    """
    choices = choices or Choices()
    reference = dataset.reference
    frames = place_flows(dataset, hide_commitments=choices.hide_exchanges)
    texts = {name: _numbers(frames, column) for name, column in _TEXTS.items()}
    resources = tuple(reference.resources.index)
    sides = [
        _side(
            frame, {name: t[1][n] for name, t in texts.items()}, _markets(frame, texts["tags"], n), resources
        )
        for n, frame in enumerate(frames)
    ]
    words = {name: t[0] for name, t in texts.items()}
    classes, divisions, known = trade_numbers(words["trade"])
    weights = choices.weights or table_weights(reference)
    units = reference.resources["unit"].fillna("")
    return Problem(
        supply=sides[0],
        demand=sides[1],
        tasks=tasks_of(
            dataset, choices, sides[0], sides[1], Words(words["site"], words["trade"], words["place"], known)
        ),
        shares=blend(weights, reference.parameter("score.floor")),
        hours=_hours(words["profile"], reference),
        overlap=_table(words["profile"], lambda a, b: evaluation.season_overlap(a, b, reference)),
        tag_scores=_table(words["tags"], lambda a, b: _tag_scores(a, b, reference)),
        shared=_table(words["network"], _share_a_network),
        trade_class=classes,
        trade_division=divisions,
        n_sites=len(words["site"]),
        resources=resources,
        units=tuple(dict.fromkeys(units)),
        municipalities=tuple(words["municipality"]),
        counties=tuple(words["county"]),
    )


def _numbers(frames: tuple[pd.DataFrame, pd.DataFrame], column: str) -> _Numbered:
    """Give numbers to the texts of a column over both sides, in the order of the texts."""
    both = pd.concat([frame[column].astype(object) for frame in frames], ignore_index=True)
    numbers, texts = pd.factorize(both, sort=True)
    parts = np.split(numbers.astype(np.int32), [len(frames[0])])
    return np.asarray(texts, dtype=object), (parts[0], parts[1])


def _markets(frame: pd.DataFrame, tags: _Numbered, side: int) -> npt.NDArray[np.int32]:
    return market_numbers(tags[0], tags[1][side], (frame["country"] == "SE").to_numpy(bool))


def _side(
    frame: pd.DataFrame,
    numbers: dict[str, npt.NDArray[np.int32]],
    market: npt.NDArray[np.int32],
    resources: tuple[str, ...],
) -> Side:
    amount = frame["quantity"].to_numpy(float)
    if len(amount) and not 0 <= amount.min() <= amount.max() <= LARGEST_AMOUNT:
        message = (
            f"An amount is below 0, unknown or above {LARGEST_AMOUNT:.0e} a year; correct it in the flows."
        )
        raise UsageError(message)
    lon, lat = frame["lon"].to_numpy(float), frame["lat"].to_numpy(float)
    x, y, z = (np.ascontiguousarray(column) for column in to_ecef(lon, lat).T)
    country = pd.Index(_COUNTRIES).get_indexer(pd.Index(frame["country"]))
    return Side(
        flow_id=frame["flow_id"].to_numpy(object),
        resource=pd.Index(resources).get_indexer(pd.Index(frame["resource_code"])).astype(np.int32),
        country=np.maximum(country, 0).astype(np.int32),
        lon=lon,
        lat=lat,
        x=x,
        y=y,
        z=z,
        amount=amount,
        free=1.0 - frame["committed_pct"].to_numpy(float) / 100.0,
        temp_c=frame["temp_c"].to_numpy(float),
        dry_pct=frame["dm_pct"].to_numpy(float),
        market=market,
        **numbers,
    )


def _hours(profiles: Texts, reference: Reference) -> npt.NDArray[np.float64]:
    process, heating = (reference.parameter(f"heat.{kind}_full_load_hours") for kind in ("process", "dh"))
    return np.where(profiles == "heating_season", heating, process)


def _table(texts: npt.NDArray[np.object_], compare: Callable[[Texts, Texts], Compared]) -> Compared:
    """Compare every text with every text: one row for each supply's, one column for each demand's."""
    count = len(texts)
    compared = compare(np.repeat(texts, count), np.tile(texts, count))
    return np.ascontiguousarray(compared.reshape(count, count))


def _tag_scores(
    supply: npt.NDArray[np.object_], demand: npt.NDArray[np.object_], reference: Reference
) -> Compared:
    unknown = pd.Series(np.full(len(supply), np.nan))
    return material_quality(
        pd.Series(supply),
        pd.Series(demand),
        unknown,
        unknown,
        mixed=reference.parameter("quality.mixed"),
        other_grade=reference.parameter("quality.grade"),
    ).score


def _share_a_network(supply: npt.NDArray[np.object_], demand: npt.NDArray[np.object_]) -> Compared:
    names = [({*s.split(";")} - {""}, {*d.split(";")} - {""}) for s, d in zip(supply, demand, strict=True)]
    return np.array([bool(s & d) for s, d in names], dtype=bool)

"""Somebody who holds what a meeting and the public were given, and wants to know more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from pyproj import Transformer
from scipy.optimize import least_squares

from symgeo.analysis import summary
from symgeo.analysis.bands import with_ends
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.disclosure import Redacted, redact
from symgeo.analysis.opportunities import find
from symgeo.analysis.planning import Wishes, make_plan
from symgeo.vocabulary import Audience
from tests.analysis.disclosure.hidden_world import NAMES

AUDIENCES = (Audience.MEETING, Audience.PUBLIC)
Tables = Mapping[str, pd.DataFrame]
_EXACT = 1e-9
_NEAR_M = 25.0
"""Who guesses inside a cell of 5 km is as near by chance once in ten thousand times."""
_GRID = Transformer.from_crs("EPSG:4326", "EPSG:25833", always_xy=True)


@dataclass(frozen=True, eq=False)
class Given:
    """What an audience was given: every table in full precision, which is more than any file holds."""

    redacted: Redacted
    tables: Tables


def give(world: Dataset, audience: Audience) -> Given:
    """Make everything that is shown to an audience: the data, the pairs, and all sums of them."""
    redacted = redact(world, audience, NAMES)
    dataset = redacted.dataset
    found = find(dataset)
    blurred = dataset.blurred_flows
    totals = make_plan(found, dataset, Wishes()).totals
    return Given(
        redacted,
        {
            "sites": pd.DataFrame(dataset.sites.drop(columns="geometry")),
            "flows": dataset.flows,
            "exchanges": dataset.exchanges,
            "pairs": found.set_index("opportunity_id"),
            **{
                name: with_ends(partial(way, dataset=dataset), found, blurred)
                for name, way in (
                    ("county", summary.by_county),
                    ("municipality", summary.by_municipality),
                    ("resource", summary.by_resource),
                )
            },
            "groups": summary.group_amounts(found, blurred).set_index(["resource_group", "unit", "evidence"]),
            "heat": summary.heat_bands(dataset).set_index(["band", "direction", "evidence"]),
            "plan": pd.DataFrame([vars(totals)]),
        },
    )


def amounts_by_arithmetic(first: Tables, second: Tables, programme: pd.DataFrame) -> np.ndarray:
    """Work out every figure that the tables of two audiences give by plain arithmetic.

    Figures themselves, differences of the same cell in both, differences inside a column (a total minus what
    is shown of it), and each column of the pairs divided by what one unit gives.

    Parameters
    ----------
    first, second : mapping of str to DataFrame
        As `give` gives them.
    programme : DataFrame
        Pairs that the programme, which everybody has, finds in data of one's own: what a unit gives.
    """
    found = [*_figures(first), *_figures(second), *_differences(first, second)]
    found += [*_inside(first), *_inside(second)]
    found += [*_per_unit(first["pairs"], programme), *_per_unit(second["pairs"], programme)]
    every = np.concatenate([np.ravel(one).astype(float) for one in found])
    return np.unique(np.abs(every[np.isfinite(every)]))


def holds(figures: np.ndarray, amount: float) -> bool:
    """Say whether an amount is among the figures, to nine digits; nobody guesses that by chance."""
    place = np.searchsorted(figures, amount)
    near = figures[max(0, place - 1) : place + 1]
    return bool((np.abs(near - amount) <= _EXACT * amount).any())


def _figures(tables: Tables) -> Iterator[np.ndarray]:
    for table in tables.values():
        yield table.select_dtypes("number").to_numpy(float)


def _differences(first: Tables, second: Tables) -> Iterator[np.ndarray]:
    for name in ("county", "municipality", "resource", "groups", "heat", "plan"):
        one, other = (tables[name].select_dtypes("number") for tables in (first, second))
        yield one.sub(other, fill_value=0.0).to_numpy(float)


def _inside(tables: Tables) -> Iterator[np.ndarray]:
    """Take each figure of a table from each other and from the sum of its column, and sums of two."""
    for name in ("county", "municipality", "resource", "groups", "heat", "flows", "pairs"):
        for column in tables[name].select_dtypes("number").to_numpy(float).T:
            values = column[np.isfinite(column)]
            yield np.subtract.outer(values, values)
            yield values.sum() - values


def _per_unit(pairs: pd.DataFrame, programme: pd.DataFrame) -> Iterator[np.ndarray]:
    """Divide by what a unit gives by the same rule."""
    for rule, alike in pairs.groupby("rule_id"):
        own = programme[programme["rule_id"] == rule]
        for column in ("electricity_freed_mwh", "co2_replaced_t"):
            gives = own[column].to_numpy(float)
            units = own["matched_quantity"].to_numpy(float)[gives != 0] / gives[gives != 0]
            yield np.multiply.outer(alike[column].to_numpy(float), units)


def places_by_distances(tables: Tables, blurred: str) -> list[tuple[float, float]]:
    """Work out where a site lies from its distances to open ones, as metres in the grid; [] for too few."""
    sites, pairs = tables["sites"], tables["pairs"]
    circles = []
    for side, other in (("supply", "demand"), ("demand", "supply")):
        for _, pair in pairs[pairs[f"{side}_site_id"] == blurred].iterrows():
            end = sites.loc[pair[f"{other}_site_id"]]
            if end["openness"] == "open":
                circles.append((*to_grid(end["lon"], end["lat"]), pair["distance_km"] * 1000))
    places = sorted(set(circles))
    if len({(x, y) for x, y, _ in places}) < 2:
        return []
    known = np.array(places)
    found = []
    for angle in np.linspace(0, 2 * np.pi, 8, endpoint=False):
        start = known[0, :2] + known[0, 2] * np.array([np.cos(angle), np.sin(angle)])
        met = least_squares(partial(_misfit, known=known), start)
        if met.cost < 1e4:
            found.append((float(met.x[0]), float(met.x[1])))
    return found


def _misfit(place: np.ndarray, known: np.ndarray) -> np.ndarray:
    return np.asarray(np.hypot(*(known[:, :2] - place).T) - known[:, 2])


def is_near(place: tuple[float, float], lon: float, lat: float) -> bool:
    """Say whether a place of the grid is the true one, or next to it."""
    return bool(np.hypot(*np.subtract(place, to_grid(lon, lat))) < _NEAR_M)


def to_grid(lon: float, lat: float) -> tuple[float, float]:
    """Give metres in the grid that positions are blurred to."""
    x, y = _GRID.transform(lon, lat)
    return float(x), float(y)


def from_grid(x: float, y: float) -> tuple[float, float]:
    """Give longitude and latitude of a place of the grid."""
    lon, lat = _GRID.transform(x, y, direction="INVERSE")
    return float(lon), float(lat)


def told_apart(observed: Mapping[Audience, str], guess: Dataset, write: Callable[[Redacted], str]) -> bool:
    """Try a guess: make the outputs of both audiences from it, and see whether they are what was given.

    Who knows the programme and everything but the secrets can do no better than this: what no guess is told
    apart by cannot be worked back by differences, complements, ratios, ranks, joins or the order of rows.
    """
    return any(write(redact(guess, audience, NAMES)) != observed[audience] for audience in AUDIENCES)

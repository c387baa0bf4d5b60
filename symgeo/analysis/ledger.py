"""Opportunities as columns of numbers, built once: filters become masks, and sums one pass over codes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.analysis import barriers
from symgeo.analysis.dataset import Reference
from symgeo.analysis.opportunities import IDEAS, TIER_ORDER

FloatArray = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.intp]
BoolArray = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]
Column = TypeVar("Column", bound=npt.NDArray[Any])

WORTH: Final = ("electricity_freed_mwh", "co2_t", "net_benefit_eur")
"""What is added up by the share of an opportunity that was allocated."""
_FEW: Final = 16
TIERS: Final = tuple(tier.value for tier in TIER_ORDER)


class Coded(NamedTuple):
    """A column of texts: the number of each text, and each row's."""

    known: Mapping[str, int]
    numbers: npt.NDArray[Any]

    def are_among(self, wanted: tuple[str, ...]) -> BoolArray:
        """Tell which rows have one of some texts."""
        some = [self.known[text] for text in wanted if text in self.known]
        if len(some) > _FEW:
            marks = np.zeros(len(self.known), dtype=bool)
            marks[some] = True
            return np.asarray(marks[self.numbers])
        kept = np.zeros(len(self.numbers), dtype=bool)
        for number in some:  # narrow numbers are compared many at once, which is faster than to look them up
            kept |= self.numbers == number
        return kept


class Ends(NamedTuple):
    """Such columns of both sides, with the same numbers."""

    supply: Coded
    demand: Coded

    def are_among(self, wanted: tuple[str, ...]) -> BoolArray:
        """Tell which rows have one of some texts on either side."""
        return self.supply.are_among(wanted) | self.demand.are_among(wanted)


class Sums(NamedTuple):
    """Sums by place.

    Attributes
    ----------
    counts : ndarray of int, shape (places, tiers, 2)
        Opportunities by tier, and whether they are illustrative ideas.
    amounts : dict of str to ndarray
        Allocated amounts by unit.
    worth : dict of str to ndarray
        As `WORTH`.
    """

    counts: npt.NDArray[np.int64]
    amounts: dict[str, FloatArray]
    worth: dict[str, FloatArray]


class Cells(NamedTuple):
    """Rows in the order of their cells: alike in the places of both sides, unit and kind.

    Attributes
    ----------
    places : Index of str
    units : tuple of str
        Texts of the numbers.
    order : ndarray of int
        Rows, one cell after the other.
    begins : ndarray of int
        Where each cell begins among them.
    first, second, unit, kind : ndarray of int
        What the rows of each cell have in common.
    worth : ndarray, shape (1 + WORTH, rows)
        Allocated amount and `WORTH`, in the order of ``order``.
    """

    places: pd.Index
    units: tuple[str, ...]
    order: Numbers
    begins: Numbers
    first: Numbers
    second: Numbers
    unit: Numbers
    kind: Numbers
    worth: FloatArray

    def sums(self, kept: npt.NDArray[np.bool_] | None = None) -> Sums:
        """Add up by place: over both sides, a row inside one place once.

        Parameters
        ----------
        kept : ndarray of bool, optional
            Which rows count; all if left out.
        """
        count = len(self.order)
        rows = np.arange(count) if kept is None else np.flatnonzero(kept[self.order])
        edges = np.searchsorted(rows, np.append(self.begins, count))
        sizes = np.diff(edges)
        some = np.flatnonzero(sizes)
        worth = np.zeros((len(self.worth), len(sizes)))
        for column, sums in zip(self.worth, worth, strict=True):
            sums[some] = np.add.reduceat(column[rows], edges[some]) if len(some) else 0.0
        cells = np.concatenate((np.arange(len(sizes)), np.flatnonzero(self.first != self.second)))
        place = np.concatenate((self.first, self.second[cells[len(sizes) :]]))
        return Sums(
            _binned(place, self.kind[cells], sizes[cells], (len(self.places), 2 * len(TIERS)))
            .astype(np.int64)
            .reshape(len(self.places), len(TIERS), 2),
            dict(
                zip(
                    self.units,
                    _binned(place, self.unit[cells], worth[0][cells], (len(self.places), len(self.units))).T,
                    strict=True,
                )
            ),
            {
                name: _binned(place, place * 0, column[cells], (len(self.places), 1))[:, 0]
                for name, column in zip(WORTH, worth[1:], strict=True)
            },
        )


class Ledger:
    """Columns of opportunities, each built when it is first asked for; they cannot be written to.

    Parameters
    ----------
    opportunities : DataFrame
        As `opportunities.find` gives them, or some of their rows.
    reference : Reference
    """

    def __init__(self, opportunities: pd.DataFrame, reference: Reference) -> None:
        self._opportunities, self._reference = opportunities, reference

    def __len__(self) -> int:
        """Give the number of opportunities."""
        return len(self._opportunities)

    @cached_property
    def tiers(self) -> Coded:
        """Give the tiers, numbered by rank."""
        return self._coded("tier", TIERS)

    @cached_property
    def evidence(self) -> Coded:
        """Give the words of evidence."""
        return self._coded("evidence")

    @cached_property
    def counties(self) -> Ends:
        """Give the counties of both sides."""
        return self._ends("county")

    @cached_property
    def municipalities(self) -> Ends:
        """Give the municipalities of both sides."""
        return self._ends("municipality")

    @cached_property
    def resources(self) -> Ends:
        """Give the resources of both sides."""
        return self._ends("resource")

    @cached_property
    def sites(self) -> Ends:
        """Give the sites of both sides."""
        return self._ends("site_id")

    @cached_property
    def distance_km(self) -> FloatArray:
        """Give the straight distances."""
        return self._numbers("distance_km")

    @cached_property
    def serious(self) -> dict[str, BoolArray]:
        """Tell for each kind of barrier where it takes more than routine."""
        levels = barriers.find_levels(self._opportunities, self._reference)
        return {
            kind: _shut((levels[kind] >= barriers.SERIOUS).to_numpy(bool, copy=True))
            for kind in barriers.KINDS
        }

    @cached_property
    def is_idea(self) -> BoolArray:
        """Tell which opportunities are news."""
        return _shut(self.tiers.are_among(IDEAS))

    @cached_property
    def units(self) -> Coded:
        """Give the units of amounts."""
        return self._coded("unit")

    @cached_property
    def allocated(self) -> FloatArray:
        """Give the amounts of which nothing is promised twice."""
        return _shut(np.nan_to_num(self._numbers("allocated_quantity")))

    @cached_property
    def worth(self) -> tuple[FloatArray, ...]:
        """Give a column for each of `WORTH`: the share of the ideas that was allocated."""
        matched = self._numbers("matched_quantity")
        share = np.where(self.is_idea & (matched > 0), self.allocated, 0.0) / np.where(
            matched > 0, matched, 1.0
        )
        return tuple(_shut(np.nan_to_num(self._numbers(name)) * share) for name in WORTH)

    @cached_property
    def kinds(self) -> Numbers:
        """Give two numbers for each tier: the even of what is known, the odd of illustrative ideas."""
        shown = self._opportunities["is_illustrative"].to_numpy(bool) & self.is_idea
        return _shut(self.tiers.numbers.astype(np.intp) * 2 + shown)

    @cached_property
    def county_cells(self) -> Cells:
        """Give the cells of counties."""
        return self._cells(self.counties.supply, self.counties.demand)

    @cached_property
    def municipality_cells(self) -> Cells:
        """Give the cells of municipalities."""
        return self._cells(self.municipalities.supply, self.municipalities.demand)

    @cached_property
    def resource_cells(self) -> Cells:
        """Give the cells of the resources supplied."""
        return self._cells(self.resources.supply, self.resources.supply)

    def _cells(self, first: Coded, second: Coded) -> Cells:
        counts = (len(first.known), len(first.known), len(self.units.known), 2 * len(TIERS))
        numbers = (first.numbers, second.numbers, self.units.numbers, self.kinds)
        columns = [column.astype(np.intp) for column in numbers]
        cell = np.ravel_multi_index(tuple(columns), counts) if len(self) else np.zeros(0, np.intp)
        order = np.argsort(cell, kind="stable")
        begins = np.flatnonzero(np.diff(cell[order], prepend=-1))
        one, other, unit, kind = np.unravel_index(cell[order[begins]], counts) if len(self) else columns
        worth = np.stack([column[order] for column in (self.allocated, *self.worth)])
        return Cells(
            pd.Index(list(first.known)),
            tuple(self.units.known),
            order,
            begins,
            one,
            other,
            unit,
            kind,
            _shut(worth),
        )

    def _numbers(self, column: str) -> FloatArray:
        return _shut(self._opportunities[column].to_numpy(float, copy=True))

    def _coded(self, column: str, first: tuple[str, ...] = ()) -> Coded:
        (coded,) = _coded([self._opportunities[column]], first)
        return coded

    def _ends(self, column: str) -> Ends:
        return Ends(*_coded([self._opportunities[f"{side}_{column}"] for side in Ends._fields]))


def _coded(columns: list[pd.Series], first: tuple[str, ...] = ()) -> list[Coded]:
    """Give the texts of some columns the same numbers; those that are known come first."""
    texts = pd.concat([pd.Series(first, dtype=object), *(column.astype(object) for column in columns)])
    numbers, found = pd.factorize(texts)
    known = {str(text): n for n, text in enumerate(found)}
    narrow = numbers[len(first) :].astype(np.min_scalar_type(len(known)))  # as few bytes as they need
    return [Coded(known, _shut(part.copy())) for part in np.split(narrow, len(columns))]


def _binned(place: Numbers, kind: Numbers, values: npt.NDArray[Any], shape: tuple[int, int]) -> FloatArray:
    """Add values up in a table of places and kinds."""
    table = np.bincount(place * shape[1] + kind, values, minlength=shape[0] * shape[1])
    return table.astype(float).reshape(shape)


def _shut(column: Column) -> Column:
    """Let nobody write to a column that many read."""
    column.flags.writeable = False
    return column

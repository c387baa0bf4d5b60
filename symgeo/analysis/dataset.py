"""The frozen values that calculation starts from."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

import geopandas as gpd
import pandas as pd

from symgeo.analysis.commitments import with_exchanges
from symgeo.analysis.crossings import Land
from symgeo.vocabulary import Openness


class Parameters(Protocol):
    """What gives parameters by their key: one number, or a column with one for each draw."""

    def parameter(self, key: str, bound: str = "value") -> Any:  # noqa: ANN401  # a number or a column
        """Give one parameter's value, low or high."""


@dataclass(frozen=True, eq=False)
class Reference:
    """Tables that say how matching and scoring work.

    Attributes
    ----------
    resources, rules, parameters, precedents, municipalities : DataFrame
        Indexed by their key; columns as in the column dictionary of the same name.
    counties : GeoDataFrame
        Indexed by ISO 3166-2 code; EPSG:4326, lon/lat.
    land : Land or None
        Land and lakes for crossings of water; None where crossings are not asked for.
    barriers : DataFrame
        Indexed by ``barrier_id``; what stands in the way of pairs, why, and who could help.
    benchmarks : DataFrame
        Indexed by ``benchmark_id``; what was really paid for what parameters of an estimate stand for.
    cases : DataFrame
        Indexed by ``case_id``; real exchanges of a resource and what was paid to build them.
    usual : DataFrame or None
        The parameters as they came with the programme, where own values are in force.
    own_keys : tuple of str
        Keys of the parameters that have own values.
    scenario : str
        Name of the scenario in force; "" for none.
    """

    resources: pd.DataFrame
    rules: pd.DataFrame
    parameters: pd.DataFrame
    precedents: pd.DataFrame
    municipalities: pd.DataFrame
    counties: gpd.GeoDataFrame
    land: Land | None
    barriers: pd.DataFrame = field(default_factory=pd.DataFrame)
    benchmarks: pd.DataFrame = field(default_factory=pd.DataFrame)
    cases: pd.DataFrame = field(default_factory=pd.DataFrame)
    usual: pd.DataFrame | None = None
    own_keys: tuple[str, ...] = ()
    scenario: str = ""

    def parameter(self, key: str, bound: str = "value") -> float:
        """Give one parameter's value, low or high."""
        return self._numbers[bound][key]

    @cached_property
    def _numbers(self) -> Mapping[str, Mapping[str, float]]:
        """Hold the parameters by bound and key: cells of a frame are slow to read one by one."""
        return {
            bound: {str(key): float(number) for key, number in self.parameters[bound].items()}
            for bound in ("value", "low", "high")
        }

    @cached_property
    def rule_rows(self) -> tuple[Mapping[str, Any], ...]:
        """Hold the rules row by row with their ``rule_id``, for what asks for a few at a time."""
        return _rows_of(self.rules.rename_axis("rule_id"))

    @cached_property
    def precedent_rows(self) -> tuple[Mapping[str, Any], ...]:
        """Hold the precedents likewise, with their ``precedent_id``."""
        return _rows_of(self.precedents.rename_axis("precedent_id"))


def _rows_of(table: pd.DataFrame) -> tuple[Mapping[str, Any], ...]:
    rows: list[dict[Hashable, Any]] = table.reset_index().to_dict("records")
    return tuple({str(name): cell for name, cell in row.items()} for row in rows)


@dataclass(frozen=True, eq=False)
class Dataset:
    """One committed state of sites, flows and exchanges, with its reference tables.

    Attributes
    ----------
    sites : GeoDataFrame
        Indexed by ``site_id``; EPSG:4326, lon/lat.
    flows, exchanges : DataFrame
        Indexed by ``flow_id`` and ``exchange_id``; as they were recorded.
    reference : Reference
        What the data is matched with.
    revision : str
        Changes whenever any of the content changes.
    is_example : bool
        True for the data that is shipped with the programme.
    is_redacted : bool
        True where it is what an audience may see; amounts that are not open are bands then.
    """

    sites: gpd.GeoDataFrame
    flows: pd.DataFrame
    exchanges: pd.DataFrame
    reference: Reference
    revision: str
    is_example: bool
    is_redacted: bool = False

    @cached_property
    def counted_flows(self) -> pd.DataFrame:
        """Give the flows with what running exchanges take of them among what is committed."""
        return with_exchanges(self.flows, self.exchanges)

    @cached_property
    def blurred_flows(self) -> frozenset[str]:
        """Give the ids of flows whose amounts are bands."""
        if not self.is_redacted:
            return frozenset()
        return frozenset(self.flows.index[self.flows["openness"] != Openness.OPEN.value])

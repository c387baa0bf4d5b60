"""The example that the README works out by hand: arithmetic, programme and document agree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import unescape
from math import log10
from pathlib import Path

import pandas as pd
import pytest

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.opportunities import find
from symgeo.texts import texts_for
from symgeo.views.cards import opportunity_card, worth
from symgeo.views.tables import matched_amount

README = Path(__file__).parents[1] / "README.md"
EN = texts_for("en")
LINE_SHARE, MACHINE_SHARE = 0.0926489, 0.1229628
"""Annuity and upkeep: 6 % over 30 and 15 years, 2 %."""


@dataclass(frozen=True)
class Sum:
    """One column of the table, with nothing taken from the programme but the distance."""

    pair: str
    offered: float
    wanted: float
    season: float
    price: float
    line_eur: float
    hours: float
    kg_per_mwh: float
    electric: float
    radius_km: float
    barrier: float

    def amounts(self, km: float) -> Mapping[str, float]:
        """Work out the column."""
        matched = self.season * min(self.offered, self.wanted)
        annuity = self.line_eur * LINE_SHARE + matched * 1000 / self.hours * 60 * MACHINE_SHARE
        benefit, co2 = matched * self.price - annuity, matched * self.kg_per_mwh / 1000
        quantity = 0.7 + 0.3 * min(self.offered, self.wanted) / max(self.offered, self.wanted)
        feasible = quantity**0.2 * 0.5 ** (0.3 * km / self.radius_km)
        money, climate = log10(1 + benefit / 10_000) / 3, log10(1 + co2 / 10) / 3
        attractive = 0.45 * money + 0.35 * climate + 0.20 * (1 - self.barrier / 4)
        return {
            "matched_quantity": matched,
            "annuity_eur": annuity,
            "net_benefit_eur": benefit,
            "co2_t": co2,
            "electricity_freed_mwh": matched * self.electric,
            "feasibility": feasible,
            "attractiveness": attractive,
            "score": 100 * (feasible * attractive) ** 0.5,
        }


SUMS = (
    Sum("F0001~F0010", 60_000 * 0.93, 30_000, 1.0, 70, 500 * 1200, 7500, 40, 0.5, 10, 2),
    Sum("F0001~F0019", 60_000 * 0.93, 25_000, 0.6, 70, 500 * 1200, 2800, 40, 0.5, 10, 2),
    Sum("F0390~F0391", 10_000 * 0.95, 2_000, 1.0, 55, 1273.299 * 1.15 * 450, 7500, 15, 1.0, 2, 1),
)


@pytest.fixture(scope="module")
def orkanger(example: Dataset) -> Dataset:
    """Give the example without other places, and without land: nothing here crosses water."""
    sites = example.sites[example.sites.index.isin(["TR001", "TR002", "TR004", "TR006"])]
    flows = example.flows[example.flows["site_id"].isin(sites.index)]
    reference = replace(example.reference, land=None)
    return replace(example, sites=sites, flows=flows, reference=reference)


@pytest.fixture(scope="module")
def measured(orkanger: Dataset) -> pd.DataFrame:
    return _by_pair(replace(orkanger, flows=orkanger.flows.assign(evidence="measured")))


def test_the_sums_by_hand_are_those_of_the_programme(measured: pd.DataFrame) -> None:
    for one in SUMS:
        row = measured.loc[[one.pair]].iloc[0]
        for name, amount in one.amounts(float(row["distance_km"])).items():
            assert row[name] == pytest.approx(amount, rel=1e-6), (one.pair, name)


def test_the_table_in_the_readme_shows_what_the_pages_show(orkanger: Dataset, measured: pd.DataFrame) -> None:
    shipped = _by_pair(orkanger)
    for position, one in enumerate(SUMS):
        written = {step: cells[position] for step, cells in _table().items()}
        row, now = measured.loc[[one.pair]].iloc[0], shipped.loc[[one.pair]].iloc[0]
        shown = {
            "**shown**: amount": matched_amount(row, frozenset(), EN),
            "**shown**: electricity freed": worth.electricity_text(row, EN),
            "**shown**: net benefit": worth.money_text(row, EN),
            "**shown**: lower emissions": worth.co2_text(row, EN),
            "**shown**: distance, way": f"{EN.distance(row['distance_km'])}, {_way(row)}",
            "**shown**: score": EN.number(row["score"]),
            "**shown now**: amount": matched_amount(now, frozenset(), EN),
            "**shown now**: net benefit": worth.money_text(now, EN),
            "**shown now**: lower emissions": worth.co2_text(now, EN),
            "net benefit": f"{row['net_benefit_eur']:,.0f} EUR",
            "feasibility = Q^0.2 × D^0.3": f"{row['feasibility']:.3f}",
            "attractiveness = 0.45, 0.35, 0.20 of them": f"{row['attractiveness']:.3f}",
        }
        assert {step: text.replace("\N{NO-BREAK SPACE}", " ") for step, text in shown.items()} == {
            step: written[step] for step in shown
        }
        ends = {
            "left over × match factor": f"= {one.offered:,.0f} MWh",
            "needed": f"{one.wanted:,.0f} MWh",
            "line": f"= {row['line_capex_eur']:,.0f} EUR",
            "exchanger: M / hours × 60 EUR/kW": f": {row['plant_capex_eur']:,.0f} EUR",
            "amount M = season × the smaller": f"{row['matched_quantity']:,.0f} MWh",
            "a year of both: 0.092649 and 0.122963": f"= {row['annuity_eur']:,.0f} EUR",
            "value: M × price": f"= {row['value_eur']:,.0f} EUR",
            "CO2: M × kg / 1,000": f"= {row['co2_t']:,.0f} t",
            "electricity freed": f": {row['electricity_freed_mwh']:,.0f} MWh",
            "quantity Q = 0.7 + 0.3 × smaller / larger": f"= {row['quantity_score']:.3f}",
            "distance D = 0.5^(km / radius)": f"{row['distance_km']:.4f} / "
            f"{one.radius_km}) = {row['distance_score']:.3f}",
            "fit F, quality T": f"{row['fit']:.0f}, {row['quality_score']:.0f}",
            "money, climate, barrier": f"{row['benefit_score']:.3f}, {row['co2_score']:.3f}, "
            f"{row['barrier_score']:g}",
        }
        assert written["same season"].split(" ")[0] == f"{one.season:g}"
        assert set(_table()) - {*shown, *ends} == {"step", "---", "same season"}
        for step, end in ends.items():
            assert written[step].endswith(end), (one.pair, step)


def test_the_cards_of_the_app_read_as_the_readme_says(orkanger: Dataset, measured: pd.DataFrame) -> None:
    known = replace(orkanger, flows=orkanger.flows.assign(evidence="measured"))
    shipped = _by_pair(orkanger)
    for position, one in enumerate(SUMS):
        for begin, dataset, found in (("**shown**", known, measured), ("**shown now**", orkanger, shipped)):
            card = _read(opportunity_card(found.loc[[one.pair]].iloc[0], dataset, EN, level=2))
            cells = [cells[position] for step, cells in _table().items() if step.startswith(f"{begin}:")]
            assert len(cells) >= 3
            for text in (part for cell in cells for part in cell.split(", ")):
                # As a word of its own: 15 is no part of 150.
                assert re.search(rf"(?<![\d.,]){re.escape(text)}(?!\d)", card), (one.pair, text)


def _way(row: pd.Series) -> str:
    ends = (EN.number(row[column], 1) for column in ("route_km", "route_high_km"))
    return EN.about(EN("card.km", number=EN.span(*ends)))


def _read(card: str) -> str:
    """Give what a reader of the card sees."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", card)))


def _by_pair(dataset: Dataset) -> pd.DataFrame:
    return find(dataset).set_index("opportunity_id", drop=False)


def _table() -> dict[str, list[str]]:
    section = README.read_text(encoding="utf-8").split("### A worked example")[1].split("\n### ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return {cells[0].strip(): [cell.strip() for cell in cells[1:]] for cells in rows}

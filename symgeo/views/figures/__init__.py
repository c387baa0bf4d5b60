"""Figures of the County page: summary frames in, Plotly figures with words and data out."""

from __future__ import annotations

from symgeo.views.figures.amounts import amounts_by_group, electricity_freed, heat_bands, units_of
from symgeo.views.figures.barriers import barriers
from symgeo.views.figures.choosing import Chosen, chosen
from symgeo.views.figures.exchange_flows import surplus_to_need
from symgeo.views.figures.figure import Drawing, Figure, Panel, plot_config
from symgeo.views.figures.gaps import evidence_share, missing
from symgeo.views.figures.look import Look, look_for
from symgeo.views.figures.opportunities import (
    counties_by_tier,
    distances,
    groups_by_tier,
    municipalities_by_tier,
)
from symgeo.views.figures.plan_flows import givers_to_receivers
from symgeo.views.figures.sensitivity import Factor, factors

__all__ = [
    "Chosen",
    "Drawing",
    "Factor",
    "Figure",
    "Look",
    "Panel",
    "amounts_by_group",
    "barriers",
    "chosen",
    "counties_by_tier",
    "distances",
    "electricity_freed",
    "evidence_share",
    "factors",
    "givers_to_receivers",
    "groups_by_tier",
    "heat_bands",
    "look_for",
    "missing",
    "municipalities_by_tier",
    "plot_config",
    "surplus_to_need",
    "units_of",
]

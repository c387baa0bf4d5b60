"""Hubs: which sites belong together, what they are like, what they lack, and who would fit."""

from __future__ import annotations

from symgeo.analysis.hubs.delimiting import Delimitation, Hubs, OwnHub, find_hubs, outline
from symgeo.analysis.hubs.fitting import (
    MOST_TYPICAL,
    Company,
    find_places,
    places_to_settle,
    trades_for_plot,
    typical_company,
)
from symgeo.analysis.hubs.measures import (
    Anchor,
    Measures,
    exchanges_of,
    ideas_across,
    ideas_inside,
    measure,
    running_inside,
)
from symgeo.analysis.hubs.own import (
    LEAST_CORNERS,
    MOST_CORNERS,
    Outline,
    read_corners,
    seen_hubs,
    sites_within,
)
from symgeo.analysis.hubs.recruiting import (
    NO_SOURCE,
    NO_TAKER,
    Fit,
    missing_here,
    trades_that_fit,
    who_would_fit,
)
from symgeo.analysis.hubs.urban import URBAN_KINDS, urban_kinds, urban_links

__all__ = [
    "LEAST_CORNERS",
    "MOST_CORNERS",
    "MOST_TYPICAL",
    "NO_SOURCE",
    "NO_TAKER",
    "URBAN_KINDS",
    "Anchor",
    "Company",
    "Delimitation",
    "Fit",
    "Hubs",
    "Measures",
    "Outline",
    "OwnHub",
    "exchanges_of",
    "find_hubs",
    "find_places",
    "ideas_across",
    "ideas_inside",
    "measure",
    "missing_here",
    "outline",
    "places_to_settle",
    "read_corners",
    "running_inside",
    "seen_hubs",
    "sites_within",
    "trades_for_plot",
    "trades_that_fit",
    "typical_company",
    "urban_kinds",
    "urban_links",
    "who_would_fit",
]

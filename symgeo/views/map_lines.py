"""Opportunities and recorded exchanges as lines: width by amount, style by tier or stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import folium
import numpy as np
import pandas as pd

from symgeo.texts import Texts
from symgeo.texts.rounding import round_significant
from symgeo.views.map import Reader
from symgeo.views.map_amounts import LINE_WIDTHS_PX, amount_class
from symgeo.views.map_columns import Column, Lines, Words, plain
from symgeo.views.map_script import Json, ScriptLayer, layer_group
from symgeo.views.map_sites import resource_names, texts_of
from symgeo.views.palette import (
    FAMILIES,
    STOPPED_STAGES,
    LineStyle,
    family_of_group,
    stage_line,
    style_of,
    tier_line,
)
from symgeo.views.tables import matched_amounts, write_amount
from symgeo.vocabulary import Evidence, Stage, Tier

MOST_LINES: Final = 120
"""More lines are a hairball: the best of those in view are drawn, and the map says how many of how many."""
_DECIMAL_BELOW_KM: Final = 9.95
"""As `Texts.distance` writes them."""
MOST_SENT: Final = 20_000
"""What a map holds at most; beyond that the best of the whole selection."""


def lines_to_draw(opportunities: pd.DataFrame, *, most: int = MOST_SENT, selected: str = "") -> pd.DataFrame:
    """Keep the best opportunities, and the selected one whatever its rank.

    Parameters
    ----------
    opportunities : DataFrame
        Best first, with ``opportunity_id``.
    most : int
        How many lines the map chooses from.
    selected : str
        Id of the selected opportunity, or "".
    """
    best = opportunities.head(most)
    if not selected or selected in set(best["opportunity_id"]):
        return best
    return pd.concat([best, opportunities[opportunities["opportunity_id"] == selected]])


@dataclass(frozen=True)
class _Ends:
    """Columns that say between which sites lines run."""

    supplier: pd.Series
    receiver: pd.Series
    sites: pd.DataFrame

    def columns(self) -> dict[str, Column]:
        start = self.sites.loc[self.supplier, ["lat", "lon"]].round(5)
        finish = self.sites.loc[self.receiver, ["lat", "lon"]].round(5)
        return {
            "from": Words.of(self.supplier),
            "to": Words.of(self.receiver),
            "lat1": start["lat"].to_numpy(float),
            "lon1": start["lon"].to_numpy(float),
            "lat2": finish["lat"].to_numpy(float),
            "lon2": finish["lon"].to_numpy(float),
        }

    def titles(self, texts: Texts) -> list[str]:
        names = [texts_of(self.sites["name"].reindex(ends)) for ends in (self.supplier, self.receiver)]
        # The sentence is looked up once: many lines differ in the two names alone.
        pattern = texts("map.line_title", supplier="{0}", receiver="{1}")
        return [pattern.format(supplier, receiver) for supplier, receiver in zip(*names, strict=True)]


def opportunity_layer(
    opportunities: pd.DataFrame,
    sites: pd.DataFrame,
    resources: pd.DataFrame,
    reader: Reader,
    *,
    selected: str = "",
    blurred: frozenset[str] = frozenset(),
    address: str = "",
) -> folium.FeatureGroup:
    """Draw opportunities as curved lines from surplus to need.

    Parameters
    ----------
    opportunities : DataFrame
        Best first; see `lines_to_draw`.
    sites : DataFrame
        All sites, also those that are not drawn: indexed by site id, with ``name``, ``lat``, ``lon``.
    resources : DataFrame
        Indexed by code, with the names in all languages.
    reader : Reader
        Language and theme.
    selected : str
        Id of the opportunity that is emphasised; the others step back.
    blurred : frozenset of str
        Flows whose amounts are bands, as ``Dataset.blurred_flows``.
    address : str
        Where the map's frame fetches `opportunity_rows` of the same lines; "" to send them with the page.
    """
    tiers = list(Tier)
    rows: dict[str, Json] = (
        {"address": address}
        if address
        else plain(opportunity_rows(opportunities, sites, resources, reader.texts, blurred=blurred))
    )
    columns: dict[str, Json] = {
        "kind": "opportunity",
        **rows,
        "styles": [_style(tier_line(tier), reader, is_stopped=tier is Tier.GATE_FAILED) for tier in tiers],
        "hues": [style_of(family).hue(reader.theme) for family in FAMILIES],
        "directed": True,
        "most": MOST_LINES,
        "selected": selected,
    }
    return layer_group("opportunities", ScriptLayer("lines", columns))


def opportunity_rows(
    opportunities: pd.DataFrame,
    sites: pd.DataFrame,
    resources: pd.DataFrame,
    texts: Texts,
    *,
    blurred: frozenset[str] = frozenset(),
) -> dict[str, Column]:
    """Give the columns that are the same whatever is selected; see `opportunity_layer`."""
    ends = _Ends(opportunities["supply_site_id"], opportunities["demand_site_id"], sites)
    tiers = {str(tier): number for number, tier in enumerate(Tier)}
    families = {
        group: FAMILIES.index(family_of_group(group)) for group in opportunities["resource_group"].unique()
    }
    classes = amount_class(opportunities["matched_quantity"], opportunities["unit"])
    return {
        "id": texts_of(opportunities["opportunity_id"]),
        **ends.columns(),
        "title": ends.titles(texts),
        "detail": _opportunity_details(opportunities, resources, texts, blurred),
        "family": np.array(
            [families[group] for group in opportunities["resource_group"].to_numpy(object)], int
        ),
        "width": np.asarray(LINE_WIDTHS_PX)[classes],
        "style": np.array([tiers[str(tier)] for tier in opportunities["tier"].to_numpy(object)], int),
    }


def exchange_layer(
    exchanges: pd.DataFrame,
    sites: pd.DataFrame,
    resources: pd.DataFrame,
    reader: Reader,
    *,
    selected: str = "",
) -> folium.FeatureGroup:
    """Draw recorded exchanges as neutral lines by stage, apart from what is computed.

    Exchanges with a side that is not among the sites are left out; the list beside the map has them.

    Parameters
    ----------
    exchanges : DataFrame
        Indexed by exchange id, with ``title``, ``supplier_site_id``, ``receiver_site_id``,
        ``resource_code``, ``quantity`` (NaN where not on record), ``unit``, ``stage``, ``evidence``.
    sites, resources, reader, selected
        As for `opportunity_layer`.
    """
    drawn = drawn_exchanges(exchanges, sites)
    ends = _Ends(drawn["supplier_site_id"], drawn["receiver_site_id"], sites)
    stages = list(Stage)
    columns: dict[str, Json] = {
        "kind": "exchange",
        "id": [str(one) for one in drawn.index],
        **plain(ends.columns()),
        "title": [reader.texts.reference(title) for title in drawn["title"]],
        "detail": _exchange_details(drawn, resources, reader.texts),
        "family": [0] * len(drawn),
        "width": [LINE_WIDTHS_PX[number] for number in amount_class(drawn["quantity"], drawn["unit"])],
        "style": [stages.index(Stage(stage)) for stage in drawn["stage"]],
        "styles": [_style(stage_line(stage), reader, is_stopped=stage in STOPPED_STAGES) for stage in stages],
        "hues": [reader.colours.existing],
        "directed": True,
        "selected": selected,
    }
    return layer_group("exchanges", ScriptLayer("lines", columns))


def drawn_exchanges(exchanges: pd.DataFrame, sites: pd.DataFrame) -> pd.DataFrame:
    """Keep the exchanges between two known sites that are not one and the same."""
    is_known = exchanges["supplier_site_id"].isin(sites.index) & exchanges["receiver_site_id"].isin(
        sites.index
    )
    return exchanges[is_known & (exchanges["supplier_site_id"] != exchanges["receiver_site_id"])]


def _style(line: LineStyle, reader: Reader, *, is_stopped: bool) -> Json:
    neutral = reader.colours.stopped if is_stopped else reader.colours.existing
    return {
        "weight": line.weight,
        "dash": list(line.dash),
        "double": line.is_double,
        "opacity": line.opacity,
        "hue": neutral if line.is_neutral else "",
    }


def _opportunity_details(
    opportunities: pd.DataFrame, resources: pd.DataFrame, texts: Texts, blurred: frozenset[str]
) -> Lines:
    names = resource_names(resources, texts)
    tiers = {str(tier): texts(f"tier.{tier}") for tier in Tier}
    amounts = _amounts(opportunities, blurred, texts)
    distances = _distances(opportunities["distance_km"], texts)
    resource, tier = (opportunities[name].to_numpy(object) for name in ("supply_resource", "tier"))
    first = [f"{names[code]}, {amount}" for code, amount in zip(resource, amounts, strict=True)]
    second = [f"{distance}, {tiers[str(one)]}" for distance, one in zip(distances, tier, strict=True)]
    return Lines(Words.of(first), Words.of(second))


def _amounts(opportunities: pd.DataFrame, blurred: frozenset[str], texts: Texts) -> list[str]:
    """Write what `matched_amounts` writes, each different one once: many lines have few amounts."""
    invented = (opportunities["evidence"] == Evidence.ILLUSTRATIVE.value).to_numpy()
    quantity = opportunities["matched_quantity"]
    digits = quantity.map(round_significant, na_action="ignore").mask(invented, np.nan)
    keys = opportunities[["unit", "evidence"]].assign(digits=digits)
    # An order of magnitude follows from the amount itself: rounded up, 9,960 would be another one.
    keys["power"] = np.floor(np.log10(quantity.where(invented, 1.0)) + 1e-9)
    if blurred:
        columns = ["matched_low", "matched_high", "is_illustrative"]
        ends = opportunities["supply_flow_id"].isin(blurred) | opportunities["demand_flow_id"].isin(blurred)
        keys = keys.join(opportunities[columns]).assign(is_blurred=ends)
    kinds = keys.groupby(list(keys.columns), sort=False, dropna=False).ngroup()
    first = ~kinds.duplicated()
    written = dict(zip(kinds[first], matched_amounts(opportunities[first], blurred, texts), strict=True))
    return [written[kind] for kind in kinds]


def _distances(km: pd.Series, texts: Texts) -> list[str]:
    """Write distances, each different one once."""
    rounded = [float(f"{one:.1f}") if one < _DECIMAL_BELOW_KM else float(f"{one:.0f}") for one in km]
    written = {one: texts.distance(one) for one in set(rounded)}
    return [written[one] for one in rounded]


def _exchange_details(exchanges: pd.DataFrame, resources: pd.DataFrame, texts: Texts) -> list[Json]:
    names = resource_names(resources, texts)
    amounts = (
        write_amount(quantity, unit, evidence, texts)
        for quantity, unit, evidence in zip(
            exchanges["quantity"], exchanges["unit"], exchanges["evidence"], strict=True
        )
    )
    stages = (texts(f"stage.{stage}") for stage in exchanges["stage"])
    return [
        "\n".join((f"{names[resource]}, {amount}" if amount else names[resource], stage))
        for resource, amount, stage in zip(exchanges["resource_code"], amounts, stages, strict=True)
    ]

"""Opportunities and recorded exchanges as lines: width by amount, style by tier or stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import folium
import pandas as pd

from symgeo.texts import Texts
from symgeo.views.map import Reader
from symgeo.views.map_amounts import LINE_WIDTHS_PX, amount_class
from symgeo.views.map_script import Json, ScriptLayer, layer_group
from symgeo.views.map_sites import resource_names
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
from symgeo.vocabulary import Stage, Tier

MOST_LINES: Final = 120
"""More lines than this are a hairball; the best are drawn, and the page says how many of how many."""


def lines_to_draw(opportunities: pd.DataFrame, *, most: int = MOST_LINES, selected: str = "") -> pd.DataFrame:
    """Keep the best opportunities, and the selected one whatever its rank.

    Parameters
    ----------
    opportunities : DataFrame
        Best first, with ``opportunity_id``.
    most : int
        How many lines a reader can tell apart.
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

    def columns(self) -> dict[str, Json]:
        start = self.sites.loc[self.supplier, ["lat", "lon"]].round(5)
        finish = self.sites.loc[self.receiver, ["lat", "lon"]].round(5)
        return {
            "from": [str(site) for site in self.supplier],
            "to": [str(site) for site in self.receiver],
            "lat1": start["lat"].tolist(),
            "lon1": start["lon"].tolist(),
            "lat2": finish["lat"].tolist(),
            "lon2": finish["lon"].tolist(),
        }

    def titles(self, texts: Texts) -> list[Json]:
        names = self.sites["name"]
        return [
            texts("map.line_title", supplier=str(names[one]), receiver=str(names[other]))
            for one, other in zip(self.supplier, self.receiver, strict=True)
        ]


def opportunity_layer(
    opportunities: pd.DataFrame,
    sites: pd.DataFrame,
    resources: pd.DataFrame,
    reader: Reader,
    *,
    selected: str = "",
    blurred: frozenset[str] = frozenset(),
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
    """
    ends = _Ends(opportunities["supply_site_id"], opportunities["demand_site_id"], sites)
    tiers = list(Tier)
    classes = amount_class(opportunities["matched_quantity"], opportunities["unit"])
    families = opportunities["resource_group"].map(lambda group: FAMILIES.index(family_of_group(group)))
    columns: dict[str, Json] = {
        "kind": "opportunity",
        "id": [str(one) for one in opportunities["opportunity_id"]],
        **ends.columns(),
        "title": ends.titles(reader.texts),
        "detail": _opportunity_details(opportunities, resources, reader.texts, blurred),
        "family": [int(number) for number in families],
        "width": [LINE_WIDTHS_PX[number] for number in classes],
        "style": [tiers.index(Tier(tier)) for tier in opportunities["tier"]],
        "styles": [_style(tier_line(tier), reader, is_stopped=tier is Tier.GATE_FAILED) for tier in tiers],
        "hues": [style_of(family).hue(reader.theme) for family in FAMILIES],
        "directed": True,
        "selected": selected,
    }
    return layer_group("opportunities", ScriptLayer("lines", columns))


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
        **ends.columns(),
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
) -> list[Json]:
    names = resource_names(resources, texts)
    return [
        "\n".join((f"{names[resource]}, {amount}", f"{texts.distance(km)}, {texts(f'tier.{tier}')}"))
        for resource, amount, km, tier in zip(
            opportunities["supply_resource"],
            matched_amounts(opportunities, blurred, texts),
            opportunities["distance_km"],
            opportunities["tier"],
            strict=True,
        )
    ]


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

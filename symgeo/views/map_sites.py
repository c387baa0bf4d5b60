"""Sites as one layer of columns: hue and shape by resource family, size by amount."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

import folium
import numpy as np
import pandas as pd

from symgeo.texts import Texts
from symgeo.views.map import Reader
from symgeo.views.map_amounts import SITE_RADII_PX, amount_class, magnitude_powers, magnitudes
from symgeo.views.map_columns import Column, Lines, Words, pack, plain
from symgeo.views.map_script import Json, ScriptLayer, layer_group
from symgeo.views.palette import FAMILIES, GROUPS, family_of_group, style_of
from symgeo.vocabulary import Direction

NO_FAMILY: Final = len(FAMILIES)
"""Family number of a site without any of the flows that are shown."""


def site_marks(sites: pd.DataFrame, flows: pd.DataFrame, resources: pd.DataFrame) -> pd.DataFrame:
    """Decide how each site looks: by the largest of its flows, a surplus before a need.

    Amounts of different units are compared by their class (see `amount_class`), then by number.

    Parameters
    ----------
    sites : DataFrame
        Indexed by site id.
    flows : DataFrame
        The flows that count: those of the selection, with ``site_id``, ``direction``,
        ``resource_code``, ``quantity`` and ``unit``.
    resources : DataFrame
        Indexed by code, with ``parent``.

    Returns
    -------
    DataFrame
        By the index of ``sites``: ``family`` (number in `FAMILIES`, or `NO_FAMILY`),
        ``amount_class`` (0-4), ``has_surplus``, and ``direction``, ``resource_code``, ``quantity``
        and ``unit`` of the largest flow ("" and NaN without one).
    """
    families = {group: FAMILIES.index(family_of_group(group)) for group in GROUPS}
    group = flows["resource_code"].map(resources["parent"])
    ranked = flows[["site_id", "direction", "resource_code", "quantity", "unit"]].assign(
        family=group.astype(object).map(families).fillna(NO_FAMILY).to_numpy(dtype=int),
        amount_class=amount_class(flows["quantity"], flows["unit"]),
        has_surplus=(flows["direction"] == Direction.SUPPLY.value).to_numpy(),
    )
    ranked = ranked.sort_values(
        ["amount_class", "has_surplus", "quantity", "resource_code"],
        ascending=[False, False, False, True],
        kind="stable",
    )
    largest = ranked.drop_duplicates("site_id").set_index("site_id").reindex(sites.index)
    suppliers = ranked.loc[ranked["has_surplus"], "site_id"]
    return pd.DataFrame(
        {
            "family": largest["family"].fillna(NO_FAMILY).astype(int),
            "amount_class": largest["amount_class"].fillna(0).astype(int),
            "has_surplus": sites.index.isin(suppliers),
            "direction": largest["direction"].astype(object).fillna(""),
            "resource_code": largest["resource_code"].astype(object).fillna(""),
            "quantity": largest["quantity"].astype(float),
            "unit": largest["unit"].astype(object).fillna(""),
        },
        index=sites.index,
    )


def site_layer(
    sites: pd.DataFrame,
    marks: pd.DataFrame,
    resources: pd.DataFrame,
    reader: Reader,
    *,
    selected: Sequence[str] = (),
    quiet: Collection[str] = (),
    address: str = "",
) -> folium.FeatureGroup:
    """Draw sites as one compact canvas layer.

    Parameters
    ----------
    sites : DataFrame
        Indexed by site id, with ``name``, ``municipality``, ``lat`` and ``lon`` (degrees, WGS84).
    marks : DataFrame
        From `site_marks`, for the same sites.
    resources : DataFrame
        Indexed by code, with the names in all languages.
    reader : Reader
        Language and theme.
    selected : sequence of str
        Sites that are ringed and named: one, or the two of a pair.
    quiet : collection of str
        Sites drawn faintly, such as those of other counties.
    address : str
        Where the map's frame fetches `site_rows` of the same sites; "" to send them with the page.
    """
    families = [style_of(family) for family in FAMILIES]
    rows: dict[str, Json] = (
        {"address": address} if address else plain(site_rows(sites, marks, resources, reader.texts))
    )
    columns: dict[str, Json] = {
        "kind": "site",
        **rows,
        "dim": _dim(sites, quiet, is_packed=bool(address)),
        "selected": [str(site) for site in selected],
        "hues": [style.hue(reader.theme) for style in families],
        "shapes": [str(style.shape) for style in families],
    }
    return layer_group("sites", ScriptLayer("sites", columns))


def site_rows(
    sites: pd.DataFrame, marks: pd.DataFrame, resources: pd.DataFrame, texts: Texts
) -> dict[str, Column]:
    """Give the columns that are the same whatever is selected; see `site_layer`."""
    return {
        "id": texts_of(sites.index),
        "lat": sites["lat"].round(5).to_numpy(float),
        "lon": sites["lon"].round(5).to_numpy(float),
        "title": texts_of(sites["name"]),
        "detail": _details(sites, marks, resources, texts),
        "family": marks["family"].to_numpy(),
        "size": np.asarray(SITE_RADII_PX)[marks["amount_class"].to_numpy()],
        "hollow": (~marks["has_surplus"]).to_numpy().astype(np.int64),
    }


def texts_of(column: pd.Series | pd.Index) -> list[str]:
    """Give a column's texts; all at once, since pandas gives them one by one ten times as slowly."""
    return [str(text) for text in column.to_numpy(object).tolist()]


def _dim(sites: pd.DataFrame, quiet: Collection[str], *, is_packed: bool) -> Json:
    """Say which sites are drawn faintly, one number each; None for none of many."""
    if is_packed and not len(quiet):
        return None
    dim = sites.index.isin(list(quiet)).astype(int).tolist()
    return pack({"dim": dim})["dim"] if is_packed else dim


def _details(sites: pd.DataFrame, marks: pd.DataFrame, resources: pd.DataFrame, texts: Texts) -> Lines:
    """Write municipality and largest flow; many sites share few sentences, each is written once."""
    names = resource_names(resources, texts)
    keys = pd.DataFrame(
        {
            "direction": pd.factorize(marks["direction"].to_numpy(object))[0],
            "resource": pd.factorize(marks["resource_code"].to_numpy(object))[0],
            "power": magnitude_powers(marks["quantity"]),
            "unit": pd.factorize(marks["unit"].to_numpy(object))[0],
        }
    )
    kinds = keys.groupby(list(keys.columns), sort=False).ngroup().to_numpy().astype(np.int64)
    _, first = np.unique(kinds, return_index=True)
    some = marks.iloc[first]
    sentences = [
        _flow_sentence(direction, resource, amount, names=names, texts=texts)
        for direction, resource, amount in zip(
            some["direction"],
            some["resource_code"],
            magnitudes(some["quantity"], some["unit"], texts),
            strict=True,
        )
    ]
    return Lines(Words.of(sites["municipality"]), Words(sentences, kinds))


def _flow_sentence(
    direction: str, resource: str, amount: str, *, names: Mapping[str, str], texts: Texts
) -> str:
    if not direction:
        return texts("map.site_without_flows")
    key = "map.site_surplus" if direction == Direction.SUPPLY.value else "map.site_need"
    return texts(key, resource=names[resource], amount=amount)


def resource_names(resources: pd.DataFrame, texts: Texts) -> dict[str, str]:
    """Give the name of every resource in the reader's language, by code.

    A whole column at once: looking up row by row takes longer than drawing the map.
    """
    return {str(code): str(name) for code, name in resources[f"name_{texts.language}"].items()}

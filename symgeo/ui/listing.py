"""The ranked list beside the map: a component of our own, because names must stay plain text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import pandas as pd
import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.texts import Texts
from symgeo.views.palette import style_of_group
from symgeo.views.tables import matched_amount, write_amount

_FOLDER: Final = Path(__file__).parent
_COMPONENT: Final = st.components.v2.component(
    "symgeo_listing",
    html='<div class="list" role="listbox"></div>',
    css=(_FOLDER / "listing.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "listing.js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True)
class Row:
    """One line of the list, all in the reader's words.

    Attributes
    ----------
    id : str
        Given back when the row is chosen.
    rank : str
        Place in the list, or "".
    ends : str
        From whom to whom.
    what, where, amount : str
        Resource, distance and amount.
    kind, mark : str
        Code and words of the tier or the stage.
    shape, light, dark : str
        Symbol of the resource family and its hue in both themes.
    """

    id: str
    rank: str
    ends: str
    what: str
    where: str
    amount: str
    kind: str
    mark: str
    shape: str
    light: str
    dark: str


@dataclass(frozen=True)
class Group:
    """Rows under one heading."""

    heading: str
    rows: tuple[Row, ...]


def describe_rows(opportunities: pd.DataFrame, dataset: Dataset, texts: Texts) -> tuple[Row, ...]:
    """Put opportunities into the reader's words, a row each."""
    return tuple(_describe(row, dataset, texts) for _, row in opportunities.iterrows())


def describe_exchanges(exchanges: pd.DataFrame, dataset: Dataset, texts: Texts) -> tuple[Row, ...]:
    """Put recorded exchanges into the reader's words, a row each."""
    return tuple(_describe_exchange(row, dataset, texts) for _, row in exchanges.iterrows())


def ends_of(opportunity: pd.Series, dataset: Dataset, texts: Texts) -> str:
    """Say from whom to whom an opportunity runs."""
    names = dataset.sites["name"]
    return texts(
        "explore.ends",
        supplier=str(names[opportunity["supply_site_id"]]),
        receiver=str(names[opportunity["demand_site_id"]]),
    )


def _describe(row: pd.Series, dataset: Dataset, texts: Texts) -> Row:
    style = style_of_group(row["resource_group"])
    where = texts.distance(row["distance_km"])
    return Row(
        id=row["opportunity_id"],
        rank=texts.number(row["rank"]),
        ends=ends_of(row, dataset, texts),
        what=texts.resource(dataset.reference.resources.loc[row["supply_resource"]]),
        where=texts("explore.over_water", distance=where) if row["crosses_water_km"] > 0 else where,
        amount=matched_amount(row, dataset.blurred_flows, texts),
        kind=row["tier"],
        mark=texts(f"tier.{row['tier']}"),
        shape=style.shape,
        light=style.light,
        dark=style.dark,
    )


def _describe_exchange(row: pd.Series, dataset: Dataset, texts: Texts) -> Row:
    resource = dataset.reference.resources.loc[row["resource_code"]]
    style = style_of_group(resource["parent"])
    return Row(
        id=str(row.name),
        rank="",
        ends=texts("explore.ends", supplier=row["supplier"], receiver=row["receiver"]),
        what=texts.resource(resource),
        where="" if pd.isna(row["straight_km"]) else texts.distance(row["straight_km"]),
        amount=write_amount(row["quantity"], row["unit"], row["evidence"], texts),
        kind="exchange",
        mark=texts(f"stage.{row['stage']}"),
        shape=style.shape,
        light=style.light,
        dark=style.dark,
    )


def show_listing(
    groups: Sequence[Group],
    *,
    label: str,
    selected: str,
    key: str,
    height: int,
    on_choose: Callable[[], None],
) -> None:
    """Draw the list.

    Parameters
    ----------
    groups : sequence of Group
        What to choose from.
    label : str
        Name of the list for screen readers.
    selected : str
        Id of the chosen row, or "".
    key : str
        Session key of the list; while ``on_choose`` runs, its ``chosen`` holds the id.
    height : int
        Pixels.
    on_choose : callable
        Called before the page is drawn again.
    """
    content = [asdict(group) for group in groups]
    version = hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]
    _COMPONENT(
        key=key,
        data={"groups": content, "version": version, "label": label, "selected": selected},
        height=height,
        on_chosen_change=on_choose,
    )

"""The pieces of the County page: one county, or two side by side, in figures and tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st
from markupsafe import Markup

from symgeo.analysis.barriers import count_barriers
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.disclosure import LEAST_IN_GROUP
from symgeo.analysis.together import Together, add_up
from symgeo.analysis.uncertainty import MOST_IDEAS
from symgeo.texts import Texts
from symgeo.ui import cache, figure_panel, filters, markup, session
from symgeo.ui.cache import Summaries
from symgeo.ui.session import Address
from symgeo.ui.sums import cached
from symgeo.ui.table_panel import show_download, show_table
from symgeo.views import figures
from symgeo.views.cards.markup import element
from symgeo.views.figures import Panel
from symgeo.views.sums import write_sums
from symgeo.views.tables import list_missing, list_opportunities
from symgeo.vocabulary import Tier

_TOP = 10


@dataclass(frozen=True, eq=False)
class Side:
    """One county of the page.

    Attributes
    ----------
    code, name : str
        ISO 3166-2 code and name.
    held : Summaries
        What the filters leave of it.
    """

    code: str
    name: str
    held: Summaries

    def panel(self, frame: pd.DataFrame) -> Panel:
        """Give one of the county's frames as a part of a figure."""
        return Panel(self.code, self.name, frame)


def choose_counties(texts: Texts, address: Address, dataset: Dataset) -> None:
    """Draw the choice of a county and of one to set beside it."""
    names = cache.options(address.lang).counties
    first = _first(address, dataset)
    with st.container(horizontal=True, gap="small", key="county_choice"):
        st.selectbox(
            texts("county.choose"),
            sorted(names, key=lambda code: names[code]),
            key=session.widget("counties", first),
            format_func=lambda code: names[code],
            on_change=session.take,
            args=("counties", _alone),
            width=280,
        )
        st.selectbox(
            texts("county.beside"),
            ["", *sorted((code for code in names if code != first), key=lambda code: names[code])],
            key=session.widget("beside", address.beside if address.beside != first else ""),
            format_func=lambda code: names[code] if code else texts("county.beside_none"),
            on_change=session.take,
            args=("beside",),
            width=280,
        )


def sides(address: Address, dataset: Dataset) -> list[Side]:
    """Give the county that is chosen, and the one beside it."""
    names, first = cache.options(address.lang).counties, _first(address, dataset)
    codes = [first, *([address.beside] if address.beside not in ("", first) else [])]
    asked = filters.filters_of(address)
    return [Side(code, names[code], cache.summaries(replace(asked, counties=(code,)))) for code in codes]


def show_key_figures(texts: Texts, address: Address, shown: Sequence[Side], dataset: Dataset) -> None:
    """Draw the few numbers that a county asks for first, and what its ideas give together."""
    for side, column in zip(shown, st.columns(len(shown)), strict=True):
        found = side.held.found
        wins = int((found["tier"] == Tier.QUICK_WIN.value).sum())
        tiles = (
            (texts.number(len(found)), texts.plural("county.tile_opportunities", len(found))),
            (texts.number(wins), texts.plural("county.tile_wins", wins)),
            (texts.number(len(side.held.missing)), texts("county.tile_missing")),
        )
        written = [
            element("div", element("strong", number), element("span", words), class_="sg-tile")
            for number, words in tiles
        ]
        with column:
            markup.show(
                element("h2", side.name, class_="sg-heading"), element("div", *written, class_="sg-tiles")
            )
            markup.show(*_say_together(texts, address, add_up(side.held.found, dataset.blurred_flows)))


def show_figures(texts: Texts, address: Address, shown: Sequence[Side], dataset: Dataset) -> None:
    """Draw the figures, two in a row; choosing a bar narrows the whole page."""
    drawing = figure_panel.drawing(texts)
    offered = cache.options(address.lang)

    def panels(frame: Callable[[Side], pd.DataFrame]) -> list[Panel]:
        return [side.panel(frame(side)) for side in shown]

    made = {
        "groups": figures.groups_by_tier(panels(lambda side: side.held.tiers), drawing),
        "municipalities": figures.municipalities_by_tier(
            panels(lambda side: _inside(side, dataset)), offered.municipalities, drawing
        ),
        "distances": figures.distances(panels(lambda side: side.held.distances), drawing),
        "heat": figures.heat_bands(panels(lambda side: side.held.heat), drawing),
        "electricity": figures.electricity_freed(panels(lambda side: side.held.resources), drawing),
        "evidence": figures.evidence_share(panels(lambda side: side.held.evidence), drawing),
        "barriers": figures.barriers(
            panels(lambda side: count_barriers(side.held.found, dataset.reference)), drawing
        ),
        "missing": figures.missing(panels(lambda side: side.held.missing), drawing),
        "counties": figures.counties_by_tier(
            cache.by_county(replace(filters.filters_of(address), counties=())), offered.counties, drawing
        ),
    }
    columns = st.columns(2, gap="large")
    for place, (name, figure) in enumerate(made.items()):
        with columns[place % 2]:
            figure_panel.show_figure(texts, address, figure, name=name)


def show_amounts(texts: Texts, address: Address, shown: Sequence[Side]) -> None:
    """Draw matched amounts and where they go, in one unit at a time."""
    drawing = figure_panel.drawing(texts)
    unit = figure_panel.choose_unit(texts, pd.concat([side.held.amounts for side in shown]), "unit")
    if not unit:
        return
    figure = figures.amounts_by_group([side.panel(side.held.amounts) for side in shown], unit, drawing)
    figure_panel.show_figure(texts, address, figure, name=f"amounts-{unit}")
    asked = filters.filters_of(address)
    for side, column in zip(shown, st.columns(len(shown)), strict=True):
        links = cache.links(replace(asked, counties=(side.code,)), unit)
        with column:
            figure_panel.show_figure(
                texts,
                address,
                figures.surplus_to_need(side.panel(links), unit, drawing),
                name=f"links-{unit}-{side.code}",
                filters=False,
            )


def show_lists(texts: Texts, shown: Sequence[Side], dataset: Dataset) -> None:
    """Draw the ten best opportunities of each county, and what finds no partner."""
    for side in shown:
        heading = texts("county.top", county=side.name)
        markup.show(element("h2", heading, class_="sg-heading"))
        top = list_opportunities(side.held.found.head(_TOP), dataset, texts)
        show_table(top, name=f"top.{side.code}", alt=heading)
        every = list_opportunities(side.held.found, dataset, texts)
        show_download(
            texts, every.labelled(), name=f"download.top.{side.code}", file_name=f"symgeo-{side.code}"
        )
    for side in shown:
        heading = texts("county.missing", county=side.name)
        markup.show(element("h2", heading, class_="sg-heading"))
        missing = list_missing(side.held.missing, dataset, texts)
        show_table(missing, name=f"missing.{side.code}", alt=heading)
        show_download(
            texts,
            missing.labelled(),
            name=f"download.missing.{side.code}",
            file_name=f"symgeo-missing-{side.code}",
        )


def _say_together(texts: Texts, address: Address, sums: Together) -> list[Markup]:
    """Write what ideas with known figures give together, and how many are no part of that."""
    if sums.known.empty or (address.audience and sums.sites < LEAST_IN_GROUP):
        said = [element("p", texts("county.sums_few" if len(sums.known) else "county.sums_none"))]
    else:
        said = _say_sums(texts, sums)
    if sums.examples:
        said.append(element("p", texts.plural("county.sums_examples", sums.examples), class_="sg-source"))
    return said


def _say_sums(texts: Texts, sums: Together) -> list[Markup]:
    """Write the sums as tiles, with what they leave out below them."""
    ends = None if sums.banded else cached.ends_of(sums.known)
    tiles = [
        element(
            "div",
            *([element("small", one.ends)] if one.ends else []),
            element("strong", one.written),
            element("span", one.name),
            class_="sg-tile",
        )
        for one in write_sums(sums, ends, texts)
    ]
    notes = [texts.plural("county.sums_unpriced", sums.unpriced)] if sums.unpriced else []
    notes += [texts.plural("county.sums_banded", sums.banded)] if sums.banded else []
    if ends is None and not sums.banded:
        notes.append(texts("county.sums_undrawn", most=texts.number(MOST_IDEAS)))
    return [
        element("p", texts.plural("county.sums", len(sums.known)), class_="sg-strong"),
        element("div", *tiles, class_="sg-tiles sg-sums"),
        *(element("p", note, class_="sg-source") for note in notes),
    ]


def _inside(side: Side, dataset: Dataset) -> pd.DataFrame:
    """Leave out municipalities of other counties, which partners lie in."""
    frame, municipalities = side.held.municipalities, dataset.reference.municipalities
    own = municipalities.index[municipalities["county_code"] == side.code]
    return frame[frame.index.isin(own)]


def _first(address: Address, dataset: Dataset) -> str:
    return next(iter(address.counties), "") or str(dataset.sites["county_code"].iloc[0])


def _alone(code: str) -> tuple[str, ...]:
    return (code,)

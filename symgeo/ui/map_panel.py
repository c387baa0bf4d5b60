"""The live map: constant base, changing layers, and what a press on it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

import folium
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from symgeo.analysis.dataset import Dataset
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session
from symgeo.ui.map_rows import cache as map_rows
from symgeo.ui.session import Address
from symgeo.views import map as views
from symgeo.views.cards.markup import element
from symgeo.views.map_background import available_backgrounds, background_layer
from symgeo.views.map_legend import legend, map_summary
from symgeo.views.map_lines import drawn_exchanges, exchange_layer, lines_to_draw, opportunity_layer
from symgeo.views.map_sites import site_layer
from symgeo.views.map_view import Press, View, read_press, view_for


@dataclass(frozen=True, eq=False)
class Scene:
    """What a map shows.

    Attributes
    ----------
    found : DataFrame
        Opportunities, best first.
    exchanges : DataFrame
        Recorded exchanges.
    sites : DataFrame
        Sites in the light; all others are drawn faintly.
    beneath : tuple of FeatureGroup
        Further layers, under lines and sites.
    focus : tuple of str
        Sites that the map shows whole where nothing is selected.
    """

    found: pd.DataFrame
    exchanges: pd.DataFrame
    sites: pd.DataFrame
    beneath: tuple[folium.FeatureGroup, ...] = ()
    focus: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class _Drawn:
    """What of a scene is drawn: the best lines, exchanges between known sites, sites in the shade."""

    lines: pd.DataFrame
    exchanges: pd.DataFrame
    ends: tuple[str, ...]
    quiet: list[str]


def show_map(
    texts: Texts,
    address: Address,
    scene: Scene,
    dataset: Dataset,
    *,
    height: int,
    on_press: Callable[[Press], None],
) -> None:
    """Draw the map of a selection.

    Parameters
    ----------
    texts : Texts
        Texts in the reader's language.
    address : Address
        Filters and what is selected.
    scene : Scene
        What the map shows.
    dataset : Dataset
        All sites, resources and counties.
    height : int
        Pixels.
    on_press : callable
        Called with what was pressed, before the page is drawn again.
    """
    reader = views.Reader(texts, st.context.theme.type or "light")
    resources = dataset.reference.resources
    drawn, chosen = _draw(address, scene, dataset), address.selected
    layers: list[folium.FeatureGroup] = [
        views.county_layer(sorted(set(dataset.sites["county_code"])), selected=address.counties),
        *scene.beneath,
        exchange_layer(drawn.exchanges, dataset.sites, resources, reader, selected=chosen),
        opportunity_layer(
            drawn.lines,
            dataset.sites,
            resources,
            reader,
            selected=chosen,
            blurred=dataset.blurred_flows,
            address=map_rows.address_of_lines(drawn.lines, dataset, texts),
        ),
        site_layer(
            dataset.sites,
            cache.marks(),
            resources,
            reader,
            selected=drawn.ends,
            quiet=drawn.quiet,
            address=map_rows.address_of_sites(dataset, texts),
        ),
        views.focus_layer(_view(address, drawn.ends or scene.focus, dataset)),
    ]
    if address.background in {one.code for one in available_backgrounds()}:
        layers.insert(0, background_layer(address.background, texts, theme=reader.theme))
    with st.container(key="map"):
        st_folium(
            views.base_map(reader),
            key=session.key(views.KEY),
            height=height,
            use_container_width=True,
            returned_objects=list(views.RETURNED),
            feature_group_to_add=layers,
            on_change=lambda: _pressed(on_press),
        )


def show_legend(texts: Texts, address: Address, scene: Scene, dataset: Dataset) -> None:
    """Draw the legend of only what the map shows, and the same in words."""
    reader = views.Reader(texts, st.context.theme.type or "light")
    drawn = _draw(address, scene, dataset)
    shown = cache.marks().drop(index=drawn.quiet)
    words = map_summary(shown, drawn.lines, drawn.exchanges, texts, found=len(scene.found))
    st.html(legend(shown, drawn.lines, drawn.exchanges, reader))
    markup.show(element("p", words, class_="sg-source"))


def _selected_sites(address: Address, found: pd.DataFrame, exchanges: pd.DataFrame) -> tuple[str, ...]:
    """Give the sites that the address points at: one, the two ends of a pair, or none."""
    if address.site:
        return (address.site,)
    exchange = exchanges[exchanges.index == address.selected]
    pair = found[found["opportunity_id"] == address.selected]
    suppliers, receivers = exchange["supplier_site_id"], exchange["receiver_site_id"]
    return (*suppliers, *receivers, *pair["supply_site_id"], *pair["demand_site_id"])


def _draw(address: Address, scene: Scene, dataset: Dataset) -> _Drawn:
    lines = lines_to_draw(scene.found, selected=address.selected)
    exchanges = drawn_exchanges(scene.exchanges, dataset.sites)
    ends = _selected_sites(address, lines, exchanges)
    bright = {*scene.sites.index, *lines["supply_site_id"], *lines["demand_site_id"], *ends}
    quiet = [site for site in dataset.sites.index if site not in bright]
    return _Drawn(lines, exchanges, ends, quiet)


def _view(address: Address, ends: tuple[str, ...], dataset: Dataset) -> View:
    area = session.read_area(address.area)
    if area:
        return View(**asdict(area), zoom=views.CLOSEST_IN, is_whole=True)
    return view_for(
        dataset.sites, dataset.reference.counties, selected_sites=ends, county_codes=address.counties
    )


def choose_background(texts: Texts, address: Address) -> None:
    """Draw the choice of an online background map, which is off and names the host it would ask."""
    offered = {one.code: one.host for one in available_backgrounds()}
    st.selectbox(
        texts("explore.background"),
        ["", *offered],
        key=session.widget("background", address.background if address.background in offered else ""),
        format_func=lambda code: (
            texts(f"explore.background_{code}", host=offered[code])
            if code
            else texts("explore.background_off")
        ),
        on_change=session.take,
        args=("background",),
        width=420,
    )


def _pressed(on_press: Callable[[Press], None]) -> None:
    press = read_press(session.value(views.KEY))
    if press is not None:
        on_press(press)

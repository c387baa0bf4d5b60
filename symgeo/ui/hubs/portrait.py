"""One hub: its figures in words, its sites, exchanges and new pairs, and what is missing."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st
from markupsafe import Markup

from symgeo.analysis.dataset import Dataset
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session
from symgeo.ui.table_panel import show_download, show_table
from symgeo.views.cards.markup import element
from symgeo.views.hub_portraits import Portrait
from symgeo.views.hub_tables import list_recruiting, write_urban
from symgeo.views.hub_words import name_sites, say_measures
from symgeo.views.tables import Table, list_exchanges, list_opportunities, list_sites

_HANDOUTS_PAGE = Path(__file__).parents[3] / "pages" / "handouts.py"
_SHORT = 10
_TABLE_HEIGHT = 390


def show_portrait(texts: Texts, one: Portrait, dataset: Dataset) -> None:
    """Draw everything about one hub."""
    left, right = st.columns(2, gap="large")
    with left:
        show_figures(texts, one, dataset)
        markup.show(element("p", texts("hubs.few_sites"), class_="sg-source"))
    with right:
        show_urban(texts, one, dataset)
    show_missing(texts, one, dataset)
    _show_tables(texts, one, dataset)
    st.page_link(
        _HANDOUTS_PAGE,
        label=texts("handouts.of_hub"),
        query_params=session.encode(session.current()),
        width="content",
    )


def show_figures(texts: Texts, one: Portrait, dataset: Dataset) -> None:
    """Draw the few numbers of a hub, and what they mean in plain words."""
    held = one.measures
    tiles = (
        (held.sites, texts.plural("hubs.tile_sites", held.sites)),
        (held.exchanges, texts.plural("hubs.tile_exchanges", held.exchanges)),
        (held.ideas, texts.plural("hubs.tile_ideas", held.ideas)),
    )
    written = [
        element("div", element("strong", texts.number(number)), element("span", words), class_="sg-tile")
        for number, words in tiles
    ]
    sentences = [element("li", words) for words in say_measures(held, dataset, texts)]
    markup.show(
        element("h2", one.name, class_="sg-heading"),
        element("p", one.note, class_="sg-source") if one.note else "",
        element("div", *written, class_="sg-tiles"),
        element("ul", *sentences, class_="sg-plain"),
    )


def show_urban(texts: Texts, one: Portrait, dataset: Dataset) -> None:
    """Draw where industry and town meet."""
    lines = []
    for kind, row in one.urban.iterrows():
        here = name_sites(row["sites"], dataset, texts) if row["sites"] else texts("hubs.urban_not_here")
        said = texts("hubs.urban_line", sites=here, links=write_urban(row, texts))
        lines.append(element("li", element("strong", texts(f"hubs.measure_urban_{kind}")), ": ", said))
    markup.show(
        element("h2", texts("hubs.urban_heading"), class_="sg-heading"),
        element("p", texts("hubs.urban_lead"), class_="sg-lead"),
        element("ul", *lines, class_="sg-plain"),
    )


def show_missing(texts: Texts, one: Portrait, dataset: Dataset) -> None:
    """Draw what a hub lacks as a list to recruit by, and to take away."""
    heading = texts("hubs.missing", hub=one.name)
    markup.show(
        element("h2", heading, class_="sg-heading"),
        element(
            "p", texts("hubs.missing_lead" if len(one.missing) else "hubs.missing_none"), class_="sg-lead"
        ),
    )
    if one.missing.empty:
        return
    asked = zip(one.missing["kind"], one.missing["resource_code"], strict=True)
    fits = [cache.fits(str(kind), str(code), one.name) for kind, code in asked]
    table = list_recruiting(one, fits, cache.opportunities(), dataset, texts)
    for kind in one.missing["kind"].unique():
        rows = table.frame[(one.missing["kind"] == kind).to_numpy()]
        written = [_recruit(row, texts) for _, row in rows.iterrows()]
        title = element("h3", texts(f"figures.missing.{kind}"), class_="sg-group")
        markup.show(title, element("ul", *written, class_="sg-recruits"))
    name = f"symgeo-{one.hub_id}-missing".replace(":", "-")
    show_download(texts, table.labelled(), name=f"download.missing.{one.hub_id}", file_name=name)


def _recruit(row: pd.Series, texts: Texts) -> Markup:
    return element(
        "li",
        element(
            "p",
            element("strong", row["resource"]),
            ": ",
            texts("hubs.recruit_what", amount=row["amount"], sites=row["sites"]),
        ),
        element("p", texts("hubs.recruit_fits", fits=row["fits"])),
        element("p", texts("hubs.recruit_stopped", stopped=row["stopped"]), class_="sg-source")
        if row["stopped"]
        else "",
        element("p", texts("hubs.recruit_outside", outside=row["outside"]), class_="sg-source"),
    )


def _show_tables(texts: Texts, one: Portrait, dataset: Dataset) -> None:
    pairs = list_opportunities(pd.concat([one.ideas, one.ideas_across]), dataset, texts)
    exchanges = list_exchanges(one.exchanges, dataset.reference, texts)
    sites = list_sites(dataset.sites.loc[list(one.site_ids)], dataset, texts)
    for name, table in (("pairs", pairs), ("exchanges", exchanges), ("sites", sites)):
        heading = texts(f"hubs.{name}_table", hub=one.name)
        markup.show(element("h2", heading, class_="sg-heading"))
        if table.frame.empty:
            markup.show(element("p", texts(f"hubs.{name}_none"), class_="sg-lead"))
        else:
            _show(texts, table, f"{name}.{one.hub_id}", heading, f"symgeo-{one.hub_id}-{name}")


def _show(texts: Texts, table: Table, name: str, heading: str, file_name: str) -> None:
    height = _TABLE_HEIGHT if len(table.frame) > _SHORT else None
    opens = {"pairs": _open_pair, "exchanges": _open_pair, "sites": _open_site}
    show_table(table, name=name, alt=heading, height=height, on_choose=opens.get(name.partition(".")[0]))
    plain = file_name.replace(":", "-")
    show_download(texts, table.labelled(), name=f"download.{name}", file_name=plain)


def _open_pair(one: str) -> None:
    session.change(selected=one, site="")


def _open_site(one: str) -> None:
    session.change(site=one, selected="")

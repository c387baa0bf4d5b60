"""Scenarios side by side: tiers, sums and the ten best."""

from __future__ import annotations

import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.scenarios import Values, compare_best, totals
from symgeo.storage.scenarios import PROJECT, values_in_force
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session
from symgeo.ui.money import cached, choosing
from symgeo.ui.table_panel import show_download, show_table
from symgeo.views.cards.markup import element
from symgeo.views.own_values import list_best, list_totals

MOST = 4
"""So many fit beside each other."""


def show_comparison(texts: Texts, dataset: Dataset) -> None:
    """Draw a box that shows, when it is opened, what changes with each scenario."""
    offered = _offered(texts)
    if len(offered) < 2:
        return
    box = st.expander(texts("money.compare"), key=session.key("compare_scenarios"), on_change="rerun")
    if box.open:
        with box:
            _show(texts, offered, dataset)


def _show(texts: Texts, offered: dict[str, Values], dataset: Dataset) -> None:
    markup.show(element("p", texts("money.compare_lead"), class_="sg-lead"))
    chosen = st.multiselect(
        texts("money.compare_which"),
        list(offered),
        default=list(offered)[:MOST],
        max_selections=MOST,
        key=session.key("compared." + ".".join(map(str, range(len(offered))))),
    )
    if len(chosen) < 2:
        return
    found = {name: cached.found_with(offered[name]) for name in chosen}
    sums = list_totals({name: totals(one, dataset) for name, one in found.items()}, texts)
    first = next(iter(found.values()))
    best = list_best(compare_best(found), chosen, first, dataset, texts)
    for name, table, heading in (("sums", sums, "money.compare_sums"), ("best", best, "money.compare_best")):
        markup.show(element("p", texts(heading), class_="sg-strong"))
        show_table(table, name=f"compared_{name}", alt=texts(heading))
        show_download(
            texts, table.labelled(), name=f"download.compared_{name}", file_name=f"symgeo-scenarios-{name}"
        )


def _offered(texts: Texts) -> dict[str, Values]:
    """Give the usual values, the project's own where it has some, and each scenario, by name."""
    offered = {texts("money.usual"): Values()}
    number, held = choosing.project_number(), cache.stored()
    if held is None or number is None:
        return offered
    own = values_in_force(held, number, PROJECT)
    if own.changed:
        offered[texts("money.no_scenario")] = own
    for one in choosing.kept_scenarios():
        offered[one.name] = values_in_force(held, number, one.number)
    return offered

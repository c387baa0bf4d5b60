"""Why there is no plan, and the next step: another goal, fewer wishes, or where to look."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd
import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.planning import goals_served
from symgeo.analysis.selection import Filters
from symgeo.texts import Texts
from symgeo.ui import cache, filters, frame, markup, session
from symgeo.ui.plan import making
from symgeo.ui.session import Address
from symgeo.views.cards.markup import element
from symgeo.vocabulary import Goal

_PAGES: Final = Path(__file__).parents[3] / "pages"


def show_no_pair(texts: Texts, address: Address, dataset: Dataset) -> None:
    """Say why there is nothing to plan with: no data, or data of which nothing fits together."""
    if dataset.sites.empty:
        frame.show_nothing_saved(texts, address, texts("plan.no_ideas"))
        return
    with st.container(border=True, key="nothing"):
        markup.show(element("p", texts.plural("plan.no_pair", len(dataset.sites)), class_="sg-strong"))
        with st.container(horizontal=True, gap="small", key="look_at"):
            for page in ("explore", "sites"):
                st.page_link(
                    _PAGES / f"{page}.py",
                    label=texts(f"ui.page_{page}"),
                    query_params=session.encode(address),
                    width="content",
                )


def show_empty(texts: Texts, address: Address, found: pd.DataFrame, dataset: Dataset) -> None:
    """Say why a plan holds nothing, and offer what would give one."""
    goal, served = making.wishes_of(address).goal, goals_served(found, dataset)
    is_bound = bool(address.budget or address.never) and (goal in served or (goal is Goal.MIX and served))
    with st.container(border=True, key="nothing"):
        markup.show(element("p", texts("plan.nothing"), class_="sg-strong"))
        if found.empty:
            _offer_all(texts)
            return
        markup.show(element("p", texts("plan.nothing_wishes" if is_bound else f"plan.nothing_{goal}")))
        with st.container(horizontal=True, gap="small", key="try_instead"):
            if is_bound:
                _offer(texts("plan.try_free"), "free", budget=0, never=())
            for other in served:
                if other is not goal:
                    label = texts("plan.try_goal", goal=texts(f"plan.goal_{other}"))
                    _offer(label, other, goal="" if other is Goal.CLIMATE else other.value)


def _offer_all(texts: Texts) -> None:
    """Offer what the filters leave out, where they leave anything out."""
    if cache.selected(Filters()).empty:
        markup.show(element("p", texts("plan.nothing_new")))
        return
    markup.show(element("p", texts("plan.nothing_found")))
    st.button(texts("explore.clear"), key=session.key("try.all"), on_click=filters.clear)


def _offer(label: str, name: str, **changes: object) -> None:
    st.button(label, key=session.key(f"try.{name}"), on_click=session.change, kwargs=changes)

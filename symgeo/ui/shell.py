"""The frame around every page: the script that the server runs for each visit."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from symgeo.ui import cache, frame, projects, session
from symgeo.ui.money import choosing, currency

_PAGES = Path(__file__).parents[2] / "pages"
# Pages with a small button for each choice that narrows what they show.
_SAY_WHAT_IS_CHOSEN = ("", "county", "plan")

address = session.open_address()
texts = session.texts()
offered = cache.offered()
project = projects.choose_project(address.project, offered)
session.show(projects.state_of(project, cache.stored(), address.scenario))
address = session.settle_project(project.code if len(offered) > 1 else "")
currency.use_rate(address)
texts = session.texts()
st.set_page_config(
    page_icon=str(Path(__file__).with_name("icon.png")),
    layout="wide",
    initial_sidebar_state="collapsed",
    menu_items={"About": texts("ui.about")},
)
pages = {
    name: st.Page(
        _PAGES / f"{name}.py",
        title=f"{texts(f'ui.page_{name}')} - {texts('common.app_name')}",
        url_path="" if name == "explore" else name,
        default=name == "explore",
    )
    for name in (
        "explore",
        "county",
        "sites",
        "hubs",
        "plan",
        "upload",
        "data",
        "handouts",
        "meeting",
        "method",
        "accessibility",
        "privacy",
    )
}
page = st.navigation(list(pages.values()), position="hidden")
if page.url_path not in _SAY_WHAT_IS_CHOSEN:
    address = session.take_back_reach()
title = page.title.removesuffix(f" - {texts('common.app_name')}")
frame.show_header(texts, address, pages, title=title, offered=offered)
with st.container(key="content"):
    if address.audience:
        frame.show_audience(texts, address)
    choosing.show_values(texts, address)
    if frame.is_shown(address, page.url_path):
        page.run()
    else:
        frame.show_title(texts("handouts.staff_only"))
currency.choose_currency(texts, address)
frame.show_footer(texts, address, pages)

"""What stands around every page: header, style, footer, and what a screen reader needs to know."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.navigation.page import Page

from symgeo import __version__
from symgeo.texts import Texts, texts_for
from symgeo.ui import markup, projects, session
from symgeo.ui.projects import Offered
from symgeo.ui.session import Address
from symgeo.views.cards import CARD_CSS
from symgeo.views.cards.markup import element
from symgeo.vocabulary import LANGUAGES

_STYLE: Final = Path(__file__).with_name("style.css")
_SCRIPT: Final = Path(__file__).with_name("document.js")
_UPLOAD_PAGE: Final = Path(__file__).parents[2] / "pages" / "upload.py"
_IN_HEADER: Final = (
    *("explore", "county", "sites", "hubs", "plan", "upload", "data", "handouts", "meeting", "method"),
)
_FOR_STAFF: Final = ("upload", "data", "meeting")
"""Pages that show everything as it is stored."""
_IN_FOOTER: Final = ("method", "privacy", "accessibility")


def show_header(
    texts: Texts, address: Address, pages: Mapping[str, Page], *, title: str, offered: Sequence[Offered]
) -> None:
    """Draw the name, the choice of data, the menu and the choice of language in one row.

    Parameters
    ----------
    texts : Texts
        Texts in the reader's language.
    address : Address
        Carried along by every link.
    pages : mapping of str to Page
        All pages by their short name.
    title : str
        Name of the page that is shown, as the menu has it.
    offered : sequence of Offered
        The data sets to choose from.
    """
    st.html(f"<style>{_STYLE.read_text(encoding='utf-8')}{CARD_CSS}</style>")
    _describe_document(texts, title)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="topbar"):
        st.html(str(element("span", texts("common.app_name"), class_="sg-name")), width="content")
        if len(offered) > 1 and not address.audience:
            _choose_project(texts, address, offered)
        if session.shown().code == projects.EXAMPLE:
            with st.popover(texts("ui.example_badge"), key="example"):
                markup.show(element("p", texts("ui.example_meaning"), class_="sg-note"))
        with st.container(horizontal=True, gap="xsmall", key="menu", width="content"):
            shown = [name for name in _IN_HEADER if not (address.audience and name in _FOR_STAFF)]
            _links(shown, texts, address, pages)
        _choose_language(texts, address)


def show_audience(texts: Texts, address: Address) -> None:
    """Say at the top of a page for whom it is shown, and lead back to the staff's view."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="audience"):
        told = element("strong", texts(f"audience.{address.audience}"))
        meaning = element("span", texts(f"audience.{address.audience}.meaning"))
        st.html(str(element("p", told, " ", meaning, class_="sg-audience", role="status")), width="stretch")
        st.button(texts("handouts.back_to_staff"), key=session.key("to_staff"), on_click=show_to, args=("",))


def show_to(audience: str) -> None:
    """Show the pages as an audience may see them; what was selected has another id there."""
    session.change(
        audience=audience, selected="", site="", must=(), never=(), closed="", hubs=(), plan="", versus=""
    )


def is_shown(address: Address, page: str) -> bool:
    """Say whether a page may be shown to the audience."""
    return not (address.audience and page in _FOR_STAFF)


def show_footer(texts: Texts, address: Address, pages: Mapping[str, Page]) -> None:
    """Draw the line of source and version, and the links that belong to every page."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="footer"):
        footer = element("p", texts("ui.footer", version=__version__), class_="sg-source")
        st.html(str(footer), width="content")
        _links(_IN_FOOTER, texts, address, pages)


def show_title(title: str, lead: str = "") -> None:
    """Draw a page's heading, with a sentence under it where there is one."""
    markup.show(element("h1", title, class_="sg-title"), element("p", lead, class_="sg-lead") if lead else "")


def show_nothing_saved(texts: Texts, address: Address, reason: str) -> None:
    """Say why the data that is shown gives nothing to see, and lead to where some can be added."""
    with st.container(border=True, key="nothing"):
        markup.show(element("p", reason, class_="sg-strong"))
        st.page_link(
            _UPLOAD_PAGE,
            label=texts("ui.go_to_upload"),
            query_params=session.encode(address),
            width="content",
        )


def _links(names: Sequence[str], texts: Texts, address: Address, pages: Mapping[str, Page]) -> None:
    for name in names:
        st.page_link(
            pages[name],
            label=texts(f"ui.page_{name}"),
            query_params=session.encode(replace(address, section="")),
            width="content",
        )


def _choose_project(texts: Texts, address: Address, offered: Sequence[Offered]) -> None:
    names = {one.code: one.name or texts(f"ui.project_{one.code}") for one in offered}
    st.selectbox(
        texts("ui.project"),
        list(names),
        key=session.widget("project", address.project),
        format_func=lambda code: names.get(code, code),
        on_change=_show_project,
        label_visibility="collapsed",
        width=190,
    )


def _show_project() -> None:
    """Show another data set; what was narrowed stays, what was selected belongs to the data set before."""
    project = session.value("project")
    session.change(
        project=project,
        selected="",
        site="",
        must=(),
        never=(),
        closed="",
        hubs=(),
        plan="",
        versus="",
        scenario=0,
    )


def _choose_language(texts: Texts, address: Address) -> None:
    st.selectbox(
        texts("ui.language"),
        LANGUAGES,
        key=session.widget("lang", address.lang),
        format_func=lambda code: texts_for(code)("ui.language_name"),
        on_change=session.take,
        args=("lang",),
        label_visibility="collapsed",
        width=130,
    )


def _describe_document(texts: Texts, page: str) -> None:
    """Tell the browser the language, the current page and the map frame's name.

    Streamlit writes ``lang="en"`` and an English skip link into every page, leaves component frames
    without a title in words and does not mark the current page in a row of page links.
    """
    words = {
        "lang": texts.language,
        "map": texts("ui.map_frame"),
        "skip": texts("ui.skip"),
        "page": page,
        "copied": texts("ui.copied"),
        "choose": texts("ui.choose_file"),
        "largest": texts("ui.largest_file", megabytes="#"),
        "drop": texts("ui.drop_file"),
        "tooLarge": texts("ui.file_too_large", megabytes="#"),
    }
    given = json.dumps(words).replace("<", "\\u003c")
    script = _SCRIPT.read_text(encoding="utf-8")
    st.html(f"<script>(({script})({given}))</script>", unsafe_allow_javascript=True)

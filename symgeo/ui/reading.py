"""Pages that are read: method, privacy and accessibility, and the tables behind the method."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Final

import streamlit as st
from markupsafe import Markup

from symgeo.analysis.dataset import Dataset
from symgeo.tables.schema import TABLES
from symgeo.texts import Texts
from symgeo.texts.documents import Block
from symgeo.ui import markup, session
from symgeo.ui.session import Address
from symgeo.ui.table_panel import show_download, show_table
from symgeo.views.cards.markup import bullets, element, join
from symgeo.views.reference_tables import describe_columns, list_parameters

OPENNESS: Final = "openness"
"""The part of the method on what companies do not share."""
OF_LIST: Final = ("tiers", "score", "quantity", "distance", "climate", "money", "data")
"""Parts of the method that a list of opportunities rests on."""
_METHOD_PAGE: Final = Path(__file__).parents[2] / "pages" / "method.py"


def show_document(blocks: Iterable[Block]) -> None:
    """Draw headings, paragraphs, formulas and lists in a column that is good to read."""
    written = [_write(kind, list(run)) for kind, run in groupby(blocks, key=lambda block: block.kind)]
    markup.show(element("div", *written, class_="sg-document"))


def show_method(texts: Texts, address: Address, blocks: Sequence[Block]) -> None:
    """Draw the method, or the one part of it that a page has linked to, with the choice of parts above."""
    names = {block.section: block.text for block in blocks if block.kind == "heading"}
    part = address.section if address.section in names else ""
    st.selectbox(
        texts("ui.method_part"),
        ["", *names],
        key=session.widget("section", part),
        format_func=lambda section: names.get(section) or texts("ui.method_whole"),
        on_change=session.take,
        args=("section",),
        width=380,
    )
    show_document(block for block in blocks if part in ("", block.section))


def link_to_method(texts: Texts, address: Address, *sections: str) -> None:
    """Draw the way to the parts of the method that explain a page, to all of it where none is named.

    One press, two where there are several parts. Whoever sees blurred data is told how it is blurred, too.
    """
    if len(sections) < 2:
        _link(texts("ui.how_calculated"), address, "".join(sections))
        return
    if address.audience:
        sections = tuple(dict.fromkeys((*sections, OPENNESS)))
    with st.popover(texts("ui.how_calculated"), key=session.key(f"method.{sections[0]}")):
        for section in sections:
            _link(texts(f"method.{section}.01.heading"), address, section)


def _link(label: str, address: Address, section: str) -> None:
    asked = session.encode(replace(address, section=section))
    st.page_link(_METHOD_PAGE, label=label, query_params=asked, width="content")


def show_parameters(texts: Texts, dataset: Dataset) -> None:
    """Draw every price, factor and distance with its source and what it rests on."""
    table = list_parameters(dataset.reference.parameters, texts)
    markup.show(element("h2", texts("ui.parameters"), class_="sg-heading"))
    show_table(table, name="parameters", alt=texts("ui.parameters"))
    show_download(texts, table.labelled(), name="download.parameters", file_name="symgeo-parameters")


def show_columns(texts: Texts) -> None:
    """Draw what every column of every table holds."""
    markup.show(element("h2", texts("ui.columns"), class_="sg-heading"))
    for name in TABLES:
        heading = texts("ui.table", title=texts(f"ui.table_title.{name}"), name=name)
        with st.expander(heading):
            show_table(describe_columns(name, texts), name=f"columns.{name}", alt=heading)


def _write(kind: str, run: list[Block]) -> Markup:
    if kind == "item":
        return bullets(block.text for block in run)
    tag, css_class = {"heading": ("h2", "sg-heading"), "formula": ("p", "sg-formula")}.get(kind, ("p", ""))
    return join(element(tag, block.text, class_=css_class) for block in run)

"""The template to fill in, in each language: as a workbook with drop-downs, and as CSV."""

from __future__ import annotations

import io
from typing import Final

import streamlit as st

from symgeo.storage.repair.template import template_csv, template_name, write_template
from symgeo.texts import Texts, texts_for
from symgeo.ui import cache, markup, session
from symgeo.views.cards.markup import element
from symgeo.vocabulary import LANGUAGES

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_templates(texts: Texts) -> None:
    """Draw the choice of a language and the two downloads."""
    markup.show(
        element("h2", texts("data.template"), class_="sg-heading"),
        element("p", texts("data.template_meaning"), class_="sg-text"),
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="templates"):
        language = st.selectbox(
            texts("ui.language"),
            LANGUAGES,
            index=LANGUAGES.index(texts.language),
            format_func=lambda code: texts_for(code)("ui.language_name"),
            key=session.key(f"template_language.{texts.language}"),
            width=180,
        )
        chosen = texts_for(language)
        st.download_button(
            texts("data.template_xlsx"),
            data=lambda: _workbook(chosen),
            file_name=template_name(chosen, "xlsx"),
            mime=XLSX,
            key=session.key("template_xlsx"),
            on_click="ignore",
        )
        st.download_button(
            texts("data.template_csv"),
            data=lambda: template_csv(cache.knowledge(), chosen),
            file_name=template_name(chosen, "csv"),
            mime="text/csv",
            key=session.key("template_csv"),
            on_click="ignore",
        )


def _workbook(texts: Texts) -> bytes:
    target = io.BytesIO()
    write_template(target, cache.knowledge(), texts)
    return target.getvalue()

"""HTML on the page, and plain texts where Streamlit reads Markdown."""

from __future__ import annotations

from typing import Final

import streamlit as st

from symgeo.views.cards.markup import join

_MARKDOWN: Final = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_{}[]()<>#+-.!|~:$^=&@\"'/"}
)


def show(*pieces: str) -> None:
    """Put pieces of HTML on the page; what is not ``Markup`` is escaped."""
    written = join(pieces)
    if written:
        st.html(str(written))


def show_beside(*pieces: str) -> None:
    """Put pieces of HTML into a row, as wide as they need."""
    st.html(str(join(pieces)), width="content")


def label(text: str) -> str:
    """Write a text so that a label, which Streamlit reads as Markdown, shows it as it is."""
    return text.translate(_MARKDOWN)

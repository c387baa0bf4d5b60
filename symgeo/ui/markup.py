"""Small pieces of HTML in which every text is escaped, whatever it holds."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

_PLAIN: Final = str.maketrans({character: f"\\{character}" for character in "\\`*_{}[]()<>#+-.!|~:$^=&@\"'/"})


class Html(str):
    """A string that is HTML already."""

    __slots__ = ()


def text(content: str) -> Html:
    """Make a text safe inside HTML, in an element or an attribute."""
    return content if isinstance(content, Html) else Html(escape(content))


def block(tag: str, css_class: str, *content: str, **attributes: str) -> Html:
    """Write one element around texts (escaped) and pieces of HTML (kept).

    Underscores in attribute names become hyphens (``aria_label``).
    """
    given = {"class": css_class, **attributes}
    written = "".join(f' {n.strip("_").replace("_", "-")}="{text(v)}"' for n, v in given.items() if v)
    return Html(f"<{tag}{written}>{''.join(text(piece) for piece in content)}</{tag}>")


def show(*pieces: str) -> None:
    """Put pieces of HTML on the page; plain texts are escaped."""
    st.html("".join(text(piece) for piece in pieces))


def label(content: str) -> str:
    """Write a text so that a widget's label, which is Markdown, shows it as it is."""
    return content.translate(_PLAIN)

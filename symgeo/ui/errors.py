"""What a reader sees when something goes wrong."""

from __future__ import annotations

import logging

import streamlit as st

from symgeo.errors import StoreError, SymgeoError
from symgeo.storage.trouble import sentence
from symgeo.texts import texts_for
from symgeo.ui import markup, session
from symgeo.views.cards.markup import element

_LOG = logging.getLogger(__name__)


def show_script_error(error: Exception) -> bool:
    """Show a page's error in plain words; the server's ``on_script_error``.

    Parameters
    ----------
    error : Exception
        What the page did not catch. An error raised on purpose tells the reader what to do; any other
        goes to the log with its traceback, and the reader learns only that it happened.

    Returns
    -------
    bool
        True: Streamlit need not show it again.
    """
    texts = texts_for(session.language())
    if isinstance(error, StoreError):
        detail = sentence(error, texts)
    elif isinstance(error, SymgeoError):
        detail = str(error)
    else:
        _LOG.error("A page stopped", exc_info=error)
        detail = texts("ui.error_unexpected")
    with st.container(key="failure"):
        markup.show(
            element("h2", texts("ui.error_title"), class_="sg-heading"),
            element("p", detail, class_="sg-note"),
        )
    return True

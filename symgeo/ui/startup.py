"""What the server does once, before it answers the first visitor."""

from __future__ import annotations

import gc
import os
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

import anyio.to_thread
import streamlit as st

from symgeo.storage.readers.limits import limits_from


@asynccontextmanager
async def calculate_first(_app: st.App) -> AsyncIterator[None]:
    """Open the data and find its opportunities, so that the first visitor need not wait for it.

    A table that is broken stops the start here, with file, line and column; so does a limit that is no
    number.

    Raises
    ------
    UsageError
        If a variable of the environment says how large a file may be, and says no number.
    TableError, DataErrors, StoreError
        If the data cannot be shown.
    """
    # Imported only now: caches made before the server runs would be other ones.
    from symgeo.ui import cache  # noqa: PLC0415 # see above

    limits_from(os.environ)
    await anyio.to_thread.run_sync(cache.warm)
    # Streamlit collects garbage after every run of a page and holds up all other threads meanwhile. What is
    # there now stays until the end: left out, that takes no time.
    gc.collect()
    gc.freeze()
    yield


def show_page(asked: Mapping[str, Sequence[str]]) -> bytes:
    """Give the presentation of saved views that an address asks for.

    Raises
    ------
    UsageError, TableError, DataErrors
        If the data cannot be shown.
    """
    # As above.
    from symgeo.ui.meeting import showing  # noqa: PLC0415 # see above

    return showing.page_of(asked)


def find_columns(name: str) -> bytes | None:
    """Give the compressed rows of a large map by their name; None where they are not, or no longer."""
    # As above.
    from symgeo.ui.map_rows import cache  # noqa: PLC0415 # see above

    return cache.find(name)

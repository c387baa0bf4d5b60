"""Files to take away from the Data page: the archive package, and how to make a backup."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

import streamlit as st

from symgeo.storage.archive import write_archive
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session
from symgeo.ui.projects import Shown
from symgeo.views.cards.markup import element

_BACKUP: Final = "python3 -m symgeo backup symgeo-backup.sqlite"


def show_archive(texts: Texts, shown: Shown) -> None:
    """Draw the button that gives the shown revision as one package."""
    markup.show(element("h2", texts("data.archive"), class_="sg-heading"))
    markup.show(element("p", texts("data.archive_meaning"), class_="sg-text"))
    st.download_button(
        texts("data.archive_download"),
        data=lambda: _archive(int(shown.code), shown.revision),
        file_name=f"symgeo-{shown.code}-{shown.revision}.zip",
        mime="application/zip",
        key=session.key("archive"),
        on_click="ignore",
        disabled=not shown.revision,
    )


def show_backup(texts: Texts) -> None:
    """Say how everything that is saved is copied in one go."""
    markup.show(element("h2", texts("data.backup"), class_="sg-heading"))
    markup.show(
        element("p", texts("data.backup_meaning"), class_="sg-text"),
        element("p", _BACKUP, class_="sg-formula", lang="en"),
    )


def _archive(project_id: int, number: int) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.zip"
        write_archive(cache.database(), project_id, path, number=number)
        return path.read_bytes()

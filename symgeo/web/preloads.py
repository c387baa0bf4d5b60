"""Hints in the start page, so that the browser fetches at once what our pages will ask for a moment later."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

PARTS: Final = (
    "BidiComponent",
    "ButtonGroup",
    "ComponentInstance",
    "Html",
    "Multiselect",
    "PageLink",
    "Selectbox",
    "TextInput",
    "recordbatch",
    "serialization",
)
"""Streamlit's scripts that the home page needs, by the first part of their names."""

_FOLDER: Final = "static/js"
_IMPORTED: Final = re.compile(r"""(?:from|import)\s*["']\./([A-Za-z0-9._-]+\.js)["']""")
_LINKED: Final = re.compile(rf"{_FOLDER}/([A-Za-z0-9._-]+\.js)")


def preload_links(start_page: Path, parts: tuple[str, ...] = PARTS) -> str:
    """Write the hints for scripts that the start page does not name itself.

    Streamlit asks for a part of the page only when it is to be drawn, and then for what that part
    imports: two waits for the server, one after the other.

    Parameters
    ----------
    start_page : Path
        Streamlit's ``index.html``, with its scripts in ``static/js`` beside it.
    parts : tuple of str
        First parts of the names of the scripts, up to the first point.

    Returns
    -------
    str
        One link each; "" where there are none of these scripts.
    """
    folder = start_page.parent / _FOLDER
    named = set(_LINKED.findall(start_page.read_text(encoding="utf-8"))) if start_page.is_file() else set()
    waiting = [path.name for part in parts for path in sorted(folder.glob(f"{part}.*.js"))]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        path = folder / name
        if name in named or name in found or not path.is_file():
            continue
        found.add(name)
        waiting.extend(_IMPORTED.findall(path.read_text(encoding="utf-8")))
    return "".join(
        f'<link rel="modulepreload" crossorigin href="./{_FOLDER}/{name}">' for name in sorted(found)
    )

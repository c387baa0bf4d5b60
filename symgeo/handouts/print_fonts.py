"""The fonts of the PDF hand-outs: shipped with symgeo, so that a page is the same on every computer."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import typst
from fontTools.ttLib import TTFont

FAMILY: Final = "Source Sans Pro"
"""By Paul D. Hunt for Adobe, under the SIL Open Font License 1.1."""
MISSING: Final = "?"
"""Stands for a character that the font does not have."""
_FILES: Final = ("SourceSansPro-Regular.ttf", "SourceSansPro-Bold.ttf")
_UNSEEN: Final = "\t\n\r\u00ad\u200b\u200c\u200d\u2060"
"""Characters that have no shape of their own, so that no font needs them."""
Value = str | int | float | list["Value"] | dict[str, "Value"]
"""What a page is told."""


@contextmanager
def shipped_fonts() -> Iterator[typst.Fonts]:
    """Give the fonts in use and no others, from a folder that is gone afterwards.

    The package holds each font in two formats, and which of them would be taken depends on the order
    in which a disk lists its files.
    """
    with TemporaryDirectory(prefix="symgeo-fonts-") as name:
        folder = Path(name)
        for font in _FILES:
            with resources.as_file(_package() / font) as found:
                shutil.copyfile(found, folder / font)
        yield typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])


def printable(told: Value) -> Value:
    """Put a question mark for each character that the font lacks, in texts, lists and dictionaries.

    A page that is to be archived and read aloud must not hold any other.
    """
    if isinstance(told, str):
        return _unknown().sub(MISSING, told)
    if isinstance(told, list):
        return [printable(one) for one in told]
    if isinstance(told, dict):
        return {name: printable(one) for name, one in told.items()}
    return told


def _package() -> Traversable:
    return resources.files("font_source_sans_pro") / "files"


@cache
def _unknown() -> re.Pattern[str]:
    """Match one character that a file in use does not have."""
    known = set.intersection(*map(_characters, _FILES))
    return re.compile(f"[^{re.escape(''.join(sorted(known)) + _UNSEEN)}]")


def _characters(font: str) -> set[str]:
    with (_package() / font).open("rb") as file, TTFont(file, lazy=True) as opened:
        return set(map(chr, opened.getBestCmap()))

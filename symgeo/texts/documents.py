"""Texts that are read as a whole: headings, paragraphs, formulas and list items in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

KINDS: Final = ("heading", "text", "formula", "item")


@dataclass(frozen=True)
class Block:
    """One piece of a document.

    Attributes
    ----------
    section : str
        The section it belongs to, such as ``heat``.
    kind : str
        One of ``KINDS``: a section's heading, a paragraph, a formula on its own line, a list item.
    text : str
        Plain text; who writes HTML escapes it.
    """

    section: str
    kind: str
    text: str


def read_block(key: str, text: str) -> Block:
    """Make a block from its key ``<area>.<section>.<number>.<kind>`` and its text."""
    _, section, _, kind = key.split(".")
    return Block(section, kind, text)


def is_block(key: str) -> bool:
    """Tell whether a key belongs to a document."""
    parts = key.split(".")
    return len(parts) == 4 and parts[2].isdigit() and parts[3] in KINDS

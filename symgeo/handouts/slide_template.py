"""A county's own PowerPoint file as the template of slides: read with care, and only for its looks."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

from pptx import Presentation
from pptx.exc import PackageNotFoundError, PythonPptxError
from pptx.opc.constants import RELATIONSHIP_TYPE as RELATION
from pptx.presentation import Presentation as Deck

from symgeo.errors import UsageError

LARGEST_MB: Final = 20
_MEGABYTE: Final = 1_000_000
_UNPACKED_MB: Final = 200
_MOST_PARTS: Final = 5_000
_EMU_PER_CM: Final = 360_000
_SIDES_CM: Final = (10, 150)
"""Narrower than the one there is no room for a table; the other is the most that PowerPoint takes."""
_TOLD_ELSEWHERE: Final = (
    RELATION.THUMBNAIL,
    RELATION.EXTENDED_PROPERTIES,
    RELATION.CUSTOM_PROPERTIES,
)
"""A picture of its first slide, the titles of all, the company and its own fields."""
_BROKEN: Final = (
    *(PackageNotFoundError, PythonPptxError, zipfile.BadZipFile, SyntaxError, zlib.error, EOFError),
    # XML that is none is a SyntaxError; the others: a part is missing, of the wrong kind, encrypted, or
    # packed in a way that nobody reads.
    *(KeyError, IndexError, ValueError, AttributeError, TypeError, AssertionError),
    *(NotImplementedError, RuntimeError, OSError),
)


def open_template(content: bytes) -> Deck:
    """Open a .pptx for its size, layouts and colours, without its slides and what it tells of its author.

    Parameters
    ----------
    content : bytes
        A file from anywhere.

    Raises
    ------
    UsageError
        If it is too large, not a PowerPoint file, or has no layout that a slide can be made of.
    """
    _require_small(content)
    try:
        _try_out(Presentation(io.BytesIO(content)))
        deck = Presentation(io.BytesIO(content))
        sides = int(deck.slide_width or 0), int(deck.slide_height or 0)
        _empty(deck)
    except _BROKEN as error:
        raise UsageError(_NOT_A_TEMPLATE) from error
    least, most = (side * _EMU_PER_CM for side in _SIDES_CM)
    if not all(least <= side <= most for side in sides):
        raise UsageError(_NOT_A_TEMPLATE)
    return deck


_NOT_A_TEMPLATE: Final = (
    "The template is not a PowerPoint file with layouts (.pptx). Save it as .pptx and give it again."
)


def _require_small(content: bytes) -> None:
    if len(content) > LARGEST_MB * _MEGABYTE:
        message = (
            f"The template is larger than {LARGEST_MB} MB. Delete its slides and pictures, and save it again."
        )
        raise UsageError(message)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except _BROKEN as error:
        raise UsageError(_NOT_A_TEMPLATE) from error
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _UNPACKED_MB * _MEGABYTE:
        raise UsageError(_NOT_A_TEMPLATE)


def _try_out(deck: Deck) -> None:
    """Fail now where a damaged part would only be found when slides are made of it."""
    for layout in (*deck.slide_layouts, deck.slide_layouts[0]):
        slide = deck.slides.add_slide(layout)
        slide.notes_slide.notes_text_frame.text = layout.name
    _empty(deck)
    deck.core_properties.title = ""
    deck.save(io.BytesIO())


def _empty(deck: Deck) -> None:
    """Take out the slides, and what stands of them and of the author beside them."""
    listed = deck.slides._sldIdLst  # noqa: SLF001 - python-pptx has no public way to drop a slide
    for slide in list(listed):
        deck.part.drop_rel(slide.rId)
        listed.remove(slide)
    package = deck.part.package
    told = [rel.rId for rel in package._rels.values() if rel.reltype in _TOLD_ELSEWHERE]  # noqa: SLF001 - as above
    for relation in told:
        package.drop_rel(relation)

"""Decide once which sheet or layer of a file holds the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Final

from symgeo.storage.readers.reading import Note, NoteCode, Sheet, SheetGuess
from symgeo.storage.readers.refusals import Refusal, refuse

SAMPLE_ROWS: Final = 60
"""How many rows with text are looked at in each sheet."""

_GUIDANCE: Final = re.compile(
    r"veiled|rettlei|vägled|vagled|guid|instru|hjelp|hjälp|help|forklar|förklar|les.?meg|läs.?mig|read.?me"
    r"|\binfo|informasjon|information|anvisn|definisj|definit|kode|^koder|codes?\b|^list|lister|listor"
    r"|\bom\b|about|forside|försätt|cover|innhold|innehåll|content|endringslogg|ändringslogg|version|versjon"
    r"|oppslag|lookup|dropdown|nedtrekk",
    re.IGNORECASE,
)
_LEAST_TABLE_CELLS: Final = 1.5
"""Half the rows of a table have more than one cell; those of a text have one."""


def guess_sheet(name: str, filled: Sequence[int]) -> SheetGuess:
    """Tell what a sheet seems to hold.

    Parameters
    ----------
    name : str
        Its name; "Veiledning" and "Kodeliste" are no data.
    filled : sequence of int
        How many cells have text, for each of its first rows with any.
    """
    if not filled:
        return SheetGuess.EMPTY
    if _GUIDANCE.search(name) or (len(filled) > 1 and median(filled) < _LEAST_TABLE_CELLS):
        return SheetGuess.GUIDANCE
    return SheetGuess.TABLE


def choose_sheet(path: Path, sheets: Sequence[Sheet], wanted: str | None) -> int:
    """Give the place of the sheet to read.

    The first one that is not hidden and seems to hold a table; else the first with any text, visible
    ones before hidden ones.

    Raises
    ------
    ReadError
        If the wanted sheet does not exist, or no sheet holds anything.
    """
    if wanted is not None:
        names = [sheet.name for sheet in sheets]
        if wanted not in names:
            raise refuse(path, Refusal.UNKNOWN_SHEET, sheet=wanted, known=", ".join(names[:20]))
        return names.index(wanted)
    filled = [place for place, sheet in enumerate(sheets) if sheet.guess is not SheetGuess.EMPTY]
    if not filled:
        raise refuse(path, Refusal.EMPTY)
    return min(
        filled, key=lambda place: (sheets[place].is_hidden, sheets[place].guess is SheetGuess.GUIDANCE, place)
    )


def sheet_notes(sheets: Sequence[Sheet], chosen: int) -> list[Note]:
    """Tell which sheet was taken where there was a choice, and how many are hidden."""
    notes = []
    if len(sheets) > 1:
        notes.append(Note(NoteCode.SHEET_CHOSEN, len(sheets), sheets[chosen].name))
    hidden = sum(sheet.is_hidden for sheet in sheets)
    if hidden:
        notes.append(Note(NoteCode.SHEETS_HIDDEN, hidden))
    return notes

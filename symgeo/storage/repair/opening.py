"""Open a file as the state of its repair says: read, choose the sheet, interpret."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from symgeo.storage.interpretation.files import interpret_file
from symgeo.storage.interpretation.interpret import Interpreted
from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.storage.readers.file import read_file
from symgeo.storage.readers.limits import Limits
from symgeo.storage.readers.reading import Progress, Reading
from symgeo.storage.repair.jobs import part_of
from symgeo.storage.repair.replay import replay
from symgeo.storage.repair.state import RepairState

_READ: Final = 0.4
"""Part of the whole that reading takes, by measurement."""


@dataclass(frozen=True, eq=False)
class Opened:
    """A file as it is understood.

    Attributes
    ----------
    reading : Reading
        Its cells.
    found : Interpreted
        What they mean.
    state : RepairState
        As it was given; of a workbook with the sheet that was chosen.
    """

    reading: Reading
    found: Interpreted
    state: RepairState


def open_file(
    path: Path,
    state: RepairState,
    knowledge: Knowledge,
    *,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Opened:
    """Read and interpret a file; of a workbook the first visible sheet that is a table of ours.

    Parameters
    ----------
    path : Path
        Any file that `symgeo.storage.readers.file.read_file` reads.
    state : RepairState
        What was decided so far.
    knowledge : Knowledge
        Spellings, units, resources, places.
    limits : Limits, optional
        How large it may be.
    progress : callable, optional
        Is told the part that is done, 0 to 1; may raise `symgeo.errors.Cancelled`.

    Raises
    ------
    ReadError
        If it cannot be read.
    Cancelled
        If ``progress`` raised it.
    """
    progress = progress or _ignore
    if state == RepairState():
        reading, found = interpret_file(path, knowledge, limits=limits, progress=_in_two(progress))
        chosen = reading.sheet if len(reading.sheets) > 1 else None
        return Opened(reading, found, replace(state, options=replace(state.options, sheet=chosen)))
    reading = read_file(path, limits, state.options, progress=part_of(progress, 0.0, _READ))
    found = replay(reading, state, knowledge, progress=part_of(progress, _READ, 1.0))
    return Opened(reading, found, state)


def _in_two(progress: Progress) -> Progress:
    """Give a progress for reading and then interpreting, which both count from 0 to 1."""
    told = [0.0, 0.0]

    def tell(done: float) -> None:
        # Reading ends with 1; what starts again after it is the interpretation.
        if done < told[0] and told[0] >= 1.0:
            told[1] = _READ
        told[0] = done
        span = _READ if told[1] == 0.0 else 1.0 - _READ
        progress(told[1] + span * done)

    return tell


def _ignore(done: float) -> None:
    """Take progress that nobody wants to see."""

"""The file that a visit is working on: where its copy lies, and what was decided about it so far."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Final

import streamlit as st

from symgeo.storage.readers.limits import Limits, limits_from
from symgeo.storage.repair.state import History, RepairState
from symgeo.ui import beside, session

CHECKED: Final = "checked"
EFFECTS: Final = "effects"
PREVIEW: Final = "preview"
GEOCODED: Final = "geocoded"
IMPORTED: Final = "imported"
ORDER: Final = "order"
ASKED: Final = ".asked"
OPEN: Final = "open_part"
ANSWERS: Final = "answers"
POINT_ROW: Final = "point_row"
TYPED: Final = "typed_group"
SAVED: Final = "saved"
"""Names of what belongs to the work, for ``session.hold``."""
_WORK: Final = "work"
_TASKS: Final = (CHECKED, EFFECTS, PREVIEW, GEOCODED, IMPORTED)
_BELONGINGS: Final = (
    *_TASKS,
    *(name + beside.RUNNING for name in _TASKS),
    OPEN,
    ANSWERS,
    POINT_ROW,
    TYPED,
    SAVED,
    GEOCODED + ASKED,
)
_LONGEST_STEM: Final = 50
_LONGEST_ENDING: Final = 10
_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, eq=False)
class Work:
    """A file under repair.

    Attributes
    ----------
    folder : TemporaryDirectory
        Holds the copy; it goes when the visit lets go of it.
    path : Path
        The copy, under the file's own name.
    sha256 : str
        Of its bytes; names the work.
    history : History
        What was decided, step by step.
    steps : tuple of str
        In the reader's words, what led from each state of the history to the next.
    """

    folder: tempfile.TemporaryDirectory[str]
    path: Path
    sha256: str
    history: History = field(default_factory=History)
    steps: tuple[str, ...] = ()

    @property
    def state(self) -> RepairState:
        """Give what is decided now."""
        return self.history.current


def current() -> Work | None:
    """Give the file that this visit works on."""
    work: Work | None = session.held(_WORK)
    return work


def begin(name: str, content: IO[bytes]) -> None:
    """Take a file in; whatever was being worked on before is let go."""
    # The folder lives as long as the work does; Python removes it then.
    folder = tempfile.TemporaryDirectory(prefix="symgeo-")
    path = Path(folder.name) / _file_name(name)
    data = content.read()
    path.write_bytes(data)
    forget()
    session.hold(_WORK, Work(folder, path, hashlib.sha256(data).hexdigest()))


def forget() -> None:
    """Let go of the file and all that belongs to it."""
    for name in (_WORK, *_BELONGINGS):
        session.hold(name, None)


def go_on(change: Callable[[RepairState], RepairState], step: str) -> None:
    """Decide one thing more.

    Parameters
    ----------
    change : callable
        Gives the next state.
    step : str
        What it does, in the reader's words.
    """
    work = current()
    if work is not None:
        history = work.history.then(change(work.state))
        is_new = len(history.states) > len(work.history.states)
        steps = (*work.steps, step) if is_new else work.steps
        session.hold(_WORK, replace(work, history=history, steps=steps))


def undo() -> None:
    """Take the latest decision back."""
    work = current()
    if work is not None:
        session.hold(_WORK, replace(work, history=work.history.undo(), steps=work.steps[:-1]))


def limits() -> Limits:
    """Give how large a file may be; of its size the server's setting has the last word."""
    size = int(st.get_option("server.maxUploadSize")) * _MEGABYTE
    return replace(limits_from(os.environ), size_bytes=size)


def _file_name(name: str) -> str:
    """Keep of a name what every disk takes."""
    plain = Path("".join(sign for sign in name.replace("\\", "/").split("/")[-1] if sign.isprintable()))
    return f"{plain.stem[:_LONGEST_STEM] or 'file'}{plain.suffix[:_LONGEST_ENDING]}"

"""Reading and checking a file beside the page: the work runs on a thread, the page shows how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from symgeo.analysis.dataset import Dataset
from symgeo.errors import ReadError
from symgeo.storage.interpretation.codes import Problem
from symgeo.storage.interpretation.interpret import Interpreted
from symgeo.storage.readers.limits import Limits
from symgeo.storage.readers.reading import Progress, Reading
from symgeo.storage.repair.groups import Group, find_groups, warning_groups
from symgeo.storage.repair.opening import open_file
from symgeo.storage.repair.replay import replay
from symgeo.storage.repair.saving import Ready, ready
from symgeo.storage.repair.state import RepairState
from symgeo.storage.repair.suggestions import Suggestion, suggest_flows
from symgeo.storage.repair.summary import Summary, summarise
from symgeo.storage.repair.trying import Effect, try_out
from symgeo.texts import Texts
from symgeo.ui import beside, cache
from symgeo.ui.upload import work
from symgeo.ui.upload.work import Work


@dataclass(frozen=True, eq=False)
class Checked:
    """A file as it was read and understood with what is decided.

    Attributes
    ----------
    path : Path
        The copy of the file.
    state : RepairState
        What was decided.
    refusal : ReadError or None
        Why it cannot be read; then there is nothing else.
    reading : Reading or None
        Its cells.
    found : Interpreted or None
        What they mean.
    summary : Summary or None
        In numbers; None where it is no table of ours.
    groups, warnings : tuple of Group
        What stops rows, and what there is to know.
    suggestions : tuple of Suggestion
        What sites without flows may have or need.
    ready : Ready or None
        What can be saved; None where it is no table of ours.
    """

    path: Path
    state: RepairState
    refusal: ReadError | None = None
    reading: Reading | None = None
    found: Interpreted | None = None
    summary: Summary | None = None
    groups: tuple[Group, ...] = ()
    warnings: tuple[Group, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    ready: Ready | None = None


def checked(texts: Texts, now: Work) -> Checked | None:
    """Give the file as it is with what is decided; None while it is still being read."""
    last: Checked | None = beside.latest(work.CHECKED)
    path, state, limits, known = now.path, now.state, work.limits(), cache.dataset()

    def check(progress: Progress) -> Checked:
        read = _read(path, state, limits, last, progress)
        return _looked_through(read, known)

    return beside.result_of(texts, work.CHECKED, (now.sha256, state), check, _cancelled)


def effects(now: Work, checked: Checked) -> Mapping[str, Effect] | None:
    """Give what each repair would do, by the key of its action; None while that is being tried."""
    reading, found, state, groups = checked.reading, checked.found, checked.state, checked.groups
    if reading is None or found is None or not groups:
        return {}
    knowledge = cache.knowledge()

    def attempt(progress: Progress) -> Mapping[str, Effect]:
        return try_out(reading, state, found, groups, knowledge, progress=progress)

    return beside.result_soon(work.EFFECTS, (now.sha256, state), attempt)


def reached(checked: Checked) -> str:
    """Say which of the four parts is the one to look at."""
    if checked.reading is None:
        return "file"
    if checked.ready is None:
        return "columns"
    return "check" if checked.groups else "save"


def _read(
    path: Path, state: RepairState, limits: Limits, last: Checked | None, progress: Progress
) -> Checked:
    """Read the file, or take what was read before, and understand it with what is decided."""
    knowledge = cache.knowledge()
    if last is not None and last.path == path and last.reading and last.state.options == state.options:
        return Checked(
            path, state, None, last.reading, replay(last.reading, state, knowledge, progress=progress)
        )
    try:
        opened = open_file(path, state, knowledge, limits=limits, progress=progress)
    except ReadError as error:
        return Checked(path, state, refusal=error)
    return Checked(path, state, None, opened.reading, opened.found)


def _looked_through(read: Checked, known: Dataset) -> Checked:
    """Look for what can be repaired, suggested and saved."""
    reading, found, state = read.reading, read.found, read.state
    if reading is None or found is None or found.problem != Problem.NONE:
        return read
    groups = find_groups(reading, state, found, cache.knowledge())
    suggestions = suggest_flows(found, known.reference, known)
    return replace(
        read,
        summary=summarise(found, state),
        groups=groups,
        warnings=warning_groups(found),
        suggestions=suggestions,
        ready=ready(found, state, suggestions),
    )


def _cancelled() -> None:
    """Go back to how the file was before; one that was never read goes."""
    if beside.latest(work.CHECKED) is None:
        work.forget()
    else:
        work.undo()

"""What a person has decided about a file so far: a value that only ever becomes another value."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from symgeo.storage.interpretation.answers import Answers
from symgeo.storage.interpretation.codes import TableKind
from symgeo.storage.readers.reading import ReadOptions
from symgeo.storage.revisions import Repair

Cell = tuple[int, int]
"""Row as a spreadsheet shows it, and column of the grid."""
Written = tuple[tuple[int, str], str]
"""Row and field of a value that the file has no column for, and its text."""


@dataclass(frozen=True)
class Point:
    """A position from outside the file.

    Attributes
    ----------
    row : int
        The site's row.
    lon, lat : float
        Degrees, WGS84.
    source : str
        Where it comes from, for the column ``coord_source``.
    precision : str
        A code of the column ``coord_precision``.
    """

    row: int
    lon: float
    lat: float
    source: str = ""
    precision: str = "facility"


@dataclass(frozen=True, order=True)
class Accepted:
    """A suggested flow that a person said yes to.

    Attributes
    ----------
    row : int
        Row that the site stands in first.
    key : str
        Of the suggestion: direction and resource code, joined by a colon.
    quantity : float or None
        Per year in the resource's unit; None where it still has to be typed.
    """

    row: int
    key: str
    quantity: float | None = None


@dataclass(frozen=True)
class RepairState:
    """All decisions of a person about one file.

    Attributes
    ----------
    options : ReadOptions
        How the file is read.
    answers : Answers
        How its columns and words are read.
    edits : tuple of (Cell, str)
        Cells with another text than in the file.
    typed : frozenset of Cell
        Those of them that a person typed; the others come from repair actions.
    extra : tuple of Written
        Values for fields that the file has no column for.
    typed_extra : frozenset of (int, str)
        Those of them that a person gave, by row and field.
    left_out : frozenset of int
        Rows that are not used.
    without_flow : frozenset of Cell
        Row and column of amounts that make no flow; the site stays.
    suggestions : tuple of Accepted
        Suggested flows that were accepted.
    repairs : tuple of Repair
        Actions that were taken, in order, for the revision.
    """

    options: ReadOptions = field(default_factory=ReadOptions)
    answers: Answers = field(default_factory=Answers)
    edits: tuple[tuple[Cell, str], ...] = ()
    typed: frozenset[Cell] = frozenset()
    extra: tuple[Written, ...] = ()
    typed_extra: frozenset[tuple[int, str]] = frozenset()
    left_out: frozenset[int] = frozenset()
    without_flow: frozenset[Cell] = frozenset()
    suggestions: tuple[Accepted, ...] = ()
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True)
class History:
    """All states of a file's repair, the current one last.

    Attributes
    ----------
    states : tuple of RepairState
        Never empty.
    """

    states: tuple[RepairState, ...] = (RepairState(),)

    @property
    def current(self) -> RepairState:
        """Give the latest state."""
        return self.states[-1]

    @property
    def can_undo(self) -> bool:
        """Say whether there is a state before the current one."""
        return len(self.states) > 1

    def then(self, state: RepairState) -> History:
        """Give the history with one more state; a state that changes nothing is not kept."""
        return self if state == self.current else History((*self.states, state))

    def undo(self) -> History:
        """Give the history without its latest state; the first one stays."""
        return History(self.states[:-1]) if self.can_undo else self


def with_options(state: RepairState, options: ReadOptions) -> RepairState:
    """Read the file another way; what was said about single cells and columns does not hold any longer."""
    kept = Answers(counties=state.answers.counties, direction=state.answers.direction)
    return RepairState(options=options, answers=kept) if options != state.options else state


def with_field(state: RepairState, column: int, name: str) -> RepairState:
    """Say what a column is; "" for one that is not used."""
    fields = {**dict(state.answers.fields), column: name}
    return replace(state, answers=replace(state.answers, fields=tuple(sorted(fields.items()))))


def with_table(state: RepairState, table: TableKind | None) -> RepairState:
    """Say what the rows are; None to find it."""
    return replace(state, answers=replace(state.answers, table=table))


def with_header_rows(state: RepairState, rows: tuple[int, ...]) -> RepairState:
    """Say which rows hold the headings; empty to find them."""
    return replace(state, answers=replace(state.answers, header_rows=rows))


def with_counties(state: RepairState, counties: tuple[str, ...]) -> RepairState:
    """Say which counties the sites should lie in; empty for any."""
    return replace(state, answers=replace(state.answers, counties=counties))


def with_edits(state: RepairState, edits: Mapping[Cell, str]) -> RepairState:
    """Put what a person typed into cells.

    Parameters
    ----------
    state : RepairState
        Stays as it is.
    edits : mapping
        Text by row and column; "" empties a cell.
    """
    merged = _merged(state.edits, edits.items())
    return replace(state, edits=merged, typed=state.typed | frozenset(edits))


def with_extra(state: RepairState, values: Mapping[tuple[int, str], str]) -> RepairState:
    """Give rows values for fields that the file has no column for, by row and field."""
    merged = tuple(sorted({**dict(state.extra), **values}.items()))
    return replace(state, extra=merged, typed_extra=state.typed_extra | frozenset(values))


def with_rows_left_out(state: RepairState, rows: Collection[int]) -> RepairState:
    """Leave rows out."""
    return replace(state, left_out=state.left_out | frozenset(rows))


def with_rows_back(state: RepairState, rows: Collection[int]) -> RepairState:
    """Use rows again that were left out."""
    return replace(state, left_out=state.left_out - frozenset(rows))


def with_suggestions(state: RepairState, accepted: Iterable[Accepted]) -> RepairState:
    """Accept suggested flows; one that was accepted before gets the new amount."""
    chosen = {(one.row, one.key): one for one in (*state.suggestions, *accepted)}
    return replace(state, suggestions=tuple(chosen[place] for place in sorted(chosen)))


def without_suggestion(state: RepairState, row: int, key: str) -> RepairState:
    """Take back that a suggested flow was accepted."""
    kept = tuple(one for one in state.suggestions if (one.row, one.key) != (row, key))
    return replace(state, suggestions=kept)


def _merged(
    edits: tuple[tuple[Cell, str], ...], more: Iterable[tuple[Cell, str]]
) -> tuple[tuple[Cell, str], ...]:
    return tuple(sorted({**dict(edits), **dict(more)}.items()))

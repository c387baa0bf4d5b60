"""What uploaded rows are found to be, and what has to be asked about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

NEW: Final = ""
"""Answer to a question: none of the candidates, it is a new row."""


@dataclass(frozen=True)
class Candidate:
    """A stored row that an uploaded one may be.

    Attributes
    ----------
    stored_id, name : str
        Which one.
    reason : str
        Why: id, number (of the organisation), name, near, like (names that are alike), or content.
    distance_km : float
        Between the two positions; NaN for flows and exchanges, and where only a name is known.
    likeness : float
        Of the two names, 0 to 1.
    """

    stored_id: str
    name: str
    reason: str
    distance_km: float
    likeness: float


@dataclass(frozen=True)
class Question:
    """A row that may be one that is stored; only a person can tell.

    Attributes
    ----------
    table : str
        Which table.
    row : int
        Row as the spreadsheet shows it.
    uploaded_id : str
        Id of the row in the upload; what the answer is given for.
    name : str
        Name of the site, or of what flows where.
    candidates : tuple of Candidate
        Rows that are stored, the likeliest first; may be empty for a site that flows only name.
    may_be_new : bool
        False for a site that flows only name: nobody knows where it lies, so it cannot be made. The answer
        `NEW` leaves its flows out.
    """

    table: str
    row: int
    uploaded_id: str
    name: str
    candidates: tuple[Candidate, ...]
    may_be_new: bool = True


@dataclass(frozen=True)
class Match:
    """What one uploaded row is.

    Attributes
    ----------
    uploaded_id, stored_id : str
        Its id in the upload, and the id it has in the project from now on.
    decided_by : str
        id, number, name, content, answer, or "" for a new row.
    """

    uploaded_id: str
    stored_id: str
    decided_by: str


@dataclass(frozen=True)
class Matches:
    """What all uploaded rows are, and what has to be asked first.

    Attributes
    ----------
    sites, flows, exchanges : tuple of Match
        By table.
    questions : tuple of Question
        What only a person can tell.
    named_sites : tuple of Match
        Which stored sites those are that flows only name.
    left_out : tuple of int
        Rows of flows that are not saved, because nobody knew which site they belong to.
    """

    sites: tuple[Match, ...]
    flows: tuple[Match, ...]
    exchanges: tuple[Match, ...]
    questions: tuple[Question, ...]
    named_sites: tuple[Match, ...] = ()
    left_out: tuple[int, ...] = ()

    def __getitem__(self, table: str) -> tuple[Match, ...]:
        """Give the matches of one table."""
        return {"sites": self.sites, "flows": self.flows, "exchanges": self.exchanges}[table]


@dataclass
class Finding:
    """What is found out about one table, row by row.

    Attributes
    ----------
    table : str
        Which table.
    decided : dict
        By uploaded id: the stored id or `NEW`, and what decided it.
    questions : list of Question
        What only a person can tell.
    """

    table: str
    decided: dict[str, tuple[str, str]] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)

    def decide(self, uploaded_id: str, stored_id: str, decided_by: str) -> None:
        """Say what a row is."""
        self.decided[uploaded_id] = (stored_id, decided_by)

    @property
    def taken(self) -> set[str]:
        """Give the stored ids that are found again already."""
        return {stored for stored, _ in self.decided.values() if stored}

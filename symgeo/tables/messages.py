"""Turn an issue into the sentence that its reader needs."""

from __future__ import annotations

from typing import Protocol

from symgeo.errors import Issue


class Translate(Protocol):
    """What gives the text of a key with its placeholders filled; `symgeo.texts.Texts` does."""

    def __call__(self, key: str, **values: str) -> str:
        """Give the text."""


def problem_sentence(issue: Issue, t: Translate) -> str:
    """Say what was found, what was expected and what to do.

    Parameters
    ----------
    issue : Issue
        With a code of `symgeo.tables.codes.IssueCode`.
    t : Translate
        Texts of the reader's language.
    """
    return t(f"issues.{issue.code}", value=issue.value, expected=issue.expected)


def full_sentence(issue: Issue, t: Translate) -> str:
    """Say where the problem is, and then the problem itself."""
    return t(
        "issues.where",
        table=issue.table,
        row=str(issue.row),
        column=issue.column,
        problem=problem_sentence(issue, t),
    )

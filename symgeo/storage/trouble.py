"""What can go wrong with the database, and the sentence for it in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from symgeo.errors import StoreError
from symgeo.texts import Texts


class Trouble(StrEnum):
    """Codes of `StoreError`; each has a sentence ``storage.<code>`` in every catalogue."""

    DISK_FULL = "disk_full"
    DISK_FAILED = "disk_failed"
    LOCKED = "locked"
    READ_ONLY = "read_only"
    CANNOT_OPEN = "cannot_open"
    NOT_A_DATABASE = "not_a_database"
    DAMAGED = "damaged"
    TOO_LONG = "too_long"
    NEWER = "newer"
    UNREACHABLE = "unreachable"
    NOT_LET_IN = "not_let_in"
    NO_SUCH_DATABASE = "no_such_database"
    BAD_ADDRESS = "bad_address"
    TWO_PLACES = "two_places"
    CONFLICT = "conflict"
    CHANGED_SINCE = "changed_since"
    NOTHING_SAVED = "nothing_saved"
    NO_PROJECTS = "no_projects"
    NO_PROJECT = "no_project"
    PROJECT_GONE = "project_gone"
    NO_REVISION = "no_revision"
    NO_ROW = "no_row"
    NO_VIEW = "no_view"
    TOO_MANY_VIEWS = "too_many_views"
    VIEW_TOO_LONG = "view_too_long"
    BAD_NAME = "bad_name"
    NAME_TAKEN = "name_taken"
    BAD_HUB_NAME = "bad_hub_name"
    EMPTY_HUB = "empty_hub"
    HUB_GONE = "hub_gone"
    BAD_PLAN_NAME = "bad_plan_name"
    PLAN_GONE = "plan_gone"
    TOO_MANY_PLANS = "too_many_plans"
    BAD_SCENARIO_NAME = "bad_scenario_name"
    SCENARIO_GONE = "scenario_gone"
    BAD_OWN_VALUE = "bad_own_value"
    EXAMPLE_IS_FIXED = "example_is_fixed"
    SITE_MISSING = "site_missing"
    ANSWER_UNKNOWN = "answer_unknown"
    ANSWER_TWICE = "answer_twice"
    CELL_CANNOT_BE_STORED = "cell_cannot_be_stored"
    ID_TOO_LONG = "id_too_long"
    FILE_NOT_WRITTEN = "file_not_written"
    NOT_A_BACKUP = "not_a_backup"
    WOULD_REPLACE = "would_replace"


def sentence(error: StoreError, t: Texts) -> str:
    """Say what happened, that nothing was lost, and what to do next."""
    return t(f"storage.{error.code}", **error.values)


def counts_sentence(counts: Mapping[str, tuple[int, int, int]], t: Texts) -> str:
    """Say how many rows of which table were added, changed and removed.

    Parameters
    ----------
    counts : mapping
        By table: rows added, changed and removed.
    t : Texts
        The reader's language.
    """
    parts = [
        t("storage.counts", table=t(f"storage.table_{table}"), changes=_changes(numbers, t))
        for table, numbers in counts.items()
        if any(numbers)
    ]
    return "; ".join(parts) or t("storage.nothing_changed")


def _changes(numbers: tuple[int, int, int], t: Texts) -> str:
    names = ("added", "changed", "removed")
    return ", ".join(
        t(f"storage.count_{name}", count=t.number(number))
        for name, number in zip(names, numbers, strict=True)
        if number
    )

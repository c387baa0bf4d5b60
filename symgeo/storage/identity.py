"""Find each uploaded row again: by id, organisation number, name and place, or by asking."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from symgeo.errors import StoreError
from symgeo.storage.trouble import Trouble
from symgeo.storage.site_candidates import Candidate, site_candidates
from symgeo.storage.states import State
from symgeo.storage.uploads import Upload

NEW: Final = ""
"""Answer to a question: none of the candidates, it is a new row."""

_ID_LETTER: Final = {"sites": "S", "flows": "F", "exchanges": "E"}
_OWN_ID: Final = re.compile(r"[SFE](\d{1,9})")


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
        Rows that are stored, the likeliest first.
    """

    table: str
    row: int
    uploaded_id: str
    name: str
    candidates: tuple[Candidate, ...]


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
    """What all uploaded rows are, by table, and what has to be asked first."""

    sites: tuple[Match, ...] = ()
    flows: tuple[Match, ...] = ()
    exchanges: tuple[Match, ...] = ()
    questions: tuple[Question, ...] = ()

    def __getitem__(self, table: str) -> tuple[Match, ...]:
        """Give the matches of one table."""
        return {"sites": self.sites, "flows": self.flows, "exchanges": self.exchanges}[table]


@dataclass
class _Finding:
    """What is found out about one table, row by row."""

    table: str
    decided: dict[str, tuple[str, str]] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)

    def decide(self, uploaded_id: str, stored_id: str, decided_by: str) -> None:
        self.decided[uploaded_id] = (stored_id, decided_by)

    @property
    def taken(self) -> set[str]:
        return {stored for stored, _ in self.decided.values() if stored}


def find_matches(
    upload: Upload, state: State, *, answers: Mapping[str, str], used_ids: Mapping[str, Iterable[str]]
) -> Matches:
    """Find each uploaded row again.

    Parameters
    ----------
    upload : Upload
        What came in.
    state : State
        What is stored now.
    answers : mapping
        Answers to questions asked before: the uploaded id, and the stored id or `NEW`.
    used_ids : mapping
        By table, every id that the project ever had: none of them is given to another row.

    Raises
    ------
    StoreError
        If an answer names a row that is not stored, or two answers name the same one.
    """
    sites = _find_sites(upload, state, answers)
    site_ids = {uploaded: stored or uploaded for uploaded, (stored, _) in sites.decided.items()}
    renumbered = {stored for stored, by in sites.decided.values() if stored and by != "id"}
    flows = _find_flows(upload, state, answers, site_ids, renumbered)
    exchanges = _find_exchanges(upload, state, answers, site_ids)
    return Matches(
        *(_with_ids(found, upload, state, used_ids) for found in (sites, flows, exchanges)),
        questions=tuple(itertools.chain(sites.questions, flows.questions, exchanges.questions)),
    )


def _find_sites(upload: Upload, state: State, answers: Mapping[str, str]) -> _Finding:
    finding = _Finding("sites")
    if upload.sites is not None:
        frame = upload.sites.frame
        _answer(finding, frame["site_id"], state.sites, answers)
        _match_sites(finding, frame, state.sites, upload.invented_ids)
    return finding


def _find_flows(
    upload: Upload,
    state: State,
    answers: Mapping[str, str],
    site_ids: Mapping[str, str],
    renumbered: set[str],
) -> _Finding:
    finding = _Finding("flows")
    if upload.flows is not None:
        frame = upload.flows.frame.assign(site_id=_renamed(upload.flows.frame["site_id"], site_ids))
        _answer(finding, frame["flow_id"], state.flows, answers)
        _match_by_id(finding, frame, state.flows, upload.invented_ids)
        # A new id of a sender whose other ids are known means a new flow; else the flow may be known.
        nameless = frame["flow_id"].isin(list(upload.invented_ids)) | frame["site_id"].isin(list(renumbered))
        keys = ["site_id", "direction", "resource_code"]
        _match_by_content(finding, frame[nameless], state.flows, keys, ["temp_c", "quantity"])
    return finding


def _find_exchanges(
    upload: Upload, state: State, answers: Mapping[str, str], site_ids: Mapping[str, str]
) -> _Finding:
    finding = _Finding("exchanges")
    if upload.exchanges is not None:
        ends = ["supplier_site_id", "receiver_site_id"]
        frame = upload.exchanges.frame
        frame = frame.assign(**{name: _renamed(frame[name], site_ids) for name in ends})
        _answer(finding, frame["exchange_id"], state.exchanges, answers)
        _match_by_id(finding, frame, state.exchanges, upload.invented_ids)
        nameless = frame["exchange_id"].isin(list(upload.invented_ids))
        keys = [*ends, "resource_code"]
        _match_by_content(finding, frame[nameless], state.exchanges, keys, ["title", "quantity"])
    return finding


def _answer(
    finding: _Finding, uploaded_ids: pd.Series, stored: pd.DataFrame, answers: Mapping[str, str]
) -> None:
    for uploaded_id in uploaded_ids:
        if uploaded_id not in answers:
            continue
        stored_id = answers[uploaded_id]
        if stored_id != NEW and stored_id not in stored.index:
            raise StoreError(Trouble.ANSWER_UNKNOWN, uploaded=uploaded_id, stored=stored_id)
        if stored_id in finding.taken:
            raise StoreError(Trouble.ANSWER_TWICE, stored=stored_id)
        finding.decide(uploaded_id, stored_id, "answer" if stored_id else "")


def _match_sites(
    finding: _Finding, frame: pd.DataFrame, stored: pd.DataFrame, invented: frozenset[str]
) -> None:
    """Decide what is sure in the order of the reasons, ask about what is likely; the rest is new."""
    open_rows = frame[~frame["site_id"].isin(list(finding.decided))]
    free = stored.drop(index=list(finding.taken))
    candidates = site_candidates(open_rows, free, invented)
    asked: set[str] = set()
    for reason in ("id", "number", "name"):
        of_reason = candidates[(candidates["reason"] == reason) & candidates["is_sure"]]
        fresh = of_reason[
            ~of_reason["uploaded_id"].isin([*finding.decided, *asked])
            & ~of_reason["stored_id"].isin(list(finding.taken))
        ]
        # One to one, or it is a question.
        clear = fresh[
            ~fresh["uploaded_id"].duplicated(keep=False) & ~fresh["stored_id"].duplicated(keep=False)
        ]
        asked |= set(fresh["uploaded_id"]) - set(clear["uploaded_id"])
        for uploaded_id, stored_id in zip(clear["uploaded_id"], clear["stored_id"], strict=True):
            finding.decide(uploaded_id, stored_id, reason)
    rest = candidates[
        ~candidates["uploaded_id"].isin(list(finding.decided))
        & ~candidates["stored_id"].isin(list(finding.taken))
    ]
    options = _options(rest)
    for row, uploaded_id, name in zip(open_rows.index, open_rows["site_id"], open_rows["name"], strict=True):
        if uploaded_id in finding.decided:
            continue
        if uploaded_id in by_id:
            options = tuple(
                Candidate(
                    str(c.stored_id), str(c.name), str(c.reason), float(c.distance_km), float(c.likeness)
                )
                for c in by_id[uploaded_id].itertuples()
            )
            finding.questions.append(Question("sites", int(row), uploaded_id, name, options))
        finding.decide(uploaded_id, NEW, "")


def _match_by_id(
    finding: _Finding, frame: pd.DataFrame, stored: pd.DataFrame, invented: frozenset[str]
) -> None:
    key = str(stored.index.name)
    own = frame[key][~frame[key].isin([*finding.decided, *invented])]
    free = stored.index.difference(list(finding.taken))
    for uploaded_id in own[own.isin(free)]:
        finding.decide(uploaded_id, uploaded_id, "id")


def _match_by_content(
    finding: _Finding, frame: pd.DataFrame, stored: pd.DataFrame, keys: list[str], details: list[str]
) -> None:
    """Match rows that say the same: by all they say first, then by the keys alone where that is clear."""
    key = str(stored.index.name)
    for columns in ([*keys, *details], keys):
        open_rows = frame[~frame[key].isin(list(finding.decided))]
        free = stored.drop(index=list(finding.taken)).reset_index()
        pairs = open_rows[[key, *columns]].merge(free[[key, *columns]], on=columns, suffixes=("", "_stored"))
        alone = ~pairs[key].duplicated(keep=False) & ~pairs[f"{key}_stored"].duplicated(keep=False)
        for uploaded_id, stored_id in pairs.loc[alone, [key, f"{key}_stored"]].itertuples(index=False):
            finding.decide(uploaded_id, stored_id, "content")
    unclear = pairs[~alone]
    rows = pd.Series(frame.index, index=frame[key])
    for uploaded_id, group in unclear.groupby(key, sort=False):
        name = " · ".join(str(group[column].iloc[0]) for column in keys)
        options = tuple(
            Candidate(
                str(stored_id), _described(stored.loc[stored_id], details), "content", float("nan"), 1.0
            )
            for stored_id in group[f"{key}_stored"]
        )
        finding.questions.append(Question(finding.table, int(rows[uploaded_id]), uploaded_id, name, options))


def _described(row: pd.Series, columns: list[str]) -> str:
    return " · ".join(str(row[column]) for column in columns)


def _with_ids(
    finding: _Finding, upload: Upload, state: State, used_ids: Mapping[str, Iterable[str]]
) -> tuple[Match, ...]:
    """Give every row its id: the stored one, its own, or the next free one of ours."""
    uploaded = upload[finding.table]
    if uploaded is None:
        return ()
    stored = state[finding.table]
    key = str(stored.index.name)
    own = set(uploaded.frame[key])
    fresh = _fresh_ids(finding.table, {*used_ids[finding.table], *own})
    matches: list[Match] = []
    for uploaded_id in uploaded.frame[key]:
        stored_id, decided_by = finding.decided.get(uploaded_id, (NEW, ""))
        # An id that another stored row has already cannot be kept.
        may_keep = uploaded_id not in upload.invented_ids and uploaded_id not in stored.index
        matches.append(
            Match(uploaded_id, stored_id or (uploaded_id if may_keep else next(fresh)), decided_by)
        )
    return tuple(matches)


def _fresh_ids(table: str, taken: set[str]) -> Iterator[str]:
    letter = _ID_LETTER[table]
    numbers = [int(m[1]) for text in taken if (m := _OWN_ID.fullmatch(text)) and text.startswith(letter)]
    return (
        f"{letter}{number:05d}"
        for number in itertools.count(max(numbers, default=0) + 1)
        if f"{letter}{number:05d}" not in taken
    )


def _renamed(ids: pd.Series, names: Mapping[str, str]) -> pd.Series:
    return ids.map(dict(names)).fillna(ids) if names else ids

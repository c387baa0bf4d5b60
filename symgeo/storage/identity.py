"""Find each uploaded row again: by id, organisation number, name and place, or by asking."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import pandas as pd

from symgeo.errors import StoreError
from symgeo.storage.matches import NEW, Candidate, Finding, Match, Matches, Question
from symgeo.storage.named_sites import find_named_sites
from symgeo.storage.site_candidates import site_candidates
from symgeo.storage.states import State, as_text
from symgeo.storage.trouble import Trouble
from symgeo.storage.uploads import Upload, renamed

_ID_LETTER: Final = {"sites": "S", "flows": "F", "exchanges": "E"}
_OWN_ID: Final = re.compile(r"[SFE](\d{1,9})")


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
    own = _with_ids(sites, upload, state, used_ids)
    named = _find_named(upload, state, own, answers)
    known = {**sites.decided, **named.decided}
    site_ids = {uploaded: stored or uploaded for uploaded, (stored, _) in known.items()}
    renumbered = {stored for stored, by in known.values() if stored and by != "id"}
    flows = _find_flows(upload, state, answers, site_ids, renumbered)
    exchanges = _find_exchanges(upload, state, answers, site_ids)
    return Matches(
        sites=own,
        flows=_with_ids(flows, upload, state, used_ids),
        exchanges=_with_ids(exchanges, upload, state, used_ids),
        questions=(*sites.questions, *named.questions, *flows.questions, *exchanges.questions),
        named_sites=tuple(Match(name, stored, by) for name, (stored, by) in named.decided.items() if stored),
        left_out=_left_out(upload, named),
    )


def _find_named(upload: Upload, state: State, own: Sequence[Match], answers: Mapping[str, str]) -> Finding:
    """Find the sites that flows only name: among the stored ones and those of the same upload."""
    if upload.named_sites is None or upload.named_sites.empty:
        return Finding("sites")
    present = state.sites
    if upload.sites is not None:
        ids = {match.uploaded_id: match.stored_id for match in own}
        frame = upload.sites.frame
        uploaded = frame.assign(site_id=renamed(frame["site_id"], ids)).set_index("site_id")
        present = pd.concat([present.drop(index=uploaded.index, errors="ignore"), uploaded])
    return find_named_sites(upload.named_sites, present, upload.invented_ids, answers)


def _left_out(upload: Upload, named: Finding) -> tuple[int, ...]:
    lost = [name for name, (stored, _) in named.decided.items() if not stored]
    if upload.flows is None or not lost:
        return ()
    frame = upload.flows.frame
    return tuple(int(row) for row in frame.index[frame["site_id"].isin(lost)].unique())


def _find_sites(upload: Upload, state: State, answers: Mapping[str, str]) -> Finding:
    finding = Finding("sites")
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
) -> Finding:
    finding = Finding("flows")
    if upload.flows is not None:
        frame = upload.flows.frame.assign(site_id=renamed(upload.flows.frame["site_id"], site_ids))
        _answer(finding, frame["flow_id"], state.flows, answers)
        _match_by_id(finding, frame, state.flows, upload.invented_ids)
        # A new id of a sender whose other ids are known means a new flow; else the flow may be known.
        has_no_id = frame["flow_id"].isin(list(upload.invented_ids))
        nameless = has_no_id | frame["site_id"].isin(list(renumbered))
        keys = ["site_id", "direction", "resource_code"]
        _match_by_content(finding, frame[nameless], state.flows, keys, ["temp_c", "quantity"])
    return finding


def _find_exchanges(
    upload: Upload, state: State, answers: Mapping[str, str], site_ids: Mapping[str, str]
) -> Finding:
    finding = Finding("exchanges")
    if upload.exchanges is not None:
        ends = ["supplier_site_id", "receiver_site_id"]
        frame = upload.exchanges.frame
        frame = frame.assign(**{name: renamed(frame[name], site_ids) for name in ends})
        _answer(finding, frame["exchange_id"], state.exchanges, answers)
        _match_by_id(finding, frame, state.exchanges, upload.invented_ids)
        nameless = frame["exchange_id"].isin(list(upload.invented_ids))
        keys = [*ends, "resource_code"]
        _match_by_content(finding, frame[nameless], state.exchanges, keys, ["title", "quantity"])
    return finding


def _answer(
    finding: Finding, uploaded_ids: pd.Series, stored: pd.DataFrame, answers: Mapping[str, str]
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
    finding: Finding, frame: pd.DataFrame, stored: pd.DataFrame, invented: frozenset[str]
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
    options = _candidates_by_row(rest)
    for row, uploaded_id, name in zip(open_rows.index, open_rows["site_id"], open_rows["name"], strict=True):
        if uploaded_id in finding.decided:
            continue
        if uploaded_id in options:
            question = Question("sites", int(row), uploaded_id, name, tuple(options[uploaded_id]))
            finding.questions.append(question)
        finding.decide(uploaded_id, NEW, "")


def _candidates_by_row(candidates: pd.DataFrame) -> dict[str, list[Candidate]]:
    found: dict[str, list[Candidate]] = {}
    names = ["uploaded_id", "stored_id", "name", "reason", "distance_km", "likeness"]
    for uploaded_id, *of_candidate in zip(*(candidates[name] for name in names), strict=True):
        found.setdefault(uploaded_id, []).append(Candidate(*of_candidate))
    return found


def _match_by_id(
    finding: Finding, frame: pd.DataFrame, stored: pd.DataFrame, invented: frozenset[str]
) -> None:
    key = str(stored.index.name)
    own = frame[key][~frame[key].isin([*finding.decided, *invented])]
    free = stored.index.difference(list(finding.taken))
    for uploaded_id in own[own.isin(free)]:
        finding.decide(uploaded_id, uploaded_id, "id")


def _match_by_content(
    finding: Finding, frame: pd.DataFrame, stored: pd.DataFrame, keys: list[str], details: list[str]
) -> None:
    """Match rows that say the same: by all they say first, then by the keys alone where that is clear."""
    if frame.empty or stored.empty:
        return
    key, stored_key = str(stored.index.name), "stored_id"
    frame, stored = frame[[key, *keys, *details]], stored[[*keys, *details]]
    for columns in ([*keys, *details], keys):
        open_rows = frame[~frame[key].isin(list(finding.decided))]
        free = stored.drop(index=list(finding.taken)).reset_index(names=stored_key)
        if columns != keys:
            # Of several rows that say exactly the same, the first is the first again.
            open_rows = open_rows.assign(nth=open_rows.groupby(columns, dropna=False).cumcount())
            free = free.assign(nth=free.groupby(columns, dropna=False).cumcount())
        on = columns if columns == keys else [*columns, "nth"]
        pairs = open_rows[[key, *on]].merge(free[[stored_key, *on]], on=on)
        alone = ~pairs[key].duplicated(keep=False) & ~pairs[stored_key].duplicated(keep=False)
        for uploaded_id, stored_id in zip(pairs[key][alone], pairs[stored_key][alone], strict=True):
            finding.decide(uploaded_id, stored_id, "content")
    _ask_by_content(finding, frame, stored[details], pairs[~alone])


def _ask_by_content(
    finding: Finding, frame: pd.DataFrame, details: pd.DataFrame, unclear: pd.DataFrame
) -> None:
    key = str(details.index.name)
    rows = dict(zip(frame[key], frame.index, strict=True))
    for uploaded_id in unclear[key].unique():
        group = unclear[unclear[key] == uploaded_id]
        name = _listed(group.drop(columns=[key, "stored_id"]).iloc[0])
        options = tuple(
            Candidate(stored_id, _listed(details.loc[stored_id]), "content", math.nan, 1.0)
            for stored_id in group["stored_id"]
        )
        finding.questions.append(Question(finding.table, int(rows[uploaded_id]), uploaded_id, name, options))


def _listed(row: pd.Series) -> str:
    return " · ".join(as_text(value) for value in row)


def _with_ids(
    finding: Finding, upload: Upload, state: State, used_ids: Mapping[str, Iterable[str]]
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

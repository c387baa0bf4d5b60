"""The county's file of 40 rows with 5 errors: three presses and one typed value make it whole."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.storage.repair.changes import ActionKind
from symgeo.storage.repair.editing import editor_table, typed
from symgeo.storage.repair.groups import find_groups, warning_groups
from symgeo.storage.repair.saving import origin_of, ready
from symgeo.storage.repair.summary import Summary, summary_sentence
from symgeo.storage.repair.trying import Effect, ranked, try_out
from symgeo.texts import texts_for
from tests.storage.repair.conftest import File, opened
from tests.storage.repair.forty_rows import (
    BAD_ROWS,
    ERRORS,
    FINE_ROWS,
    TYPED,
    WARNINGS,
    write_forty_rows,
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> File:
    return opened(write_forty_rows(tmp_path_factory.mktemp("county") / "anlegg.csv"), knowledge)


def test_it_is_summed_up_in_one_sentence(file: File) -> None:
    assert file.summary == Summary(40, FINE_ROWS, 4, ERRORS, WARNINGS, 0, 0, FINE_ROWS, FINE_ROWS)
    assert summary_sentence(file.summary, texts_for("en")) == (
        "36 of 40 rows are fine; 4 rows, 5 errors; 3 warnings"
    )
    assert summary_sentence(file.summary, texts_for("sv")) == (
        "36 av 40 rader är i ordning; 4 rader, 5 fel; 3 varningar"
    )


def test_every_error_is_in_exactly_one_group(file: File) -> None:
    assert [(group.rows, group.needs_typing) for group in file.groups] == [
        ((6, 14), False),
        ((33,), False),
        ((24,), False),
        ((24,), True),
    ]
    assert sorted({row for group in file.groups for row in group.rows}) == list(BAD_ROWS)
    assert sum(len(group.rows) for group in warning_groups(file.found)) == WARNINGS


def test_the_effect_of_every_action_is_what_taking_it_does(file: File) -> None:
    groups = find_groups(file.reading, file.state, file.found, file.knowledge)
    effects = try_out(file.reading, file.state, file.found, groups, file.knowledge)
    best = [ranked(group, effects)[0] for group in groups]
    assert [effects[action.key] for action in best] == [Effect(2), Effect(1), Effect(0, 1), Effect(1)]
    assert [action.kind for action in best] == [
        ActionKind.UNIT_WORD,
        ActionKind.MUNICIPALITY_FROM_POINT,
        ActionKind.RESOURCE_WORD,
        ActionKind.WITHOUT_FLOW,
    ]


def test_three_presses_and_one_typed_value_make_it_whole(file: File) -> None:
    now = file
    for kind, detail in (
        (ActionKind.UNIT_WORD, "MWh"),
        (ActionKind.MUNICIPALITY_FROM_POINT, None),
        (ActionKind.RESOURCE_WORD, "sawdust_chips"),
    ):
        now = now.press(kind, detail)
    table = editor_table(now.reading, now.state, now.found, now.knowledge, texts_for("nb"))
    (row, column), text = TYPED
    assert table.frame.index.tolist() == [row]
    after = table.frame.copy()
    after.loc[row, table.columns[[one.column for one in table.columns].index(column)].name] = text
    now = now.then(typed(now.state, table, after))
    assert (now.summary.good, now.summary.bad) == (40, 0)
    chips = now.found.flows[now.found.flows["row"] == row].iloc[0]
    assert (chips["resource_code"], chips["quantity"], chips["unit"]) == ("sawdust_chips", 5200.0, "t")
    assert now.found.sites.at[33, "county_code"] == "NO-50"


def test_good_rows_are_saved_while_bad_ones_wait(file: File) -> None:
    now = ready(file.press(ActionKind.UNIT_WORD, "MWh").found, file.state)
    assert now.waiting == (24, 33)
    assert now.upload.sites is not None
    assert now.upload.flows is not None
    assert (now.rows, len(now.upload.sites.frame), len(now.upload.flows.frame)) == (38, 38, 38)


def test_the_revision_is_told_what_was_repaired(file: File, tmp_path: Path) -> None:
    content = write_forty_rows(tmp_path / "anlegg.csv").read_bytes()
    now = file.press(ActionKind.UNIT_WORD, "MWh")
    when = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
    origin = origin_of("Kari", when, "anlegg.csv", content, now.state, now.found)
    assert [(one.code, one.column, one.cells, one.detail) for one in origin.repairs] == [
        ("unit_word", "Enhet", 2, "MWt -> MWh")
    ]
    assert (origin.files[0].name, len(origin.files[0].sha256)) == ("anlegg.csv", 64)

"""Whatever is wrong in a file: every stopped row is in a group, and no action breaks anything."""

from __future__ import annotations

import io
from functools import reduce

import openpyxl
import pytest

from symgeo.storage.interpretation.codes import Problem
from symgeo.storage.repair.changes import apply
from symgeo.storage.repair.editing import editor_table, typed, waiting_rows
from symgeo.storage.repair.marked import write_marked
from symgeo.storage.repair.saving import ready, repairs_of
from symgeo.storage.repair.summary import summarise
from symgeo.storage.repair.trying import ranked, try_out
from symgeo.storage.repair.wording import (
    action_label,
    effect_sentence,
    group_rows,
    group_sentence,
    group_title,
)
from symgeo.texts import texts_for
from tests.storage.repair.conftest import Open

LONG = (
    "Id;Navn;Kommune;Fylke;Lat;Lon;Ressurs;Retning;Mengde;Min;Maks;Enhet;Temperatur;Næringskode\n"
    "1;A;Orkland;;63,30;9,85;bark;har;5000;6000;4000;t;;\n"
    "1;B;Melhus;;63,28;10,28;spillvarme;kanskje;1.500;;;MWh;400;\n"
    "3;C;Herøy;;;;rare saker;har;-5;;;t;;\n"
    "4;D;Ålesund;Trøndelag;63,43;10,39;bark;har;30 %;;;t;;\n"
    "5;;Malvik;;63,42;;oksygen;trenger;kr 500;;;kubikk;;\n"
    "6;F;Ingensteder;;10;10;;;;;;;;\n"
    "7;G;Stjørdal;;63,47;10,95;varme;har;3;;;MW;85;\n"
    "7;G;Stjørdal;;63,47;10,95;varme;har;3;;;MW;85;\n"
    "9;Sum;;;;;;;9000;;;;;\n"
)
WIDE = (
    "Bedrift;Kommune;Spillvarme (MWh);Slam (tonn);Bark\n"
    "A;Orkland;12.500;ja;500\nB;Melhus;x;1.234;\nB;Melhus;;20;mye\nC;Herøy;7;;\n"
)
METRES = "Navn;X;Y;Har til overs\nA;569700;7034800;bark, rusk\nB;1;2;slam\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(LONG, id="long", marks=pytest.mark.thorough),
        pytest.param(WIDE, id="wide"),
        pytest.param(METRES, id="metres", marks=pytest.mark.thorough),
    ],
)
def test_every_action_leaves_a_file_that_can_be_gone_on_with(open_text: Open, text: str) -> None:
    file = open_text(text)
    groups = file.groups
    assert {row for group in groups for row in group.rows} == set(waiting_rows(file.found))
    assert len({action.key for group in groups for action in group.actions}) == sum(
        len(group.actions) for group in groups
    )
    effects = try_out(file.reading, file.state, file.found, groups, file.knowledge)
    t = texts_for("nn")
    for group in groups:
        assert group_title(group, file.found, t)
        assert group_sentence(group, file.knowledge, t)
        assert group_rows(group, t)
        for action in ranked(group, effects):
            assert action_label(action, file.knowledge, t)
            assert effect_sentence(effects[action.key], t)
    best = [ranked(group, effects)[0] for group in groups if ranked(group, effects)]
    now = file.then(reduce(apply, best, file.state))
    assert now.found.problem is Problem.NONE
    assert now.summary.bad < file.summary.bad
    assert ready(now.found, now.state).rows == now.summary.good
    assert len(repairs_of(now.state, now.found)) == len(best)


@pytest.mark.parametrize("text", [LONG, WIDE, METRES], ids=["long", "wide", "metres"])
def test_what_is_wrong_can_be_typed_and_is_marked(open_text: Open, text: str) -> None:
    file = open_text(text)
    t = texts_for("sv")
    table = editor_table(file.reading, file.state, file.found, file.knowledge, t)
    assert tuple(table.frame.index) == waiting_rows(file.found)
    assert typed(file.state, table, table.frame) == file.state
    after = table.frame.copy()
    after.iloc[0, 0] = "Nytt namn"
    column = table.columns[0].column
    assert typed(file.state, table, after).edits == (((int(after.index[0]), column), "Nytt namn"),)
    stream = io.BytesIO()
    write_marked(stream, file.reading, file.state, file.found, file.knowledge, t)
    sheet = openpyxl.load_workbook(stream).worksheets[0]
    marked = {row[0].row for row in sheet.iter_rows() if row[-1].value}
    assert marked == {1, *waiting_rows(file.found)}


@pytest.mark.parametrize("text", ["Navn;Kommune\n", "Dato;Temperatur\n1;2\n", "hei\n"])
def test_a_file_that_is_no_table_has_nothing_to_repair(open_text: Open, text: str) -> None:
    file = open_text(text)
    assert file.found.problem is not Problem.NONE
    assert (file.groups, summarise(file.found, file.state).rows) == ((), 0)
    table = editor_table(file.reading, file.state, file.found, file.knowledge, texts_for("en"))
    assert table.frame.empty
    stream = io.BytesIO()
    write_marked(stream, file.reading, file.state, file.found, file.knowledge, texts_for("en"))

"""A file of hubs says every extent, tells what is wrong by row, and is entered whole or not at all."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from symgeo.analysis.hubs import Outline
from symgeo.errors import Issue, ReadError, StoreError
from symgeo.storage.database import Database
from symgeo.storage.hub_files import (
    LIMITS,
    FiledHubs,
    hub_template,
    published_hubs,
    read_hub_file,
    understand_hubs,
)
from symgeo.storage.own_hubs import LONGEST_NOTE, HubForm, list_hubs, save_hub, save_hubs
from symgeo.storage.projects import create_project
from symgeo.storage.trouble import Trouble
from symgeo.tables.messages import full_sentence
from symgeo.texts import texts_for
from symgeo.vocabulary import LANGUAGES, Extent
from tests.storage.store_world import ANNA, NOON

SITES = pd.DataFrame({"name": ["Mill", "Yard", "Yard"]}, index=["S1", "S2", "S3"])
NUMBERS = {"5059", "0301", "1563"}
ENGLISH = texts_for("en")
HEAD = "name;sites;municipality_number;lat;lon;radius_km;corners;source;evidence;note;is_open\n"


def understood(path: Path, text: str) -> FiledHubs:
    path = path / "hubs.csv"
    path.write_text(text, encoding="utf-8")
    return understand_hubs(read_hub_file(path).cells, SITES, NUMBERS, ENGLISH)


def places(issues: tuple[Issue, ...]) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.code) for one in issues]


def test_every_extent_can_be_said_with_decimal_commas(tmp_path: Path) -> None:
    found = understood(
        tmp_path,
        HEAD
        + 'The  quay;"mill; S2";;;;;;plan 2024;reported;Mind it.;ja\n'
        + "Capital;;301;;;;;;;;\n"
        + "Around;;;63,3;9,85;2,5;;web;;;\n"
        + 'Drawn;;;;;;"63,29 9,84; 63.29 9.88; 63.31, 9.88";;;;nei\n',
    )
    assert found.issues == ()
    around = Outline(Extent.CIRCLE, lon=9.85, lat=63.3, radius_km=2.5)
    drawn = ((9.84, 63.29), (9.88, 63.29), (9.88, 63.31))
    assert found.forms == (
        HubForm("The quay", Outline(Extent.SITES, ("S1", "S2")), "Mind it. Source: plan 2024.", is_open=True),
        HubForm("Capital", Outline(Extent.MUNICIPALITY, municipality_number="0301")),
        HubForm("Around", around, "Source, unverified: web."),
        HubForm("Drawn", Outline(Extent.AREA, corners=drawn)),
    )


def test_a_workbook_in_other_words_is_read_and_tells_what_it_leaves_out(tmp_path: Path) -> None:
    rows = (["Navn", "Kommunenummer", "Pris", "navn"], ["Sunndal", 1563, "=1+1", "Sunndal to"])
    book = xlsxwriter.Workbook(tmp_path / "hubs.xlsx")
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    found = read_hub_file(tmp_path / "hubs.xlsx")
    assert found.left_out == ("Pris", "navn")
    (form,) = understand_hubs(found.cells, SITES, NUMBERS, ENGLISH).forms
    assert (form.name, form.outline.municipality_number) == ("Sunndal", "1563")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (";S1;;;;;;;;;", ("name", "missing_value")),
        ("X;;;;;;;;;;", ("sites", "not_one_extent")),
        ("X;S1;5059;;;;;;;;", ("sites", "not_one_extent")),
        ("X;Yard;;;;;;;;;", ("sites", "several_sites")),
        ("X;=cmd|' /C calc'!A0;;;;;;;;;", ("sites", "unknown_reference")),
        ('X;"; ;";;;;;;;;;', ("sites", "missing_value")),
        ("X;;9999;;;;;;;;", ("municipality_number", "unknown_reference")),
        ("X;;;63.3;9.85;;;;;;", ("radius_km", "missing_value")),
        ("X;;;63.3;9.85;0;;;;;", ("radius_km", "out_of_range")),
        ("X;;;north;9.85;3;;;;;", ("lat", "not_a_number")),
        ('X;;;;;;"63 9; 64 10";;;;', ("corners", "not_an_area")),
        ('X;;;;;;"63 9; here; 64 10; 64 11";;;;', ("corners", "not_an_area")),
        (f'X;;;;;;"63 9; 64 9;{"63 10;" * 99}";;;;', ("corners", "not_an_area")),
        ("X;S1;;;;;;;;;perhaps", ("is_open", "not_yes_or_no")),
        ("X;S1;;;;;;;seen;;", ("evidence", "unknown_code")),
        (f"{'x' * 101};S1;;;;;;;;;", ("name", "too_long")),
        (f"X;S1;;;;;;{'x' * LONGEST_NOTE};;;", ("note", "too_long")),
        ("the QUAY;S1;;;;;;;;;", ("name", "duplicate_key")),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(row: str, expected: tuple[str, str], tmp_path: Path) -> None:
    found = understood(tmp_path, f"{HEAD}The quay;S1;;;;;;;;;\n{row}\n")
    assert places(found.issues) == [(3, *expected)]
    for language in LANGUAGES:
        assert full_sentence(found.issues[0], texts_for(language))


def test_a_column_that_must_be_there_is_missed(tmp_path: Path) -> None:
    assert ("name", "missing_column") in [
        one[1:] for one in places(understood(tmp_path, "sites\nS1\n").issues)
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (HEAD.encode(), "empty"),
        (b"%PDF-1.7 no table", "wrong_kind"),
        (b'{"type": "FeatureCollection", "features": []}', "wrong_kind"),
        (HEAD.encode() + b"a;b\n" * (LIMITS.rows + 1), "too_many_rows"),
        (b"a;b\n" * LIMITS.size_bytes, "too_large"),
        (HEAD.encode() + b"x" * (LIMITS.cell_characters + 1) + b";S1\n", "cell_too_long"),
    ],
)
def test_a_file_that_is_none_or_too_much_is_refused(content: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / "hubs.csv").write_bytes(content)
    with pytest.raises(ReadError) as caught:
        read_hub_file(tmp_path / "hubs.csv")
    assert caught.value.code == code


def test_the_published_hub_is_shipped_with_source_and_doubt() -> None:
    found = understand_hubs(published_hubs(ENGLISH), SITES, NUMBERS, ENGLISH)
    assert found.issues == ()
    (sunndal,) = found.forms
    assert (sunndal.name, sunndal.outline) == (
        "Sunndal",
        Outline(Extent.MUNICIPALITY, municipality_number="1563"),
    )
    assert "Source: suns.no" in sunndal.note
    assert "assumption" in sunndal.note


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_is_read_back_as_the_published_hubs(language: str, tmp_path: Path) -> None:
    t = texts_for(language)
    content = hub_template(t)
    (tmp_path / "hubs.csv").write_bytes(content)
    back = understand_hubs(read_hub_file(tmp_path / "hubs.csv").cells, SITES, NUMBERS, t)
    assert back == understand_hubs(published_hubs(t), SITES, NUMBERS, t)
    mark = "," if language == "en" else ";"
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=mark))
    assert [len(row) for row in rows] == [11, 11]


def test_hubs_are_saved_all_or_none_and_replace_by_name(database: Database) -> None:
    project = create_project(database, "One", when=NOON).id
    kept = save_hub(database, project, HubForm("Quay", Outline(Extent.SITES, ("S1",))), origin=ANNA)
    town = HubForm("Town", Outline(Extent.MUNICIPALITY, municipality_number="5059"))
    with pytest.raises(StoreError) as caught:
        save_hubs(database, project, (town, HubForm("Nothing", Outline(Extent.SITES))), origin=ANNA)
    assert caught.value.code == Trouble.EMPTY_HUB
    assert list_hubs(database, project) == (kept,)
    again, new = save_hubs(
        database, project, (HubForm("QUAY", Outline(Extent.SITES, ("S2",))), town), origin=ANNA
    )
    assert (again.number, again.outline.site_ids) == (kept.number, ("S2",))
    assert list_hubs(database, project) == (again, new)

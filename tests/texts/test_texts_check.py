"""The check of all texts, which the test run does for this checkout: each rule can fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from symgeo.texts.catalogue_rules import check_entries, read_entries
from symgeo.texts.check import main
from symgeo.texts.key_usage import check_usages, find_usages
from symgeo.texts.table_rules import check_dictionary, check_translations
from symgeo.vocabulary import LANGUAGES

GOOD = {"en": "One site", "nb": "Ett anlegg", "nn": "Eitt anlegg", "sv": "En anläggning"}


def write(folder: Path, texts: dict[str, str], key: str = "map.title", extra: str = "") -> Path:
    """Write one area with one key in the given languages."""
    for language, text in texts.items():
        (folder / language).mkdir(parents=True, exist_ok=True)
        entry = f'{extra}msgid "{key}"\nmsgstr "{text}"\n'
        (folder / language / "map.po").write_text(entry, encoding="utf-8")
    return folder


def complaints(folder: Path) -> str:
    entries, problems = read_entries(folder)
    return "\n".join(str(problem) for problem in [*problems, *check_entries(entries)])


def test_complete_catalogues_pass(tmp_path: Path) -> None:
    assert complaints(write(tmp_path, GOOD)) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_that_one_language_lacks_is_found(tmp_path: Path, language: str) -> None:
    write(tmp_path, {name: text for name, text in GOOD.items() if name != language})
    assert f"{language}/map.po map.title: is missing" in complaints(tmp_path)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"sv": ""}, "is empty"),
        ({"sv": "En anläggning "}, "begins or ends with a space"),
        ({"sv": "One site"}, "is the English text"),
        ({"nn": "Ikke eit anlegg"}, '"Ikke" is not nn'),
        ({"nn": "Kvar kjem det fra"}, '"fra" is not nn'),
        ({"nb": "Kva for eit anlegg"}, '"Kva" is not nb'),
        ({"sv": "En anläggning og en till"}, '"og" is not sv'),
        ({"sv": "En <b>anläggning</b>"}, "holds HTML"),
        ({"sv": "En anläggning &amp; en till"}, "holds HTML"),
        ({"sv": "Sparad CO2"}, "holds CO2: write CO₂"),
        ({"sv": "En anläggning i {place}"}, "differ from English"),
        ({"sv": "En anläggning {0}"}, "placeholders must read"),
        ({"sv": "En anläggning {place.__class__}"}, "placeholders must read"),
        ({"sv": "En anläggning {"}, "placeholders must read"),
    ],
)
def test_each_fault_of_a_text_is_found(tmp_path: Path, changed: dict[str, str], complaint: str) -> None:
    assert complaint in complaints(write(tmp_path, GOOD | changed))


def test_the_county_s_name_is_no_fault_in_swedish(tmp_path: Path) -> None:
    assert complaints(write(tmp_path, GOOD | {"sv": "En anläggning i Møre og Romsdal"})) == ""


def test_a_fuzzy_text_is_found(tmp_path: Path) -> None:
    assert "is marked fuzzy" in complaints(write(tmp_path, GOOD, extra="#, fuzzy\n"))


def test_a_key_of_another_area_is_found(tmp_path: Path) -> None:
    assert "the key must read map." in complaints(write(tmp_path, GOOD, key="ui.title"))


def test_a_key_that_stands_twice_is_found(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    path = tmp_path / "en" / "map.po"
    path.write_text(path.read_text(encoding="utf-8") * 2, encoding="utf-8")
    assert "en/map.po map.title: stands there more than once" in complaints(tmp_path)


def test_a_plural_without_its_second_form_is_found(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    for language in LANGUAGES:
        text = (
            f'msgid "map.pairs"\nmsgid_plural "map.pairs"\nmsgstr[0] "{{count}} {language}"\nmsgstr[1] ""\n'
        )
        with (tmp_path / language / "map.po").open("a", encoding="utf-8") as file:
            file.write("\n" + text)
    assert "map.pairs: is empty" in complaints(tmp_path)


def usage_problems(tmp_path: Path, source: str, texts: dict[str, str] | None = None) -> str:
    write(tmp_path / "po", texts or GOOD)
    entries, _ = read_entries(tmp_path / "po")
    (tmp_path / "code.py").write_text(source, encoding="utf-8")
    usages = find_usages([tmp_path / "code.py"], tmp_path)
    return "\n".join(str(problem) for problem in check_usages(usages, entries["en"]))


@pytest.mark.parametrize(
    "source",
    [
        't("map.title")',
        'texts("map.title")',
        'self.texts("map.title")',
        't("map.title" if wide else "map.title")',
        'TITLES = {"a": "map.title"}',
        't(f"map.{name}")',
        't.document("map")',
    ],
)
def test_a_used_key_is_seen(tmp_path: Path, source: str) -> None:
    assert usage_problems(tmp_path, source) == ""


@pytest.mark.parametrize(
    "source", ["x = 1", 'x = "map title"', 'x = f"other.{name}"', '"""map.title and more."""']
)
def test_a_key_that_nothing_uses_is_found(tmp_path: Path, source: str) -> None:
    assert "map.title: is used nowhere" in usage_problems(tmp_path, source)


@pytest.mark.parametrize("source", ['t("map.titel")', 't(f"mapp.{name}")', 't.plural("map.pairs", 2)'])
def test_a_key_that_no_catalogue_has_is_found(tmp_path: Path, source: str) -> None:
    assert "which no catalogue has" in usage_problems(tmp_path, source)


def test_a_call_that_gives_too_little_or_too_much_is_found(tmp_path: Path) -> None:
    texts = {language: f"{text} i {{place}}" for language, text in GOOD.items()}
    assert "also needs place" in usage_problems(tmp_path, 't("map.title")', texts)
    assert "no placeholder for name" in usage_problems(tmp_path, 't("map.title", place="A", name="B")', texts)
    assert usage_problems(tmp_path, 't("map.title", **values)', texts) == ""


def test_a_reference_text_that_stands_twice_or_is_empty_is_found(tmp_path: Path) -> None:
    path = tmp_path / "translations.csv"
    path.write_text("source,en,nb,nn,sv\nfeed,feed,fôr,fôr,foder\nfeed,feed,fôr,,foder\n", encoding="utf-8")
    found = "\n".join(str(problem) for problem in check_translations(path))
    assert "line 3: repeats 'feed'" in found
    assert "line 3, column nn: is empty" in found


def test_a_column_that_is_not_described_in_every_language_is_found(tmp_path: Path) -> None:
    path = tmp_path / "sites.csv"
    path.write_text(
        "name,description_en,description_nb,description_nn,description_sv\n"
        "lat,Latitude.,Breddegrad fra WGS84.,Breiddegrad fra WGS84.,Latitude.\n"
        "lon,Longitude.,Lengdegrad.,,Longitud.\n",
        encoding="utf-8",
    )
    assert [str(problem) for problem in check_dictionary(path)] == [
        'sites.csv line 2, column description_nn: "fra" is not nn: frå',
        "sites.csv line 2, column description_sv: is the English text",
        "sites.csv line 3, column description_nn: is empty or has a space at an end",
    ]


def test_the_command_fails_with_one_line_per_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = tmp_path / "symgeo" / "texts"
    write(texts / "catalogues", GOOD)
    (texts / "reference").mkdir()
    (texts / "reference" / "translations.csv").write_text("source,en,nb,nn,sv\n", encoding="utf-8")
    assert main(["--root", str(tmp_path)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "*/map.po map.title: is used nowhere: delete it in all languages",
        "1 problems",
    ]
    (tmp_path / "app.py").write_text('print(t("map.title"))\n', encoding="utf-8")
    assert main(["--root", str(tmp_path)]) == 0

"""A county's file from the drop to the map: repaired in a few presses, saved, and taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from symgeo.cli.browsing import MAP_FRAME
from symgeo.cli.serving import serving
from symgeo.texts import texts_for
from tests.browser.visits import Profile, Profiles, Visit
from tests.storage.repair.forty_rows import HEADER, TYPED, write_forty_rows

pytestmark = pytest.mark.browser

FILE = "[data-testid='stFileUploaderDropzoneInput']"
SUMMARY = ".sg-summary"
TRYING = ".sg-trying"
MENDING = "[class*='st-key-actions-'] > [class*='st-key-widget-repair-'] button"
CELL = "[class*='st-key-widget-cell-'] input"
SAVE = ".st-key-widget-save button"
SAVED = ".st-key-part-save .sg-told"
OTHER_FILE = ".st-key-widget-other_file button"
AS_LAST_TIME = ".st-key-widget-as_last_time button"
MOST_PRESSES = 5
LOST_SITE = "Et sted;Et sted;;;;bark;overskudd;5 000;tonn;"
MORE_SITES = (
    "Nytt sagbruk;Trondheim;63,4100;10,4500;;bark;overskudd;5 000;tonn;",
    "Nytt kraftvarmeverk;Trondheim;63,4150;10,4600;;bark;behov;7 000;tonn;",
)
t = texts_for("nb")


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give a server whose database is empty at first."""
    with serving(data_folder=tmp_path_factory.mktemp("data")) as address:
        yield address


@pytest.fixture
def visit(profiles: Profiles, own_server: str) -> Iterator[Visit]:
    visit = profiles.begin_visit(own_server, Profile())
    yield visit
    visit.page.close()


@pytest.fixture(scope="module")
def forty_rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_forty_rows(tmp_path_factory.mktemp("files") / "orkdal.csv")


def drop(visit: Visit, path: Path) -> None:
    """Open the page and give it a file, up to the summary."""
    visit.open("upload", "lang=nb")
    visit.page.locator(FILE).set_input_files(path)
    expect(visit.page.locator(SUMMARY)).to_be_visible()
    visit.wait()


def mend(visit: Visit) -> int:
    """Press the first button of every kind of error, and give how many presses that took."""
    presses = 0
    settle(visit)
    while visit.page.locator(MENDING).count():
        press(visit, visit.page.locator(MENDING).first)
        presses += 1
        assert presses <= MOST_PRESSES
    return presses


def press(visit: Visit, button: Locator) -> None:
    """Press a button and wait for what comes of it."""
    before = visit.page.locator(SUMMARY).inner_text()
    button.click()
    expect(visit.page.locator(SUMMARY)).not_to_have_text(before)
    settle(visit)


def settle(visit: Visit) -> None:
    """Wait until the page stands still and every repair has been tried."""
    visit.wait()
    expect(visit.page.locator(TRYING)).to_have_count(0)
    visit.wait()


def save(visit: Visit) -> None:
    visit.page.locator(SAVE).click()
    expect(visit.page.locator(SAVED)).to_be_visible()
    visit.wait()


def opportunities(visit: Visit, project: str) -> bytes:
    """Give the table of opportunities as it is downloaded."""
    visit.open("explore", f"lang=nb&project={project}&view=table")
    with visit.page.expect_download() as waiting:
        visit.page.get_by_role("button", name=t("ui.download_csv")).click()
    return Path(waiting.value.path()).read_bytes()


def test_five_errors_take_five_presses_and_one_typed_value_and_next_time_one(
    visit: Visit, forty_rows: Path
) -> None:
    drop(visit, forty_rows)
    expect(visit.page.locator(SUMMARY)).to_contain_text("36 av 40")
    presses = mend(visit)
    (_, text) = TYPED
    cell = visit.page.locator(CELL)
    expect(cell).to_have_count(1)
    cell.fill(text)
    cell.press("Enter")
    expect(visit.page.locator(SUMMARY)).to_contain_text("40 av 40")
    visit.wait()
    save(visit)
    assert presses + 1 <= MOST_PRESSES
    assert visit.complaints == []
    assert visit.foreign == []
    visit.page.get_by_role("link", name=t("upload.open_map")).click()
    visit.page.wait_for_url("**/?*")
    frame = visit.map()
    assert frame.evaluate("map.symgeo.scene.sites.id.length") == 40
    drop(visit, forty_rows)
    expect(visit.page.locator(SUMMARY)).to_contain_text("36 av 40")
    settle(visit)
    press(visit, visit.page.locator(AS_LAST_TIME))
    # What was decided about words holds for any file; what was decided about one row does not.
    expect(visit.page.locator(SUMMARY)).to_contain_text("38 av 40")


@pytest.mark.thorough
def test_undo_after_an_upload_gives_back_the_earlier_opportunities(visit: Visit, tmp_path: Path) -> None:
    first = write_forty_rows(tmp_path / "first.csv")
    drop(visit, first)
    save(visit)
    project = visit.parameter("project")[0]
    before = opportunities(visit, project)

    second = tmp_path / "second.csv"
    second.write_text("\n".join([HEADER, *MORE_SITES]), encoding="utf-8")
    drop(visit, second)
    visit.wait()
    save(visit)
    assert visit.parameter("project") == [project]
    after = opportunities(visit, project)
    assert b"Nytt sagbruk" in after
    assert b"Nytt sagbruk" not in before

    visit.open("data", f"lang=nb&project={project}")
    visit.page.locator(".st-key-widget-undo_revision button").first.click()
    expect(visit.page.locator(".sg-told")).to_be_visible()
    assert opportunities(visit, project) == before


def test_a_site_without_a_place_is_put_on_the_map_by_a_press(visit: Visit, tmp_path: Path) -> None:
    path = tmp_path / "lost.csv"
    path.write_text("\n".join([HEADER, LOST_SITE, *MORE_SITES]), encoding="utf-8")
    drop(visit, path)
    settle(visit)
    expect(visit.page.locator(SUMMARY)).to_contain_text("2 av 3")
    visit.page.get_by_text(t("upload.points"), exact=True).click()
    visit.map()
    box = visit.page.locator(MAP_FRAME).bounding_box()
    assert box is not None
    before = visit.page.locator(SUMMARY).inner_text()
    visit.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(visit.page.locator(SUMMARY)).not_to_have_text(before)
    expect(visit.page.locator(SUMMARY)).to_contain_text("3 av 3")
    visit.wait()
    visit.page.locator(OTHER_FILE).click()
    expect(visit.page.locator(SUMMARY)).to_have_count(0)
    expect(visit.page.locator(FILE)).to_be_attached()
    assert visit.complaints == []


@pytest.mark.thorough
def test_what_a_sector_usually_has_is_asked_and_off_until_accepted(visit: Visit, tmp_path: Path) -> None:
    path = tmp_path / "sites.csv"
    path.write_text("Navn;Kommune;NACE\nSagbruket;Orkland;16.10\n", encoding="utf-8")
    drop(visit, path)
    settle(visit)
    visit.page.get_by_text(t.plural("upload.suggest", 1), exact=True).click()
    questions = visit.page.locator("[class*='st-key-suggest-'] input[type=checkbox]")
    expect(questions.first).not_to_be_checked()
    assert visit.axe() == []
    visit.page.locator("[class*='st-key-suggest-'] label").first.click()
    expect(questions.first).to_be_checked()
    settle(visit)
    amount = visit.page.locator("[class*='st-key-widget-amount'] input")
    expect(amount).to_have_count(1)
    amount.fill("1200")
    amount.press("Enter")
    settle(visit)
    expect(visit.page.locator(".st-key-part-save")).to_contain_text(t("storage.count_added", count="1"))


def test_a_file_that_is_too_large_or_no_table_gets_a_sentence(visit: Visit, tmp_path: Path) -> None:
    letter = tmp_path / "letter.csv"
    letter.write_bytes(b"%PDF-1.7\n" + b"\0" * 5000)
    visit.open("upload", "lang=nb")
    visit.page.locator(FILE).set_input_files(letter)
    expect(visit.page.locator(".sg-told-trouble")).to_be_visible()
    visit.wait()
    assert visit.axe() == []


def test_the_field_for_files_speaks_the_readers_language(visit: Visit) -> None:
    visit.open("upload", "lang=nn")
    words = texts_for("nn")
    field = visit.page.locator("[data-testid='stFileUploader']")
    expect(field).to_contain_text(words("ui.choose_file"))
    expect(field).to_contain_text(words("ui.largest_file", megabytes="20"))
    assert "per file" not in field.inner_text()


@pytest.mark.thorough
def test_names_in_a_file_stay_text(visit: Visit, tmp_path: Path) -> None:
    hostile = "<img src=x onerror=window.hacked=1> ![i](http://evil.example/i.png) ${1+1} =1+1"
    path = tmp_path / "hostile.csv"
    rows = [f'"{hostile}";Trondheim;63,41;10,40;;"{hostile}";overskudd;mye;MWt;', *MORE_SITES]
    path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    drop(visit, path)
    for part in ("file", "columns"):
        visit.page.locator(f".st-key-widget-open-{part} button").click()
        visit.wait()
    assert hostile.split(" !", maxsplit=1)[0] in visit.texts()
    assert visit.page.evaluate("window.hacked") is None
    assert visit.foreign == []
    assert visit.axe() == []

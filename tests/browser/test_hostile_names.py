"""Names are anybody's text: on every page they stand as they were written, and nothing in them acts."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from symgeo.analysis.saved_views import SavedView
from symgeo.cli.serving import serving
from symgeo.storage.database import FILE_IN_FOLDER, open_database, sqlite_url
from symgeo.storage.saved_views import LONGEST_NAME, add_view
from tests.browser.visits import PHONE, Profile, Profiles, Visit

pytestmark = pytest.mark.browser

HOSTILE = (
    "<script>window.hacked = 1</script>",
    '<img src=x onerror="window.hacked = 1">',
    "</script></style><b>bold</b>",
    "${window.hacked = 1}",
    "`${window.hacked = 1}`",
    "C:\\new\\table \\u0041 \\",
    "![x](http://evil.example/x.png)",
    "[press](javascript:alert(1))",
    "=1+1",
    "\"double\" and 'single'",
    "{{ 7 * 7 }} {% raw %}",
    ":red[red] :material/home: $x^2$",
    "_under_ *star* ~~gone~~ # head",
    "a|b||c & &amp; &lt;b&gt;",
    "\u05e9\u05dc\u05d5\u05dd \u202edesrever",
    "Long" + "verylong" * 30,
)
SITES = tuple(f"S{number:02}" for number in range(len(HOSTILE)))
OPENED = SITES[::4]
"""Each has four of the names in its texts, so that these pages hold all of them."""
SCREENS = (
    ("explore", ""),
    ("explore", "view=table"),
    ("explore", "view=figure"),
    ("explore", f"q={'%3Cscript%3Ewindow.hacked=1%3C/script%3E'}"),
    ("explore", "sel=F00~F01"),
    ("explore", "sel=X1"),
    ("explore", f"site={SITES[-1]}"),
    ("county", "county=NO-50"),
    ("sites", ""),
    *(("sites", f"site={site}") for site in OPENED),
    ("hubs", "hub=S00"),
    ("plan", ""),
    ("handouts", ""),
    ("meeting", ""),
    ("data", ""),
    ("upload", ""),
)
"""All that show anybody's text: method, privacy and accessibility hold only ours."""
USUAL = (
    ("explore", ""),
    ("sites", f"site={OPENED[0]}"),
    ("hubs", "hub=S00"),
)
"""The thorough run has all."""
# What a name would have made if it had been taken for HTML, Markdown or a formula.
TRACES = """() => {
  const all = [];
  const walk = (root) => root.querySelectorAll("*").forEach((element) => {
    all.push(element);
    if (element.shadowRoot) walk(element.shadowRoot);
  });
  walk(document);
  const made = all.filter((element) => /evil\\.example|^javascript:/.test(element.src || element.href || "")
    || element.matches("img[src='x'], [onerror], b, del"));
  return [...made.map((element) => element.outerHTML), ...(window.hacked ? ["hacked"] : [])];
}"""


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("data")
    _write(folder / "sites.csv", [_site(number, name) for number, name in enumerate(HOSTILE)])
    _write(folder / "flows.csv", [_flow(number, name) for number, name in enumerate(HOSTILE)])
    _write(folder / "exchanges.csv", [_exchange(HOSTILE[0])])
    database = open_database(sqlite_url(folder / FILE_IN_FOLDER))
    for name in HOSTILE:
        view = SavedView(name=name[:LONGEST_NAME], note=name[:LONGEST_NAME])
        add_view(database, None, view, when=datetime(2026, 5, 31, tzinfo=UTC))
    with serving(data_folder=folder) as address:
        yield address


def _marked(screen: tuple[str, str]) -> object:
    """Leave most screens to the thorough run."""
    return pytest.param(
        screen,
        id="-".join(part for part in screen if part),
        marks=() if screen in USUAL else pytest.mark.thorough,
    )


@pytest.fixture(scope="module", params=[_marked(screen) for screen in SCREENS])
def hostile(request: pytest.FixtureRequest, profiles: Profiles, hostile_server: str) -> Iterator[Visit]:
    page, parameters = request.param
    visit = profiles.begin_visit(hostile_server, Profile())
    visit.open(page, f"lang=nb&{parameters}".rstrip("&"))
    yield visit
    visit.page.close()


def test_nothing_in_a_name_acts(hostile: Visit) -> None:
    traces = [trace for frame in hostile.page.frames for trace in frame.evaluate(TRACES)]
    assert traces == []
    assert hostile.dialogs == []


def test_no_name_makes_the_page_ask_another_host(hostile: Visit) -> None:
    assert hostile.foreign == []


def test_no_name_breaks_a_script(hostile: Visit) -> None:
    assert hostile.complaints == []


def test_the_page_is_whole(hostile: Visit) -> None:
    assert hostile.heading().strip()
    assert hostile.page.locator(".st-key-footer").count() == 1


def test_a_site_is_called_what_it_is_called(hostile: Visit) -> None:
    for site in hostile.parameter("site"):
        assert _shown(HOSTILE[SITES.index(site)]) in hostile.page.locator("h1, h2").all_inner_texts()


@pytest.mark.parametrize("hostile", SCREENS[:1], indirect=True, ids=["explore"])
def test_the_list_calls_all_sites_what_they_are_called(hostile: Visit) -> None:
    ends = " ".join(hostile.page.locator(".row .ends").all_text_contents())
    assert [name for name in HOSTILE if _shown(name) not in ends] == []


def test_a_long_name_makes_nothing_wider_than_a_telephone(hostile: Visit) -> None:
    """The last one, because the window stays narrow."""
    width, height = PHONE
    hostile.page.set_viewport_size({"width": width, "height": height})
    hostile.wait()
    widest = hostile.page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth")
    assert widest <= width


def _shown(name: str) -> str:
    """Give a name as it is read: marks that turn the direction of what follows are left out."""
    return name.replace("\u202e", "")


def _site(number: int, name: str) -> dict[str, object]:
    return {
        "site_id": SITES[number],
        "name": name,
        "operator": HOSTILE[(number + 1) % len(HOSTILE)],
        "municipality_number": "5059",
        "municipality": "Orkland",
        "county": "Trøndelag",
        "country": "NO",
        "lat": 63.30 + 0.004 * number,
        "lon": 9.84 + 0.004 * (number % 4),
        "nace": "24.10",
        "nace_label": HOSTILE[(number + 2) % len(HOSTILE)],
        "main_product": HOSTILE[(number + 3) % len(HOSTILE)],
        "capacity": name,
        "cluster_label": name,
        "source": name,
        "note": name,
    }


def _flow(number: int, name: str) -> dict[str, object]:
    return {
        "flow_id": f"F{number:02}",
        "site_id": SITES[number],
        "direction": "demand" if number % 2 else "supply",
        "resource_code": "heat_60_100",
        "quantity": 20_000 + number,
        "unit": "MWh",
        "temp_c": 70 if number % 2 else 90,
        "evidence": "reported",
        "source": name,
        "current_outlet": name,
        "quality_tags": "",
        "note": name,
    }


def _exchange(name: str) -> dict[str, object]:
    return {
        "exchange_id": "X1",
        "title": name,
        "supplier_site_id": SITES[2],
        "supplier": name,
        "receiver_site_id": SITES[5],
        "receiver": name,
        "resource_code": "heat_60_100",
        "via": name,
        "quantity": 10_000,
        "unit": "MWh",
        "evidence": "reported",
        "stage": "completed",
        "start_year": name,
        "investment": name,
        "source": name,
        "note": name,
    }


def _write(path: Path, rows: list[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)

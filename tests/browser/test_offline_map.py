"""The offline map opens from a file, asks nobody, and can be searched, filtered and read by keyboard."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from symgeo.analysis.dataset import Dataset
from symgeo.handouts.kinds import Kind, make
from symgeo.handouts.material import Material, Order, gather
from symgeo.vocabulary import Audience

pytestmark = pytest.mark.browser

HOSTILE = '<img src=x onerror="document.body.dataset.pwned=1">'


@pytest.fixture(scope="module")
def material(example: Dataset) -> Material:
    sites = example.sites.copy()
    sites.loc["TR001", "name"] = f"{HOSTILE}</script>${{1}}`"
    return gather(
        Dataset(sites, example.flows, example.exchanges, example.reference, "hostile", is_example=True),
        Order(Audience.MEETING, "nn", datetime.date(2026, 5, 31)),
    )


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, material: Material, tmp_path: Path, asked: list[str]) -> Iterator[Page]:
    path = tmp_path / "map.html"
    path.write_bytes(make(Kind.MAP, material).content)
    context = browser.new_context(viewport={"width": 1366, "height": 768}, color_scheme="light")
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(f"error: {error}"))
    page.goto(path.as_uri())
    page.wait_for_selector("#map[data-drawn][data-land][data-counties]")
    yield page
    context.close()


def test_it_draws_without_asking_anybody(page: Page, asked: list[str], material: Material) -> None:
    assert asked == [page.url]
    assert page.evaluate("document.documentElement.lang") == "nn"
    expect(page.locator("header")).to_contain_text("For møtet")
    expect(page.locator("#list button")).to_have_count(min(120, len(material.found)))


def test_search_county_and_resource_narrow_list_and_map(page: Page, material: Material) -> None:
    page.fill("#query", "hydro sunndal")
    names = material.dataset.sites["name"]
    ends = material.found[["supply_site_id", "demand_site_id"]].map(lambda site: names[site])
    hits = ends.apply(lambda column: column.str.contains("Hydro Sunndal")).any(axis=1)
    expect(page.locator("#list button")).to_have_count(int(hits.sum()))
    page.fill("#query", "")
    page.select_option("#county", "SE-Y")
    in_county = (material.found[["supply_county", "demand_county"]] == "SE-Y").any(axis=1)
    expect(page.locator("#list button")).to_have_count(int(in_county.sum()))
    page.select_option("#group", "heat")
    both = in_county & (material.found["resource_group"] == "heat")
    expect(page.locator("#list button")).to_have_count(int(both.sum()))


def test_a_pair_opens_by_keyboard_and_escape_leads_back(page: Page, asked: list[str]) -> None:
    first = page.locator("#list button").first
    title = first.locator("strong").inner_text()
    first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#beside h2")).to_have_text(title)
    page.click("#theme")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("#beside h2")).to_have_text(title)
    page.keyboard.press("Escape")
    expect(page.locator("#list")).to_be_visible()
    page.wait_for_timeout(500)
    assert asked == [page.url]


def test_a_hostile_name_is_text(page: Page) -> None:
    page.fill("#query", "onerror")
    page.locator("#list button").first.click()
    expect(page.locator("#beside h2")).to_contain_text("<img src=x")
    assert page.evaluate("document.body.dataset.pwned") is None

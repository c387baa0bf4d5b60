"""The start page asks at once for what the home page needs."""

from pathlib import Path

import streamlit as st

from symgeo.web.preloads import PARTS, preload_links


def _pages(folder: Path, **scripts: str) -> Path:
    scripts_folder = folder / "static" / "js"
    scripts_folder.mkdir(parents=True)
    for name, content in scripts.items():
        (scripts_folder / f"{name}.X1.js").write_text(content)
    page = folder / "index.html"
    page.write_text('<script src="./static/js/index.X1.js"></script>')
    return page


def test_what_is_imported_is_asked_for_too_and_nothing_twice(tmp_path: Path) -> None:
    page = _pages(
        tmp_path,
        index="",
        Html='import{a}from"./index.X1.js";import"./deep.X1.js";',
        deep='import{b}from"./Html.X1.js";',
        other="",
    )
    assert preload_links(page, ("Html",)) == (
        '<link rel="modulepreload" crossorigin href="./static/js/Html.X1.js">'
        '<link rel="modulepreload" crossorigin href="./static/js/deep.X1.js">'
    )


def test_scripts_that_are_not_there_are_left_out(tmp_path: Path) -> None:
    assert (
        preload_links(_pages(tmp_path, Html='import"./gone.X1.js"'), ("Html", "Missing")).count("<link") == 1
    )
    assert preload_links(tmp_path / "nowhere" / "index.html") == ""


def test_streamlit_has_every_part_that_is_named() -> None:
    links = preload_links(Path(st.__file__).parent / "static" / "index.html")
    assert [part for part in PARTS if f"/{part}." not in links] == []

"""Step one of the Upload page: the file, how it is read, and the reader's own decisions about that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from symgeo.storage.interpretation.codes import TableKind
from symgeo.storage.interpretation.systems import SYSTEMS
from symgeo.storage.readers.encoding import ENCODINGS, encoding_name
from symgeo.storage.readers.reading import Kind, Reading, ReadOptions, note_sentence
from symgeo.storage.readers.refusals import refusal_sentence
from symgeo.storage.repair.choices import table_label
from symgeo.storage.repair.state import RepairState, with_counties, with_header_rows, with_options, with_table
from symgeo.texts import Texts, texts_for
from symgeo.ui import cache, markup, session
from symgeo.ui.table_panel import show_frame
from symgeo.ui.upload import parts, work
from symgeo.ui.upload.checking import Checked
from symgeo.ui.upload.work import Work
from symgeo.views.cards.markup import bullets, element, facts

ENDINGS: Final = ("csv", "tsv", "txt", "xlsx", "xls", "ods", "geojson", "json", "gpkg", "zip")
_DELIMITERS: Final = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar", "": "none"}
_DECIMALS: Final = {",": "comma", ".": "point"}
_PREVIEW_ROWS: Final = 8
_FIRST_ROWS: Final = 15
"""Rows that may be chosen as the one with the headings."""
_FILE: Final = "file"
_TAKEN: Final = "taken_file"
_FOUND: Final = "\0found"
"""Choice that leaves it to the programme."""
Change = Callable[[RepairState], RepairState]


def ask_file(texts: Texts) -> None:
    """Draw the field that takes a file."""
    st.file_uploader(
        texts("upload.file_field"),
        key=session.key(_FILE),
        on_change=_take_file,
        max_upload_size=st.get_option("server.maxUploadSize"),
    )
    markup.show(element("p", texts("upload.file_kinds"), class_="sg-source"))


def show_name(texts: Texts, now: Work) -> None:
    """Draw the name of the file that is worked on, and the way to another one."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="file_name"):
        markup.show_beside(element("p", element("strong", now.path.name)))
        st.button(
            texts("upload.other_file"), key=session.key("other_file"), on_click=work.forget, type="tertiary"
        )


def show_file(texts: Texts, checked: Checked) -> None:
    """Draw how the file was read, and on request the choices about it."""
    reading, found = checked.reading, checked.found
    with st.container(border=True, key="part-file"):
        parts.show_head(texts, "file")
        if checked.refusal is not None:
            words = refusal_sentence(checked.refusal, texts)
            markup.show(element("p", words, class_="sg-told sg-told-trouble", role="alert"))
        if reading is not None and found is not None:
            markup.show(facts(_decisions(texts, checked).items(), "sg-facts sg-decisions"))
        is_open = parts.offer_opening(texts, "file", texts("upload.change_reading"))
        if is_open and reading is not None and found is not None:
            _show_notes(texts, reading)
            _ask_options(texts, checked, reading)
        elif is_open:
            _ask_encoding(texts, checked.state.options, "")
        if is_open and reading is not None:
            _show_preview(texts, reading)


def _take_file() -> None:
    given = session.value(_FILE)
    # While the file is being read, the browser may hand in the same one again.
    if given is not None and given.file_id != session.held(_TAKEN):
        session.hold(_TAKEN, given.file_id)
        work.begin(given.name, given)


def _decisions(texts: Texts, checked: Checked) -> Mapping[str, str]:
    """Say everything that was decided about how the file is read."""
    reading, found = checked.reading, checked.found
    if reading is None or found is None:
        return {}
    delimiter = texts(f"upload.delimiter_{_DELIMITERS.get(reading.delimiter, 'other')}")
    return {
        texts("upload.kind"): texts(f"upload.kind_{reading.kind}"),
        texts("upload.encoding"): encoding_name(reading.encoding),
        texts("upload.delimiter"): delimiter if reading.kind is Kind.TEXT else "",
        texts("upload.sheet"): reading.sheet,
        texts("upload.header_row"): ", ".join(str(row) for row in found.header_rows),
        texts("upload.decimal"): texts(f"upload.decimal_{_DECIMALS[found.decimal]}") if found.decimal else "",
        texts("upload.crs"): _system_name(found.system or reading.crs),
        texts("upload.language"): texts_for(found.language)("ui.language_name") if found.language else "",
        texts("upload.table"): table_label(found.table, texts),
    }


def _system_name(code: str) -> str:
    return next((f"{one.name} ({one.code})" for one in SYSTEMS if one.code == code), code)


def _show_notes(texts: Texts, reading: Reading) -> None:
    if reading.notes:
        markup.show(bullets(note_sentence(note, texts) for note in reading.notes))


def _ask_options(texts: Texts, checked: Checked, reading: Reading) -> None:
    """Draw a choice for each decision; "found" leaves it to the programme."""
    state, options = checked.state, checked.state.options
    with st.container(horizontal=True, gap="small", key="file_options"):
        if reading.kind is Kind.TEXT:
            _ask_encoding(texts, options, reading.encoding)
            _choose(
                texts("upload.delimiter"),
                "delimiter",
                [mark for mark in _DELIMITERS if mark or options.delimiter == ""],
                options.delimiter,
                lambda mark: texts(f"upload.delimiter_{_DELIMITERS.get(mark, 'other')}"),
                lambda mark: lambda now: with_options(now, replace(now.options, delimiter=mark)),
            )
        if len(reading.sheets) > 1:
            _choose(
                texts("upload.sheet"),
                "sheet",
                [sheet.name for sheet in reading.sheets],
                options.sheet,
                str,
                lambda name: lambda now: with_options(now, replace(now.options, sheet=name)),
            )
        _choose(
            texts("upload.header_row"),
            "header",
            reading.grid.index[:_FIRST_ROWS].tolist(),
            next(iter(state.answers.header_rows[-1:]), None),
            str,
            lambda row: lambda now: with_header_rows(now, () if row is None else (row,)),
        )
        _choose(
            texts("upload.decimal"),
            "decimal",
            list(_DECIMALS),
            next((mark for _, mark in state.answers.decimals), None),
            lambda mark: texts(f"upload.decimal_{_DECIMALS[mark]}"),
            lambda mark: lambda now: _with_decimal(now, mark, reading.grid.shape[1]),
        )
        _choose(
            texts("upload.crs"),
            "system",
            [one.code for one in SYSTEMS],
            state.answers.system or None,
            _system_name,
            lambda code: lambda now: replace(now, answers=replace(now.answers, system=code or "")),
        )
        _choose(
            texts("upload.table"),
            "table",
            list(TableKind),
            state.answers.table,
            lambda kind: table_label(kind, texts),
            lambda kind: lambda now: with_table(now, kind),
        )
    _ask_counties(texts, state)


def _ask_encoding(texts: Texts, options: ReadOptions, found: str) -> None:
    offered = dict.fromkeys(
        [*ENCODINGS, *([options.encoding] if options.encoding else []), *([found] if found else [])]
    )
    _choose(
        texts("upload.encoding"),
        "encoding",
        list(offered),
        options.encoding,
        encoding_name,
        lambda name: lambda now: with_options(now, replace(now.options, encoding=name)),
    )


def _ask_counties(texts: Texts, state: RepairState) -> None:
    """Ask where the sites should lie; without an answer they may lie anywhere."""
    counties = cache.reference().counties["name"].sort_values()
    st.multiselect(
        texts("upload.counties"),
        list(counties.index),
        format_func=lambda code: str(counties[code]),
        key=session.widget("upload_counties", list(state.answers.counties)),
        placeholder=texts("upload.anywhere"),
        on_change=_take_counties,
        args=(texts("upload.counties"),),
        width=480,
    )


def _take_counties(label: str) -> None:
    work.go_on(lambda now: with_counties(now, tuple(session.value("upload_counties"))), label)


def _choose(
    label: str,
    name: str,
    offered: list[Any],
    chosen: object,
    words: Callable[[Any], str],
    change: Callable[[Any], Change],
) -> None:
    """Draw one choice; the first of those offered leaves it to the programme."""
    texts = session.texts()
    every = [_FOUND, *offered]
    st.selectbox(
        label,
        every,
        format_func=lambda one: texts("upload.found") if one == _FOUND else words(one),
        key=session.widget(f"read.{name}", chosen if chosen in every else _FOUND),
        on_change=lambda: work.go_on(change(_chosen(name)), label),
        width=200,
    )


def _chosen(name: str) -> Any:  # noqa: ANN401 - what is chosen has a type of its own for each choice
    held = session.value(f"read.{name}")
    return None if held == _FOUND else held


def _with_decimal(state: RepairState, mark: str | None, columns: int) -> RepairState:
    """Read all columns with one decimal mark; those without numbers do not mind."""
    marks = tuple((column, mark) for column in range(columns)) if mark else ()
    return replace(state, answers=replace(state.answers, decimals=marks))


def _show_preview(texts: Texts, reading: Reading) -> None:
    markup.show(element("p", texts("upload.preview"), class_="sg-source"))
    shown = reading.grid.head(_PREVIEW_ROWS).rename_axis(texts("upload.row_number"))
    show_frame(
        texts,
        shown.rename(columns=parts.letters),
        alt=texts("upload.preview"),
        hide_index=False,
        height="content",
    )

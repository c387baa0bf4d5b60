"""Everything that can be read out of a hand-out: each inner part as text."""

from __future__ import annotations

import html
import io
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

import pyogrio
import pypdf

from symgeo.analysis.dataset import Dataset
from tests.analysis.disclosure.hidden_world import AMOUNTS, secret_texts

Part = tuple[str, str]

_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")


def secrets_of(dataset: Dataset) -> set[str]:
    """Give everything that must not stand in a file, also as amounts are rounded for readers."""
    rounded = {f"{amount / 1000:.0f}\N{NO-BREAK SPACE}GWh" for amount in AMOUNTS.values()}
    return secret_texts(dataset) | rounded | {one.replace("\N{NO-BREAK SPACE}", " ") for one in rounded}


def parts_of(name: str, content: bytes) -> Iterator[Part]:
    """Give every part of a file as name and text, down to files inside of files."""
    ending = name.rsplit(".", 1)[-1].lower()
    yield name, name
    if ending in ("zip", "xlsx", "pptx"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for inner in package.namelist():
                for part, text in parts_of(inner, package.read(inner)):
                    yield f"{name}/{part}", text
    elif ending == "pdf":
        yield from _of_pdf(name, content)
    elif ending == "gpkg":
        yield from _of_geopackage(name, content)
    elif ending not in ("png", "jpg", "jpeg", "bin"):
        text = content.decode("utf-8")
        yield name, text
        yield f"{name} without escapes", html.unescape(_ESCAPED.sub(lambda m: chr(int(m[1], 16)), text))


def _of_pdf(name: str, content: bytes) -> Iterator[Part]:
    reader = pypdf.PdfReader(io.BytesIO(content))
    for number, page in enumerate(reader.pages, start=1):
        # A line break may stand in the middle of a name.
        yield f"{name} page {number}", page.extract_text().replace("\n", " ")
    words: list[str] = []
    for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        _collect(reader.get_object(number), words)
    yield f"{name} objects", "\n".join(words)
    yield f"{name} metadata", str(reader.metadata)


def _collect(thing: object, words: list[str]) -> None:
    """Take every text out of one object, such as alternative texts and bookmarks; streams are not text."""
    if isinstance(thing, str):
        words.append(str(thing))
    elif isinstance(thing, dict):
        for value in thing.values():
            _collect(value, words)
    elif isinstance(thing, list):
        for value in thing:
            _collect(value, words)


def _of_geopackage(name: str, content: bytes) -> Iterator[Part]:
    # Also what a database keeps in pages that it no longer uses.
    yield f"{name} bytes", content.decode("latin-1")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.gpkg"
        path.write_bytes(content)
        for layer, kind in pyogrio.list_layers(path):
            frame = pyogrio.read_dataframe(path, layer=layer)
            if kind and layer != "counties":
                frame = frame.assign(wkt=[shape.wkt for shape in frame.geometry])
            yield f"{name} {layer}", frame.drop(columns="geometry", errors="ignore").to_csv()
        connection = sqlite3.connect(path)
        try:
            tables = [
                row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
            ]
            for table in tables:
                rows = connection.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 - a table's own name
                yield (
                    f"{name} table {table}",
                    "\n".join(str([c for c in row if not isinstance(c, bytes)]) for row in rows),
                )
        finally:
            connection.close()


def leaks_in(name: str, content: bytes, secrets: Collection[str]) -> list[str]:
    """Give each secret that stands in a part of a file, with the part and what is around it."""
    return [found for part, text in parts_of(name, content) for found in leaks_in_text(part, text, secrets)]


def leaks_in_text(part: str, text: str, secrets: Collection[str]) -> list[str]:
    """Give each secret that stands in a text, with what is around it."""
    places = [secret for secret in secrets if re.fullmatch(r"\d+\.\d{4}", secret)]
    others = sorted(set(secrets) - set(places), key=len, reverse=True)
    # A figure counts where it stands alone: 61357 is not in 1613570. A place may have more decimals.
    pattern = re.compile(
        rf"(?<![\d.])(?:{_any_of(others)})(?!\d)|(?<!\d)(?:{_any_of(places)})", re.IGNORECASE
    )
    return [f"{part}: …{text[max(0, m.start() - 40) : m.end() + 20]}…" for m in pattern.finditer(text)]


def _any_of(words: Collection[str]) -> str:
    return "|".join(re.escape(word) for word in words)

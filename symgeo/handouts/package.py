"""The package for the meeting: every hand-out in one zip file, with a page that leads to them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Final

import segno

from symgeo.handouts.kinds import Handout, Kind, begin
from symgeo.handouts.marking import file_name, marking_of
from symgeo.handouts.material import Material
from symgeo.handouts.view_files import ViewKind, Views, make_views

MIME = "application/zip"
_PACKED: Final = (".pptx", ".xlsx")
"""Packed already: packing them again saves a few per cent."""
_SET_FIRST: Final = (Kind.HUBS, Kind.PAIRS, Kind.REPORT)


@dataclass(frozen=True)
class _Entry:
    """A file of the package, what it is, and what it is for."""

    handout: Handout
    title: str
    meaning: str


def write_package(
    material: Material, *, views: Views | None = None, template: bytes | None = None
) -> Handout:
    """Make every hand-out, and put them into one file.

    Parameters
    ----------
    material : Material
        What they say.
    views : Views, optional
        Saved views that go with them; without any step they are left out.
    template : bytes, optional
        A .pptx for the slides.
    """
    material, texts = material.with_shelf(), material.texts
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        # Pages are set and files packed outside of Python, which goes on with the next file meanwhile;
        # hubs take longest.
        with ThreadPoolExecutor(1) as beside:
            begun = {
                kind: beside.submit(_finish, begin(kind, material, template=template), package, material)
                for kind in (*_SET_FIRST, *(kind for kind in Kind if kind not in _SET_FIRST))
            }
        made = [
            _Entry(
                begun[kind].result(),
                texts(f"handouts.kind_{kind}"),
                texts(f"handouts.kind_{kind}.meaning"),
            )
            for kind in Kind
        ]
        if views is not None and views.steps:
            made += [
                _Entry(
                    _finish(partial(make_views, kind, views, template=template), package, material),
                    texts(f"handouts.views_{kind}"),
                    texts(f"handouts.views_{kind}.meaning"),
                )
                for kind in ViewKind
            ]
        _pack(package, _start_name(material), _first_page(material, made), material)
    return Handout(file_name(material, "zip"), MIME, target.getvalue())


def _finish(make: Callable[[], Handout], package: zipfile.ZipFile, material: Material) -> Handout:
    """Make a file, and put it into the package."""
    made = make()
    _pack(package, made.name, made.content, material)
    return made


def _pack(package: zipfile.ZipFile, name: str, content: bytes, material: Material) -> None:
    """Put a file into the package, as of the day of the order: the same order gives the same package."""
    day = material.order.made_on
    entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
    package.writestr(entry, content)


def qr_code(link: str) -> str:
    """Give a link as a QR code, a piece of SVG of our own."""
    code: str = segno.make(link, error="m").svg_inline(scale=5, dark="#1C262B", light="#FFFFFF")
    return code


def _start_name(material: Material) -> str:
    return f"{material.texts('handouts.start_file')}.html"


def _first_page(material: Material, files: Sequence[_Entry]) -> bytes:
    """Write the page that says what is in the package, with links beside it and a code to the live view."""
    marking, texts = marking_of(material), material.texts
    rows = "".join(
        f'<li><a href="{escape(entry.handout.name)}">{escape(entry.title)}</a> '
        f"<span>{escape(entry.meaning)}</span></li>"
        for entry in files
    )
    link = material.order.link
    live = f"<h2>{escape(texts('handouts.live'))}</h2>{qr_code(link)}<p>{escape(link)}</p>" if link else ""
    return (
        f'<!doctype html><html lang="{texts.language}"><head><meta charset="utf-8">'
        f"<title>{escape(marking.title)}</title><style>{_STYLE}</style></head><body>"
        f"<p><strong>{escape(marking.audience)}</strong></p><h1>{escape(marking.title)}</h1>"
        f"<p>{escape(marking.meaning)}</p><p>{escape(marking.source)}</p><ul>{rows}</ul>{live}"
        "</body></html>"
    ).encode()


_STYLE = (
    "body{font:18px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1C262B}"
    "a{color:#0B6E75;font-weight:600}strong{color:#0B6E75}li{margin:.5rem 0}span{color:#55626A}"
)

"""Every kind of hand-out by its name, and how it is made."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final

from symgeo.bootstrap.places import assets_folder
from symgeo.handouts.geofiles import write_geojson, write_geopackage, write_kml
from symgeo.handouts.hub_pages import tell_hubs
from symgeo.handouts.marking import file_name, marking_of
from symgeo.handouts.material import Material
from symgeo.handouts.offline.page import write_offline_map
from symgeo.handouts.printed import Manuscript, tell_pairs, tell_report
from symgeo.handouts.sheets import opportunity_sheet
from symgeo.handouts.show.page import write_show
from symgeo.handouts.slides import write_slides
from symgeo.handouts.workbook import write_workbook
from symgeo.views.table_files import write_csv


class Kind(StrEnum):
    """What can be taken away."""

    MAP = "map"
    SHOW = "show"
    SLIDES = "slides"
    REPORT = "report"
    PAIRS = "pairs"
    HUBS = "hubs"
    EXCEL = "excel"
    CSV = "csv"
    GEOPACKAGE = "geopackage"
    GEOJSON = "geojson"
    KML = "kml"


@dataclass(frozen=True)
class Handout:
    """A file to take away: its name, its media type, and its content."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True)
class _Way:
    """How one kind is made: the end of its file's name, its media type, and the function.

    What the function gives is the file, or a manuscript of it.
    """

    ending: str
    mime: str
    write: Callable[[Material], bytes | Manuscript]


def make(kind: Kind, material: Material, *, template: bytes | None = None) -> Handout:
    """Make one hand-out.

    Parameters
    ----------
    kind : Kind
        Which.
    material : Material
        What it says, redacted for its audience.
    template : bytes, optional
        A .pptx for the slides; other kinds do not use it.
    """
    return begin(kind, material, template=template)()


def begin(kind: Kind, material: Material, *, template: bytes | None = None) -> Callable[[], Handout]:
    """Do what Python has to do for one hand-out, and give what does the rest.

    The rest may run in a thread beside the next hand-out. Parameters as for `make`.
    """
    way, name = _WAYS[kind], name_of(kind, material)
    content = write_slides(material, template=template) if kind is Kind.SLIDES else way.write(material)
    return lambda: Handout(name, way.mime, content if isinstance(content, bytes) else content.set())


def name_of(kind: Kind, material: Material) -> str:
    """Give the name that a hand-out's file gets."""
    return file_name(material, _WAYS[kind].ending)


def mime_of(kind: Kind) -> str:
    """Give the media type of a kind."""
    return _WAYS[kind].mime


def _map(material: Material) -> bytes:
    return write_offline_map(material, assets_folder(Path(sys.prefix)))


def _csv(material: Material) -> bytes:
    """Write the table alone, so that any programme reads it; for whom and from what are its last columns."""
    marking, texts = marking_of(material), material.texts
    marked = material.once(opportunity_sheet).frame.assign(
        **{
            texts("handouts.column_audience"): marking.audience,
            texts("handouts.column_source"): marking.source,
        }
    )
    return write_csv(marked, texts).encode("utf-8-sig")


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_WAYS: Final[Mapping[Kind, _Way]] = MappingProxyType(
    {
        Kind.MAP: _Way("html", "text/html", _map),
        Kind.SHOW: _Way("show.html", "text/html", write_show),
        Kind.SLIDES: _Way("pptx", f"{_OFFICE}.presentationml.presentation", write_slides),
        Kind.REPORT: _Way("pdf", "application/pdf", tell_report),
        Kind.PAIRS: _Way("pairs.pdf", "application/pdf", tell_pairs),
        Kind.HUBS: _Way("hubs.pdf", "application/pdf", tell_hubs),
        Kind.EXCEL: _Way("xlsx", f"{_OFFICE}.spreadsheetml.sheet", write_workbook),
        Kind.CSV: _Way("csv", "text/csv", _csv),
        Kind.GEOPACKAGE: _Way("gpkg", "application/geopackage+sqlite3", write_geopackage),
        Kind.GEOJSON: _Way("geojson", "application/geo+json", write_geojson),
        Kind.KML: _Way("kml", "application/vnd.google-earth.kml+xml", write_kml),
    }
)

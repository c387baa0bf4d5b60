"""The offline map as one file: data, our own map's programme and Leaflet, and no address of anybody."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from html import escape
from importlib import resources
from pathlib import Path
from typing import Final

import pandas as pd

from symgeo.handouts.marking import Marking, marking_of
from symgeo.handouts.material import Material
from symgeo.handouts.words import describe_pair, describe_site
from symgeo.storage.dataset import DATA_FOLDER
from symgeo.storage.geography import load_places
from symgeo.texts import Texts
from symgeo.views.map import Reader, many_words
from symgeo.views.map_ground import pack_counties, pack_land
from symgeo.views.map_legend import legend
from symgeo.views.map_lines import MOST_LINES, drawn_exchanges, exchange_layer, opportunity_layer
from symgeo.views.map_places import first_zoom
from symgeo.views.map_script import Json, layer_columns, read_program, script_json
from symgeo.views.map_sites import site_layer, site_marks
from symgeo.views.map_view import view_for
from symgeo.views.palette import GROUPS, Theme, colours
from symgeo.views.tables import Pair

THEMES: Final[tuple[Theme, ...]] = ("light", "dark")
LARGEST_BYTES: Final = 5_000_000
_LEAST_INHABITANTS: Final = 1_000
_POLICY: Final = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; "
    "form-action 'none'; base-uri 'none'"
)
_URL: Final = re.compile(r"url\(\s*['\"]?([^'\")]+)['\"]?\s*\)")


def write_offline_map(material: Material, assets: Path) -> bytes:
    """Give the page.

    Parameters
    ----------
    material : Material
        What it shows.
    assets : Path
        Folder with Leaflet, as set-up puts it there.
    """
    marking = marking_of(material)
    script = (assets / "leaflet" / "leaflet.js").read_text(encoding="utf-8")
    style = _inlined(assets / "leaflet" / "leaflet.css")
    own = resources.files("symgeo.handouts.offline")
    programme = own.joinpath("page.js").read_text(encoding="utf-8")
    parts = (
        f"<script>{_closed(script)}</script>",
        f"<script>{_closed(read_program())}</script>",
        f"<script>({_closed(programme)})({script_json(_data(material, marking))});</script>",
    )
    page = "".join(
        (
            f'<!doctype html><html lang="{material.texts.language}"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(marking.title)}</title><style>{style}</style>",
            f"<style>{own.joinpath('page.css').read_text(encoding='utf-8')}</style></head><body>",
            _body(material, marking),
            *parts,
            "</body></html>",
        )
    )
    return page.encode()


def _body(material: Material, marking: Marking) -> str:
    texts = material.texts
    return (
        f'<header><p class="audience">{escape(marking.audience)}</p><h1>{escape(marking.title)}</h1>'
        f'<p class="source">{escape(marking.meaning)} {escape(marking.source)}</p></header>'
        '<div class="controls">'
        f'<input type="search" id="query" placeholder="{escape(texts("explore.search"))}" '
        f'aria-label="{escape(texts("explore.search"))}">'
        f"{_select('county', texts('tables.county'), _counties(material), texts)}"
        f"{_select('group', texts('tables.resource'), _groups(material), texts)}"
        f'<label><input type="checkbox" id="records" checked> {escape(texts("map.legend_exchanges"))}</label>'
        '<span class="wide"></span>'
        f'<button type="button" id="theme">{escape(texts("handouts.theme"))}</button>'
        '</div><main><div id="map"></div><section id="beside"></section></main>'
        f"<footer>{_legends(material)}<p class='source'>{escape(texts('handouts.how'))}</p></footer>"
    )


def _select(name: str, label: str, options: list[tuple[str, str]], texts: Texts) -> str:
    listed = "".join(f'<option value="{escape(code)}">{escape(text)}</option>' for code, text in options)
    return (
        f'<label>{escape(label)} <select id="{name}"><option value="">{escape(texts("handouts.all"))}'
        f"</option>{listed}</select></label>"
    )


def _counties(material: Material) -> list[tuple[str, str]]:
    names = material.dataset.reference.counties["name"]
    codes = sorted(set(material.sites["county_code"]) & set(names.index))
    return sorted(((code, str(names[code])) for code in codes), key=lambda one: one[1])


def _groups(material: Material) -> list[tuple[str, str]]:
    resources_table = material.dataset.reference.resources
    shown = set(material.found["resource_group"])
    return [
        (group, material.texts.resource_group(resources_table, group)) for group in GROUPS if group in shown
    ]


def _legends(material: Material) -> str:
    marks = _marks(material)
    recorded = drawn_exchanges(material.exchanges, material.dataset.sites)
    readers = {theme: Reader(material.texts, theme) for theme in THEMES}
    return "".join(
        f'<div data-look="{theme}">{legend(marks, material.found, recorded, reader)}</div>'
        for theme, reader in readers.items()
    )


def _marks(material: Material) -> pd.DataFrame:
    return site_marks(material.sites, material.flows, material.dataset.reference.resources)


def _data(material: Material, marking: Marking) -> Json:
    texts, dataset = material.texts, material.dataset
    readers = {theme: Reader(texts, theme) for theme in THEMES}
    resources_table = dataset.reference.resources
    towns = {str(site): str(town) for site, town in dataset.sites["municipality"].items()}
    # Only colours differ in the dark: rows are written once.
    rows = {"light": slice(None), "dark": slice(0, 0)}
    marks = _marks(material)
    lines, records, sites = {}, {}, {}
    for theme, reader in readers.items():
        part = rows[theme]
        lines[theme] = layer_columns(
            opportunity_layer(
                material.found[part],
                dataset.sites,
                resources_table,
                reader,
                blurred=material.blurred_flows(),
            )
        )
        records[theme] = layer_columns(
            exchange_layer(material.exchanges[part], dataset.sites, resources_table, reader)
        )
        sites[theme] = layer_columns(site_layer(material.sites[part], marks[part], resources_table, reader))
    view = view_for(material.sites, dataset.reference.counties, county_codes=material.order.filters.counties)
    return {
        "title": marking.title,
        "lang": texts.language,
        "words": _words(texts),
        "map": {
            "language": texts.language,
            "map": texts("map.label"),
            "zoomIn": texts("map.zoom_in"),
            "zoomOut": texts("map.zoom_out"),
            "attribution": texts("map.attribution"),
            **many_words(texts),
        },
        "looks": {theme: {**asdict(colours(theme)), "halo": colours(theme).land} for theme in THEMES},
        "hues": {theme: sites[theme]["hues"] for theme in THEMES},
        "styles": {
            theme: {
                "lines": lines[theme]["styles"],
                "exchanges": records[theme]["styles"],
                "neutral": records[theme]["hues"],
            }
            for theme in THEMES
        },
        "sources": _sources(),
        "view": asdict(view),
        "active": sorted(set(dataset.sites["county_code"])),
        "most": MOST_LINES,
        "lines": lines["light"],
        "exchanges": records["light"],
        "sites": sites["light"],
        "siteCounties": [str(code) for code in material.sites["county_code"]],
        "pairs": [_pair(pair, material, towns) for pair in material.found.to_dict("records")],
        "cards": {str(site): _site(str(site), material) for site in material.sites.index},
    }


def _words(texts: Texts) -> Json:
    return {
        "count": texts("handouts.count", count="{count}"),
        "best_of": texts("map.best_of", shown="{shown}", found="{found}"),
        "nothing": texts("explore.nothing"),
        "back": texts("explore.back"),
        "barrier": texts("card.barrier.title"),
        "sources": texts("handouts.sources"),
        "flow_headings": [
            texts(f"tables.{name}") for name in ("direction", "resource", "amount", "evidence")
        ],
    }


def _pair(pair: Pair, material: Material, towns: Mapping[str, str]) -> Json:
    words = describe_pair(pair, material)
    ends = (pair["supply_site_id"], pair["demand_site_id"])
    places = [towns[end] for end in ends]
    resource = material.resource_names[pair["supply_resource"]]
    return {
        "search": " ".join([words.title, *places, resource]),
        "counties": [str(pair["supply_county"]), str(pair["demand_county"])],
        "group": str(pair["resource_group"]),
        "tier": words.tier,
        "sentence": words.sentence,
        "facts": [list(fact) for fact in words.facts],
        "question": words.question,
        "barrier": words.barrier,
        "notice": words.notice,
        "sources": list(words.sources),
    }


def _site(site: str, material: Material) -> Json:
    words = describe_site(site, material)
    return {
        "title": words.title,
        "facts": [list(fact) for fact in words.facts],
        "flows": [list(flow) for flow in words.flows],
    }


@cache
def _sources() -> Json:
    """Give land, counties and places themselves, where the live map has their addresses; read once."""
    folder = DATA_FOLDER / "geo"
    land, counties = (
        json.loads((folder / name).read_text(encoding="utf-8"))
        for name in ("land_draw.geojson", "counties.geojson")
    )
    places = load_places(folder / "places.csv")
    places = places[places["population"] >= _LEAST_INHABITANTS].sort_values("population", ascending=False)
    columns: Json = {
        "name": places["name"].tolist(),
        "lat": places["lat"].round(3).tolist(),
        "lon": places["lon"].round(3).tolist(),
        "from": [first_zoom(int(one)) for one in places["population"]],
    }
    return {"land": pack_land(land), "counties": pack_counties(counties), "places": columns, "coast": None}


def _inlined(path: Path) -> str:
    """Give a style sheet with its pictures inside."""

    def inside(match: re.Match[str]) -> str:
        name = match[1]
        if name.startswith(("data:", "#")):
            return match[0]
        kind = "svg+xml" if name.endswith(".svg") else "png"
        picture = base64.b64encode((path.parent / name).read_bytes()).decode()
        return f"url(data:image/{kind};base64,{picture})"

    return _URL.sub(inside, path.read_text(encoding="utf-8"))


def _closed(script: str) -> str:
    """Keep a script from ending its own element, and from asking for its source map."""
    return re.sub(r"//# sourceMappingURL=\S+", "", script).replace("</script", "<\\/script")

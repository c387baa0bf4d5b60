"""Files for maps: GeoPackage with its styles, GeoJSON and KML."""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

import geopandas as gpd
import pandas as pd
import pyogrio

from symgeo.handouts import qgis_styles
from symgeo.handouts.geodata import exchange_layer, opportunity_layer, site_layer
from symgeo.handouts.marking import marking_of
from symgeo.handouts.material import Material
from symgeo.views.palette import FAMILIES, colours, style_of
from symgeo.views.tables import flow_amounts

_STYLE_TABLE: Final = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME
)"""
_UNHOLDABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f]")
_KML: Final = "http://www.opengis.net/kml/2.2"


def write_geopackage(material: Material) -> bytes:
    """Give a GeoPackage that QGIS opens drawn: its styles stand in the table ``layer_styles``."""
    texts = material.texts
    counties = material.dataset.reference.counties
    shown = counties[counties.index.isin(material.sites["county_code"])][["name", "geometry"]].reset_index()
    layers = (
        ("counties", shown, "MultiPolygon", qgis_styles.county_style()),
        ("exchanges", material.once(exchange_layer), "LineString", qgis_styles.exchange_style(texts)),
        (
            *("opportunities", material.once(opportunity_layer)),
            *("LineString", qgis_styles.opportunity_style(texts)),
        ),
        ("sites", material.once(site_layer), "Point", qgis_styles.site_style(texts)),
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "handout.gpkg"
        for name, layer, geometry, _ in layers:
            pyogrio.write_dataframe(
                layer,
                path,
                layer=name,
                driver="GPKG",
                geometry_type=geometry,
                promote_to_multi=name == "counties",
            )
        pyogrio.write_dataframe(_flow_table(material), path, layer="flows", driver="GPKG", append=True)
        pyogrio.write_dataframe(_about(material), path, layer="about", driver="GPKG", append=True)
        _write_styles(path, [(name, qml) for name, _, _, qml in layers], material)
        return path.read_bytes()


def write_geojson(material: Material) -> bytes:
    """Give sites, opportunities and exchanges as one collection; ``layer`` says which is which."""
    marking = marking_of(material)
    features = []
    for name, layer in _layers(material):
        for feature in json.loads(layer.to_json(drop_id=True, na="null"))["features"]:
            feature["properties"] = {"layer": name, **feature["properties"]}
            features.append(feature)
    collection = {
        "type": "FeatureCollection",
        "title": marking.title,
        "audience": marking.audience,
        "source": marking.source,
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def write_kml(material: Material) -> bytes:
    """Give sites, opportunities and exchanges as KML, a folder each."""
    marking = marking_of(material)
    texts = material.texts
    sites, opportunities, exchanges = (layer for _, layer in _layers(material))
    folders = (
        _folder(
            texts("handouts.sheet_sites"), sites, "name", ("municipality", "surpluses", "needs"), "family"
        ),
        _folder(
            texts("handouts.sheet_opportunities"),
            opportunities.assign(name=opportunities["supplier"] + " → " + opportunities["receiver"]),
            "name",
            ("resource", "amount_in_words", "tier_in_words", "evidence"),
            "family",
        ),
        _folder(texts("handouts.sheet_exchanges"), exchanges, "title", ("stage_in_words", "source"), ""),
    )
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="{_KML}"><Document>'
        f"<name>{_xml(marking.title)}</name><description>{_xml(marking.footer)}</description>"
        f"{''.join(_kml_styles())}{''.join(folders)}</Document></kml>\n"
    )
    return document.encode()


def _layers(material: Material) -> tuple[tuple[str, gpd.GeoDataFrame], ...]:
    return (
        ("sites", material.once(site_layer)),
        ("opportunities", material.once(opportunity_layer)),
        ("exchanges", material.once(exchange_layer)),
    )


def _flow_table(material: Material) -> pd.DataFrame:
    flows, texts = material.flows, material.texts
    names = material.dataset.sites["name"]
    return pd.DataFrame(
        {
            "flow_id": flows.index,
            "site_id": flows["site_id"],
            "site": names.loc[flows["site_id"]].to_numpy(object),
            "direction": [texts(f"direction.{one}") for one in flows["direction"]],
            "resource": flows["resource_code"].map(
                material.dataset.reference.resources[f"name_{texts.language}"]
            ),
            "amount_in_words": flow_amounts(flows, material.blurred_flows(), texts),
            "temp_c": flows["temp_c"],
            "evidence": [texts(f"evidence.{one}") for one in flows["evidence"]],
            "source": [texts.reference(one) for one in flows["source"]],
        }
    ).reset_index(drop=True)


def _about(material: Material) -> pd.DataFrame:
    marking = marking_of(material)
    lines = (marking.title, marking.audience, marking.meaning, marking.scope, marking.source)
    return pd.DataFrame({"text": [*lines, material.texts("map.attribution"), material.texts("handouts.how")]})


def _write_styles(path: Path, styles: Iterable[tuple[str, str]], material: Material) -> None:
    """Store the styles, and tell the package of their table: QGIS looks for it there."""
    when = f"{material.order.made_on.isoformat()}T00:00:00.000Z"
    connection = sqlite3.connect(path)
    try:
        connection.execute(_STYLE_TABLE)
        connection.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)"
            " VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?, 0)",
            (when,),
        )
        connection.executemany(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,"
            " styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)"
            " VALUES ('', '', ?, 'geom', 'symgeo', ?, '', 1, '', '', ?)",
            [(name, qml, when) for name, qml in styles],
        )
        # The day of the order, not the second: the same order gives the same file.
        connection.execute("UPDATE gpkg_contents SET last_change = ?", (when,))
        connection.commit()
    finally:
        connection.close()


def _folder(title: str, layer: gpd.GeoDataFrame, name: str, told: tuple[str, ...], style: str) -> str:
    return f"<Folder><name>{_xml(title)}</name>{''.join(_placemarks(layer, name, told, style))}</Folder>"


def _placemarks(layer: gpd.GeoDataFrame, name: str, told: tuple[str, ...], style: str) -> Iterable[str]:
    for row in layer.to_dict("records"):
        words = "\n".join(str(row[column]) for column in told if row[column])
        look = row[style] if style else "exchange"
        yield (
            f"<Placemark><name>{_xml(row[name])}</name><description>{_xml(words)}</description>"
            f"<styleUrl>#{look}</styleUrl>{_kml_geometry(row['geometry'])}</Placemark>"
        )


def _kml_geometry(geometry: object) -> str:
    coordinates = " ".join(f"{lon:.5f},{lat:.5f}" for lon, lat in geometry.coords)  # type: ignore[attr-defined]  # shapely brings no types
    kind = "Point" if coordinates.count(" ") == 0 else "LineString"
    return f"<{kind}><coordinates>{coordinates}</coordinates></{kind}>"


def _kml_styles() -> Iterable[str]:
    looks = [(str(family), style_of(family).light) for family in FAMILIES]
    neutral = colours("light").existing
    for name, hue in (*looks, ("none", neutral), ("exchange", neutral)):
        # KML writes blue before green before red.
        colour = f"ff{hue[5:7]}{hue[3:5]}{hue[1:3]}".lower()
        yield (
            f'<Style id="{name}"><IconStyle><color>{colour}</color><scale>0.9</scale></IconStyle>'
            f"<LineStyle><color>{colour}</color><width>2</width></LineStyle></Style>"
        )


def _xml(text: object) -> str:
    """Escape a text, without the few characters that XML cannot hold at all."""
    return escape(_UNHOLDABLE.sub("", str(text)))

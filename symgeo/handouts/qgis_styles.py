"""How QGIS draws the layers: the same hues, shapes and line styles as our own map, in its QML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from symgeo.handouts.geodata import NO_FLOWS
from symgeo.texts import Texts
from symgeo.views.palette import (
    FAMILIES,
    STOPPED_STAGES,
    LineStyle,
    Shape,
    colours,
    stage_line,
    style_of,
    tier_line,
)
from symgeo.vocabulary import Stage, Tier

_HEAD: Final = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_NAMES: Final = {
    Shape.CIRCLE: "circle",
    Shape.SQUARE: "square",
    Shape.DIAMOND: "diamond",
    Shape.TRIANGLE: "triangle",
    Shape.PENTAGON: "pentagon",
    Shape.CROSS: "cross_fill",
    # QGIS knows no triangle that stands on its point: the same one, turned.
    Shape.TRIANGLE_DOWN: "triangle",
}
_SITE_MM: Final = 3.2
_LINE_MM: Final = 0.9


@dataclass(frozen=True)
class Category:
    """One class of a layer: the cell that it stands for, its name in the legend, and its symbol."""

    value: str
    label: str
    symbol: str


def site_style(texts: Texts) -> str:
    """Give the style of sites: hue and shape by family."""
    categories = []
    for number, family in enumerate(FAMILIES):
        look = style_of(family)
        turn = 180 if look.shape is Shape.TRIANGLE_DOWN else 0
        symbol = _marker(number, look.light, _NAMES[look.shape], turn)
        categories.append(Category(str(family), texts(f"map.family_{family}"), symbol))
    none = _marker(len(FAMILIES), colours("light").existing, "circle", 0)
    categories.append(Category(NO_FLOWS, texts("map.no_flows"), none))
    return _document("family", categories, label_field="name")


def opportunity_style(texts: Texts) -> str:
    """Give the style of opportunities: line by tier."""
    categories = [
        Category(
            tier.value,
            texts(f"tier.{tier}"),
            _line(number, tier_line(tier), is_stopped=tier is Tier.GATE_FAILED),
        )
        for number, tier in enumerate(Tier)
    ]
    return _document("tier", categories)


def exchange_style(texts: Texts) -> str:
    """Give the style of recorded exchanges: line by stage."""
    categories = [
        Category(
            stage.value,
            texts(f"stage.{stage}"),
            _line(number, stage_line(stage), is_stopped=stage in STOPPED_STAGES),
        )
        for number, stage in enumerate(Stage)
    ]
    return _document("stage", categories)


def county_style() -> str:
    """Give the style of counties: an outline on land."""
    neutral = colours("light")
    options = {
        "color": _rgba(neutral.land),
        "outline_color": _rgba(neutral.county_border),
        "outline_width": "0.3",
        "style": "solid",
        "outline_style": "solid",
    }
    symbol = _symbol(0, "fill", "SimpleFill", options)
    return (
        f'{_HEAD}<qgis version="3.28.0" styleCategories="Symbology|Labeling" labelsEnabled="0">'
        f'<renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="0" forceraster="0">'
        f"<symbols>{symbol}</symbols></renderer-v2></qgis>"
    )


def _document(field: str, categories: Iterable[Category], *, label_field: str = "") -> str:
    listed = list(categories)
    rows = "".join(
        f'<category render="true" value={quoteattr(one.value)} symbol="{number}" '
        f"label={quoteattr(one.label)}/>"
        for number, one in enumerate(listed)
    )
    labels = _labels(label_field) if label_field else ""
    return (
        f'{_HEAD}<qgis version="3.28.0" styleCategories="Symbology|Labeling" '
        f'labelsEnabled="{int(bool(label_field))}">'
        f'<renderer-v2 type="categorizedSymbol" attr={quoteattr(field)} symbollevels="0" '
        f'enableorderby="0" forceraster="0"><categories>{rows}</categories>'
        f"<symbols>{''.join(one.symbol for one in listed)}</symbols></renderer-v2>{labels}</qgis>"
    )


def _labels(field: str) -> str:
    """Write names from a scale on at which they have room."""
    neutral = colours("light")
    return (
        f'<labeling type="simple"><settings calloutType="simple"><text-style fieldName={quoteattr(field)} '
        f'isExpression="0" fontSize="8" textColor="{_rgba(neutral.text)}" fontSizeUnit="Point">'
        f'<text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" '
        f'bufferColor="{_rgba(neutral.background)}"/></text-style>'
        '<placement placement="6" dist="1" distUnits="MM"/>'
        '<rendering scaleVisibility="1" scaleMin="1" scaleMax="500000" drawLabels="1"/>'
        "</settings></labeling>"
    )


def _marker(number: int, hue: str, shape: str, turn: int) -> str:
    options = {
        "name": shape,
        "angle": str(turn),
        "color": _rgba(hue),
        "outline_color": _rgba(colours("light").background),
        "outline_style": "solid",
        "outline_width": "0.3",
        "outline_width_unit": "MM",
        "size": str(_SITE_MM),
        "size_unit": "MM",
    }
    size = (
        '<data_defined_properties><Option type="Map"><Option name="name" type="QString" value=""/>'
        '<Option name="properties" type="Map"><Option name="size" type="Map">'
        '<Option name="active" type="bool" value="true"/>'
        '<Option name="expression" type="QString" value="1.8 + 0.55 * &quot;amount_class&quot;"/>'
        '<Option name="type" type="int" value="3"/></Option></Option>'
        '<Option name="type" type="QString" value="collection"/></Option></data_defined_properties>'
    )
    return _symbol(number, "marker", "SimpleMarker", options, size)


def _line(number: int, style: LineStyle, *, is_stopped: bool) -> str:
    neutral = colours("light")
    quiet = neutral.stopped if is_stopped else neutral.existing
    hue = quiet if style.is_neutral else neutral.accent
    options = {
        "line_color": _rgba(hue, style.opacity),
        "line_style": "solid",
        "line_width": f"{_LINE_MM * style.weight:.2f}",
        "line_width_unit": "MM",
        "capstyle": "round",
        "joinstyle": "round",
        "use_custom_dash": str(int(bool(style.dash))),
        "customdash": ";".join(f"{0.5 * part:g}" for part in style.dash) or "5;2",
        "customdash_unit": "MM",
    }
    return _symbol(number, "line", "SimpleLine", options)


def _symbol(number: int, kind: str, layer: str, options: dict[str, str], extra: str = "") -> str:
    written = "".join(
        f'<Option name={quoteattr(name)} type="QString" value={quoteattr(escape(value))}/>'
        for name, value in options.items()
    )
    return (
        f'<symbol type="{kind}" name="{number}" alpha="1" clip_to_extent="1" force_rhr="0">'
        f'<layer class="{layer}" enabled="1" locked="0" pass="0"><Option type="Map">{written}</Option>'
        f"{extra}</layer></symbol>"
    )


def _rgba(hue: str, opacity: float = 1.0) -> str:
    parts = [str(int(hue[start : start + 2], 16)) for start in (1, 3, 5)]
    return ",".join([*parts, str(round(255 * opacity))])

"""Scripts for the map's frame: our own program files, and columns that cannot break out of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template

_PROGRAM: Final = (
    *("sheet.js", "stamps.js", "shapes.js", "crowd.js", "placement.js", "labels.js", "pointing.js"),
    *("signs.js", "scene.js", "columns.js", "layers.js", "walk.js", "rings.js", "coast.js", "ground.js"),
    "frame.js",
)

# JSON leaves these as they are. Inside a script they could end it (<), begin an entity (&) or a
# template string (` $), or look like one of folium's variable names (_). branca reads finished
# scripts once more as Jinja templates, so that {{, {% and {# would run on the server.
_ESCAPED: Final = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&'`$_%#"})

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]


def script_json(value: Json) -> str:
    r"""Write a value as JSON that stays a value wherever in a script it is put.

    Everything beyond ASCII is written as ``\uXXXX`` (line separators among it), and so are the
    characters that mean something to HTML, to template strings, to Jinja or to folium's renaming.
    None of them occurs in JSON's own grammar, so the value does not change.
    """
    written = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    # JSON itself never has two opening braces in a row.
    return written.translate(_ESCAPED).replace("{{", "{\\u007b")


def digest(text: str) -> str:
    """Give a fingerprint that streamlit-folium's comparison cannot overlook: it holds no underscore."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class _Verbatim(Element):
    """A piece of a page that is put there as it is."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.content = content

    def render(self, **_: object) -> str:
        """Give the content."""
        return self.content


class _Script(MacroElement):
    """A script that branca does not read as a template: it holds other people's texts."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca annotates only part of it
        self._name = type(self).__name__

    def render(self, **_: object) -> str:
        """Put the script into the page that this stands in; in its own place it leaves nothing."""
        page = self.get_root()
        if isinstance(page, Figure):
            page.script.add_child(_Verbatim(self._template.module.script(self, {})), name=self.get_name())
        return ""


class ScriptLayer(_Script):
    """One call of our own program in the map's frame, added to a folium map or feature group.

    Parameters
    ----------
    function : str
        Name of a function of ``window.symgeo`` that gives a Leaflet layer.
    value : Mapping
        Its argument.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        /* {{ this.digest }} */
        symgeo.{{ this.function }}({{ this.value }}).addTo({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, function: str, value: Mapping[str, Json]) -> None:
        super().__init__()
        self.function = function
        self.value = script_json(dict(value))
        self.digest = digest(self.value)


def layer_group(name: str, *layers: ScriptLayer) -> folium.FeatureGroup:
    """Put script layers into one feature group, ready for ``feature_group_to_add``."""
    group = folium.FeatureGroup(name=name, control=False)
    for layer in layers:
        layer.add_to(group)
    return group


def layer_columns(group: folium.FeatureGroup) -> dict[str, Json]:
    """Give the columns that a feature group of one script layer carries, for a page without a frame."""
    layer = next(child for child in group._children.values() if isinstance(child, ScriptLayer))  # noqa: SLF001 - folium has no other way to a group's content
    columns: dict[str, Json] = json.loads(layer.value)
    return columns


class MapProgram(_Script):
    """Our own program, started on the map it is added to; the map's page has loaded it with Leaflet.

    Parameters
    ----------
    settings : Mapping
        Colours, words, addresses of the geometry and the first view.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        /* {{ this.digest }} */
        symgeo.start({{ this._parent.get_name() }}, {{ this.settings }});
        {% endmacro %}
        """
    )

    def __init__(self, settings: Mapping[str, Json]) -> None:
        super().__init__()
        self.settings = script_json(dict(settings))
        # A new program is a new map.
        self.digest = digest(self.settings + program_name())


@cache
def read_program() -> str:
    """Read our own program files and the style sheet, in the order in which they need each other."""
    folder = files("symgeo.views") / "layers"
    style = (folder / "map.css").read_text(encoding="utf-8")
    first = f"window.symgeo = {{}};\nsymgeo.css = {script_json(style)};"
    return "\n".join([first, *((folder / name).read_text(encoding="utf-8") for name in _PROGRAM)])


@cache
def program_name() -> str:
    """Give the name under which the server gives out the program together with what it needs."""
    return f"map-{digest(read_program())}.js"


def program_with(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """Put Leaflet and its plug-ins before our own program: one file is loaded sooner than several in turn.

    Parameters
    ----------
    scripts, styles : sequence of str
        Content of the browser files, in the order in which they need each other.
    """
    before = script_json("\n".join(styles) + "\n")
    return "\n".join([*scripts, read_program(), f"symgeo.css = {before} + symgeo.css;"])

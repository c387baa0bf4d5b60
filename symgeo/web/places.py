"""Names of places for the map: the columns it draws, made from the table of places at the start."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Final

from symgeo.errors import SetupError
from symgeo.web.geometry import GeometryFile

_ZOOM_BY_POPULATION: Final = ((50_000, 6.5), (15_000, 7.5), (5_000, 8.5), (2_000, 9.5), (1_000, 10.5))
"""From how many inhabitants on a name is shown, and from which zoom of the map on."""
_ZOOM_OF_SMALLEST: Final = 11.5


def read_places(path: Path) -> GeometryFile:
    """Read the table of places and give its columns ``name``, ``lat``, ``lon`` (degrees) and ``from``.

    ``from`` is the zoom of the map from which a name is shown. The largest places come first: where
    two names would cover each other, the first one is written.

    Raises
    ------
    SetupError
        If the table cannot be read.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            places = sorted(csv.DictReader(file), key=lambda place: -int(place["population"]))
        columns = {
            "name": [place["name"] for place in places],
            "lat": [round(float(place["lat"]), 4) for place in places],
            "lon": [round(float(place["lon"]), 4) for place in places],
            "from": [_first_zoom(int(place["population"])) for place in places],
        }
    except (OSError, KeyError, ValueError) as error:
        message = f"The map's places cannot be read from {path}. Restore this file from the repository."
        raise SetupError(message) from error
    return GeometryFile.of(json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode())


def _first_zoom(population: int) -> float:
    return next((zoom for least, zoom in _ZOOM_BY_POPULATION if population >= least), _ZOOM_OF_SMALLEST)

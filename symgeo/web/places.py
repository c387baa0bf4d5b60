"""Names of places for the map: the columns it draws, made from the table of places at the start."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from symgeo.errors import SetupError
from symgeo.views.map_places import first_zoom
from symgeo.web.geometry import GeometryFile


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
            "from": [first_zoom(int(place["population"])) for place in places],
        }
    except (OSError, KeyError, ValueError) as error:
        message = f"The map's places cannot be read from {path}. Restore this file from the repository."
        raise SetupError(message) from error
    return GeometryFile.of(json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode())

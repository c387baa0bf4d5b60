"""Positions from outside the file: a press on the map, or a geocoder's answer."""

from __future__ import annotations

from typing import Final

from symgeo.storage.interpretation.interpret import Interpreted
from symgeo.storage.readers.reading import Reading
from symgeo.storage.repair.state import Cell, Point, RepairState, with_edits, with_extra

_PAIRS: Final = (("lat", "lon"), ("north", "east"), ("lat", "east"), ("north", "lon"), ("y", "x"))
_DIGITS: Final = 6
"""Decimals of degrees; a tenth of a metre."""


def with_point(state: RepairState, reading: Reading, interpreted: Interpreted, point: Point) -> RepairState:
    """Give a site another position; in the file's own columns of coordinates where it has any.

    Degrees may stand among metres: every row is read by itself.

    Parameters
    ----------
    state : RepairState
        Stays as it is.
    reading : Reading
        The file as it was read.
    interpreted : Interpreted
        With what its columns are.
    point : Point
        Where the site of a row lies.
    """
    lat, lon = f"{point.lat:.{_DIGITS}f}", f"{point.lon:.{_DIGITS}f}"
    own = {m.field: m.column for m in reversed(interpreted.columns) if m.column < reading.grid.shape[1]}
    cells: dict[Cell, str] = {}
    extra: dict[tuple[int, str], str] = {}
    pair = next((pair for pair in _PAIRS if pair[0] in own and pair[1] in own), None)
    if pair:
        cells = {(point.row, own[pair[0]]): lat, (point.row, own[pair[1]]): lon}
    elif "coordinates" in own:
        cells = {(point.row, own["coordinates"]): f"{lat}, {lon}"}
    else:
        extra = {(point.row, "lat"): lat, (point.row, "lon"): lon}
    for field, text in (("coord_precision", point.precision), ("coord_source", point.source)):
        if field in own:
            cells[(point.row, own[field])] = text
        else:
            extra[(point.row, field)] = text
    return with_extra(with_edits(state, cells), extra)

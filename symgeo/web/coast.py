"""The fine coast for the map: pieces cut and compressed when they are first asked for."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from symgeo.analysis.coast_pieces import GRID_DEGREES, PIECES, CoastGround, CoastPiece
from symgeo.errors import SetupError
from symgeo.web.geometry import GeometryFile

ADDRESS: Final = "/coast/{row}/{column}.json"
KEPT_PIECES: Final = 400
"""Pieces kept in memory: three counties; about 1 MB, and 16 MB if each were as large as the largest."""

_NUMBER: Final = re.compile(r"[1-9][0-9]{0,2}|0")
"""One spelling for each piece, and nothing that is not a piece's."""


class CoastPieces:
    """Pieces of one land file; threads may ask at the same time.

    The file is read when the first piece is asked for: a map of the whole country never does.

    Parameters
    ----------
    land : Path
        GeoParquet with the column ``kind``.
    counties : Path
        GeoJSON of counties that reach out to sea, with the property ``code``.

    Raises
    ------
    SetupError
        If one of the files is missing.
    """

    def __init__(self, land: Path, counties: Path) -> None:
        for path in (land, counties):
            if not path.is_file():
                message = f"The map's coast is missing in {path}. Restore this file from the repository."
                raise SetupError(message)
        self._land = land
        self._counties = counties
        self._reading = Lock()
        self._ground: CoastGround | None = None
        self.piece = lru_cache(maxsize=KEPT_PIECES)(self._piece)

    def answer(self, request: Request) -> Response:
        """Give the piece that an address names; 404 for every other address."""
        asked = [request.path_params[name] for name in ("row", "column")]
        if not all(_NUMBER.fullmatch(number) for number in asked):
            return _nothing_here()
        row, column = map(int, asked)
        if not PIECES.holds(row, column):
            return _nothing_here()
        return self.piece(row, column).answer(request)

    def _piece(self, row: int, column: int) -> GeometryFile:
        return GeometryFile.of(packed(self._read().cut(row, column), PIECES.corner(row, column)))

    def _read(self) -> CoastGround:
        with self._reading:
            if self._ground is None:
                self._ground = CoastGround.from_frames(
                    gpd.read_parquet(self._land), gpd.read_file(self._counties, engine="pyogrio")
                )
            return self._ground


def coast_route(land: Path, counties: Path) -> Route:
    """Give the route that answers with pieces of the fine coast.

    Raises
    ------
    SetupError
        If one of the files is missing.
    """
    pieces = CoastPieces(land, counties)

    # No coroutine: Starlette cuts in a thread then, and the pages go on meanwhile.
    def answer(request: Request) -> Response:
        return pieces.answer(request)

    return Route(ADDRESS, answer)


def packed(piece: CoastPiece, corner: tuple[float, float]) -> bytes:
    """Write a piece as JSON: ``land`` and ``lakes`` are lists of rings, ``counties`` such lists by code.

    A ring is a flat list of whole numbers: lon, lat of its first point in steps of `GRID_DEGREES` from the
    piece's south-western corner, then the way to each further point; it is closed without a last point.
    Holes are rings like others: the drawing fills by the even-odd rule.

    Parameters
    ----------
    piece : CoastPiece
        What is written.
    corner : (float, float)
        lon, lat in degrees.
    """
    content = {
        "land": _rings(piece.land, corner),
        "lakes": _rings(piece.lakes, corner),
        "counties": {code: _rings(polygons, corner) for code, polygons in piece.counties},
    }
    return json.dumps(content, separators=(",", ":")).encode()


def _rings(
    polygons: np.ndarray[tuple[int, ...], np.dtype[np.object_]], corner: tuple[float, float]
) -> list[list[int]]:
    rings = []
    for ring in shapely.get_rings(polygons):
        degrees = shapely.get_coordinates(ring)[:-1] - np.array(corner)
        steps = np.rint(degrees / GRID_DEGREES).astype(np.int64)
        rings.append(np.diff(steps, axis=0, prepend=0).ravel().tolist())
    return rings


def _nothing_here() -> Response:
    return PlainTextResponse("Not Found", status_code=404)

"""A real server on a free port: the clients of test kits tidy hostile addresses before they send them."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pytest
import uvicorn
from shapely.geometry import box
from starlette.applications import Starlette
from starlette.middleware import Middleware

from symgeo.web.routes import own_routes
from symgeo.web.security import SecurityHeaders

SQUARE = {"type": "Polygon", "coordinates": [[[9, 62], [12, 62], [12, 64], [9, 64], [9, 62]]]}
LAND = json.dumps({"features": [{"properties": {"kind": "land"}, "geometry": SQUARE}]}).encode()
COUNTIES = json.dumps(
    {"features": [{"properties": {"code": "NO-50", "name": "Trøndelag"}, "geometry": SQUARE}]}
).encode()
SCRIPT = b"L = {};"
FULLSCREEN = b"L.Control.FullScreen = {};"
PLACES = (
    b"name,lat,lon,population\nOrkanger,63.30012,9.84987,8500\n\xc3\x96rnsk\xc3\xb6ldsvik,63.29,18.71,32953\n"
)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


Get = Callable[..., Answer]


@pytest.fixture(scope="module")
def served_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    (folder / "secret.txt").write_bytes(b"secret")
    for name, content in (
        ("assets/leaflet/leaflet.js", SCRIPT),
        ("assets/leaflet/leaflet.css", b".leaflet{}"),
        ("assets/leaflet.fullscreen/Control.FullScreen.js", FULLSCREEN),
        ("assets/leaflet.fullscreen/Control.FullScreen.css", b".fullscreen-icon{}"),
        ("assets/leaflet/images/layers.png", b"\x89PNG"),
        ("assets/full/icon.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("geo/land_draw.geojson", LAND),
        ("geo/counties.geojson", COUNTIES),
        ("geo/places.csv", PLACES),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    write_coast(folder / "geo")
    return folder


def write_coast(folder: Path) -> None:
    """A square of land with a lake, in one county."""
    land = gpd.GeoDataFrame(
        {"kind": ["land", "lake"]}, geometry=[box(9.6, 63, 9.8, 63.1), box(9.65, 63.04, 9.7, 63.06)], crs=4326
    )
    land.to_parquet(folder / "land_fine.parquet")
    counties = gpd.GeoDataFrame({"code": ["NO-50"]}, geometry=[box(9, 62, 12, 64)], crs=4326)
    counties.to_file(folder / "counties_sea.geojson", driver="GeoJSON")


@pytest.fixture(scope="module")
def get(served_folder: Path) -> Iterator[Get]:
    """Give a function that asks the server for an address exactly as it is written."""
    routes = own_routes(browser_files=served_folder / "assets", geometry_folder=served_folder / "geo")
    server = uvicorn.Server(
        uvicorn.Config(Starlette(routes=routes, middleware=[Middleware(SecurityHeaders)]), log_level="error")
    )
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)

        def ask(address: str, **headers: str) -> Answer:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", address, headers=named)
            response = connection.getresponse()
            told = {name.lower(): value for name, value in response.getheaders()}
            answer = Answer(response.status, told, response.read())
            connection.close()
            return answer

        yield ask
        server.should_exit = True
        thread.join()

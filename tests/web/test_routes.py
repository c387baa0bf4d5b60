"""Our own addresses beside Streamlit's."""

import json
from pathlib import Path

from starlette.routing import Mount, Route

from symgeo import __version__
from symgeo.views.map_script import program_name
from symgeo.vocabulary import ASSETS_PATH, GEO_PATH
from symgeo.web.routes import own_routes

from .conftest import Get


def test_health_tells_the_version(get: Get) -> None:
    answer = get("/health")
    assert json.loads(answer.body) == {"status": "ok", "version": __version__}
    assert answer.headers["cache-control"] == "no-store"


def test_addresses_stand_below_the_base_path(served_folder: Path) -> None:
    routes = own_routes(
        base_url_path="/symbiosis/",
        browser_files=served_folder / "assets",
        geometry_folder=served_folder / "geo",
    )
    assert {route.path for route in routes if isinstance(route, Route | Mount)} == {
        "/symbiosis/health",
        f"/symbiosis/{ASSETS_PATH}",
        f"/symbiosis/{ASSETS_PATH}/{program_name()}",
        f"/symbiosis/{GEO_PATH}",
    }

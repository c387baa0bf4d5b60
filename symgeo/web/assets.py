"""Browser files, given out by our own server and never taken from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from symgeo.errors import SetupError

CACHE_CONTROL: Final = "public, max-age=86400, stale-while-revalidate=2592000"
"""A day without asking: a second visit draws the map without waiting for these files."""


class AssetFiles(StaticFiles):
    """Files of one folder with type, ETag and a long cache; anything else is a 404."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            message = f"The browser files are missing in {folder}. Run: python3 -m symgeo setup"
            raise SetupError(message)
        super().__init__(directory=folder)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Give one file, or raise a 404."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = CACHE_CONTROL
        return response

"""The map at the size of a country, beside what an analyst would write with Folium or pydeck."""

from __future__ import annotations

from typing import Final

FILES_PATH: Final = "peers"
"""Where the benchmark's server gives out the peers' browser files."""
FOLDER_VARIABLE: Final = "SYMGEO_BENCH_FILES"
"""Names the folder with those files."""
WITH_GROUND: Final = "-ground"
"""At the end of a way's name: a peer that draws land and counties as well, as our own map does."""

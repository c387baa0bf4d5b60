"""Names of places: columns for the map, the largest first."""

import json
from pathlib import Path

import pytest

from symgeo.errors import SetupError
from symgeo.web.places import read_places

from .conftest import Get


def test_places_are_columns_with_the_largest_first(get: Get) -> None:
    assert json.loads(get("/geo/places.json").body) == {
        "name": ["Örnsköldsvik", "Orkanger"],
        "lat": [63.29, 63.3001],
        "lon": [18.71, 9.8499],
        # 32,953 inhabitants: from 15,000 on; 8,500: from 5,000 on.
        "from": [7.5, 8.5],
    }


@pytest.mark.parametrize("content", ["name,lat,lon\nA,1,2\n", "name,lat,lon,population\nA,north,2,3\n"])
def test_broken_table_of_places_names_the_file(tmp_path: Path, content: str) -> None:
    path = tmp_path / "places.csv"
    path.write_text(content)
    with pytest.raises(SetupError, match=r"places\.csv"):
        read_places(path)

"""The map's program comes as one file with what it needs."""

import gzip

from symgeo.views.map_script import program_name, read_program

from .conftest import FULLSCREEN, SCRIPT, Get

ADDRESS = f"/assets/{program_name()}"


def test_one_file_holds_the_libraries_then_our_program_and_all_styles(get: Get) -> None:
    answer = get(ADDRESS)
    assert answer.headers["content-type"].startswith("text/javascript")
    content = answer.body.decode()
    places = [content.index(part) for part in (SCRIPT.decode(), FULLSCREEN.decode(), read_program())]
    assert places == sorted(places)
    assert content.index(".leaflet{}") < content.index(".fullscreen-icon{}")


def test_the_file_is_compressed_and_kept_and_has_no_other_name(get: Get) -> None:
    answer = get(ADDRESS, Accept_Encoding="gzip")
    assert gzip.decompress(answer.body) == get(ADDRESS).body
    assert "max-age=" in answer.headers["cache-control"]
    assert get(ADDRESS, If_None_Match=answer.headers["etag"]).status == 304
    assert get("/assets/map-0.js").status == 404

"""Security headers: on every answer, and no wider than needed."""

import pytest

from symgeo.web.security import content_security_policy

from .conftest import Get


def _directives(policy: str) -> dict[str, set[str]]:
    return {words[0]: set(words[1:]) for words in (part.split() for part in policy.split(";"))}


@pytest.mark.parametrize(
    "address", ["/health", "/assets/leaflet/leaflet.js", "/assets/nothing.js", "/geo/land.json"]
)
def test_every_answer_has_the_headers(get: Get, address: str) -> None:
    headers = get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "frame-ancestors 'self'" in headers["content-security-policy"]


def test_only_background_maps_may_come_from_other_hosts() -> None:
    foreign = {
        (directive, source)
        for directive, sources in _directives(content_security_policy("localhost:8501")).items()
        for source in sources
        if "//" in source and "localhost:8501" not in source
    }
    assert foreign == {
        ("img-src", "https://cache.kartverket.no"),
        ("img-src", "https://tile.openstreetmap.org"),
    }


def test_sockets_are_allowed_to_the_own_host_only() -> None:
    connect = _directives(content_security_policy("localhost:8501"))["connect-src"]
    assert connect == {"'self'", "ws://localhost:8501", "wss://localhost:8501", "blob:", "data:"}


@pytest.mark.parametrize("host", ["", "a; script-src *", "a b", "a,b", "*"])
def test_hostile_host_does_not_change_the_policy(host: str) -> None:
    assert _directives(content_security_policy(host))["connect-src"] == {"'self'", "blob:", "data:"}


def test_scripts_come_from_the_own_server_only() -> None:
    scripts = _directives(content_security_policy("localhost"))["script-src"]
    assert scripts == {"'self'", "'unsafe-inline'", "'unsafe-eval'", "blob:"}

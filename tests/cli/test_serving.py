"""A server for a while: it answers, it stops, and it says why it cannot start."""

import urllib.error
import urllib.request

import pytest

from symgeo.cli.serving import serving
from symgeo.errors import SetupError


def test_the_server_answers_and_is_gone_afterwards() -> None:
    with serving() as address, urllib.request.urlopen(f"{address}/health") as answer:
        assert answer.status == 200
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"{address}/health")


def test_a_server_that_cannot_start_says_why() -> None:
    with pytest.raises(SetupError, match="nothing_here"), serving("nothing_here.py"):
        pass

"""The same order gives the same slides, whenever they are made."""

from __future__ import annotations

import datetime
import time
import zipfile
from types import SimpleNamespace

import pytest
import xlsxwriter.core

from symgeo.handouts.kinds import Kind
from symgeo.handouts.material import Material
from symgeo.handouts.slides import write_slides
from tests.handouts.conftest import Made


class _Later(datetime.datetime):
    """A clock that goes after."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> _Later:
        return cls(2031, 5, 17, tzinfo=tz)


def test_slides_are_the_same_bytes_at_another_hour(
    material: Material, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = made(Kind.SLIDES)
    clock = SimpleNamespace(time=lambda: 1_900_000_000.0, localtime=time.localtime)
    monkeypatch.setattr(zipfile, "time", clock)
    monkeypatch.setattr(xlsxwriter.core, "datetime", _Later)
    assert write_slides(material) == first

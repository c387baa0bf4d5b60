"""What every test of the interpretation needs: the shipped knowledge, and a file read and interpreted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from symgeo.storage.interpretation.answers import Answers
from symgeo.storage.interpretation.files import interpret_file
from symgeo.storage.interpretation.interpret import Interpreted
from symgeo.storage.interpretation.vocabulary import Knowledge, load_knowledge

Interpret = Callable[..., Interpreted]


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture
def interpreted(tmp_path: Path, knowledge: Knowledge) -> Interpret:
    def interpret(text: str, answers: Answers | None = None) -> Interpreted:
        path = tmp_path / "file.csv"
        path.write_text(text, encoding="utf-8")
        return interpret_file(path, knowledge, answers)[1]

    return interpret

"""A file under repair in one value: read, decided, interpreted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from symgeo.storage.interpretation.interpret import Interpreted
from symgeo.storage.interpretation.vocabulary import Knowledge, load_knowledge
from symgeo.storage.readers.file import read_file
from symgeo.storage.readers.reading import Reading
from symgeo.storage.repair.changes import Action, ActionKind, apply
from symgeo.storage.repair.groups import Group, find_groups
from symgeo.storage.repair.replay import replay
from symgeo.storage.repair.state import RepairState
from symgeo.storage.repair.summary import Summary, summarise


@dataclass(frozen=True, eq=False)
class File:
    """A file in the state that its repair has reached."""

    reading: Reading
    state: RepairState
    found: Interpreted
    knowledge: Knowledge

    @property
    def groups(self) -> tuple[Group, ...]:
        return find_groups(self.reading, self.state, self.found, self.knowledge)

    @property
    def summary(self) -> Summary:
        return summarise(self.found, self.state)

    def action(self, kind: ActionKind, detail: str | None = None) -> Action:
        return next(
            action
            for group in self.groups
            for action in group.actions
            if action.kind is kind and detail in (None, action.detail)
        )

    def press(self, kind: ActionKind, detail: str | None = None) -> File:
        return self.then(apply(self.state, self.action(kind, detail)))

    def then(self, state: RepairState) -> File:
        return File(self.reading, state, replay(self.reading, state, self.knowledge), self.knowledge)


Open = Callable[[str], File]


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge()


def opened(path: Path, knowledge: Knowledge, state: RepairState | None = None) -> File:
    state = state or RepairState()
    reading = read_file(path, options=state.options)
    return File(reading, state, replay(reading, state, knowledge), knowledge)


@pytest.fixture
def open_text(tmp_path: Path, knowledge: Knowledge) -> Open:
    def open_(text: str) -> File:
        path = tmp_path / "file.csv"
        path.write_text(text, encoding="utf-8")
        return opened(path, knowledge)

    return open_

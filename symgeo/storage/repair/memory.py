"""The same repairs as last time: what of a repair holds for the sender's next file too."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from symgeo.storage.database import Database
from symgeo.storage.interpretation.answers import Answers
from symgeo.storage.interpretation.codes import TableKind
from symgeo.storage.interpretation.folding import fold
from symgeo.storage.interpretation.interpret import Interpreted
from symgeo.storage.readers.reading import Kind, Quotes, Reading, ReadOptions
from symgeo.storage.remembered import find_memory, save_memory
from symgeo.storage.repair.changes import Change, changed
from symgeo.storage.repair.state import Cell, RepairState
from symgeo.storage.revisions import Repair

_DIGIT: Final = re.compile(r"\d")
_FORM: Final = 1


@dataclass(frozen=True)
class Remembered:
    """What is remembered of a sender's file with the same headings.

    Attributes
    ----------
    sender : str
        Whose.
    made_at : datetime
        When it was saved, in UTC.
    options : ReadOptions
        How the file was read.
    answers : Answers
        What was said about columns and words.
    words : tuple of (int, str, str)
        Column, word in the file, and what was put in its place.
    """

    sender: str
    made_at: datetime
    options: ReadOptions
    answers: Answers
    words: tuple[tuple[int, str, str], ...]

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was decided that could be repeated."""
        return not self.words and self.answers == Answers() and self.options == ReadOptions()


def remember(
    database: Database,
    sender: str,
    reading: Reading,
    interpreted: Interpreted,
    state: RepairState,
    *,
    when: datetime,
) -> None:
    """Keep what of a repair holds for the next file: options, columns, words; never what a row says.

    Raises
    ------
    StoreError
        If the database cannot save.
    """
    content = {
        "form": _FORM,
        "options": _options_as_data(state.options),
        "answers": _answers_as_data(state.answers),
        "words": [list(word) for word in _words(reading, state)],
    }
    save_memory(database, sender, signature_of(reading, interpreted), json.dumps(content), when=when)


def recall(
    database: Database, reading: Reading, interpreted: Interpreted, sender: str = ""
) -> Remembered | None:
    """Give what is remembered of files with the same headings; None where that is nothing."""
    memory = find_memory(database, signature_of(reading, interpreted), sender)
    if memory is None:
        return None
    content = json.loads(memory.content)
    if content["form"] != _FORM:
        return None
    return Remembered(
        memory.sender,
        memory.made_at,
        _options_of(content["options"]),
        _answers_of(content["answers"]),
        tuple((int(column), str(word), str(other)) for column, word, other in content["words"]),
    )


def recalled(state: RepairState, remembered: Remembered, reading: Reading) -> RepairState:
    """Repair a file as last time; what was decided about this file already stays.

    The file has to be read with the options of the state that comes back.
    """
    edits = dict(_repeated(remembered, reading))
    own = state.answers
    before = remembered.answers
    change = Change(
        decimals=before.decimals,
        units=before.units,
        fields=before.fields,
        resources=before.resources,
        direction=before.direction if not own.direction else "",
        system=before.system if not own.system else "",
        edits=tuple((cell, text) for cell, text in sorted(edits.items()) if cell not in dict(state.edits)),
    )
    repaired = changed(state, change)
    # What was said about this file wins over what was said about the last one.
    answers = changed(repaired, Change(own.decimals, own.units, own.fields, own.resources)).answers
    return replace(
        repaired,
        options=remembered.options if state.options == ReadOptions() else state.options,
        answers=replace(answers, table=own.table or before.table, counties=own.counties or before.counties),
        repairs=(*state.repairs, Repair("remembered", "", len(change.edits), remembered.sender)),
    )


def signature_of(reading: Reading, interpreted: Interpreted) -> str:
    """Give what files with the same headings have in common."""
    width = reading.grid.shape[1]
    labels = [fold(match.label) or match.label for match in interpreted.columns if match.column < width]
    return hashlib.sha256("\n".join(labels).encode()).hexdigest()


def _words(reading: Reading, state: RepairState) -> Iterator[tuple[int, str, str]]:
    """Give words that an action replaced everywhere; never a number, nor what a person typed."""
    grid = reading.grid
    found: dict[tuple[int, str], set[str]] = {}
    for (row, column), text in state.edits:
        if (row, column) in state.typed or not text or column not in grid.columns or row not in grid.index:
            continue
        word = str(grid.at[row, column])
        if word and not _DIGIT.search(word):
            found.setdefault((column, word), set()).add(text)
    for (column, word), texts in sorted(found.items()):
        if len(texts) == 1:
            yield column, word, texts.pop()


def _repeated(remembered: Remembered, reading: Reading) -> Iterator[tuple[Cell, str]]:
    for column, word, text in remembered.words:
        if column in reading.grid.columns:
            cells = reading.grid[column]
            for row in cells.index[cells == word].tolist():
                yield (int(row), column), text


def _options_as_data(options: ReadOptions) -> dict[str, Any]:
    return {
        "kind": options.kind,
        "encoding": options.encoding,
        "delimiter": options.delimiter,
        "quotes": options.quotes,
        "sheet": options.sheet,
        "crs": options.crs,
    }


def _options_of(data: Mapping[str, Any]) -> ReadOptions:
    kind, quotes = data["kind"], data["quotes"]
    return ReadOptions(
        kind=Kind(kind) if kind else None,
        encoding=data["encoding"],
        delimiter=data["delimiter"],
        quotes=Quotes(quotes) if quotes else None,
        sheet=data["sheet"],
        crs=data["crs"],
    )


def _answers_as_data(answers: Answers) -> dict[str, Any]:
    return {
        "fields": answers.fields,
        "table": answers.table,
        "decimals": answers.decimals,
        "units": answers.units,
        "resources": answers.resources,
        "direction": answers.direction,
        "system": answers.system,
        "counties": answers.counties,
    }


def _answers_of(data: Mapping[str, Any]) -> Answers:
    return Answers(
        fields=_columns(data["fields"]),
        table=TableKind(data["table"]) if data["table"] else None,
        decimals=_columns(data["decimals"]),
        units=_columns(data["units"]),
        resources=tuple((str(word), str(code)) for word, code in data["resources"]),
        direction=str(data["direction"]),
        system=str(data["system"]),
        counties=tuple(str(code) for code in data["counties"]),
    )


def _columns(pairs: list[list[Any]]) -> tuple[tuple[int, str], ...]:
    return tuple((int(column), str(text)) for column, text in pairs)

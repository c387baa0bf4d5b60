"""Work beside the page tells how far it is, can be cancelled, and hands over its result or its error."""

from __future__ import annotations

import threading
from pathlib import Path

import openpyxl
import pytest

from symgeo.errors import Cancelled, ReadError
from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.storage.readers.reading import Progress
from symgeo.storage.repair.jobs import Job, part_of
from symgeo.storage.repair.opening import open_file
from symgeo.storage.repair.state import RepairState
from tests.storage.repair.forty_rows import write_forty_rows


def test_a_job_gives_its_result() -> None:
    job = Job.started(lambda _progress: 6 * 7)
    assert (job.result(), job.done, job.is_running) == (42, 1.0, False)


def test_a_job_tells_how_far_it_is_and_stops_when_asked() -> None:
    is_half, may_go_on = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        part_of(progress, 0.0, 0.5)(1.0)
        is_half.set()
        may_go_on.wait(30)
        progress(0.9)

    job = Job.started(work)
    assert is_half.wait(30)
    assert (job.done, job.is_running) == (0.5, True)
    job.cancel()
    may_go_on.set()
    with pytest.raises(Cancelled):
        job.result()
    assert job.done == 0.5


def test_a_job_hands_over_what_went_wrong(tmp_path: Path, knowledge: Knowledge) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    job = Job.started(lambda progress: open_file(path, RepairState(), knowledge, progress=progress))
    with pytest.raises(ReadError):
        job.result()


def test_progress_never_goes_back_while_a_file_is_opened(tmp_path: Path, knowledge: Knowledge) -> None:
    path = write_forty_rows(tmp_path / "anlegg.csv")
    told: list[float] = []
    opened = open_file(path, RepairState(), knowledge, progress=told.append)
    assert told == sorted(told)
    assert max(told) <= 1.0
    again: list[float] = []
    fewer = open_file(path, RepairState(left_out=frozenset({2})), knowledge, progress=again.append)
    assert again == sorted(again)
    assert (len(opened.found.rows), len(fewer.found.rows)) == (40, 39)


def test_the_sheet_that_was_chosen_stays_chosen(tmp_path: Path, knowledge: Knowledge) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "Notater"
    for text in ("Dette", "Her", "Og"):
        book.active.append([text, "er ikke en tabell", "over anlegg"])
    book.create_sheet("Anlegg").append(["Navn", "Kommune"])
    book["Anlegg"].append(["A", "Orkland"])
    path = tmp_path / "book.xlsx"
    book.save(path)
    opened = open_file(path, RepairState(), knowledge)
    assert (opened.reading.sheet, opened.state.options.sheet) == ("Anlegg", "Anlegg")
    assert open_file(path, opened.state, knowledge).reading.sheet == "Anlegg"

"""Measure how long a file takes to read, and how much memory: ``python benchmarks/measure_reading.py``.

Makes a table of ``--rows`` rows and ten columns as CSV (semicolons, Windows-1252) and XLSX, and reads each in
a process of its own. Memory is the most that the process ever held beyond what it held before reading.
"""

from __future__ import annotations

import argparse
import csv
import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import xlsxwriter

_ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(_ROOT))

from symgeo.storage.readers.file import read_file  # noqa: E402  # the checkout is put on the path first

_HEADER: Final = (
    "Anlegg",
    "Kommune",
    "Kommunenummer",
    "Breddegrad",
    "Lengdegrad",
    "Ressurs",
    "Retning",
    "Mengde",
    "Enhet",
    "Merknad",
)


def main() -> int:
    """Make the files, read them and print a line for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=100_000, help="how many (default: 100000)")
    parser.add_argument("files", nargs="*", type=Path, help="measure these instead")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        paths = options.files or [
            _write_csv(Path(name) / "table.csv", options.rows),
            _write_xlsx(Path(name) / "table.xlsx", options.rows),
        ]
        for path in paths:
            # A process of its own: its memory has not been used by another file before.
            process = multiprocessing.get_context("spawn").Process(target=_measure, args=(path,))
            process.start()
            process.join()
    return 0


def _measure(path: Path) -> None:
    warm = path.parent / f"warm{path.suffix}"
    (_write_xlsx if path.suffix == ".xlsx" else _write_csv)(warm, 5)
    read_file(warm)
    before = _megabytes("VmRSS")
    wall, processor = time.perf_counter(), time.process_time()
    updates: list[float] = []
    reading = read_file(path, progress=updates.append)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    most = _megabytes("VmHWM") - before
    size = path.stat().st_size / 2**20
    rows, columns = reading.grid.shape
    print(
        f"{path.suffix[1:]:5} {rows:,} x {columns}, {size:.1f} MiB: "
        f"{wall:.1f} s ({processor:.1f} s processor), "
        f"{most:.0f} MiB at most = {most / size:.1f} times the file, {len(updates)} progress updates"
    )


def _megabytes(name: str) -> float:
    """Give the memory held now (VmRSS) or at most (VmHWM), as Linux counts it for this programme alone."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))


def _rows(count: int) -> Iterator[tuple[str | float, ...]]:
    chance = random.Random(1)  # noqa: S311  # figures for a table, no secrets
    for number in range(count):
        yield (
            f"Anlegg nummer {number}",
            chance.choice(("Orkland", "Sunndal", "Härnösand", "Ålesund")),
            chance.choice(("5059", "1563", "2280")),
            round(60 + chance.random() * 5, 5),
            round(8 + chance.random() * 8, 5),
            chance.choice(("Spillvarme", "Slam", "Flis", "Trevirke")),
            chance.choice(("Overskudd", "Behov")),
            round(chance.random() * 10_000, 1),
            "MWh",
            f"Notat om sak {chance.randrange(1_000)}",
        )


def _write_csv(path: Path, count: int) -> Path:
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(_HEADER)
        for row in _rows(count):
            writer.writerow(str(cell).replace(".", ",") if isinstance(cell, float) else cell for cell in row)
    return path


def _write_xlsx(path: Path, count: int) -> Path:
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    sheet = book.add_worksheet("Data")
    sheet.write_row(0, 0, _HEADER)
    for number, row in enumerate(_rows(count), start=1):
        sheet.write_row(number, 0, row)
    book.close()
    return path


if __name__ == "__main__":
    sys.exit(main())

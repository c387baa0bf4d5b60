"""Change files byte by byte and read them: ``python benchmarks/fuzz_reading.py --minutes 60``.

Well-formed files of every kind are changed at random (bits, bytes, pieces cut, doubled, swapped or taken
from another file; packed files also within their parts), and tables are made of the cells of such files.
All are read and interpreted in a process of their own. Each must give rows with outcomes or a `ReadError`.
Anything else is kept in ``benchmarks/out/fuzz`` and printed: another exception, a crash of the process,
more seconds or more memory than allowed. The same ``--seed`` makes the same files. Exit code 1 where anything
was found.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import multiprocessing
import random
import resource
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(_ROOT))

from symgeo.errors import ReadError  # noqa: E402  # the checkout is put on the path first
from symgeo.storage.interpretation.files import upload_of  # noqa: E402
from symgeo.storage.interpretation.interpret import interpret  # noqa: E402
from symgeo.storage.interpretation.vocabulary import Knowledge, load_knowledge  # noqa: E402
from symgeo.storage.readers.file import read_file  # noqa: E402
from symgeo.storage.readers.limits import Limits  # noqa: E402
from tests.storage.interpretation.cases import CASES  # noqa: E402
from tests.storage.readers import files  # noqa: E402

_OUT: Final = _ROOT / "benchmarks" / "out" / "fuzz"
_LIMITS: Final = Limits(
    size_bytes=2_000_000, rows=20_000, unpacked_bytes=40_000_000, table_bytes=20_000_000, table_growth=8
)
_MOST_SECONDS: Final = 20.0
_MOST_MEGABYTES: Final = 700
_FILES_A_PROCESS: Final = 2_000
_INTERESTING: Final = (
    b"\0",
    b"\xff",
    b'"',
    b";",
    b",",
    b"\r",
    b"\n",
    b"<",
    b">",
    b"&",
    b"'",
    b"PK",
    b"\xff\xff\xff\xff",
    b"\x80\0\0\0",
)
_MAKERS: Final[tuple[files.Maker, ...]] = (
    *(make for make, _, _ in files.WELL_FORMED_TEXTS.values()),
    files.xlsx_with_openpyxl,
    files.xlsx_with_formats,
    files.xls_with_xlwt,
    files.ods,
    files.ods_with_gdal,
    files.geojson,
    files.geojson_with_hostile_values,
    files.geopackage,
    files.shapefile,
    *(case.make for case in CASES),
)
_TABLES_MADE: Final = 0.25
"""Share of the files that are made of single cells."""
_WIDEST, _LONGEST = 9, 12


@dataclass
class Tally:
    """What came of the files."""

    outcomes: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)
    slowest_seconds: float = 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz for a while and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=1.0, help="how long (default: 1)")
    parser.add_argument("--seed", type=int, default=1, help="where chance begins (default: 1)")
    options = parser.parse_args(arguments)
    tally = Tally()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="symgeo-fuzz-") as name:
        seeds = list(_seeds(Path(name)))
        turn = 0
        while time.monotonic() - started < options.minutes * 60:
            _run_process(f"{options.seed}.{turn}", seeds, started + options.minutes * 60, tally)
            turn += 1
    _print(tally, time.monotonic() - started)
    return 1 if tally.findings else 0


def _seeds(folder: Path) -> Iterator[bytes]:
    for number, make in enumerate(_MAKERS):
        place = folder / str(number)
        place.mkdir()
        yield make(place).read_bytes()


def _run_process(seed: str, seeds: list[bytes], end: float, tally: Tally) -> None:
    """Read some thousand files in a process of their own; its death is a finding, not the end."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_work, args=(theirs, seed, seeds))
    process.start()
    theirs.close()
    content, begun = b"", time.monotonic()
    try:
        while time.monotonic() < end:
            if not ours.poll(_MOST_SECONDS):
                _keep(content, "took too long", tally)
                break
            message = ours.recv()
            if isinstance(message, bytes):
                content, begun = message, time.monotonic()
                continue
            if message is None:
                break
            tally.outcomes[message.split(":")[0]] += 1
            tally.slowest_seconds = max(tally.slowest_seconds, time.monotonic() - begun)
            if message.startswith("!"):
                _keep(content, message, tally)
    except EOFError:
        process.join()
        _keep(content, f"the process died ({process.exitcode})", tally)
    finally:
        process.kill()
        process.join()
        ours.close()


def _work(pipe: Connection, seed: str, seeds: list[bytes]) -> None:
    """Make, tell and read files; everything that is no `ReadError` is told."""
    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    chance = random.Random(seed)  # noqa: S311  # files are made, no secrets
    knowledge = load_knowledge()
    cells = _cells(seeds)
    with tempfile.TemporaryDirectory(prefix="symgeo-fuzz-") as folder:
        path = Path(folder) / "file.csv"
        for _ in range(_FILES_A_PROCESS):
            is_made = chance.random() < _TABLES_MADE
            content = table_of_cells(chance, cells) if is_made else mutated(chance, seeds)
            pipe.send(content)
            path.write_bytes(content)
            pipe.send(_outcome(path, knowledge))
    pipe.send(None)


def _outcome(path: Path, knowledge: Knowledge) -> str:
    try:
        reading = read_file(path, _LIMITS)
        found = interpret(reading, knowledge)
        if not found.problem:
            upload_of(found)
    except ReadError as error:
        outcome = error.code
    except Exception:  # noqa: BLE001  # to find what is not caught elsewhere is this command's purpose
        return f"!{traceback.format_exc()}"
    else:
        outcome = f"read as {reading.kind}, {found.problem or found.table}"
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"!memory {megabytes:.0f} MB after {outcome}" if megabytes > _MOST_MEGABYTES else outcome


def _cells(seeds: list[bytes]) -> list[str]:
    """Give the cells of the plain text files among the seeds."""
    texts = (seed.decode("cp1252", "replace") for seed in seeds if b"\0" not in seed)
    return sorted(
        {cell.strip('" ') for text in texts for line in text.splitlines() for cell in line.split(";")}
    )


def table_of_cells(chance: random.Random, cells: list[str]) -> bytes:
    """Give a small table whose cells come from anywhere; many are empty, and some stand where they should."""
    width, length = chance.randint(1, _WIDEST), chance.randint(1, _LONGEST)
    drawn = [chance.choice(cells) for _ in range(width)]
    rows = [
        [chance.choice((chance.choice(cells), chance.choice(drawn), "", "")) for _ in range(width)]
        for _ in range(length)
    ]
    return "\n".join(";".join(row) for row in rows).encode()


def mutated(chance: random.Random, seeds: list[bytes]) -> bytes:
    """Give a file of the seeds, changed once or some times, also within its packed parts."""
    content = chance.choice(seeds)
    if content.startswith(b"PK") and chance.random() < 0.6:
        return _repacked(chance, content, seeds)
    return _changed(chance, content, seeds)


def _repacked(chance: random.Random, content: bytes, seeds: list[bytes]) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        names = source.namelist()
        hit = set(chance.sample(names, k=min(len(names), chance.choice((1, 1, 2)))))
        for name in names:
            part = source.read(name)
            target.writestr(name, _changed(chance, part, seeds) if name in hit else part)
    return out.getvalue()


def _changed(chance: random.Random, content: bytes, seeds: list[bytes]) -> bytes:
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 3, 8, 20))):
        change: Callable[[random.Random, bytearray, list[bytes]], None] = chance.choice(_CHANGES)
        change(chance, data, seeds)
    return bytes(data)


def _flip_bit(chance: random.Random, data: bytearray, seeds: list[bytes]) -> None:  # noqa: ARG001  # one shape for all
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _set_byte(chance: random.Random, data: bytearray, seeds: list[bytes]) -> None:  # noqa: ARG001  # one shape for all
    if data:
        data[chance.randrange(len(data))] = chance.randrange(256)


def _insert(chance: random.Random, data: bytearray, seeds: list[bytes]) -> None:  # noqa: ARG001  # one shape for all
    place = chance.randrange(len(data) + 1)
    data[place:place] = chance.choice(_INTERESTING) * chance.choice((1, 1, 2, 50))


def _overwrite(chance: random.Random, data: bytearray, seeds: list[bytes]) -> None:  # noqa: ARG001  # one shape for all
    piece = chance.choice(_INTERESTING)
    place = chance.randrange(len(data) + 1)
    data[place : place + len(piece)] = piece


def _cut(chance: random.Random, data: bytearray, seeds: list[bytes]) -> None:  # noqa: ARG001  # one shape for all
    start, end = _range(chance, data)
    del data[start:end]


def _double(chance: random.Random, data: bytearray, seeds: list[bytes]) -> None:  # noqa: ARG001  # one shape for all
    start, end = _range(chance, data)
    data[start:start] = data[start:end] * chance.choice((1, 2, 20))


def _end_early(chance: random.Random, data: bytearray, seeds: list[bytes]) -> None:  # noqa: ARG001  # one shape for all
    del data[chance.randrange(len(data) + 1) :]


def _splice(chance: random.Random, data: bytearray, seeds: list[bytes]) -> None:
    other = chance.choice(seeds)
    start, end = _range(chance, bytearray(other))
    place = chance.randrange(len(data) + 1)
    data[place:place] = other[start:end]


def _change_number(chance: random.Random, data: bytearray, seeds: list[bytes]) -> None:  # noqa: ARG001  # one shape for all
    digits = [place for place, byte in enumerate(data[:20_000]) if 48 <= byte <= 57]
    if digits:
        place = chance.choice(digits)
        data[place : place + 1] = chance.choice((b"-1", b"0", b"99999999999", b"1e999", b"65536", b"NaN"))


def _range(chance: random.Random, data: bytearray) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(start + int(2 ** chance.uniform(0, 12)), len(data))


_CHANGES: Final = (
    _flip_bit,
    _set_byte,
    _insert,
    _overwrite,
    _cut,
    _double,
    _end_early,
    _splice,
    _change_number,
)


def _keep(content: bytes, what: str, tally: Tally) -> None:
    _OUT.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(content).hexdigest()[:16]
    (_OUT / f"{name}.bin").write_bytes(content)
    (_OUT / f"{name}.txt").write_text(what, encoding="utf-8")
    tally.findings.append(f"{name}: {what.strip().splitlines()[-1]}")
    print(tally.findings[-1], flush=True)


def _print(tally: Tally, seconds: float) -> None:
    count, slowest = tally.outcomes.total(), tally.slowest_seconds
    print(f"{count:,} files in {seconds / 60:.1f} minutes; slowest {slowest:.1f} s")
    for outcome, count in tally.outcomes.most_common():
        print(f"{count:>9,}  {'unexpected' if outcome.startswith('!') else outcome}")
    print(f"{len(tally.findings)} findings")


if __name__ == "__main__":
    sys.exit(main())

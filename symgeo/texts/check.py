"""Check all texts: ``python -m symgeo.texts.check``; exit code 1 where something is to be mended."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from symgeo.texts.catalogue_rules import Problem, check_entries, foreign_words, read_entries
from symgeo.texts.key_usage import check_usages, find_usages
from symgeo.vocabulary import LANGUAGES

_ROOT: Final = Path(__file__).resolve().parents[2]
_SOURCES: Final = ("app.py", "pages", "symgeo")


def find_problems(root: Path) -> list[Problem]:
    """Give everything that is wrong with the texts of a checkout, sorted by place.

    Parameters
    ----------
    root : Path
        Folder that holds ``symgeo/`` and ``pages/``.
    """
    texts = root / "symgeo" / "texts"
    entries, problems = read_entries(texts / "catalogues")
    problems += check_entries(entries)
    usages = find_usages((root / name for name in _SOURCES if (root / name).exists()), root)
    problems += check_usages(usages, entries["en"])
    problems += check_reference_texts(texts / "reference" / "translations.csv")
    return sorted(set(problems))


def check_reference_texts(path: Path) -> Iterator[Problem]:
    """Check the translations of reference texts: unique, complete, in the right language."""
    seen: set[str] = set()
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            where = f"{path.name} line {number}"
            if row["source"] in seen:
                yield Problem(where, f"repeats {row['source']!r}")
            seen.add(row["source"])
            for language in LANGUAGES:
                text = row[language]
                if not text or text != text.strip():
                    yield Problem(where, f"column {language} is empty or has a space at an end")
                yield from foreign_words(text or "", language, where)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one line per problem.

    Returns
    -------
    int
        Exit code: 0 where all is well, 1 where something is to be mended.
    """
    parser = argparse.ArgumentParser(prog="python -m symgeo.texts.check", description=__doc__)
    parser.add_argument("--root", type=Path, default=_ROOT, help="checkout to look at")
    root: Path = parser.parse_args(arguments).root
    problems = find_problems(root.resolve())
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems" if problems else "All texts are in order.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

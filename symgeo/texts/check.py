"""Check all texts: ``python -m symgeo.texts.check``; exit code 1 where something is to be mended."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from symgeo.texts.catalogue_rules import Problem, check_entries, read_entries
from symgeo.texts.key_usage import check_usages, find_usages
from symgeo.texts.table_rules import check_dictionary, check_translations

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
    problems += check_translations(texts / "reference" / "translations.csv")
    for path in sorted((root / "symgeo" / "tables" / "dictionary").glob("*.csv")):
        problems += check_dictionary(path)
    return sorted(set(problems))


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

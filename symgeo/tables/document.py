"""Write the tables of columns in the README from the column dictionary.

``python -m symgeo.tables.document README.md`` rewrites everything between the lines
``<!-- columns:sites -->`` and ``<!-- /columns:sites -->``, and so for each table.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from symgeo.tables.schema import TABLES, Column, dictionary

_HEAD: Final = ("column", "what", "cells", "allowed", "if empty")


def columns_table(table: str, language: str = "en") -> str:
    """Give one table's columns as a Markdown table.

    Parameters
    ----------
    table : str
        Name of the table.
    language : str
        Language of the descriptions.
    """
    rows = [_HEAD, ("---",) * len(_HEAD)]
    rows += [_cells(column, language) for column in dictionary(table).columns]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in rows)


def with_columns(text: str) -> str:
    """Give a text with the table of columns between each pair of markers renewed.

    Raises
    ------
    KeyError
        If a marker names a table that does not exist.
    """
    return re.sub(
        r"(<!-- columns:(\w+) -->\n).*?(<!-- /columns:\2 -->)",
        lambda match: f"{match[1]}\n{columns_table(_known(match[2]))}\n\n{match[3]}",
        text,
        flags=re.DOTALL,
    )


def with_all_tables(text: str) -> str:
    """Give a text with a heading and markers appended for each table that it does not name yet."""
    missing = [table for table in TABLES if f"<!-- columns:{table} -->" not in text]
    parts = [f"\n### {table}\n\n<!-- columns:{table} -->\n<!-- /columns:{table} -->\n" for table in missing]
    return with_columns(text.rstrip() + "\n" + "".join(parts))


def main(arguments: list[str]) -> int:
    """Rewrite one file."""
    path = Path(arguments[0])
    text = path.read_text(encoding="utf-8")
    path.write_text(with_all_tables(text), encoding="utf-8", newline="\n")
    return 0


def _known(table: str) -> str:
    if table not in TABLES:
        raise KeyError(table)
    return table


def _cells(column: Column, language: str) -> tuple[str, ...]:
    unit = f" ({column.unit})" if column.unit else ""
    if column.codes:
        allowed = ", ".join(column.codes)
    elif column.reference:
        allowed = f"see `{column.reference}`"
    else:
        allowed = column.range_text
    if_empty = "must be filled" if column.required else column.default
    cells = (f"`{column.name}`", column.description(language), column.type.value + unit, allowed, if_empty)
    return tuple(cell.replace("|", "\\|") for cell in cells)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

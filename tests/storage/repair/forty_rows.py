"""A county's list as it comes out of an old spreadsheet: 40 rows, semicolons, Windows-1252, 5 errors.

Four rows are wrong: row 6 and row 14 have a unit that nobody knows ("MWt"), row 24 a resource with a slip
and an amount in words, row 33 a municipality that its point does not lie in. Three presses and one typed
value mend them; three more rows only deserve a look.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

ENCODING: Final = "cp1252"
HEADER: Final = "Anlegg;Kommune;Breddegrad;Lengdegrad;NACE;Ressurs;Overskudd/behov;Mengde;Enhet;Temperatur"
FINE_ROWS: Final = 36
BAD_ROWS: Final = (6, 14, 24, 33)
ERRORS: Final = 5
WARNINGS: Final = 3
TYPED: Final = ((24, 7), "5 200")
"""Row, column and text of the one value that has to be typed."""

_TOWNS: Final = (
    ("Trondheim", 63.40, 10.40),
    ("Orkland", 63.28, 9.84),
    ("Stjørdal", 63.47, 10.95),
    ("Levanger", 63.73, 11.28),
    ("Verdal", 63.79, 11.52),
    ("Steinkjer", 64.01, 11.52),
    ("Melhus", 63.27, 10.27),
    ("Malvik", 63.39, 10.72),
)
_NAMES: Final = (
    "Sagbruket",
    "Meieriet",
    "Slakteriet",
    "Bryggeriet",
    "Smelteverket",
    "Varmesentralen",
    "Trevarefabrikken",
    "Renseanlegget",
)
_FLOWS: Final = (
    ("bark", "overskudd", "12 500", "tonn", ""),
    ("myse", "overskudd", "8 000", "tonn", ""),
    ("spillvarme", "overskudd", "6 400", "MWh", "75"),
    ("matavfall", "overskudd", "950", "tonn", ""),
    ("spillvarme", "overskudd", "18 200", "MWh", "82"),
    ("fjernvarme", "behov", "24 000", "MWh", "80"),
    ("flis", "overskudd", "3 100", "tonn", ""),
    ("oksygen", "overskudd", "2 300", "tonn", ""),
)


def forty_rows() -> list[list[str]]:
    """Give the 40 rows; the first one is row 2 of the spreadsheet."""
    rows = []
    for place in range(40):
        kind = place % 8
        town, lat, lon = _TOWNS[(place // 8 + kind) % 8]
        number = place // 8 + 1
        resource, direction, amount, unit, temperature = _FLOWS[kind]
        rows.append(
            [
                f"{_NAMES[kind]} {town} {number}",
                town,
                f"{lat + 0.0031 * number + 0.0007 * kind:.4f}".replace(".", ","),
                f"{lon + 0.0029 * number - 0.0011 * kind:.4f}".replace(".", ","),
                "",
                resource,
                direction,
                amount,
                unit,
                temperature,
            ]
        )
    return rows


def with_errors(rows: list[list[str]]) -> list[list[str]]:
    """Put the errors and the warnings in."""
    rows = [list(row) for row in rows]
    rows[6 - 2][8] = rows[14 - 2][8] = "MWt"
    rows[24 - 2][5], rows[24 - 2][7] = "fliis", "mye"
    rows[33 - 2][1] = "Ålesund"
    rows[10 - 2][7] = "ca. " + rows[10 - 2][7]
    rows[11 - 2][7] = "7000-9000"
    rows[12 - 2][2], rows[12 - 2][3] = rows[12 - 2][3], rows[12 - 2][2]
    return rows


def write_forty_rows(path: Path) -> Path:
    """Write the file."""
    lines = [HEADER, *(";".join(row) for row in with_errors(forty_rows()))]
    path.write_bytes("\r\n".join([*lines, ""]).encode(ENCODING))
    return path

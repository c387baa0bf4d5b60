"""One coordinate, or a pair of them, as people write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from symgeo.storage.interpretation.numbers import normal
from symgeo.storage.interpretation.systems import find_system, without_system

_LETTER: Final = r"(?:nord|nord\.|north|syd|sør|sør\.|south|øst|öst|aust|ost|east|vest|väst|west|[nsøöoevw])"
_DEGREE: Final = r"(?:°|º|˚|\*|d(?:eg)?|gr(?:ader|\.)?)"
_MINUTE: Final = r"(?:'|′|`|´|m(?:in)?\.?)"
_SECOND: Final = r"(?:\"|″|''|´´|′′|s(?:ek|ec)?\.?)"
_NUMBER: Final = r"\d+(?:[.,]\d+)?"
_SEXAGESIMAL: Final = re.compile(
    rf"(?P<before>{_LETTER})?\s*[:.]?\s*(?P<sign>-)?\s*(?P<degrees>\d{{1,3}})\s*(?:{_DEGREE}|:|\s)\s*"
    rf"(?P<minutes>{_NUMBER})\s*(?:{_MINUTE}|:|\s|$)?\s*"
    rf"(?:(?P<seconds>{_NUMBER})\s*{_SECOND}?)?\s*(?P<after>{_LETTER})?",
    re.IGNORECASE,
)
_DECIMAL: Final = re.compile(
    rf"(?P<before>{_LETTER})?\s*[=:.]?\s*(?P<sign>-)?\s*(?P<number>\d[\d ., ']*?)\s*"
    rf"(?:{_DEGREE})?\s*(?P<unit>km|m)?\s*(?P<after>{_LETTER})?",
    re.IGNORECASE,
)
_COMPACT: Final = re.compile(
    rf"(?P<before>{_LETTER})?\s*(?P<digits>\d{{6,7}})\s*(?P<after>{_LETTER})?", re.IGNORECASE
)
_POINT: Final = re.compile(
    r"(?:srid\s*=\s*(?P<srid>\d+)\s*;)?\s*(?:multi)?point\s*(?:z|m|zm)?\s*\(+\s*"
    r"(?P<x>-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s+(?P<y>-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?:\s+-?[\d.]+)*\s*\)+",
    re.IGNORECASE,
)
_GROUPED: Final = re.compile(r"\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?")
_LATITUDE: Final = frozenset({"nord", "nord.", "north", "n", "syd", "sør", "sør.", "south", "s"})
_NEGATIVE: Final = frozenset({"syd", "sør", "sør.", "south", "s", "vest", "väst", "west", "v", "w"})
_LABELS: Final = re.compile(
    r"\b(?:lat(?:itude)?|lon(?:gitude)?|lng|breddegrad|lengdegrad|bredde|lengde|north|east|[nexyø])\s*[=:]\s*",
    re.I,
)
_SIXTY: Final = 60.0
_LONGEST_AXIS: Final = 60
_LONGEST_PAIR: Final = 150


@dataclass(frozen=True)
class Axis:
    """One coordinate.

    Attributes
    ----------
    readings : tuple of float
        What the number can be: two values where a point could be a decimal mark or stand between thousands.
    axis : str
        ``lat`` or ``lon`` where a letter says it, or "".
    decimals : int
        Digits behind the decimal mark, of degrees; 4 for degrees with minutes and seconds.
    """

    readings: tuple[float, ...] = ()
    axis: str = ""
    decimals: int = 0


@dataclass(frozen=True)
class Pair:
    """Two coordinates out of one cell, in the order in which they were written.

    Attributes
    ----------
    first, second : Axis
        The numbers.
    system : str
        Code of the system that the cell itself names, or "".
    """

    first: Axis
    second: Axis
    system: str = ""


def read_axis(text: str) -> Axis | None:
    """Read one coordinate; None where the text is none.

    Degrees with or without minutes and seconds, letters of the compass in four languages before or after
    (Ø, Ö, V and W too), and metres or kilometres with blanks or points between thousands.
    """
    if len(text) > _LONGEST_AXIS:
        return None
    cell = _one_mark(text)
    match = _DECIMAL.fullmatch(cell)
    if match and (values := _values(match["number"])):
        axis, sign = _letter(match["before"] or match["after"])
        sign = -sign if match["sign"] else sign
        scale = 1000.0 if (match["unit"] or "").casefold() == "km" else 1.0
        compact = _compact(cell)
        numbers = (*(sign * scale * value for value in values), *(compact.readings if compact else ()))
        return Axis(numbers, axis, compact.decimals if compact else _decimals(match["number"]))
    return _sexagesimal(cell)


def read_pair(text: str) -> Pair | None:
    """Read a cell with both coordinates: WKT, EWKT, or two numbers in any notation of `read_axis`."""
    if len(text) > _LONGEST_PAIR:
        return None
    cell = _one_mark(text)
    point = _POINT.fullmatch(cell)
    if point:
        system = find_system(f"EPSG:{point['srid']}") if point["srid"] else None
        axes = [Axis((float(point[name]),), "", _decimals(point[name])) for name in ("x", "y")]
        return Pair(axes[0], axes[1], system.code if system else "")
    named = find_system(cell)
    bare = _LABELS.sub(" ", without_system(cell) if named else cell).strip(" ()[]")
    zone = re.match(r"(3[234])\s*[vwx]?[\s,;]+(?=\d{6})", bare, re.IGNORECASE)
    if zone:
        named, bare = find_system(f"UTM {zone[1]}"), bare[zone.end() :]
    for first, second in _halves(bare):
        one, other = read_axis(first), read_axis(second)
        if one and other and not (one.axis and one.axis == other.axis):
            return Pair(one, other, named.code if named else "")
    return None


def _halves(cell: str) -> list[tuple[str, str]]:
    """Give the ways of cutting a cell into two coordinates, the surest first."""
    for mark in (";", "|", "/", "\n"):
        if cell.count(mark) == 1:
            first, _, second = cell.partition(mark)
            return [(first, second)]
    metres = re.fullmatch(r"(\d ?\d{3} ?\d{3}(?:[.,]\d+)?)[ ,]+(\d{2,3} ?\d{3}(?:[.,]\d+)?)", cell)
    if metres:
        return [(metres[1], metres[2])]
    four = re.fullmatch(r"(-?\d{1,3}),(\d+)[,\s]\s*(-?\d{1,3}),(\d+)", cell)
    if four:
        return [(f"{four[1]}.{four[2]}", f"{four[3]}.{four[4]}")]
    cuts = [(cell[: m.start()], cell[m.end() :]) for m in re.finditer(r",\s+|,(?=-?\d{1,3}\.)", cell)]
    letters = [
        (cell[: m.end()], cell[m.end() :])
        for m in re.finditer(r"(?<=[\d\s°'\"′″])[nsøöevw](?=[\s,\d])", cell, re.I)
    ]
    starts = [
        (cell[: m.start()], cell[m.start() :])
        for m in re.finditer(r"(?<=[\s,])[nsøöevw](?=\s*\d)", cell, re.I)
    ]
    blanks = [(cell[: m.start()], cell[m.end() :]) for m in re.finditer(r"\s+|,", cell)]
    if len(blanks) > 1:
        blanks = [blanks[len(blanks) // 2]] if len(blanks) % 2 else []
    return [(a.strip(" ,"), b.strip(" ,")) for a, b in [*letters, *starts, *cuts, *blanks]]


def _values(number: str) -> tuple[float, ...]:
    text = number.strip()
    if " " in text or "'" in text:
        if not _GROUPED.fullmatch(text):
            return ()
        text = text.replace(" ", "").replace("'", "")
        return (float(text.replace(",", ".")),)
    marks = [mark for mark in ",." if mark in text]
    if not marks:
        return (float(text),) if text.isdecimal() else ()
    if len(marks) == 2:
        decimal = max(",.", key=text.rfind)
        plain = text.replace("," if decimal == "." else ".", "").replace(decimal, ".")
        return (float(plain),) if plain.count(".") == 1 else ()
    parts = text.split(marks[0])
    grouped = all(len(part) == 3 for part in parts[1:]) and 1 <= len(parts[0]) <= 3
    whole = (float("".join(parts)),) if grouped else ()
    if not all(part.isdecimal() for part in parts):
        return ()
    return (*((float(".".join(parts)),) if len(parts) == 2 else ()), *whole)


def _one_mark(text: str) -> str:
    """Give a cell with one kind of mark for seconds."""
    cell = normal(text)
    for mark in ("''", "´´", "”", "“"):
        cell = cell.replace(mark, '"')
    return cell


def _sexagesimal(cell: str) -> Axis | None:
    match = _SEXAGESIMAL.fullmatch(cell)
    if match is None:
        return None
    minutes = float(match["minutes"].replace(",", "."))
    seconds = float((match["seconds"] or "0").replace(",", "."))
    if minutes >= _SIXTY or seconds >= _SIXTY:
        return None
    axis, sign = _letter(match["before"] or match["after"])
    value = float(match["degrees"]) + minutes / 60 + seconds / 3600
    decimals = 4 if match["seconds"] or _decimals(match["minutes"]) >= 2 else 2
    return Axis((-sign * value if match["sign"] else sign * value,), axis, decimals)


def _compact(cell: str) -> Axis | None:
    """Read degrees, minutes and seconds without marks between them; only with a letter ("631812N")."""
    match = _COMPACT.fullmatch(cell)
    letter = match and (match["before"] or match["after"])
    if not match or not letter:
        return None
    digits = match["digits"]
    minutes, seconds = float(digits[-4:-2]), float(digits[-2:])
    axis, sign = _letter(letter)
    if minutes >= _SIXTY or seconds >= _SIXTY:
        return None
    return Axis((sign * (float(digits[:-4]) + minutes / 60 + seconds / 3600),), axis, 4)


def _letter(letter: str | None) -> tuple[str, float]:
    if not letter:
        return "", 1.0
    plain = letter.casefold()
    return ("lat" if plain in _LATITUDE else "lon"), (-1.0 if plain in _NEGATIVE else 1.0)


def _decimals(number: str) -> int:
    match = re.search(r"[.,](\d+)$", number.strip())
    return len(match[1]) if match else 0

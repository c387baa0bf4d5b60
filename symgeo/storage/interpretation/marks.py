"""Points and commas in numbers: which one stands before the decimals, and which between thousands."""

from __future__ import annotations

from typing import Final

MARKS: Final = ",."
_GROUP: Final = 3


def decimal_of(numbers: list[str]) -> str:
    """Give the decimal mark that a column's clear numbers show; both where they contradict each other."""
    marks = {mark for number in numbers for mark in _evidence(number)}
    return "".join(sorted(marks))


def _evidence(number: str) -> str:
    """Give the decimal mark that one number proves, or ""."""
    grouped, bare = _bare(number)
    found = [mark for mark in MARKS if mark in bare]
    if not found or "e" in bare.lower():
        return found[0] if found else ""
    if len(found) == len(MARKS):
        return max(MARKS, key=bare.rfind)
    mark = found[0]
    if bare.count(mark) > 1:
        return _other(mark)
    return mark if grouped or not _could_be_group(bare, mark) else ""


def _could_be_group(bare: str, mark: str) -> bool:
    before, _, after = bare.partition(mark)
    return len(after) == _GROUP and 1 <= len(before) <= _GROUP and not before.startswith("0")


def _bare(number: str) -> tuple[bool, str]:
    """Give a number without blanks and apostrophes between thousands, and whether it had any."""
    bare = number.replace(" ", "").replace("'", "")
    return bare != number, bare


def _other(mark: str) -> str:
    return "." if mark == "," else ","


def number_of(number: str, mark: str) -> float | None:
    """Turn text into a number; None where it is ambiguous or no number."""
    grouped, bare = _bare(number)
    own = _evidence(number)
    found = [sign for sign in MARKS if sign in bare]
    if not found:
        return float(bare)
    decimal = own or (mark if mark in tuple(MARKS) else "")
    if not decimal:
        return None
    whole, _, part = bare.partition(decimal)
    thousands = whole.split(_other(decimal))
    if len(thousands) > 1 and not _are_groups(thousands):
        return None
    digits = part if grouped or own or decimal in bare else ""
    if any(sign in digits for sign in MARKS):
        return None
    return float("".join(thousands) + "." + digits) if digits else float("".join(thousands) or "0")


def _are_groups(groups: list[str]) -> bool:
    return 1 <= len(groups[0]) <= _GROUP and all(len(group) == _GROUP for group in groups[1:])


def readings_of(numbers: tuple[str, ...]) -> str:
    """Give what an ambiguous number could be; "" where no reading makes it a number."""
    text = next((n for n in numbers if not _evidence(n) and any(m in n for m in MARKS)), "")
    values = [number_of(text, mark) for mark in MARKS] if text else []
    return " / ".join(f"{value:.10g}" for value in values if value is not None)

"""What each column is, by its heading."""

from __future__ import annotations

import difflib
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from symgeo.storage.interpretation.codes import Code
from symgeo.storage.interpretation.folding import fold
from symgeo.storage.interpretation.resources import How, match_resource
from symgeo.storage.interpretation.systems import find_system, without_system
from symgeo.storage.interpretation.units import Unit, read_period, read_unit
from symgeo.storage.interpretation.vocabulary import Knowledge

IGNORED: Final = "ignored"
RESOURCE_AMOUNT: Final = "resource_amount"
"""Field of a column that holds the amounts of one resource (a wide table)."""
COMPANIONS: Final = frozenset(
    {"temp_c", "unit", "direction", "dm_pct", "hours", "quantity_low", "quantity_high"}
)
"""Fields that a wide table can have once for each resource."""
_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_MARKS: Final = re.compile(r"[*:¹²³]+$")
_SIMILAR: Final = 0.87
_SHORTEST_SIMILAR: Final = 5
_LONGEST_SIMILAR: Final = 40
_LENGTH_APART: Final = 3
_LONGEST_HEADING: Final = 80
_UNIT_TOKENS: Final = 3
_LANGUAGES: Final = ("nb", "nn", "sv", "en")


class Matched(StrEnum):
    """How a column was recognised."""

    EXACT = "exact"
    SIMILAR = "similar"
    CHOSEN = "chosen"
    CONTENT = "content"
    NONE = "none"


@dataclass(frozen=True)
class ColumnMatch:
    """What one column is.

    Attributes
    ----------
    column : int
        Of the grid.
    label : str
        Heading; the parts of a two-level heading are joined by " / ".
    field : str
        Column of the dictionaries, one of our own (``coordinates``, ``x``, ``y``, ``north``, ``east``,
        ``zone``, ``place``, ``postcode``, ``address``, ``ewc``, ``hours``, ``period``,
        ``resource_amount``, ``ignored``), or "" where it is not known.
    how : Matched
        How that was found.
    resource : tuple of str
        What the heading says: resource codes it can mean.
    direction : str
        ``supply``, ``demand`` or "".
    unit : str
        Unit written in the heading.
    period : str
        Period written in the heading without a unit ("mengde per uke").
    system : str
        Code of the coordinate system named in the heading.
    languages : frozenset of str
        Languages in which the heading is written so.
    """

    column: int
    label: str
    field: str = ""
    how: Matched = Matched.NONE
    resource: tuple[str, ...] = ()
    direction: str = ""
    unit: str = ""
    period: str = ""
    system: str = ""
    languages: frozenset[str] = frozenset()


def match_headers(labels: Sequence[tuple[str, str]], knowledge: Knowledge) -> tuple[ColumnMatch, ...]:
    """Say what every column is.

    Parameters
    ----------
    labels : sequence of (str, str)
        Upper and lower heading of each column; the upper one is "" where there is one level only.
    knowledge : Knowledge
        Spellings.
    """
    return tuple(
        match_header(upper, lower, knowledge, column) for column, (upper, lower) in enumerate(labels)
    )


def match_header(upper: str, lower: str, knowledge: Knowledge, column: int = 0) -> ColumnMatch:
    """Say what one column is; the lower heading says it, the upper one adds resource or direction."""
    label = " / ".join(part for part in (upper, lower) if part)
    found = _match_one(lower or upper, knowledge)
    if upper and lower:
        found = _with_upper(found, upper, lower, knowledge)
    return replace(found, column=column, label=label)


def is_known(label: str, knowledge: Knowledge) -> bool:
    """Say whether a text is a known heading or resource as it stands; cheap enough for every cell."""
    folded = fold(_BRACKETS.sub(" ", label[:_LONGEST_HEADING]))
    return folded in knowledge.headers or folded in knowledge.resource_words


def language_of(matches: Sequence[ColumnMatch]) -> str:
    """Give the language in which most headings are written; "" where no heading tells."""
    votes = Counter(language for match in matches for language in match.languages)
    telling = [match for match in matches if match.languages and len(match.languages) < len(_LANGUAGES)]
    if not telling:
        return "en" if votes else ""
    own = Counter(language for match in telling for language in match.languages)
    return max(_LANGUAGES, key=lambda language: (own[language], -_LANGUAGES.index(language)))


def _with_upper(found: ColumnMatch, upper: str, lower: str, knowledge: Knowledge) -> ColumnMatch:
    above = _match_one(upper, knowledge)
    direction = found.direction or above.direction or knowledge.word("direction", upper)
    system = found.system or above.system
    unit = found.unit or above.unit
    joined = _match_one(f"{upper} {lower}", knowledge)
    if not found.field and joined.field:
        return replace(joined, direction=direction, system=system, unit=joined.unit or unit)
    if above.field == RESOURCE_AMOUNT and found.field in COMPANIONS | {"quantity", ""}:
        field = RESOURCE_AMOUNT if found.field in ("quantity", "") and (found.field or unit) else found.field
        return replace(
            found, field=field, resource=above.resource, direction=direction, unit=unit, system=system
        )
    if not found.field and above.field in ("north", "east", "coordinates", "municipality", "name"):
        return replace(above, direction=direction, system=system)
    return replace(found, direction=direction, system=system, unit=unit)


def _match_one(label: str, knowledge: Knowledge) -> ColumnMatch:
    text = _MARKS.sub("", label.strip())[:_LONGEST_HEADING]
    system = find_system(text)
    for name, unit, period in _readings(without_system(text) if system else text, knowledge):
        found = _match_name(name, unit, knowledge)
        if found.field:
            return replace(found, label=label, period=period, system=system.code if system else "")
    field = "coordinates" if system and not fold(without_system(text)) else ""
    return _similar(text, knowledge) or ColumnMatch(
        0,
        label,
        field,
        Matched.EXACT if field else Matched.NONE,
        system=system.code if system else "",
        direction=knowledge.word("direction", text),
    )


def _readings(text: str, knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    """Give every way of taking a heading apart into a name, a unit and a period, the plain one first."""
    yield text, "", ""
    inside = _BRACKETS.findall(text)
    bare = _BRACKETS.sub(" ", text)
    unit = next((part for part in inside if _is_unit(part, knowledge)), "")
    period = next((part for part in inside if _is_period(part, knowledge)), "")
    yield bare, unit, "" if unit else period
    for name, rest in _cuts(bare):
        if _is_unit(rest, knowledge):
            yield name, rest, ""
        elif _is_period(rest, knowledge):
            yield name, unit, rest
    if not inside and _is_unit(text, knowledge):
        yield "quantity", text, ""


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    name, comma, rest = text.rpartition(",")
    if comma:
        yield name, rest
    tokens = text.split()
    for length in range(min(_UNIT_TOKENS, len(tokens) - 1), 0, -1):
        yield " ".join(tokens[:-length]), " ".join(tokens[-length:]).removeprefix("i ")
        yield " ".join(tokens[length:]), " ".join(tokens[:length])


def _is_unit(text: str, knowledge: Knowledge) -> bool:
    unit: Unit = read_unit(text, knowledge.units)
    return unit.problem not in (Code.UNIT_UNKNOWN, Code.UNIT_MISSING)


def _is_period(text: str, knowledge: Knowledge) -> bool:
    return bool(text.strip()) and not math.isnan(read_period(text, knowledge.units))


def _match_name(name: str, unit: str, knowledge: Knowledge) -> ColumnMatch:
    folded = fold(name)
    if word := knowledge.headers.get(folded):
        return ColumnMatch(
            0, name, word.field, Matched.EXACT, direction=word.direction, unit=unit, languages=word.languages
        )
    if found := _directed_amount(folded, unit, knowledge):
        return found
    return _resource_column(name, unit, knowledge)


def _directed_amount(folded: str, unit: str, knowledge: Knowledge) -> ColumnMatch | None:
    """Recognise an amount with its direction in one heading ("mengde overskudd")."""
    tokens = folded.split()
    directions = knowledge.words["direction"]
    said = {directions[token] for token in tokens if token in directions}
    rest = knowledge.headers.get(" ".join(token for token in tokens if token not in directions))
    if len(said) != 1 or rest is None or rest.field != "quantity":
        return None
    return ColumnMatch(
        0, folded, "quantity", Matched.EXACT, direction=said.pop(), unit=unit, languages=rest.languages
    )


def _resource_column(name: str, unit: str, knowledge: Knowledge) -> ColumnMatch:
    match = match_resource(name, knowledge)
    if match.how in (How.EXACT, How.CLEAR):
        return ColumnMatch(
            0,
            name,
            RESOURCE_AMOUNT,
            Matched.EXACT,
            resource=match.codes,
            direction=match.direction,
            unit=unit,
        )
    return _companion(name, unit, knowledge) or ColumnMatch(0, name)


def _companion(name: str, unit: str, knowledge: Knowledge) -> ColumnMatch | None:
    """Recognise a heading of a resource and a field ("spillvarme temperatur", "mengde slam")."""
    tokens = fold(name).split()
    for cut in range(1, len(tokens)):
        for first, last in ((tokens[:cut], tokens[cut:]), (tokens[cut:], tokens[:cut])):
            match = match_resource(" ".join(first), knowledge)
            word = knowledge.headers.get(" ".join(last))
            if match.how is How.EXACT and word and word.field in COMPANIONS | {"quantity"}:
                field = RESOURCE_AMOUNT if word.field == "quantity" else word.field
                direction = match.direction or word.direction
                return ColumnMatch(
                    0, name, field, Matched.EXACT, match.codes, direction, unit, languages=word.languages
                )
    return None


def _similar(text: str, knowledge: Knowledge) -> ColumnMatch | None:
    folded = fold(_BRACKETS.sub(" ", text))
    if not _SHORTEST_SIMILAR <= len(folded) <= _LONGEST_SIMILAR:
        return None
    words = [word for word in knowledge.headers if abs(len(word) - len(folded)) <= _LENGTH_APART]
    near = difflib.get_close_matches(folded, words, n=1, cutoff=_SIMILAR)
    if not near:
        return None
    word = knowledge.headers[near[0]]
    return ColumnMatch(
        0, text, word.field, Matched.SIMILAR, direction=word.direction, languages=word.languages
    )

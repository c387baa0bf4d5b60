"""Find which text keys the programme uses, by reading its source as a syntax tree.

A key is used by a call ``t("area.rest")``, ``texts("area.rest")`` or
``texts.plural("area.rest", n)``, by ``texts.document("area")`` (the whole area), by any other text
constant that is a key (tables of keys), or by a pattern: an f-string that begins with an area,
such as ``f"tier.{code}"``, uses every key that fits it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from symgeo.texts.catalogue_rules import Entry, Problem, placeholders

_CALLED: Final = frozenset({"t", "texts"})
_METHODS: Final = frozenset({"plural", "document"})


@dataclass(frozen=True)
class Usage:
    """One place in the source that may name a text key.

    Attributes
    ----------
    where : str
        File and line.
    pattern : Pattern
        Matches the key, or all keys that it may stand for.
    asks : bool
        True where the text is asked for, False for a constant that may be a key.
    names : frozenset of str or None
        Names of the values given in a call; None where they cannot be known.
    """

    where: str
    pattern: re.Pattern[str]
    asks: bool = False
    names: frozenset[str] | None = None


def find_usages(sources: Iterable[Path], root: Path) -> list[Usage]:
    """Find all places that name a text key, in Python files and in those under folders."""
    usages: list[Usage] = []
    for source in sources:
        for path in [source] if source.is_file() else sorted(source.rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
            usages.extend(_usages_in(tree, path.relative_to(root).as_posix()))
    return usages


def _usages_in(tree: ast.AST, path: str) -> Iterator[Usage]:
    nodes = list(ast.walk(tree))
    seen = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in nodes:
        if isinstance(node, ast.Call) and node.args and (called := _name_of(node.func)):
            for literal in _literals(node.args[0]):
                seen.add(id(literal))
                pattern = _pattern(literal, whole_area=called == "document")
                names = _given_names(node, called)
                yield Usage(f"{path}:{literal.lineno}", pattern, asks=True, names=names)
    for node in nodes:
        if id(node) not in seen and _is_text(node):
            yield Usage(f"{path}:{getattr(node, 'lineno', 0)}", _pattern(node))


def _name_of(function: ast.expr) -> str:
    """Give how texts are asked for by a call; "" for any other call."""
    if isinstance(function, ast.Name) and function.id in _CALLED:
        return function.id
    if isinstance(function, ast.Attribute) and function.attr in _CALLED | _METHODS:
        return function.attr
    return ""


def _literals(node: ast.expr) -> Iterator[ast.expr]:
    if _is_text(node):
        yield node
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def _is_text(node: ast.AST) -> bool:
    if isinstance(node, ast.JoinedStr):
        return bool(node.values) and isinstance(node.values[0], ast.Constant)
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _pattern(node: ast.AST, *, whole_area: bool = False) -> re.Pattern[str]:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    known = [re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"[\w-]+" for p in parts]
    return re.compile("".join(known) + (r"\..+" if whole_area else ""))


def _given_names(call: ast.Call, called: str) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    if None in names or called == "document":
        return None
    return frozenset(name for name in names if name is not None)


def check_usages(usages: Iterable[Usage], entries: Mapping[str, Entry]) -> list[Problem]:
    """Compare what the source asks for with what the English catalogues hold.

    Parameters
    ----------
    usages : iterable of Usage
        All places that name a key.
    entries : Mapping
        English entry by key.
    """
    problems: list[Problem] = []
    used: set[str] = set()
    areas = tuple(sorted({f"{re.escape(entry.area)}\\." for entry in entries.values()}))
    for usage in usages:
        found = _keys_of(usage, entries, areas)
        used.update(found)
        if usage.asks and not found:
            problems.append(Problem(usage.where, f"asks for {usage.pattern.pattern}, which no catalogue has"))
        if len(found) == 1 and usage.names is not None:
            problems.extend(_compare_names(usage, entries[found[0]]))
    problems.extend(
        Problem(f"*/{entry.area}.po {key}", "is used nowhere: delete it in all languages")
        for key, entry in entries.items()
        if key not in used
    )
    return problems


def _keys_of(usage: Usage, entries: Mapping[str, Entry], areas: tuple[str, ...]) -> list[str]:
    plain = usage.pattern.pattern.replace("\\", "")
    if plain in entries:
        return [plain]
    if not usage.pattern.pattern.startswith(areas):
        return []
    return [key for key in entries if usage.pattern.fullmatch(key)]


def _compare_names(usage: Usage, entry: Entry) -> Iterator[Problem]:
    wanted = placeholders(entry) - ({"count"} if entry.message.is_plural else set())
    given = usage.names or frozenset()
    if wanted - given:
        yield Problem(usage.where, f"{entry.key} also needs {', '.join(sorted(wanted - given))}")
    if given - wanted:
        yield Problem(usage.where, f"{entry.key} has no placeholder for {', '.join(sorted(given - wanted))}")

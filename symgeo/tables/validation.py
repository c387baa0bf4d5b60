"""Turn a frame of untrusted text into a typed frame, and list everything that is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.errors import Issue
from symgeo.tables.codes import IssueCode
from symgeo.tables.schema import Column, ColumnType, Dictionary

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?"
_NACE = r"\d\d(?:\.\d{1,2})?"
_SHOWN_LENGTH = 60
_SHOWN_CODES = 12
_LEAF = "resources.leaf"
_GROUP = "resources.group"

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Checked:
    """A table after its check.

    Attributes
    ----------
    table : str
        Name of the column dictionary.
    frame : DataFrame
        All columns of the dictionary, typed; the index is the row as a spreadsheet shows it. A wrong
        cell is empty ("" or NaN).
    issues : tuple of Issue
        Everything that is wrong, in order of row and column.
    """

    table: str
    frame: pd.DataFrame
    issues: tuple[Issue, ...]


@dataclass(frozen=True, eq=False)
class _Test:
    """One thing that can be wrong in a column, and where it is."""

    code: IssueCode
    wrong: Flags
    expected: str = ""


def check(
    cells: pd.DataFrame, dictionary: Dictionary, *, known: Mapping[str, Collection[str]] | None = None
) -> Checked:
    """Check every cell of a table against its column dictionary.

    Parameters
    ----------
    cells : DataFrame
        All cells as text; the index is the row as a spreadsheet shows it (the header is row 1).
    dictionary : Dictionary
        What the columns should hold. Columns it does not know are left out.
    known : mapping, optional
        Codes of other tables by ``table.column``; a reference that is not given here is not checked.

    Returns
    -------
    Checked
        The typed frame and all issues of all cells.
    """
    named = _known_names(cells, dictionary)
    issues = list(_missing_columns(named, dictionary))
    typed: dict[str, pd.Series] = {}
    for column in dictionary.columns:
        is_there = column.name in named
        texts = named[column.name] if is_there else pd.Series("", index=named.index, dtype=str)
        if column.required and not is_there:
            typed[column.name] = _values(texts, column)
            continue
        typed[column.name], wrong = _check_column(texts, column, dictionary.table, known or {})
        issues.extend(wrong)
    frame = pd.DataFrame(typed, index=named.index)
    return Checked(dictionary.table, frame, sorted_issues(issues, dictionary))


def sorted_issues(issues: Iterable[Issue], dictionary: Dictionary) -> tuple[Issue, ...]:
    """Sort issues by row, then in the order of the columns."""
    order = {column.name: place for place, column in enumerate(dictionary.columns)}
    return tuple(sorted(issues, key=lambda issue: (issue.row, order.get(issue.column, -1), issue.code)))


def issues_at(
    wrong: pd.Series | Flags,
    *,
    table: str,
    column: str,
    code: IssueCode,
    values: pd.Series,
    expected: str | pd.Series = "",
) -> Iterator[Issue]:
    """Give one issue for each row that is marked.

    Parameters
    ----------
    wrong : Series or ndarray of bool, shape (n,)
        True where something is wrong.
    table, column : str
        Where.
    code : IssueCode
        What.
    values : Series, shape (n,)
        What was found; the index is the row as a spreadsheet shows it.
    expected : str or Series of str, shape (n,)
        What was expected, for all rows or row by row.
    """
    for place in np.flatnonzero(np.asarray(wrong, dtype=bool)).tolist():
        should = expected if isinstance(expected, str) else str(expected.iloc[place])
        row = int(values.index[place])
        yield Issue(table, row, column, str(code), _shown(values.iloc[place]), should)


def _known_names(cells: pd.DataFrame, dictionary: Dictionary) -> pd.DataFrame:
    renames = {
        other: column.name
        for column in dictionary.columns
        for other in column.other_names
        if column.name not in cells.columns and other in cells.columns
    }
    return cells.rename(columns=renames)


def _missing_columns(cells: pd.DataFrame, dictionary: Dictionary) -> Iterator[Issue]:
    for column in dictionary.columns:
        if column.required and column.name not in cells.columns:
            yield Issue(dictionary.table, 1, column.name, str(IssueCode.MISSING_COLUMN), "", column.name)


def _check_column(
    texts: pd.Series, column: Column, table: str, known: Mapping[str, Collection[str]]
) -> tuple[pd.Series, list[Issue]]:
    found = texts.replace(dict(column.other_values)) if column.other_values else texts
    if column.default:
        found = found.mask(found == "", column.default)
    if column.type in (ColumnType.TEXT, ColumnType.TEXTS) and not column.required:
        return found, []
    issues: list[Issue] = []
    bad = np.zeros(len(texts), dtype=bool)
    for test in _tests(found, column, known):
        fresh = test.wrong & ~bad
        bad |= fresh
        issues.extend(
            issues_at(
                fresh,
                table=table,
                column=column.name,
                code=test.code,
                values=texts,
                expected=test.expected,
            )
        )
    # A second row of the same key keeps its text, so that the row can still be named.
    is_blank = bad.any() and column.type is not ColumnType.KEY
    return _values(found.mask(bad, "") if is_blank else found, column), issues


def _tests(found: pd.Series, column: Column, known: Mapping[str, Collection[str]]) -> Iterator[_Test]:
    empty = (found == "").to_numpy(dtype=bool)
    if column.required:
        yield _Test(IssueCode.MISSING_VALUE, empty)
    match column.type:
        case ColumnType.KEY:
            yield _Test(IssueCode.DUPLICATE_KEY, found.duplicated().to_numpy() & ~empty)
        case ColumnType.NUMBER | ColumnType.INTEGER:
            yield from _number_tests(found, empty, column)
        case ColumnType.BOOLEAN:
            yield _Test(IssueCode.NOT_YES_OR_NO, ~_among(found, ["yes", "no", ""]), "yes, no")
        case ColumnType.NACE:
            yield _Test(IssueCode.NOT_A_NACE_CODE, ~empty & ~_match(found, _NACE), "24, 24.10")
        case ColumnType.CODE:
            yield from _code_tests(found, empty, column, known)
        case _:
            return


def _number_tests(found: pd.Series, empty: Flags, column: Column) -> Iterator[_Test]:
    not_number = ~empty & ~_match(found, _NUMBER)
    yield _Test(IssueCode.NOT_A_NUMBER, not_number)
    numbers = _numbers(found.mask(not_number, "") if not_number.any() else found).to_numpy()
    if column.type is ColumnType.INTEGER:
        yield _Test(IssueCode.NOT_A_WHOLE_NUMBER, np.isfinite(numbers) & (np.floor(numbers) != numbers))
    low = -np.inf if column.minimum is None else column.minimum
    high = np.inf if column.maximum is None else column.maximum
    below = numbers <= low if column.above_minimum else numbers < low
    yield _Test(IssueCode.OUT_OF_RANGE, below | (numbers > high) | np.isinf(numbers), column.range_text)


def _code_tests(
    found: pd.Series, empty: Flags, column: Column, known: Mapping[str, Collection[str]]
) -> Iterator[_Test]:
    if column.codes:
        yield _Test(IssueCode.UNKNOWN_CODE, ~empty & ~_among(found, column.codes), ", ".join(column.codes))
    if column.reference not in known:
        return
    codes = list(known[column.reference])
    if column.reference == _LEAF and _GROUP in known:
        yield _Test(IssueCode.NOT_A_LEAF, _among(found, known[_GROUP]), column.reference)
    listed = ", ".join(codes) if len(codes) <= _SHOWN_CODES else column.reference
    yield _Test(IssueCode.UNKNOWN_REFERENCE, ~empty & ~_among(found, codes), listed)


def _among(found: pd.Series, codes: Collection[str]) -> Flags:
    return found.isin(list(codes)).to_numpy(dtype=bool)


def _match(found: pd.Series, pattern: str) -> Flags:
    return found.str.fullmatch(pattern).to_numpy(dtype=bool)


def _values(texts: pd.Series, column: Column) -> pd.Series:
    if column.is_number:
        return _numbers(texts)
    if column.type is ColumnType.BOOLEAN:
        return texts == "yes"
    return texts


def _numbers(texts: pd.Series) -> pd.Series:
    return pd.to_numeric(texts.mask(texts == ""), errors="raise").astype("float64")


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= _SHOWN_LENGTH else text[: _SHOWN_LENGTH - 1] + "…"

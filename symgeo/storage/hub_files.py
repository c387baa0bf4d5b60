"""Hubs from a table that staff filled in, or from the one with published hubs that is shipped."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from symgeo.analysis.hubs import LEAST_CORNERS, MOST_CORNERS, Outline, read_corners
from symgeo.errors import Issue
from symgeo.storage.dataset import DATA_FOLDER
from symgeo.storage.own_hubs import LONGEST_NAME, LONGEST_NOTE, HubForm
from symgeo.storage.readers.csv_table import read_csv_table
from symgeo.storage.readers.file import read_file
from symgeo.storage.readers.kinds import find_kind
from symgeo.storage.readers.limits import Limits
from symgeo.storage.readers.reading import WORKBOOKS, Kind, Note
from symgeo.storage.readers.refusals import Refusal, refuse
from symgeo.storage.revisions import name_key
from symgeo.tables.codes import IssueCode
from symgeo.tables.schema import dictionary
from symgeo.tables.spreadsheets import disarm
from symgeo.tables.validation import check, sorted_issues
from symgeo.texts import Texts
from symgeo.vocabulary import Evidence, Extent

LIMITS: Final = Limits(
    size_bytes=1_000_000, rows=200, columns=50, cell_characters=10_000, unpacked_bytes=20_000_000
)
"""How large a file of hubs may be; each hub is one row."""
PUBLISHED: Final = DATA_FOLDER / "reference" / "hubs.csv"
"""Published hubs that are known by name; no complete list."""
_TABLE: Final = "hubs"
_CIRCLE: Final = ("lat", "lon", "radius_km")
_WAYS: Final = (("sites",), ("municipality_number",), _CIRCLE, ("corners",))
_DECIMAL_COMMA: Final = re.compile(r"([+-]?\d+),(\d+)")
_NUMBER_DIGITS: Final = 4
_SHOWN: Final = 60
_NAMED: Final = 12


@dataclass(frozen=True, eq=False)
class HubCells:
    """A file of hubs, read but not understood.

    Attributes
    ----------
    cells : DataFrame
        Text, with columns of the dictionary ``hubs`` or some of them; the index is the row as a
        spreadsheet shows it.
    left_out : tuple of str
        Headings that mean nothing here.
    notes : tuple of Note
        What was decided and noticed while reading.
    """

    cells: pd.DataFrame
    left_out: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class FiledHubs:
    """What a file of hubs means.

    Attributes
    ----------
    forms : tuple of HubForm
        In the order of the file; only of use where there are no issues.
    issues : tuple of Issue
        All that is wrong.
    """

    forms: tuple[HubForm, ...]
    issues: tuple[Issue, ...]


def read_hub_file(path: Path) -> HubCells:
    """Read a CSV file or a workbook with one hub in a row; no formula is ever computed.

    Raises
    ------
    ReadError
        If it cannot be read, or is larger than `LIMITS`.
    """
    kind = find_kind(path, LIMITS)
    if kind is not Kind.TEXT and kind not in WORKBOOKS:
        raise refuse(path, Refusal.WRONG_KIND, what=str(kind))
    reading = read_file(path, LIMITS)
    grid = reading.grid
    if len(grid) < 2:
        raise refuse(path, Refusal.EMPTY)
    known = {
        name: column.name
        for column in dictionary(_TABLE).columns
        for name in (*column.other_names, column.name)
    }
    chosen: dict[str, int] = {}
    left_out = []
    for place, heading in enumerate(grid.iloc[0].tolist()):
        meant = known.get(heading.casefold(), "")
        if meant and meant not in chosen:
            chosen[meant] = place
        elif heading or (grid.iloc[1:, place] != "").any():
            left_out.append(heading or f"({place + 1})")
    cells = grid.iloc[1:, list(chosen.values())].set_axis(list(chosen), axis=1)
    return HubCells(cells, tuple(left_out), reading.notes)


def published_hubs(t: Texts) -> pd.DataFrame:
    """Read the published hubs that are shipped, as `HubCells.cells`, with their texts translated.

    Raises
    ------
    TableError
        If the file is broken.
    """
    cells = read_csv_table(PUBLISHED)
    return cells.assign(**{name: cells[name].map(t.reference) for name in ("source", "note")})


def understand_hubs(
    cells: pd.DataFrame, sites: pd.DataFrame, municipalities: Collection[str], t: Texts
) -> FiledHubs:
    """Say which hubs a table means, and all that is wrong in it.

    Parameters
    ----------
    cells : DataFrame
        Of `HubCells`.
    sites : DataFrame
        Of the project; indexed by site_id, with ``name``.
    municipalities : collection of str
        Numbers that are known.
    t : Texts
        Language of the remark that the source becomes.
    """
    written = _plain(cells)
    checked = check(written, dictionary(_TABLE), known={"municipalities.number": municipalities})
    issues = list(checked.issues)
    forms = []
    seen: set[str] = set()
    for (row, raw), (_, typed) in zip(written.iterrows(), checked.frame.iterrows(), strict=True):
        number = int(str(row))
        key = name_key(str(typed["name"]))
        if key in seen and not any(one.row == number and one.column == "name" for one in issues):
            issues.append(_issue(number, "name", IssueCode.DUPLICATE_KEY, str(typed["name"])))
        seen.add(key)
        outline, wrong = _outline(number, raw, typed, sites)
        form = HubForm(str(typed["name"]), outline, _note(typed, t), bool(typed["is_open"]))
        issues += wrong
        issues += _lengths(number, form)
        forms.append(form)
    return FiledHubs(tuple(forms), sorted_issues(issues, dictionary(_TABLE)))


def hub_template(t: Texts) -> bytes:
    """Give the published hubs as CSV that the reader's spreadsheet opens, to be filled in further."""
    out = io.StringIO()
    mark, decimal = (",", ".") if t.language == "en" else (";", ",")
    writer = csv.writer(out, delimiter=mark, lineterminator="\r\n")
    cells = disarm(published_hubs(t))
    writer.writerow(cells.columns)
    for _, row in cells.iterrows():
        writer.writerow(text.replace(".", decimal) if name in _CIRCLE else text for name, text in row.items())
    return out.getvalue().encode("utf-8-sig")


def _plain(cells: pd.DataFrame) -> pd.DataFrame:
    """Give cells with decimal points, whole numbers of municipalities and single blanks in names."""
    plain = cells.copy()
    for name in plain.columns.intersection(list(_CIRCLE)):
        plain[name] = plain[name].map(lambda text: _DECIMAL_COMMA.sub(r"\1.\2", text))
    if "municipality_number" in plain:
        # A spreadsheet takes the zero in front away.
        plain["municipality_number"] = plain["municipality_number"].map(
            lambda text: text.zfill(_NUMBER_DIGITS) if text.isdecimal() else text
        )
    if "name" in plain:
        plain["name"] = plain["name"].map(lambda text: " ".join(text.split()))
    for name in plain.columns.intersection(["is_open", "evidence"]):
        plain[name] = plain[name].str.casefold()
    return plain


def _outline(
    row: int, raw: pd.Series, typed: pd.Series, sites: pd.DataFrame
) -> tuple[Outline, tuple[Issue, ...]]:
    """Give what belongs to one hub, and what is wrong with how it is said."""
    filled = [name for way in _WAYS for name in way if raw.get(name, "")]
    ways = [way for way in _WAYS if set(way) & set(filled)]
    if len(ways) != 1:
        expected = " | ".join(", ".join(way) for way in _WAYS)
        found = ", ".join(filled) or "–"
        return Outline(Extent.SITES), (_issue(row, "sites", IssueCode.NOT_ONE_EXTENT, found, expected),)
    (way,) = ways
    if way == ("sites",):
        return _sites(row, str(raw["sites"]), sites)
    if way == ("municipality_number",):
        return Outline(Extent.MUNICIPALITY, municipality_number=str(typed["municipality_number"])), ()
    if way == ("corners",):
        return _area(row, str(raw["corners"]))
    missing = tuple(_issue(row, name, IssueCode.MISSING_VALUE) for name in _CIRCLE if name not in filled)
    lat, lon, radius_km = (float(typed[name]) for name in _CIRCLE)
    return Outline(Extent.CIRCLE, lon=lon, lat=lat, radius_km=radius_km), missing


def _sites(row: int, text: str, sites: pd.DataFrame) -> tuple[Outline, tuple[Issue, ...]]:
    names = sites["name"].map(name_key)
    found: list[str] = []
    issues = []
    for part in (one.strip() for one in text.split(";")):
        ids = [part] if part in sites.index else [str(one) for one in names.index[names == name_key(part)]]
        if len(ids) == 1:
            found += ids
        elif ids:
            more = ", …" if len(ids) > _NAMED else ""
            expected = ", ".join(ids[:_NAMED]) + more
            issues.append(_issue(row, "sites", IssueCode.SEVERAL_SITES, part, expected))
        elif part:
            issues.append(_issue(row, "sites", IssueCode.UNKNOWN_REFERENCE, part, "sites"))
    if not found and not issues:
        issues.append(_issue(row, "sites", IssueCode.MISSING_VALUE))
    return Outline(Extent.SITES, site_ids=tuple(dict.fromkeys(found))), tuple(issues)


def _area(row: int, text: str) -> tuple[Outline, tuple[Issue, ...]]:
    parts = [part for part in text.split(";") if part.strip()]
    corners, wrong = read_corners("\n".join(parts))
    outline = Outline(Extent.AREA, corners=corners)
    if wrong or len(parts) > MOST_CORNERS or outline.area is None:
        found = parts[wrong[0] - 1].strip() if wrong else text
        expected = f"{LEAST_CORNERS}-{MOST_CORNERS}"
        return outline, (_issue(row, "corners", IssueCode.NOT_AN_AREA, found, expected),)
    return outline, ()


def _note(typed: pd.Series, t: Texts) -> str:
    """Keep the source with the remark, and say whether somebody has seen the name there."""
    source = str(typed["source"])
    if source:
        is_seen = typed["evidence"] == Evidence.REPORTED
        source = t("hubs.note_source" if is_seen else "hubs.note_source_unverified", source=source)
    return " ".join(part for part in (str(typed["note"]), source) if part)


def _lengths(row: int, form: HubForm) -> Iterator[Issue]:
    for column, text, most in (("name", form.name, LONGEST_NAME), ("note", form.note, LONGEST_NOTE)):
        if len(text) > most:
            yield _issue(row, column, IssueCode.TOO_LONG, str(len(text)), str(most))


def _issue(row: int, column: str, code: IssueCode, value: str = "", expected: str = "") -> Issue:
    shown = value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
    return Issue(_TABLE, row, column, str(code), shown, expected)

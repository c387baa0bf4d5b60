"""A file on disk interpreted in one step, and what of it can be saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pandas as pd

from symgeo.storage.interpretation.answers import Answers
from symgeo.storage.interpretation.codes import Outcome, TableKind
from symgeo.storage.interpretation.interpret import Interpreted, interpret
from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.storage.readers.file import read_file
from symgeo.storage.readers.limits import Limits
from symgeo.storage.readers.reading import Progress, Reading, ReadOptions, SheetGuess
from symgeo.storage.uploads import Upload, UploadedTable
from symgeo.tables.schema import dictionary

_SAVED: Final = (Outcome.ACCEPT, Outcome.WARN)


def interpret_file(
    path: Path,
    knowledge: Knowledge,
    answers: Answers | None = None,
    *,
    limits: Limits | None = None,
    options: ReadOptions | None = None,
    progress: Progress | None = None,
) -> tuple[Reading, Interpreted]:
    """Read a file and interpret it; of a workbook the first visible sheet that is a table of ours.

    Parameters
    ----------
    path : Path
        Any file that `symgeo.storage.readers.file.read_file` reads.
    knowledge : Knowledge
        Spellings, units, resources, places.
    answers : Answers, optional
        Decisions of a person about the interpretation.
    limits, options, progress
        As `read_file` takes them.

    Raises
    ------
    ReadError
        If it cannot be read.
    """
    options = options or ReadOptions()
    first = read_file(path, limits, options, progress=progress)
    found = interpret(first, knowledge, answers, progress=progress)
    if not found.problem or options.sheet is not None:
        return first, found
    for sheet in _other_sheets(first):
        reading = read_file(path, limits, replace(options, sheet=sheet), progress=progress)
        other = interpret(reading, knowledge, answers)
        if not other.problem:
            return reading, other
    return first, found


def upload_of(interpreted: Interpreted) -> Upload:
    """Give the sites and flows of good rows for `symgeo.storage.repository.import_`.

    Parameters
    ----------
    interpreted : Interpreted
        Rows that are rejected or asked about are left out, and so are sites that stand in them alone.

    Returns
    -------
    Upload
        Sites without an id have one that is made up of their row, and is named as such. The sites that
        flows alone name are not saved, but looked for.
    """
    outcome = interpreted.rows["outcome"]
    good = set(outcome.index[outcome.isin(_SAVED)])
    owners = set(interpreted.rows.loc[sorted(good), "site_row"])
    sites = interpreted.sites[interpreted.sites.index.isin(owners)]
    ids = sites["site_id"].mask(sites["site_id"] == "", _invented("row", sites.index))
    flows = interpreted.flows[interpreted.flows["row"].isin(good)]
    invented = set(ids[sites["site_id"] == ""])
    by_name = frozenset(ids[~sites["is_own"]])
    uploaded = None
    frame = sites.assign(site_id=ids)[[column.name for column in dictionary("sites").columns]]
    if interpreted.table is not TableKind.FLOWS:
        uploaded = UploadedTable(frame, _given(interpreted, "sites") | {"site_id", "name", "lat", "lon"})
    if interpreted.table is TableKind.SITES:
        return Upload(sites=uploaded, invented_ids=frozenset(invented), placed_by_name=by_name)
    table, made_up = _flow_table(flows, ids, interpreted)
    named = None
    if interpreted.table is TableKind.FLOWS:
        # The middle of a municipality says nothing about which of its sites is meant.
        position = frame[["lon", "lat"]].where(sites["is_own"])
        named = frame.assign(lon=position["lon"], lat=position["lat"])
    return Upload(
        sites=uploaded,
        flows=table,
        invented_ids=frozenset(invented | made_up),
        named_sites=named,
        placed_by_name=frozenset() if uploaded is None else by_name,
    )


def _flow_table(
    flows: pd.DataFrame, ids: pd.Series, interpreted: Interpreted
) -> tuple[UploadedTable, set[str]]:
    place = pd.Series(flows.groupby("row").cumcount() + 1, index=flows.index).astype(str)
    own = _invented("row", flows["row"]) + "-" + place.to_numpy()
    flow_id = flows["flow_id"].mask(flows["flow_id"] == "", pd.Series(own, index=flows.index))
    site_id = flows["site_row"].map(ids).fillna(flows["site_id"])
    frame = flows.assign(flow_id=flow_id, site_id=site_id).set_index("row").rename_axis("row")
    made_up = set(flow_id[flows["flow_id"] == ""])
    given = _given(interpreted, "flows") | {
        "flow_id",
        "site_id",
        "resource_code",
        "direction",
        "quantity",
        "unit",
    }
    names = [column.name for column in dictionary("flows").columns]
    return UploadedTable(frame[names], given | {"quantity_low", "quantity_high"}), made_up


def _given(interpreted: Interpreted, table: str) -> frozenset[str]:
    """Give the dictionary's columns that the file itself has."""
    names = {column.name for column in dictionary(table).columns}
    fields = {match.field for match in interpreted.columns}
    placed = {"municipality_number", "municipality", "county_code", "county", "country", "county_by"}
    derived = {*placed, "coord_precision", "coord_source"} if table == "sites" else set()
    return frozenset((fields & names) | derived)


def _invented(word: str, rows: pd.Index | pd.Series) -> pd.Series:
    return pd.Series(
        [f"{word}-{row}" for row in rows], index=rows if isinstance(rows, pd.Index) else rows.index
    )


def _other_sheets(reading: Reading) -> Iterator[str]:
    for sheet in reading.sheets:
        if sheet.name != reading.sheet and not sheet.is_hidden and sheet.guess is SheetGuess.TABLE:
            yield sheet.name

"""Small uploads for the tests of the store, written as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pandas as pd

from symgeo.storage.database import Database
from symgeo.storage.projects import create_project
from symgeo.storage.repository import import_
from symgeo.storage.revisions import Origin, Revision
from symgeo.storage.stored_tables import DATA_TABLES
from symgeo.storage.uploads import Upload, UploadedTable
from symgeo.tables.schema import dictionary

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANNA = Origin("Anna", NOON)

Row = dict[str, str | float]


def site(site_id: str, name: str = "Mill", lat: float = 63.3, lon: float = 9.85, **cells: str | float) -> Row:
    place = {"municipality_number": "5059", "municipality": "Orkland", "county_code": "NO-50"}
    plain: Row = {"coord_precision": "facility", "county_by": "number", "status": "operating", **place}
    return {"site_id": site_id, "name": name, "lat": lat, "lon": lon, **plain, **cells}


def flow(flow_id: str, site_id: str, quantity: float = 100.0, **cells: str | float) -> Row:
    plain: Row = {"direction": "supply", "resource_code": "heat_60_100", "unit": "MWh", "temp_c": 80.0}
    known: Row = {"evidence": "reported", "confidence": "C", "profile": "flat", "committed_pct": 0.0}
    ends: Row = {"quantity_low": quantity, "quantity_high": quantity, **known}
    return {"flow_id": flow_id, "site_id": site_id, "quantity": quantity, **plain, **ends, **cells}


def exchange(exchange_id: str, supplier: str, receiver: str, **cells: str | float) -> Row:
    ends = {"supplier_site_id": supplier, "receiver_site_id": receiver}
    plain = {"title": "Heat", "resource_code": "heat_60_100", "stage": "idea"}
    return {"exchange_id": exchange_id, **ends, **plain, **cells}


def table(name: str, rows: Sequence[Row], given: Sequence[str] | None = None) -> UploadedTable:
    """Give rows as a checked table; ``given`` are the columns that the file had, by default all."""
    columns = dictionary(name).columns
    cells = {
        column.name: pd.Series(
            [row.get(column.name, float("nan") if column.is_number else "") for row in rows],
            dtype="float64" if column.is_number else "str",
        )
        for column in columns
    }
    frame = pd.DataFrame(cells)
    frame.index = pd.RangeIndex(2, len(rows) + 2)
    return UploadedTable(frame, frozenset(given or [column.name for column in columns]))


def upload(
    sites: Sequence[Row] | None = None,
    flows: Sequence[Row] | None = None,
    exchanges: Sequence[Row] | None = None,
    *,
    invented: Sequence[str] = (),
) -> Upload:
    given = dict(zip(DATA_TABLES, (sites, flows, exchanges), strict=True))
    tables = {name: table(name, rows) for name, rows in given.items() if rows is not None}
    return Upload(
        tables.get("sites"), tables.get("flows"), tables.get("exchanges"), invented_ids=frozenset(invented)
    )


def world() -> Upload:
    """Give a mill with surplus heat, a town that wants it, and the exchange between them."""
    return upload(
        [site("A", "Mill"), site("B", "Town", 63.31, 9.9)],
        [flow("F1", "A"), flow("F2", "B", 50.0, direction="demand", temp_c=70.0)],
        [exchange("E1", "A", "B")],
    )


def saved(database: Database, project_id: int, given: Upload, origin: Origin = ANNA) -> Revision:
    """Import without questions."""
    revision = import_(database, project_id, given, origin=origin)
    assert isinstance(revision, Revision)
    return revision


def new_project(database: Database, name: str = "Orkland") -> int:
    return create_project(database, name, when=NOON).id


def many(count: int, label: str) -> Upload:
    """Give a large upload: sites in a grid, two flows each, all of one label."""
    sites = [
        site(f"S{i:05d}", f"Plant {i} {label}", 60 + i % 100 / 10, 8 + i // 100 / 10, note=label * 20)
        for i in range(count)
    ]
    flows = [
        flow(f"F{2 * i + k:05d}", f"S{i:05d}", 100.0 + i, note=label * 20, direction=direction)
        for i in range(count)
        for k, direction in enumerate(("supply", "demand"))
    ]
    return upload(sites, flows)

"""Hubs that staff made, kept for each project beside its data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pandas as pd
import sqlalchemy as sa

from symgeo.analysis.hubs import Outline, OwnHub, sites_within
from symgeo.errors import StoreError
from symgeo.storage.database import Database
from symgeo.storage.revisions import Origin, name_key, require_project, stored_time
from symgeo.storage.stored_tables import OWN_HUBS, PROJECTS
from symgeo.storage.trouble import Trouble
from symgeo.vocabulary import Extent

LONGEST_NAME: Final = 100
LONGEST_NOTE: Final = 500
_BETWEEN: Final = "\n"
"""Between the ids of sites, which are single lines."""


@dataclass(frozen=True)
class StoredHub:
    """A hub that staff made.

    Attributes
    ----------
    number : int
        Unique in its project.
    name : str
        As it was given; unique in its project without regard to upper and lower case.
    outline : Outline
        What belongs to it.
    note : str
        Remark, such as where its name was published.
    is_open : bool
        Whether others than the staff may see that there is such a hub.
    who : str
        Who made it, or changed it last.
    made_at : datetime
        When, in UTC.
    """

    number: int
    name: str
    outline: Outline
    note: str
    is_open: bool
    who: str
    made_at: datetime


@dataclass(frozen=True)
class HubForm:
    """What staff say of a hub.

    Attributes
    ----------
    name, note : str
        As typed.
    outline : Outline
        What belongs to it.
    is_open : bool
        Whether others than the staff may see it.
    """

    name: str
    outline: Outline
    note: str = ""
    is_open: bool = False


def save_hub(database: Database, project_id: int, form: HubForm, *, origin: Origin) -> StoredHub:
    """Save a hub; otherwise as `save_hubs`."""
    (saved,) = save_hubs(database, project_id, (form,), origin=origin)
    return saved


def save_hubs(
    database: Database, project_id: int, forms: Sequence[HubForm], *, origin: Origin
) -> tuple[StoredHub, ...]:
    """Save hubs, all or none; one of the same name is replaced and keeps its number.

    Raises
    ------
    StoreError
        If a name is empty or too long, nothing belongs to a hub, the project is gone, or the database
        cannot save.
    """
    for form in forms:
        if not 0 < len(_name(form)) <= LONGEST_NAME or "\0" in form.name + form.note:
            raise StoreError(Trouble.BAD_HUB_NAME, longest=str(LONGEST_NAME))
        if _is_empty(form.outline):
            raise StoreError(Trouble.EMPTY_HUB)
    with database.writing() as connection:
        connection.execute(sa.select(PROJECTS.c.id).where(PROJECTS.c.id == project_id).with_for_update())
        require_project(connection, project_id)
        return tuple(_write(connection, project_id, form, origin) for form in forms)


def list_hubs(database: Database, project_id: int) -> tuple[StoredHub, ...]:
    """Give the hubs that staff made in a project, by name."""
    query = sa.select(OWN_HUBS).where(OWN_HUBS.c.project_id == project_id).order_by(OWN_HUBS.c.name_key)
    with database.reading() as connection:
        return tuple(_read(row) for row in connection.execute(query).mappings())


def own_hubs_in(stored: Sequence[StoredHub], sites: pd.DataFrame) -> tuple[OwnHub, ...]:
    """Give stored hubs with the sites that belong to them now.

    Parameters
    ----------
    stored : sequence of StoredHub
        Of one project.
    sites : DataFrame
        Of the same project, as for `sites_within`.
    """
    return tuple(
        OwnHub(code_of(one), one.name, sites_within(one.outline, sites), one.note, one.is_open)
        for one in stored
    )


def code_of(hub: StoredHub) -> str:
    """Give the id that a stored hub has in addresses and among other hubs; no site's id has a colon."""
    return f"own:{hub.number}"


def delete_hub(database: Database, project_id: int, number: int) -> None:
    """Delete a hub that staff made; the data stays as it is.

    Raises
    ------
    StoreError
        If there is none of that number any more, or the database cannot save.
    """
    here = (OWN_HUBS.c.project_id == project_id) & (OWN_HUBS.c.number == number)
    with database.writing() as connection:
        if not connection.execute(sa.delete(OWN_HUBS).where(here)).rowcount:
            raise StoreError(Trouble.HUB_GONE)


def _name(form: HubForm) -> str:
    return " ".join(form.name.split())


def _write(connection: sa.Connection, project_id: int, form: HubForm, origin: Origin) -> StoredHub:
    name = _name(form)
    here = OWN_HUBS.c.project_id == project_id
    same = here & (OWN_HUBS.c.name_key == name_key(name))
    number = connection.execute(sa.select(OWN_HUBS.c.number).where(same)).scalar()
    if number is None:
        highest = sa.select(sa.func.coalesce(sa.func.max(OWN_HUBS.c.number), 0)).where(here)
        number = int(connection.execute(highest).scalar_one()) + 1
    connection.execute(sa.delete(OWN_HUBS).where(same))
    row = {
        "project_id": project_id,
        "number": number,
        "name": name,
        "name_key": name_key(name),
        "extent": form.outline.extent.value,
        "site_ids": _BETWEEN.join(form.outline.site_ids),
        "municipality_number": form.outline.municipality_number,
        "lon": form.outline.lon,
        "lat": form.outline.lat,
        "radius_km": form.outline.radius_km,
        "corners": _BETWEEN.join(f"{lon!r} {lat!r}" for lon, lat in form.outline.corners),
        "note": form.note.strip()[:LONGEST_NOTE],
        "is_open": form.is_open,
        "who": origin.who,
        "made_at": stored_time(origin.when),
    }
    saved = connection.execute(sa.insert(OWN_HUBS).values(row).returning(OWN_HUBS)).mappings().one()
    return _read(saved)


def _is_empty(outline: Outline) -> bool:
    if outline.extent is Extent.SITES:
        return not outline.site_ids
    if outline.extent is Extent.MUNICIPALITY:
        return not outline.municipality_number
    if outline.extent is Extent.AREA:
        return outline.area is None
    return outline.lon is None or outline.lat is None or not outline.radius_km


def _read(row: sa.RowMapping) -> StoredHub:
    outline = Outline(
        extent=Extent(row["extent"]),
        site_ids=tuple(one for one in row["site_ids"].split(_BETWEEN) if one),
        municipality_number=row["municipality_number"],
        lon=row["lon"],
        lat=row["lat"],
        radius_km=row["radius_km"],
        corners=tuple(_read_corner(line) for line in row["corners"].splitlines()),
    )
    return StoredHub(
        number=row["number"],
        name=row["name"],
        outline=outline,
        note=row["note"],
        is_open=bool(row["is_open"]),
        who=row["who"],
        made_at=datetime.fromisoformat(row["made_at"]),
    )


def _read_corner(line: str) -> tuple[float, float]:
    lon, lat = map(float, line.split())
    return lon, lat

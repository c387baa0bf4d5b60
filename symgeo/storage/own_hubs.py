"""Hubs that staff made, kept for each project beside its data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
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


@dataclass(frozen=True)
class Share:
    """What a hub would get if its form were saved now.

    Attributes
    ----------
    sites : int
        How many sites it would have.
    taken : mapping of str to int
        How many of them are now in another hub that staff made, by its name.
    """

    sites: int
    taken: Mapping[str, int]


def save_hub(database: Database, project_id: int, form: HubForm, *, origin: Origin) -> StoredHub:
    """Save a hub; otherwise as `save_hubs`."""
    (saved,) = save_hubs(database, project_id, (form,), origin=origin)
    return saved


def save_hubs(
    database: Database, project_id: int, forms: Sequence[HubForm], *, origin: Origin
) -> tuple[StoredHub, ...]:
    """Save hubs, all or none; one of the same name is replaced and keeps its number.

    A later one counts as saved after an earlier one.

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
        saved = []
        for place, form in enumerate(forms):
            # Which was saved last decides who has a site that several would hold.
            when = origin.when + timedelta(microseconds=place)
            saved.append(_write(connection, project_id, form, replace(origin, when=when)))
        return tuple(saved)


def list_hubs(database: Database, project_id: int) -> tuple[StoredHub, ...]:
    """Give the hubs that staff made in a project, by name."""
    query = sa.select(OWN_HUBS).where(OWN_HUBS.c.project_id == project_id).order_by(OWN_HUBS.c.name_key)
    with database.reading() as connection:
        return tuple(_read(row) for row in connection.execute(query).mappings())


def own_hubs_in(stored: Sequence[StoredHub], sites: pd.DataFrame) -> tuple[OwnHub, ...]:
    """Give stored hubs with the sites that belong to them now; a site is in one of them only.

    A site that several would hold is in the one that was saved last; once that is deleted, in the one before.

    Parameters
    ----------
    stored : sequence of StoredHub
        Of one project.
    sites : DataFrame
        Of the same project, as for `sites_within`.
    """
    claims = {code_of(one): sites_within(one.outline, sites) for one in _oldest_first(stored)}
    holder = _holders(claims.items())
    kept = {code: tuple(site for site in inside if holder[site] == code) for code, inside in claims.items()}
    return tuple(OwnHub(code_of(one), one.name, kept[code_of(one)], one.note, one.is_open) for one in stored)


def shares_of(
    stored: Sequence[StoredHub], forms: Sequence[HubForm], sites: pd.DataFrame
) -> tuple[Share, ...]:
    """Say of each form which sites its hub would have, and from whom, if all were saved in this order.

    Parameters
    ----------
    stored : sequence of StoredHub
        Of one project, as they are now.
    forms : sequence of HubForm
        What would be saved.
    sites : DataFrame
        Of the same project, as for `sites_within`.
    """
    names = {name_key(one.name): one.name for one in stored}
    claims = [(name_key(one.name), sites_within(one.outline, sites)) for one in _oldest_first(stored)]
    holder = _holders(claims)
    taken = []
    for form in forms:
        key, inside = name_key(_name(form)), sites_within(form.outline, sites)
        lost = Counter(holder[site] for site in inside if holder.get(site, key) != key)
        taken.append({names[other]: count for other, count in lost.items()})
        names[key] = _name(form)
        claims = [*(one for one in claims if one[0] != key), (key, inside)]
        holder = _holders(claims)
    counted = Counter(holder.values())
    return tuple(Share(counted[name_key(_name(form))], lost) for form, lost in zip(forms, taken, strict=True))


def _oldest_first(stored: Sequence[StoredHub]) -> list[StoredHub]:
    return sorted(stored, key=lambda one: (one.made_at, one.number))


def _holders(claims: Iterable[tuple[str, Sequence[str]]]) -> dict[str, str]:
    """Say who has each site, of those who would hold it, oldest first, the last."""
    return {site: key for key, inside in claims for site in inside}


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

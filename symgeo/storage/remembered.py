"""What is remembered beside the data: how a sender's files were repaired, and what geocoders answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from symgeo.storage.database import Database
from symgeo.storage.revisions import name_key, stored_time
from symgeo.storage.stored_tables import GEOCODED, REMEMBERED


@dataclass(frozen=True)
class Memory:
    """How a file of one sender was read and repaired last time.

    Attributes
    ----------
    sender : str
        As it was given.
    made_at : datetime
        When, in UTC.
    content : str
        What, as JSON.
    """

    sender: str
    made_at: datetime
    content: str


@dataclass(frozen=True)
class Geocoded:
    """What a geocoder answered.

    Attributes
    ----------
    lon, lat : float or None
        Degrees, WGS84; None where it found nothing.
    label : str
        What it found, in its own words.
    """

    lon: float | None
    lat: float | None
    label: str = ""


def save_memory(database: Database, sender: str, signature: str, content: str, *, when: datetime) -> None:
    """Remember how a sender's file with these headings was repaired; what was remembered of it is replaced.

    Raises
    ------
    StoreError
        If the database cannot save.
    """
    place = {"sender_key": name_key(sender), "signature": signature}
    row = {**place, "sender": " ".join(sender.split()), "made_at": stored_time(when), "content": content}
    with database.writing() as connection:
        connection.execute(
            sa.delete(REMEMBERED).where(*(REMEMBERED.c[name] == text for name, text in place.items()))
        )
        connection.execute(sa.insert(REMEMBERED).values(row))


def find_memory(database: Database, signature: str, sender: str = "") -> Memory | None:
    """Give what is remembered of files with these headings, by default the latest of any sender."""
    query = sa.select(REMEMBERED).where(REMEMBERED.c.signature == signature)
    if sender:
        query = query.where(REMEMBERED.c.sender_key == name_key(sender))
    with database.reading() as connection:
        row = connection.execute(query.order_by(REMEMBERED.c.made_at.desc()).limit(1)).mappings().first()
    return Memory(row["sender"], datetime.fromisoformat(row["made_at"]), row["content"]) if row else None


def list_senders(database: Database) -> tuple[str, ...]:
    """Give the names of all senders that something is remembered of."""
    with database.reading() as connection:
        found = connection.execute(sa.select(REMEMBERED.c.sender).distinct().order_by(REMEMBERED.c.sender))
        return tuple(str(name) for name in found.scalars())


def forget_sender(database: Database, sender: str) -> int:
    """Forget everything about a sender's files, and say how many headings were forgotten."""
    with database.writing() as connection:
        gone = connection.execute(sa.delete(REMEMBERED).where(REMEMBERED.c.sender_key == name_key(sender)))
        return int(gone.rowcount)


def read_geocoded(database: Database, host: str, asked: str) -> Geocoded | None:
    """Give what a geocoder answered earlier; None where it was not asked."""
    query = sa.select(GEOCODED).where(GEOCODED.c.host == host, GEOCODED.c.asked == asked)
    with database.reading() as connection:
        row = connection.execute(query).mappings().first()
    return Geocoded(row["lon"], row["lat"], row["label"]) if row else None


def save_geocoded(database: Database, host: str, asked: str, answer: Geocoded, *, when: datetime) -> None:
    """Keep what a geocoder answered.

    Raises
    ------
    StoreError
        If the database cannot save.
    """
    row = {"host": host, "asked": asked, "found_at": stored_time(when)}
    with database.writing() as connection:
        connection.execute(sa.delete(GEOCODED).where(GEOCODED.c.host == host, GEOCODED.c.asked == asked))
        connection.execute(
            sa.insert(GEOCODED).values(**row, lon=answer.lon, lat=answer.lat, label=answer.label)
        )


@dataclass(frozen=True, eq=False)
class StoredAnswers:
    """Answers of geocoders in the database, for `symgeo.storage.repair.geocoding.geocode`.

    Attributes
    ----------
    database : Database
        Where they are kept.
    now : callable
        Gives the time, with its zone; the store asks no clock.
    """

    database: Database
    now: Callable[[], datetime]

    def read(self, host: str, asked: str) -> Geocoded | None:
        """Give an earlier answer; None where it was not asked."""
        return read_geocoded(self.database, host, asked)

    def save(self, host: str, asked: str, answer: Geocoded) -> None:
        """Keep an answer."""
        save_geocoded(self.database, host, asked, answer, when=self.now())

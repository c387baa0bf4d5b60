"""The tables of the database, with the columns of the column dictionary.

Sites, flows and exchanges are kept as versions of rows: a row holds from one revision of its project
until just before another one, or until now where ``to_revision`` is empty. Nothing but ``to_revision``
is ever changed, so every earlier state can be read by one condition, what is stored grows with what
changed and not with what there is, and a reader of a fixed revision never sees half of a later one.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import sqlalchemy as sa

from symgeo.tables.schema import dictionary

DATA_TABLES: Final = ("sites", "flows", "exchanges")
"""What a project holds, in the order in which rows point at each other."""
LATER_COLUMNS: Final = ("openness", "openness_reason", "openness_who", "openness_when")
"""Columns that came after the first release; a row without them has the digest that it had then."""
COUNTED: Final = ("added", "changed", "removed")

METADATA: Final = sa.MetaData()

PROJECTS: Final = sa.Table(
    "projects",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("name_key", sa.Text, nullable=False, unique=True),
    sa.Column("created_at", sa.Text, nullable=False),
    sa.Column("is_example", sa.Boolean, nullable=False),
    sa.Column("is_hidden", sa.Boolean, nullable=False),
)

REVISIONS: Final = sa.Table(
    "revisions",
    METADATA,
    sa.Column("project_id", sa.Integer, sa.ForeignKey("projects.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("about", sa.Integer),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("made_at", sa.Text, nullable=False),
    *(
        sa.Column(f"{table}_{count}", sa.Integer, nullable=False)
        for table in DATA_TABLES
        for count in COUNTED
    ),
    sa.Column("digest", sa.Text, nullable=False),
)


def _of_revision(name: str, *columns: sa.Column[object]) -> sa.Table:
    """Give a table of things listed under a revision."""
    return sa.Table(
        name,
        METADATA,
        sa.Column("project_id", sa.Integer, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        *columns,
        sa.ForeignKeyConstraint(["project_id", "number"], ["revisions.project_id", "revisions.number"]),
    )


REVISION_FILES: Final = _of_revision(
    "revision_files",
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
)

REVISION_REPAIRS: Final = _of_revision(
    "revision_repairs",
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("column_name", sa.Text, nullable=False),
    sa.Column("cells", sa.Integer, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
)


def _versions(table: str) -> sa.Table:
    words = dictionary(table)
    return sa.Table(
        f"{table}_versions",
        METADATA,
        sa.Column("project_id", sa.Integer, primary_key=True),
        sa.Column(words.key, sa.Text, primary_key=True),
        sa.Column("from_revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("to_revision", sa.Integer),
        sa.Column("position", sa.Integer, nullable=False),
        *(
            sa.Column(column.name, sa.Double)
            if column.is_number
            # Every other cell is text; missing text is "", never NULL.
            else sa.Column(column.name, sa.Text, nullable=False)
            for column in words.columns
            if column.name != words.key
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "from_revision"], ["revisions.project_id", "revisions.number"]
        ),
        sa.ForeignKeyConstraint(["project_id", "to_revision"], ["revisions.project_id", "revisions.number"]),
        # One row of an id holds at a time; and the latest state is found without the history.
        sa.Index(
            f"ix_{table}_live",
            "project_id",
            words.key,
            unique=True,
            sqlite_where=sa.text("to_revision IS NULL"),
            postgresql_where=sa.text("to_revision IS NULL"),
        ),
    )


SITES: Final = _versions("sites")
FLOWS: Final = _versions("flows")
EXCHANGES: Final = _versions("exchanges")

REMEMBERED: Final = sa.Table(
    "remembered_repairs",
    METADATA,
    sa.Column("sender_key", sa.Text, primary_key=True),
    sa.Column("signature", sa.Text, primary_key=True),
    sa.Column("sender", sa.Text, nullable=False),
    sa.Column("made_at", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
)
"""How files of one sender with the same headings were read and repaired last time."""

GEOCODED: Final = sa.Table(
    "geocoded_places",
    METADATA,
    sa.Column("host", sa.Text, primary_key=True),
    sa.Column("asked", sa.Text, primary_key=True),
    sa.Column("found_at", sa.Text, nullable=False),
    sa.Column("lon", sa.Double),
    sa.Column("lat", sa.Double),
    sa.Column("label", sa.Text, nullable=False),
)
"""What a geocoder answered, so that nothing is asked twice; no position where it found nothing."""

SAVED_VIEWS: Final = sa.Table(
    "saved_views",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    # Empty for the tables that lie in the data folder: they are no project.
    sa.Column("project_id", sa.Integer, sa.ForeignKey("projects.id"), index=True),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("is_removed", sa.Boolean, nullable=False),
    sa.Column("made_at", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("filters", sa.Text, nullable=False),
    sa.Column("selected", sa.Text, nullable=False),
    sa.Column("south", sa.Double),
    sa.Column("west", sa.Double),
    sa.Column("north", sa.Double),
    sa.Column("east", sa.Double),
    # Number in the project; 0 for its own values.
    sa.Column("scenario", sa.Integer, nullable=False, server_default="0"),
)
"""Views to show again; they are no part of a revision, and no undoing or restoring changes them."""


OWN_HUBS: Final = sa.Table(
    "own_hubs",
    METADATA,
    sa.Column("project_id", sa.Integer, sa.ForeignKey("projects.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("name_key", sa.Text, nullable=False),
    sa.Column("extent", sa.Text, nullable=False),
    sa.Column("site_ids", sa.Text, nullable=False),
    sa.Column("municipality_number", sa.Text, nullable=False),
    sa.Column("lon", sa.Double),
    sa.Column("lat", sa.Double),
    sa.Column("radius_km", sa.Double),
    sa.Column("corners", sa.Text, nullable=False, server_default=""),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("is_open", sa.Boolean, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("made_at", sa.Text, nullable=False),
    sa.UniqueConstraint("project_id", "name_key", name="uq_own_hubs_name"),
)
"""Hubs that staff made; they stand beside the data and have no revisions."""

SAVED_PLANS: Final = sa.Table(
    "saved_plans",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    # Empty for the tables that lie in the data folder: they are no project.
    sa.Column("project_id", sa.Integer, sa.ForeignKey("projects.id"), index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("name_key", sa.Text, nullable=False),
    sa.Column("filters", sa.Text, nullable=False),
    sa.Column("wishes", sa.Text, nullable=False),
    sa.Column("revision", sa.Text, nullable=False),
    sa.Column("chosen", sa.Text, nullable=False),
    sa.Column("totals", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("made_at", sa.Text, nullable=False),
)
"""Plans that staff saved: what was asked, of which revision, and what came of it then."""

SCENARIOS: Final = sa.Table(
    "scenarios",
    METADATA,
    sa.Column("project_id", sa.Integer, sa.ForeignKey("projects.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("name_key", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("made_at", sa.Text, nullable=False),
    sa.UniqueConstraint("project_id", "name_key", name="uq_scenarios_name"),
)
"""Named sets of own values of a project."""

OWN_VALUES: Final = sa.Table(
    "own_values",
    METADATA,
    sa.Column("project_id", sa.Integer, sa.ForeignKey("projects.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Double, nullable=False),
    sa.Column("low", sa.Double, nullable=False),
    sa.Column("high", sa.Double, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("made_at", sa.Text, nullable=False),
)
"""Own values of parameters; number 0 is the project itself, others are its scenarios."""

EVERY_TABLE: Final = (
    PROJECTS,
    REVISIONS,
    REVISION_FILES,
    REVISION_REPAIRS,
    SITES,
    FLOWS,
    EXCHANGES,
    REMEMBERED,
    GEOCODED,
    SAVED_VIEWS,
    OWN_HUBS,
    SAVED_PLANS,
    SCENARIOS,
    OWN_VALUES,
)
"""In the order in which rows point at each other."""


def versions(table: str) -> sa.Table:
    """Give the table of versions of ``sites``, ``flows`` or ``exchanges``."""
    return METADATA.tables[f"{table}_versions"]


@cache
def columns_of(table: str) -> tuple[str, ...]:
    """Give the columns of a table without its key, in the order of the dictionary."""
    words = dictionary(table)
    return tuple(column.name for column in words.columns if column.name != words.key)

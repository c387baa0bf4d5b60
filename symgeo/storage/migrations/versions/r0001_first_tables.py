"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_COUNTED = ("added", "changed", "removed")


def upgrade() -> None:
    """Make the tables."""
    _make_projects()
    _make_revisions()
    _make_sites()
    _make_flows()
    _make_exchanges()


def _make_projects() -> None:
    op.create_table(
        "projects",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False, unique=True),
        sa.Column("created_at", sa.Text, nullable=False),
        sa.Column("is_example", sa.Boolean, nullable=False),
        sa.Column("is_hidden", sa.Boolean, nullable=False),
    )


def _make_revisions() -> None:
    counts = [f"{table}_{count}" for table in ("sites", "flows", "exchanges") for count in _COUNTED]
    op.create_table(
        "revisions",
        sa.Column("project_id", sa.Integer, sa.ForeignKey("projects.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("about", sa.Integer),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in counts),
        sa.Column("digest", sa.Text, nullable=False),
    )
    _make_list(
        "revision_files",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
    )
    _make_list(
        "revision_repairs",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("column_name", sa.Text, nullable=False),
        sa.Column("cells", sa.Integer, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
    )


def _make_list(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("project_id", sa.Integer, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        *columns,
        sa.ForeignKeyConstraint(["project_id", "number"], ["revisions.project_id", "revisions.number"]),
    )


def _make_versions(table: str, key: str, columns: tuple[sa.Column[object], ...]) -> None:
    revision = ["revisions.project_id", "revisions.number"]
    op.create_table(
        f"{table}_versions",
        sa.Column("project_id", sa.Integer, primary_key=True),
        sa.Column(key, sa.Text, primary_key=True),
        sa.Column("from_revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("to_revision", sa.Integer),
        sa.Column("position", sa.Integer, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["project_id", "from_revision"], revision),
        sa.ForeignKeyConstraint(["project_id", "to_revision"], revision),
    )
    op.create_index(
        f"ix_{table}_live",
        f"{table}_versions",
        ["project_id", key],
        unique=True,
        sqlite_where=sa.text("to_revision IS NULL"),
        postgresql_where=sa.text("to_revision IS NULL"),
    )


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Double)


def _make_sites() -> None:
    _make_versions(
        "sites",
        "site_id",
        (
            _text("name"),
            _text("operator"),
            _text("organisation_number"),
            _text("municipality_number"),
            _text("municipality"),
            _text("county_code"),
            _text("county"),
            _text("county_by"),
            _text("country"),
            _number("lat"),
            _number("lon"),
            _text("coord_precision"),
            _text("coord_source"),
            _text("nace"),
            _text("nace_label"),
            _text("main_product"),
            _text("capacity"),
            _text("site_type"),
            _text("cluster_label"),
            _text("network_id"),
            _text("status"),
            _text("source"),
            _text("confidence"),
            _text("note"),
        ),
    )


def _make_flows() -> None:
    _make_versions(
        "flows",
        "flow_id",
        (
            _text("site_id"),
            _text("direction"),
            _text("resource_code"),
            _number("quantity"),
            _text("unit"),
            _number("quantity_low"),
            _number("quantity_high"),
            _number("temp_c"),
            _number("dm_pct"),
            _text("profile"),
            _number("committed_pct"),
            _text("pool_id"),
            _text("stream_id"),
            _text("evidence"),
            _text("source"),
            _text("confidence"),
            _text("current_outlet"),
            _text("quality_tags"),
            _text("note"),
        ),
    )


def _make_exchanges() -> None:
    _make_versions(
        "exchanges",
        "exchange_id",
        (
            _text("title"),
            _text("supplier_site_id"),
            _text("supplier"),
            _text("receiver_site_id"),
            _text("receiver"),
            _text("resource_code"),
            _text("via"),
            _number("quantity"),
            _text("unit"),
            _text("evidence"),
            _number("straight_km"),
            _text("stage"),
            _text("start_year"),
            _text("investment"),
            _number("co2_saved_t"),
            _text("county"),
            _text("source"),
            _text("confidence"),
            _text("note"),
        ),
    )

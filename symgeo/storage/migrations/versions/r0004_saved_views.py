"""Views to show again, beside the data of their project."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("project_id", sa.Integer, sa.ForeignKey("projects.id")),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("is_removed", sa.Boolean, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("name", "note", "filters", "selected")),
        *(sa.Column(name, sa.Double) for name in ("south", "west", "north", "east")),
    )
    op.create_index("ix_saved_views_project_id", "saved_views", ["project_id"])

"""Plans that staff save by name, beside the data of a project."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "saved_plans",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("project_id", sa.Integer, sa.ForeignKey("projects.id")),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("name", "name_key", "filters", "wishes", "revision", "chosen", "totals")
        ),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
    )
    op.create_index("ix_saved_plans_project_id", "saved_plans", ["project_id"])

"""The scenario that a saved view was made with, and the corners of a hub that staff drew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the columns; what was saved before has neither."""
    op.add_column("saved_views", sa.Column("scenario", sa.Integer, nullable=False, server_default="0"))
    op.add_column("own_hubs", sa.Column("corners", sa.Text, nullable=False, server_default=""))

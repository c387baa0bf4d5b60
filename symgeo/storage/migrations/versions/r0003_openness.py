"""Who may see a site or a flow; what is stored already is open."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_COLUMNS = (("openness", "open"), ("openness_reason", ""), ("openness_who", ""), ("openness_when", ""))


def upgrade() -> None:
    """Add the columns to both tables."""
    for table in ("sites_versions", "flows_versions"):
        for name, value in _COLUMNS:
            op.add_column(table, sa.Column(name, sa.Text, nullable=False, server_default=value))

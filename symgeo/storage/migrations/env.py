"""Run by Alembic: take the steps on the connection that `upgrade` hands over."""

from __future__ import annotations

from alembic import context

from symgeo.storage.migrations.upgrade import VERSION_TABLE
from symgeo.storage.stored_tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()

"""What people say of an answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns; turns kept before have none."""
    op.add_column("turns", sa.Column("judged_right", sa.Boolean))
    op.add_column("turns", sa.Column("judged_reason", sa.String(32)))
    op.add_column("turns", sa.Column("judged_comment", sa.Text))

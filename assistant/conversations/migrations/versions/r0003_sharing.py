"""Keys by which others may read a conversation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column; what was kept before is shared with nobody."""
    op.add_column("conversations", sa.Column("shared", sa.String(32)))
    op.create_index("conversations_shared", "conversations", ["shared"], unique=True)

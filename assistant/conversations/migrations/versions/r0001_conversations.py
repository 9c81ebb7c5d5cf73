"""Conversations and their turns."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("named", sa.Text, nullable=False),
        sa.Column("created", sa.Double, nullable=False),
        sa.Column("updated", sa.Double, nullable=False, index=True),
        sa.Column("last_number", sa.Integer, nullable=False),
    )
    op.create_table(
        "turns",
        sa.Column("conversation", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("key", sa.String(32), nullable=False, unique=True),
        sa.Column("asked", sa.Double, nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("withheld", sa.Boolean, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("as_of", sa.Date),
        sa.PrimaryKeyConstraint("conversation", "number"),
        sa.ForeignKeyConstraint(["conversation"], ["conversations.id"], ondelete="CASCADE"),
    )
    op.create_index("turns_asked", "turns", ["asked", "key"])
    op.create_index("turns_status", "turns", ["status", "asked"])

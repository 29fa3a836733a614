"""What an asynchronous Lean Coffee has of its own, and the thumbs about its topics."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lean_coffee_windows",
        sa.Column("meeting", sa.String(64), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("dots", sa.BigInteger(), nullable=False),
        sa.Column("voted_until", sa.BigInteger(), nullable=True),
        sa.Column("workspace", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "meeting", name=op.f("pk_lean_coffee_windows")),
    )
    op.create_table(
        "lean_coffee_topic_thumb",
        sa.Column("meeting", sa.String(64), nullable=False),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("choice", sa.String(8), nullable=False),
        sa.Column("ts", sa.String(32), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("workspace", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "meeting", "topic", "person", name=op.f("pk_lean_coffee_topic_thumb")),
    )


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

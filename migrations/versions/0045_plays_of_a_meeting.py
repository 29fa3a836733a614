"""Plays of a meeting by invented people: when each began."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lean_coffee_play",
        sa.Column("workspace", sa.String(32), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("begun", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_lean_coffee_play")),
    )
    op.create_index("ix_lean_coffee_play_person", "lean_coffee_play", ["workspace", "person"])


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

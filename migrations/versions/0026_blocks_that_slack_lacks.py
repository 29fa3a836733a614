"""Blocks that Slack has refused in a workspace, so that messages are sent there without them for a week."""

import sqlalchemy as sa
from alembic import op

import bot.store.base

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "delivery_lacked_block",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("block", sa.String(length=40), nullable=False),
        sa.Column("until", bot.store.base.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "block", name=op.f("pk_delivery_lacked_block")),
    )


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

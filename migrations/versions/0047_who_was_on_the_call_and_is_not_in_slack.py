"""Who was on the call and is not in Slack, by the host's word."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "presence_guest",
        sa.Column("workspace", sa.String(32), nullable=False),
        sa.Column("session", sa.String(64), nullable=False),
        sa.Column("known_by", sa.String(100), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("stated_by", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "session", "known_by", name=op.f("pk_presence_guest")),
    )


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

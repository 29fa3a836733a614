"""Calendars: the secret link of a person's feed, and the channels that it follows."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendars_feed",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person", name=op.f("pk_calendars_feed")),
        sa.UniqueConstraint("secret", name=op.f("uq_calendars_feed_secret")),
    )
    op.create_table(
        "calendars_followed",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person", "channel", name=op.f("pk_calendars_followed")),
    )


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

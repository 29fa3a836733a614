"""The Sprints of a channel's team, how their events are held, and the Sprint Goals with what became of them."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "teams_sprints",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("stretches", sa.Text(), nullable=False),
        sa.Column("events", sa.Text(), nullable=False),
        sa.Column("set_by", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", name=op.f("pk_teams_sprints")),
    )
    op.create_table(
        "teams_sprint_goal",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("told_by", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", "number", name=op.f("pk_teams_sprint_goal")),
    )


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

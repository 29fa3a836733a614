"""A team has several Developers and observers, what it has set for itself, and days on which its people are away."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

HELD_BY_ONE = sa.text("accountability <> 'developer' AND accountability <> 'observer'")


def upgrade() -> None:
    op.execute("CREATE TABLE teams_held_before AS SELECT workspace, channel, accountability, person FROM teams_accountability")
    op.drop_table("teams_accountability")
    op.create_table(
        "teams_accountability",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("accountability", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", "accountability", "person", name=op.f("pk_teams_accountability")),
    )
    op.create_index(
        "uq_teams_accountability_held_by_one",
        "teams_accountability",
        ["workspace", "channel", "accountability"],
        unique=True,
        sqlite_where=HELD_BY_ONE,
        postgresql_where=HELD_BY_ONE,
    )
    op.execute(
        "INSERT INTO teams_accountability (workspace, channel, accountability, person)"
        " SELECT workspace, channel, accountability, person FROM teams_held_before"
    )
    op.drop_table("teams_held_before")
    op.create_table(
        "teams_team",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", name=op.f("pk_teams_team")),
    )
    op.create_table(
        "teams_away",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("first", sa.String(length=10), nullable=False),
        sa.Column("last", sa.String(length=10), nullable=False),
        sa.Column("set_by", sa.String(length=32), nullable=False),
        sa.Column("by_status", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_teams_away")),
    )
    op.create_index("ix_teams_away_person", "teams_away", ["workspace", "person", "last"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

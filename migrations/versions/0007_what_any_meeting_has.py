"""What any meeting has stands in the room of meetings; Lean Coffee keeps what only it has. Ids stay."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

CEREMONY = "lean_coffee"
"""Whose meetings there were until now."""
OF_ANY = (
    *("channel", "title", "host", "zone", "lane", "link", "series", "opened", "planned_end", "began", "due", "stage", "phase"),
    *("revision", "regrouped", "steered_by", "steered_what", "steered_at", "outage_began", "outage_ended", "outage_given"),
    *("closed", "how"),
)
OF_ITS_OWN = ("settings", "dots", "voted_until", "topic", "box", "silences", "box_left", "box_ran", "verdict")
OF_ONE_THAT_WAITS = ("channel", "host", "title", "zone", "settings", "link", "state", "at", "revision")


def upgrade() -> None:
    op.create_table(
        "meetings_meeting",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("ceremony", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("host", sa.String(length=32), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("lane", sa.String(length=64), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("series", sa.String(length=64), nullable=True),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("planned_end", sa.BigInteger(), nullable=False),
        sa.Column("began", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("phase", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("regrouped", sa.BigInteger(), nullable=True),
        sa.Column("steered_by", sa.String(length=32), nullable=True),
        sa.Column("steered_what", sa.String(length=16), nullable=True),
        sa.Column("steered_at", sa.BigInteger(), nullable=True),
        sa.Column("outage_began", sa.BigInteger(), nullable=True),
        sa.Column("outage_ended", sa.BigInteger(), nullable=True),
        sa.Column("outage_given", sa.BigInteger(), nullable=True),
        sa.Column("closed", sa.BigInteger(), nullable=True),
        sa.Column("how", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_meetings_meeting")),
    )
    op.create_table(
        "lean_coffee_course",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("meeting", sa.String(length=64), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("dots", sa.BigInteger(), nullable=False),
        sa.Column("voted_until", sa.BigInteger(), nullable=True),
        sa.Column("topic", sa.String(length=64), nullable=True),
        sa.Column("box", sa.BigInteger(), nullable=False),
        sa.Column("silences", sa.BigInteger(), nullable=False),
        sa.Column("box_left", sa.BigInteger(), nullable=True),
        sa.Column("box_ran", sa.BigInteger(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "meeting", name=op.f("pk_lean_coffee_course")),
    )
    op.create_table(
        "meetings_queued",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("ceremony", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("host", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_meetings_queued")),
    )
    any_has, only_it = ", ".join(OF_ANY), ", ".join(OF_ITS_OWN)
    op.execute(
        f"INSERT INTO meetings_meeting (workspace, id, ceremony, {any_has})"  # noqa: S608  names of columns, no values
        f" SELECT workspace, id, '{CEREMONY}', {any_has} FROM lean_coffee_meeting"
    )
    op.execute(
        f"INSERT INTO lean_coffee_course (workspace, meeting, {only_it})"  # noqa: S608  names of columns, no values
        f" SELECT workspace, id, {only_it} FROM lean_coffee_meeting"
    )
    kept = ", ".join(OF_ONE_THAT_WAITS)
    op.execute(
        f"INSERT INTO meetings_queued (workspace, id, ceremony, {kept})"  # noqa: S608  names of columns, no values
        f" SELECT workspace, id, '{CEREMONY}', {kept} FROM lean_coffee_plan"
    )
    op.drop_table("lean_coffee_meeting")
    op.drop_table("lean_coffee_plan")
    still = sa.text("closed IS NULL")
    op.create_index(
        "uq_meetings_meeting_open",
        "meetings_meeting",
        ["workspace", "channel", "lane"],
        unique=True,
        sqlite_where=still,
        postgresql_where=still,
    )
    op.create_index("ix_meetings_queued_channel", "meetings_queued", ["workspace", "channel", "state"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

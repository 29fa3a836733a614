"""Series of every ceremony, their dates and what people answered, in three tables in the place of six."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOVED = (
    """
INSERT INTO series_series (workspace, id, ceremony, channel, owner, title, link, ahead, own, created, offered, revision)
SELECT workspace, id, 'lean_coffee', channel, host, title, link, ahead, settings, 0, offered, revision FROM lean_coffee_series
""",
    """
INSERT INTO series_series (workspace, id, ceremony, channel, owner, title, link, ahead, own, created, offered, revision)
SELECT workspace, reminder, 'refinement', channel, owner, title, link, 86400000000, '', created, offered, revision
FROM refinement_reminder
""",
    """
INSERT INTO series_occurrence (workspace, id, series, wall, starts, meeting, called_off, called_off_by, was_due)
SELECT old.workspace, old.id, old.series, old.wall, old.starts, old.meeting,
    COALESCE(old.called_off, CASE WHEN old.skipped THEN 'skipped' END), old.called_off_by, NULL
FROM lean_coffee_occurrence AS old
JOIN lean_coffee_series AS kept ON kept.workspace = old.workspace AND kept.id = old.series
""",
    """
INSERT INTO series_occurrence (workspace, id, series, wall, starts, meeting, called_off, called_off_by, was_due)
SELECT old.workspace, old.occasion, old.reminder, old.wall, old.starts, NULL,
    CASE WHEN old.skipped THEN 'skipped' WHEN begins.subject IS NOT NULL AND rule.state IN ('paused', 'ended') THEN rule.state END,
    NULL, old.was_due
FROM refinement_occasion AS old
LEFT JOIN schedule_rule AS rule ON rule.workspace = old.workspace AND rule.id = old.reminder
LEFT JOIN schedule_alarm AS begins
    ON begins.workspace = old.workspace AND begins.kind = 'refinement:begun' AND begins.subject = old.occasion
""",
    """
INSERT INTO series_answer (workspace, occurrence, person, answer, at)
SELECT old.workspace, old.occurrence, old.person, 'coming', 0 FROM lean_coffee_coming AS old
JOIN series_occurrence AS kept ON kept.workspace = old.workspace AND kept.id = old.occurrence
""",
    """
INSERT INTO series_answer (workspace, occurrence, person, answer, at)
SELECT workspace, occasion, person, reply, at FROM refinement_reply
""",
)
"""Ids stay. When a series was planned or somebody said "I'm coming" was not written down: the beginning of time, before all that is to come.

A reminder's card said by its rule that it was paused or ended; that is written beside those that have not begun: their alarm is still set.
What a series' rows name that is not there (nothing forbade it) was shown nowhere and stays behind.
"""


def upgrade() -> None:
    op.create_table(
        "series_series",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("ceremony", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("ahead", sa.BigInteger(), nullable=False),
        sa.Column("own", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("offered", sa.String(length=32), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_series_series")),
    )
    op.create_index("ix_series_series_channel", "series_series", ["workspace", "channel"], unique=False)
    op.create_index("ix_series_series_owner", "series_series", ["workspace", "owner"], unique=False)
    op.create_table(
        "series_occurrence",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("series", sa.String(length=64), nullable=False),
        sa.Column("wall", sa.String(length=32), nullable=False),
        sa.Column("starts", sa.BigInteger(), nullable=False),
        sa.Column("meeting", sa.String(length=64), nullable=True),
        sa.Column("called_off", sa.String(length=16), nullable=True),
        sa.Column("called_off_by", sa.String(length=32), nullable=True),
        sa.Column("was_due", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "series"],
            ["series_series.workspace", "series_series.id"],
            name=op.f("fk_series_occurrence_workspace_series_series_series"),
        ),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_series_occurrence")),
        sa.UniqueConstraint("workspace", "series", "wall", name=op.f("uq_series_occurrence_workspace_series_wall")),
    )
    op.create_table(
        "series_answer",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("occurrence", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "occurrence"],
            ["series_occurrence.workspace", "series_occurrence.id"],
            name=op.f("fk_series_answer_workspace_occurrence_series_occurrence"),
        ),
        sa.PrimaryKeyConstraint("workspace", "occurrence", "person", name=op.f("pk_series_answer")),
    )
    for statement in MOVED:
        op.execute(statement)
    for kind in ("coming", "occurrence", "series"):
        op.drop_table(f"lean_coffee_{kind}")
    for kind in ("reply", "occasion", "reminder"):
        op.drop_table(f"refinement_{kind}")


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

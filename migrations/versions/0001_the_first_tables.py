"""The first tables, and a ledger that the database itself keeps append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

REFUSED = {
    "sqlite": (
        "CREATE TRIGGER seu_entry_is_not_changed BEFORE UPDATE ON seu_entry BEGIN SELECT RAISE(ABORT, 'seu_entry is append-only'); END",
        "CREATE TRIGGER seu_entry_is_not_deleted BEFORE DELETE ON seu_entry BEGIN SELECT RAISE(ABORT, 'seu_entry is append-only'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
        "CREATE TRIGGER seu_entry_is_append_only BEFORE UPDATE OR DELETE ON seu_entry FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER seu_entry_is_not_emptied BEFORE TRUNCATE ON seu_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    ),
}
"""An entry is never changed, only reversed by another one: the database refuses everything else."""


def upgrade() -> None:
    op.create_table(
        "delivery_budget",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("full", sa.BigInteger(), nullable=True),
        sa.Column("held", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "method", name=op.f("pk_delivery_budget")),
    )
    op.create_table(
        "delivery_ghost",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("ts", sa.String(length=32), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("leased", sa.BigInteger(), nullable=True),
        sa.Column("holder", sa.String(length=32), nullable=True),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", "ts", name=op.f("pk_delivery_ghost")),
    )
    with op.batch_alter_table("delivery_ghost", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_ghost_due"), ["due"], unique=False)

    op.create_table(
        "delivery_lane",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("place", sa.String(length=8), nullable=False),
        sa.Column("place_id", sa.String(length=32), nullable=False),
        sa.Column("post_free", sa.BigInteger(), nullable=True),
        sa.Column("show_free", sa.BigInteger(), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "place", "place_id", name=op.f("pk_delivery_lane")),
    )
    op.create_table(
        "delivery_message",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("screen", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=8), nullable=False),
        sa.Column("place_id", sa.String(length=32), nullable=False),
        sa.Column("thread_screen", sa.String(length=80), nullable=True),
        sa.Column("thread_subject", sa.String(length=200), nullable=True),
        sa.Column("broadcast", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.Column("wanted", sa.BigInteger(), nullable=False),
        sa.Column("bottom", sa.BigInteger(), nullable=False),
        sa.Column("urgent", sa.BigInteger(), nullable=False),
        sa.Column("posted", sa.BigInteger(), nullable=False),
        sa.Column("shown", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("posting", sa.BigInteger(), nullable=True),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.Column("leased", sa.BigInteger(), nullable=True),
        sa.Column("holder", sa.String(length=32), nullable=True),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_delivery_message")),
        sa.UniqueConstraint(
            "workspace",
            "screen",
            "subject",
            "place",
            "place_id",
            name=op.f("uq_delivery_message_workspace_screen_subject_place_place_id"),
        ),
    )
    with op.batch_alter_table("delivery_message", schema=None) as batch_op:
        batch_op.create_index("ix_delivery_message_due", ["due"], unique=False)
        batch_op.create_index("ix_delivery_message_workspace_made", ["workspace", "made"], unique=False)

    op.create_table(
        "lean_coffee_agenda",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("meeting", sa.String(length=64), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("stands", sa.String(length=16), nullable=False),
        sa.Column("carried", sa.BigInteger(), nullable=False),
        sa.Column("dots", sa.BigInteger(), nullable=False),
        sa.Column("voters", sa.BigInteger(), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=True),
        sa.Column("boxes", sa.Text(), nullable=False),
        sa.Column("tallies", sa.Text(), nullable=False),
        sa.Column("parked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "meeting", "topic", name=op.f("pk_lean_coffee_agenda")),
    )
    op.create_table(
        "lean_coffee_ballot",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("meeting", sa.String(length=64), nullable=False),
        sa.Column("voter", sa.String(length=32), nullable=False),
        sa.Column("dots", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "meeting", "voter", name=op.f("pk_lean_coffee_ballot")),
    )
    op.create_table(
        "lean_coffee_coming",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("occurrence", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "occurrence", "person", name=op.f("pk_lean_coffee_coming")),
    )
    op.create_table(
        "lean_coffee_meeting",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("host", sa.String(length=32), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("lane", sa.String(length=64), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("series", sa.String(length=64), nullable=True),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("planned_end", sa.BigInteger(), nullable=False),
        sa.Column("began", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("phase", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("dots", sa.BigInteger(), nullable=False),
        sa.Column("voted_until", sa.BigInteger(), nullable=True),
        sa.Column("topic", sa.String(length=64), nullable=True),
        sa.Column("box", sa.BigInteger(), nullable=False),
        sa.Column("silences", sa.BigInteger(), nullable=False),
        sa.Column("box_left", sa.BigInteger(), nullable=True),
        sa.Column("box_ran", sa.BigInteger(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("steered_by", sa.String(length=32), nullable=True),
        sa.Column("steered_what", sa.String(length=16), nullable=True),
        sa.Column("steered_at", sa.BigInteger(), nullable=True),
        sa.Column("outage_began", sa.BigInteger(), nullable=True),
        sa.Column("outage_ended", sa.BigInteger(), nullable=True),
        sa.Column("outage_given", sa.BigInteger(), nullable=True),
        sa.Column("closed", sa.BigInteger(), nullable=True),
        sa.Column("how", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_lean_coffee_meeting")),
    )
    with op.batch_alter_table("lean_coffee_meeting", schema=None) as batch_op:
        batch_op.create_index(
            "uq_lean_coffee_meeting_open",
            ["workspace", "channel", "lane"],
            unique=True,
            sqlite_where=sa.text("closed IS NULL"),
            postgresql_where=sa.text("closed IS NULL"),
        )

    op.create_table(
        "lean_coffee_occurrence",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("series", sa.String(length=64), nullable=False),
        sa.Column("wall", sa.String(length=32), nullable=False),
        sa.Column("starts", sa.BigInteger(), nullable=False),
        sa.Column("meeting", sa.String(length=64), nullable=True),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_lean_coffee_occurrence")),
    )
    with op.batch_alter_table("lean_coffee_occurrence", schema=None) as batch_op:
        batch_op.create_index("uq_lean_coffee_occurrence_wall", ["workspace", "series", "wall"], unique=True)

    op.create_table(
        "lean_coffee_plan",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("host", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_lean_coffee_plan")),
    )
    with op.batch_alter_table("lean_coffee_plan", schema=None) as batch_op:
        batch_op.create_index("ix_lean_coffee_plan_channel", ["workspace", "channel", "state"], unique=False)

    op.create_table(
        "lean_coffee_series",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("host", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("ahead", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_lean_coffee_series")),
    )
    with op.batch_alter_table("lean_coffee_series", schema=None) as batch_op:
        batch_op.create_index("ix_lean_coffee_series_channel", ["workspace", "channel"], unique=False)

    op.create_table(
        "lean_coffee_takeaway",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("meeting", sa.String(length=64), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=32), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_lean_coffee_takeaway")),
    )
    with op.batch_alter_table("lean_coffee_takeaway", schema=None) as batch_op:
        batch_op.create_index("ix_lean_coffee_takeaway_meeting", ["workspace", "meeting"], unique=False)

    op.create_table(
        "lean_coffee_thumb",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("meeting", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("choice", sa.String(length=8), nullable=False),
        sa.Column("ts", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "meeting", "person", name=op.f("pk_lean_coffee_thumb")),
    )
    op.create_table(
        "lean_coffee_topic",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=32), nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("seal_key", sa.String(length=64), nullable=True),
        sa.Column("seal_mark", sa.String(length=64), nullable=True),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("proposed", sa.BigInteger(), nullable=False),
        sa.Column("carried", sa.BigInteger(), nullable=False),
        sa.Column("meeting", sa.String(length=64), nullable=True),
        sa.Column("standing", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_lean_coffee_topic")),
    )
    with op.batch_alter_table("lean_coffee_topic", schema=None) as batch_op:
        batch_op.create_index("ix_lean_coffee_topic_author", ["workspace", "author"], unique=False)
        batch_op.create_index("ix_lean_coffee_topic_standing", ["workspace", "channel", "standing"], unique=False)

    op.create_table(
        "presence_correction",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("corrected_by", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "session", "person", name=op.f("pk_presence_correction")),
    )
    op.create_table(
        "presence_segment",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("segment", sa.String(length=64), nullable=False),
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "segment", name=op.f("pk_presence_segment")),
    )
    with op.batch_alter_table("presence_segment", schema=None) as batch_op:
        batch_op.create_index("ix_presence_segment_session", ["workspace", "session", "person"], unique=False)
        batch_op.create_index(
            "uq_presence_segment_open",
            ["workspace", "session", "person"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )

    op.create_table(
        "refinement_reminder",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("reminder", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "reminder", name=op.f("pk_refinement_reminder")),
    )
    with op.batch_alter_table("refinement_reminder", schema=None) as batch_op:
        batch_op.create_index("ix_refinement_reminder_channel", ["workspace", "channel"], unique=False)
        batch_op.create_index("ix_refinement_reminder_owner", ["workspace", "owner"], unique=False)

    op.create_table(
        "schedule_alarm",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=128), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("wall", sa.String(length=32), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "kind", "subject", name=op.f("pk_schedule_alarm")),
    )
    with op.batch_alter_table("schedule_alarm", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_schedule_alarm_due"), ["due"], unique=False)
        batch_op.create_index(batch_op.f("ix_schedule_alarm_not_before"), ["not_before"], unique=False)

    op.create_table(
        "schedule_draft",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("draft", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "draft", name=op.f("pk_schedule_draft")),
    )
    with op.batch_alter_table("schedule_draft", schema=None) as batch_op:
        batch_op.create_index("ix_schedule_draft_at", ["at"], unique=False)

    op.create_table(
        "schedule_heartbeat",
        sa.Column("replica", sa.String(length=64), nullable=False),
        sa.Column("beat", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("replica", name=op.f("pk_schedule_heartbeat")),
    )
    with op.batch_alter_table("schedule_heartbeat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_schedule_heartbeat_beat"), ["beat"], unique=False)

    op.create_table(
        "schedule_outage",
        sa.Column("began", sa.BigInteger(), nullable=False),
        sa.Column("ended", sa.BigInteger(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("began", name=op.f("pk_schedule_outage")),
    )
    op.create_table(
        "schedule_rule",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("start", sa.String(length=32), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("skipped", sa.Text(), nullable=False),
        sa.Column("added", sa.Text(), nullable=False),
        sa.Column("duration", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_schedule_rule")),
    )
    op.create_table(
        "seu_entry",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("actor", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("reverses", sa.String(length=64), nullable=True),
        sa.Column("overlap", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "entry", name=op.f("pk_seu_entry")),
        sa.UniqueConstraint("workspace", "key", name=op.f("uq_seu_entry_workspace_key")),
        sa.UniqueConstraint("workspace", "reverses", name=op.f("uq_seu_entry_workspace_reverses")),
    )
    with op.batch_alter_table("seu_entry", schema=None) as batch_op:
        batch_op.create_index("ix_seu_entry_person", ["workspace", "person", "at"], unique=False)
        batch_op.create_index("ix_seu_entry_session", ["workspace", "session", "person"], unique=False)

    op.create_table(
        "seu_ledger",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("keeping", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person", name=op.f("pk_seu_ledger")),
    )
    op.create_table(
        "seu_roster_request",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "session", "person", name=op.f("pk_seu_roster_request")),
    )
    op.create_table(
        "seu_session",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("ceremony", sa.String(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("host", sa.String(length=32), nullable=False),
        sa.Column("began", sa.BigInteger(), nullable=False),
        sa.Column("ended", sa.BigInteger(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("minimum", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "session", name=op.f("pk_seu_session")),
    )
    op.create_table(
        "store_request",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "key", name=op.f("pk_store_request")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("store_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_store_request_at"), ["at"], unique=False)

    op.create_table(
        "teams_accountability",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("accountability", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", "accountability", name=op.f("pk_teams_accountability")),
    )
    op.create_table(
        "teams_channel",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("refreshed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", name=op.f("pk_teams_channel")),
    )
    op.create_table(
        "teams_person",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("refreshed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person", name=op.f("pk_teams_person")),
    )
    op.create_table(
        "teams_workspace",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("bot_user", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", name=op.f("pk_teams_workspace")),
    )
    op.create_table(
        "refinement_occasion",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("occasion", sa.String(length=64), nullable=False),
        sa.Column("reminder", sa.String(length=64), nullable=False),
        sa.Column("wall", sa.String(length=32), nullable=False),
        sa.Column("starts", sa.BigInteger(), nullable=False),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.Column("was_due", sa.BigInteger(), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "reminder"],
            ["refinement_reminder.workspace", "refinement_reminder.reminder"],
            name=op.f("fk_refinement_occasion_workspace_reminder_refinement_reminder"),
        ),
        sa.PrimaryKeyConstraint("workspace", "occasion", name=op.f("pk_refinement_occasion")),
        sa.UniqueConstraint("workspace", "reminder", "wall", name=op.f("uq_refinement_occasion_workspace_reminder_wall")),
    )
    op.create_table(
        "schedule_call",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("rule", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("ahead", sa.BigInteger(), nullable=False),
        sa.Column("called", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "rule"],
            ["schedule_rule.workspace", "schedule_rule.id"],
            name=op.f("fk_schedule_call_workspace_rule_schedule_rule"),
        ),
        sa.PrimaryKeyConstraint("workspace", "rule", "kind", name=op.f("pk_schedule_call")),
    )
    op.create_table(
        "seu_attendance",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("present", sa.BigInteger(), nullable=False),
        sa.Column("shared", sa.BigInteger(), nullable=False),
        sa.Column("credited", sa.BigInteger(), nullable=False),
        sa.Column("by_host", sa.Boolean(), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("declined", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "session"],
            ["seu_session.workspace", "seu_session.session"],
            name=op.f("fk_seu_attendance_workspace_session_seu_session"),
        ),
        sa.PrimaryKeyConstraint("workspace", "session", "person", name=op.f("pk_seu_attendance")),
    )
    op.create_table(
        "refinement_reply",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("occasion", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("reply", sa.String(length=16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "occasion"],
            ["refinement_occasion.workspace", "refinement_occasion.occasion"],
            name=op.f("fk_refinement_reply_workspace_occasion_refinement_occasion"),
        ),
        sa.PrimaryKeyConstraint("workspace", "occasion", "person", name=op.f("pk_refinement_reply")),
    )
    for statement in REFUSED[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

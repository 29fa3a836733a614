"""Estimates and their sealed votes; refinement sessions, what they had on the table, and what was said about it."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "refinement_asked",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("estimation", sa.String(length=64), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "estimation", "number", "person", name=op.f("pk_refinement_asked")),
    )
    with op.batch_alter_table("refinement_asked", schema=None) as batch_op:
        batch_op.create_index("ix_refinement_asked_person", ["workspace", "person", "answered"], unique=False)

    op.create_table(
        "refinement_estimation",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("host", sa.String(length=32), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("deck", sa.Text(), nullable=False),
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("lasts", sa.BigInteger(), nullable=True),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.Text(), nullable=True),
        sa.Column("agreed_by", sa.String(length=32), nullable=True),
        sa.Column("agreed", sa.BigInteger(), nullable=True),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_refinement_estimation")),
    )
    with op.batch_alter_table("refinement_estimation", schema=None) as batch_op:
        batch_op.create_index("ix_refinement_estimation_session", ["workspace", "session"], unique=False)

    op.create_table(
        "refinement_note",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=32), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=True),
        sa.Column("due", sa.String(length=10), nullable=True),
        sa.Column("settled", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_refinement_note")),
    )
    with op.batch_alter_table("refinement_note", schema=None) as batch_op:
        batch_op.create_index("ix_refinement_note_item", ["workspace", "item", "at"], unique=False)

    op.create_table(
        "refinement_round",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("estimation", sa.String(length=64), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.Column("revealed", sa.BigInteger(), nullable=True),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "estimation", "number", name=op.f("pk_refinement_round")),
    )
    op.create_table(
        "refinement_session",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("meeting", sa.String(length=64), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("learning", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "meeting", name=op.f("pk_refinement_session")),
    )
    op.create_table(
        "refinement_tick",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("point", sa.String(length=80), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "item", "point", name=op.f("pk_refinement_tick")),
    )
    op.create_table(
        "refinement_visit",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("meeting", sa.String(length=64), nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("left_as", sa.String(length=16), nullable=True),
        sa.Column("ran", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "meeting", "position", name=op.f("pk_refinement_visit")),
    )
    op.create_table(
        "refinement_vote",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("estimation", sa.String(length=64), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("value", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "estimation", "number", "person", name=op.f("pk_refinement_vote")),
    )


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

"""What a team refines next: a channel's queue, its items, their criteria, what became of them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "refinement_change",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("part", sa.String(length=16), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_refinement_change")),
    )
    op.create_index("ix_refinement_change_item", "refinement_change", ["workspace", "item", "at"])
    op.create_table(
        "refinement_criterion",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=32), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_refinement_criterion")),
    )
    op.create_index("ix_refinement_criterion_item", "refinement_criterion", ["workspace", "item", "position"])
    op.create_table(
        "refinement_item",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("size", sa.String(length=20), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=50), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("moves", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(length=32), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("ready", sa.String(length=10), nullable=True),
        sa.Column("started", sa.String(length=10), nullable=True),
        sa.Column("done", sa.String(length=10), nullable=True),
        sa.Column("parked", sa.String(length=10), nullable=True),
        sa.Column("parent", sa.String(length=64), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_refinement_item")),
        sa.UniqueConstraint("workspace", "channel", "number", name=op.f("uq_refinement_item_workspace_channel_number")),
    )
    op.create_index("ix_refinement_item_author", "refinement_item", ["workspace", "author", "state"])
    op.create_index("ix_refinement_item_done", "refinement_item", ["workspace", "channel", "done"])
    op.create_index("ix_refinement_item_order", "refinement_item", ["workspace", "channel", "state", "place", "number", "id"])
    op.create_table(
        "refinement_queue",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("last_number", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", name=op.f("pk_refinement_queue")),
    )


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

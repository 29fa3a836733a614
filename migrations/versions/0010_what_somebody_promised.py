"""Action items: what somebody is to do, by when, and the owners that each has had."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "action_items_item",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("about", sa.String(length=128), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("meeting", sa.Text(), nullable=False),
        sa.Column("noted_by", sa.String(length=32), nullable=False),
        sa.Column("noted", sa.BigInteger(), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("due", sa.String(length=10), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.Column("reminded", sa.String(length=10), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_action_items_item")),
    )
    for name in ("owner", "noted_by", "channel"):
        op.create_index(f"ix_action_items_item_{name}", "action_items_item", ["workspace", name, "state"], unique=False)
    op.create_index("ix_action_items_item_about", "action_items_item", ["workspace", "about"], unique=False)
    op.create_table(
        "action_items_turn",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("given_by", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "item"],
            ["action_items_item.workspace", "action_items_item.id"],
            name=op.f("fk_action_items_turn_workspace_action_items_item"),
        ),
        sa.PrimaryKeyConstraint("workspace", "item", "turn", name=op.f("pk_action_items_turn")),
    )


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

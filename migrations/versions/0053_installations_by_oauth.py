"""Installations of many workspaces: their tokens, encrypted, and what somebody has begun; workspaces whose work waits."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "installations_installation",
        sa.Column("workspace", sa.String(32), nullable=False),
        sa.Column("organization", sa.String(32), nullable=False),
        sa.Column("is_org", sa.Boolean(), nullable=False),
        sa.Column("bot_user", sa.String(32), nullable=False),
        sa.Column("bot_id", sa.String(32), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=True),
        sa.Column("installed", sa.BigInteger(), nullable=False),
        sa.Column("uninstalled", sa.BigInteger(), nullable=True),
        sa.Column("refused", sa.String(), nullable=False),
        sa.Column("leased", sa.BigInteger(), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", name=op.f("pk_installations_installation")),
    )
    op.create_index(op.f("ix_installations_installation_organization"), "installations_installation", ["organization"])
    op.create_table(
        "installations_state",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("browser", sa.String(64), nullable=False),
        sa.Column("begun", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_installations_state")),
    )
    op.create_index(op.f("ix_installations_state_begun"), "installations_state", ["begun"])
    op.create_table(
        "store_paused",
        sa.Column("workspace", sa.String(32), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", name=op.f("pk_store_paused")),
    )


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

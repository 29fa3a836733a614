"""Statements that were issued, and who is offered their ledger as a file each quarter."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seu_offer",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("offered_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "person", name=op.f("pk_seu_offer")),
    )
    op.create_table(
        "seu_statement",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("statement", sa.String(length=32), nullable=False),
        sa.Column("holder", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("activities", sa.BigInteger(), nullable=False),
        sa.Column("first", sa.String(length=10), nullable=False),
        sa.Column("last", sa.String(length=10), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "statement", name=op.f("pk_seu_statement")),
    )


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

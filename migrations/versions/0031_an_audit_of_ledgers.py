"""Who changed or took out what is kept of whom."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seu_audit",
        sa.Column("audit", sa.String(length=32), nullable=False),
        sa.Column("whose", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.String(length=32), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "audit", name=op.f("pk_seu_audit")),
    )
    op.create_index("ix_seu_audit_whose", "seu_audit", ["workspace", "whose", "at"])


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

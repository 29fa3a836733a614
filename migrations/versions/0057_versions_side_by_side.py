"""Which versions may work with a schema: the oldest that still may, and what each replica runs."""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None
needs = "0057"
"""The oldest revision whose code may go on beside this schema; a revision that raises it contracts."""


def upgrade() -> None:
    op.create_table(
        "store_needs",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store_needs")),
    )
    op.add_column("schedule_heartbeat", sa.Column("revision", sa.String(length=32), nullable=True))
    op.add_column("schedule_heartbeat", sa.Column("version", sa.String(length=32), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

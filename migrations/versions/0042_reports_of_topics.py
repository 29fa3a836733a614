"""Reports of topics, by marks that name nobody."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("lean_coffee_topic", sa.Column("report_key", sa.String(64), nullable=True))
    op.create_table(
        "lean_coffee_report",
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("workspace", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "topic", "mark", name="pk_lean_coffee_report"),
    )


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

"""Whose public holidays a person has, where that is not their team's country."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "teams_own_holidays",
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("country", sa.String(length=8), nullable=False),
        sa.Column("region", sa.String(length=64), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person", name=op.f("pk_teams_own_holidays")),
    )


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

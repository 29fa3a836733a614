"""Forecasts as they were found, so that they can be shared and asked anew."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "refinement_forecast",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_refinement_forecast")),
    )
    op.create_index("ix_refinement_forecast_person", "refinement_forecast", ["workspace", "person", "at"])


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

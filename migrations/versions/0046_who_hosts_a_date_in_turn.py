"""Whose turn it is to host a date of a series, and who is not to be this time."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("series_occurrence", sa.Column("host", sa.String(32), nullable=True))
    op.add_column("series_occurrence", sa.Column("passed", sa.Text(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

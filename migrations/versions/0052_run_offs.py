"""A run-off among the topics that share the top of a vote, and the dots that each had in it."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("lean_coffee_course", sa.Column("run_off", sa.Text(), nullable=True))
    op.add_column("lean_coffee_agenda", sa.Column("run_off", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

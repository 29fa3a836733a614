"""Which topic is pitched before the vote."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("lean_coffee_course", sa.Column("pitch", sa.String(64), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

"""Action items that are put off."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("action_items_item", sa.Column("snoozed", sa.String(10), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

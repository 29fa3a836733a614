"""Of which meeting an action item is, and who hosted that."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("action_items_item", sa.Column("meeting_id", sa.String(64), nullable=True))
    op.add_column("action_items_item", sa.Column("host", sa.String(32), nullable=True))
    op.create_index("ix_action_items_item_meeting", "action_items_item", ["workspace", "meeting_id"])


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

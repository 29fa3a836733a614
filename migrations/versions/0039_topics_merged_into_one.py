"""Topics that were merged into one."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("lean_coffee_topic", sa.Column("merged_into", sa.String(64), nullable=True))
    op.add_column("lean_coffee_topic", sa.Column("merged_at", sa.BigInteger(), nullable=True))
    op.add_column("lean_coffee_topic", sa.Column("merged_by", sa.String(32), nullable=True))
    op.create_index("ix_lean_coffee_topic_merged", "lean_coffee_topic", ["workspace", "merged_into"])


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

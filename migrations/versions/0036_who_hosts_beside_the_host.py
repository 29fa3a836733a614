"""Co-hosts of a meeting, and who has asked to host it."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("meetings_meeting", sa.Column("cohosts", sa.Text(), nullable=True))
    op.add_column("meetings_meeting", sa.Column("claimed_by", sa.String(32), nullable=True))
    op.add_column("meetings_meeting", sa.Column("claimed_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

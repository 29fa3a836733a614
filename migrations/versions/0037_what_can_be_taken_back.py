"""What of a meeting's course can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("meetings_meeting", sa.Column("undo", sa.Text(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

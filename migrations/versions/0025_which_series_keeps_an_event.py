"""What is counted from the events of Sprints follows what was moved or skipped of them by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("teams_sprints", schema=None) as batch_op:
        batch_op.add_column(sa.Column("series", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("teams_sprints", schema=None) as batch_op:  # only for the rows that stand already
        batch_op.alter_column("series", existing_type=sa.Text(), server_default=None)


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

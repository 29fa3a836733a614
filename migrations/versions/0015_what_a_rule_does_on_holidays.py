"""What a rule does on holidays, its team's calendar, and what its days are counted from."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("schedule_rule", schema=None) as batch_op:
        batch_op.add_column(sa.Column("on_holiday", sa.String(length=8), nullable=False, server_default="keep"))
        batch_op.add_column(sa.Column("calendar", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("anchor", sa.String(length=32), nullable=False, server_default=""))
    with op.batch_alter_table("schedule_rule", schema=None) as batch_op:  # only for the rows that stand already
        for name in ("on_holiday", "calendar", "anchor"):
            batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

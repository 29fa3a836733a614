"""A pause that ends by itself, how long ahead a series reminds, and when it has ended."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("schedule_rule", schema=None) as batch_op:
        batch_op.add_column(sa.Column("quiet_until", sa.String(length=10), nullable=True))
    with op.batch_alter_table("series_series", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reminded", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("ended", sa.BigInteger(), nullable=True))
    # Until now everything was reminded of ten minutes ahead; NULL is what is not.
    op.execute("UPDATE series_series SET reminded = 600000000")


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

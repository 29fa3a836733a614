"""The claim link of a session, and when a request to mend a roster came back to its host."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("seu_roster_request", sa.Column("returned", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("seu_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("claim_link", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("seu_session", schema=None) as batch_op:  # only for the rows that stand already
        batch_op.alter_column("claim_link", existing_type=sa.Text(), server_default=None)


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

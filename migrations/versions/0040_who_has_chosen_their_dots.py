"""Whose ballot is complete before all its dots are given."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("lean_coffee_ballot", schema=None) as batch_op:
        batch_op.add_column(sa.Column("done", sa.Boolean(), nullable=True))
    # Until now a ballot was sent as a whole: whoever has one in a vote that runs has chosen.
    op.execute("UPDATE lean_coffee_ballot SET done = true")
    with op.batch_alter_table("lean_coffee_ballot", schema=None) as batch_op:
        batch_op.alter_column("done", existing_type=sa.Boolean(), nullable=False)


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

"""When a ballot was given, and when somebody last left: a vote closes 10 s after the last of both."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SINCE_IT_OPENED = """
UPDATE lean_coffee_ballot SET at = (
    SELECT began FROM lean_coffee_meeting AS meeting
    WHERE meeting.workspace = lean_coffee_ballot.workspace AND meeting.id = lean_coffee_ballot.meeting
)
"""
"""Nobody wrote down when a ballot of a vote that runs now was given: as good as when the vote opened, or at any time since."""


def upgrade() -> None:
    with op.batch_alter_table("lean_coffee_meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("regrouped", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("lean_coffee_ballot", schema=None) as batch_op:
        batch_op.add_column(sa.Column("at", sa.BigInteger(), nullable=True))
    op.execute(SINCE_IT_OPENED)
    with op.batch_alter_table("lean_coffee_ballot", schema=None) as batch_op:
        batch_op.alter_column("at", existing_type=sa.BigInteger(), nullable=False)


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

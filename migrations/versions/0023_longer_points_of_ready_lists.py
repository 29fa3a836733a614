"""A point of a team's ready list has up to a hundred characters; ticks keep it whole."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("refinement_tick", schema=None) as batch_op:
        batch_op.alter_column("point", existing_type=sa.String(length=80), type_=sa.String(length=100), existing_nullable=False)


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

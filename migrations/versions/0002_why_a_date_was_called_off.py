"""Why a date of a series was called off, and by whom."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SAY_WHY = """
UPDATE lean_coffee_occurrence SET called_off = COALESCE((
    SELECT CASE WHEN rule.skipped LIKE '%' || lean_coffee_occurrence.wall || '%' THEN 'skipped'
                WHEN rule.state = 'running' THEN 'skipped' ELSE rule.state END
    FROM schedule_rule AS rule
    WHERE rule.workspace = lean_coffee_occurrence.workspace AND rule.id = lean_coffee_occurrence.series
), 'skipped') WHERE skipped
"""
"""What was called off before was left out of its rule, or its rule was paused or ended."""


def upgrade() -> None:
    with op.batch_alter_table("lean_coffee_occurrence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("called_off", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("called_off_by", sa.String(length=32), nullable=True))
    op.execute(SAY_WHY)


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

"""Who wants no direct messages about coming dates."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "teams_muted",
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person", name=op.f("pk_teams_muted")),
    )


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

"""In which channels people are who look at their App Home."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "teams_member",
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person", "channel", name=op.f("pk_teams_member")),
    )
    op.create_index("ix_teams_member_channel", "teams_member", ["workspace", "channel"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

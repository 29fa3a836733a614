"""Which teams a person holds something in, for their Home."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_teams_accountability_person", "teams_accountability", ["workspace", "person"])


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

"""Who gave a topic its dots, where a meeting was begun with named votes."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("lean_coffee_agenda", sa.Column("named", sa.Text(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

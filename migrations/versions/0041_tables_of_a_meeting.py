"""Tables that a large meeting splits into."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("meetings_meeting", sa.Column("parent", sa.String(64), nullable=True))
    op.add_column("lean_coffee_course", sa.Column("place", sa.BigInteger(), nullable=True))
    op.add_column("lean_coffee_agenda", sa.Column("at_table", sa.String(64), nullable=True))
    of_parent = sa.text("parent IS NOT NULL")
    op.create_index(
        "ix_meetings_meeting_parent",
        "meetings_meeting",
        ["workspace", "parent"],
        sqlite_where=of_parent,
        postgresql_where=of_parent,
    )


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

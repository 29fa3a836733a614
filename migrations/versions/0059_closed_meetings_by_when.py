"""Closed meetings are found by when they were closed: MEETINGS_MONTHS asks for the oldest of them in each round of housekeeping."""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None
needs = "0057"
"""The oldest revision whose code may go on beside this schema; CONTRIBUTING.md says when to raise it."""


def upgrade() -> None:
    op.create_index(
        "ix_meetings_meeting_closed",
        "meetings_meeting",
        ["workspace", "closed", "id"],
        sqlite_where=sa.text("closed IS NOT NULL"),
        postgresql_where=sa.text("closed IS NOT NULL"),
    )


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

"""Messages that Slack has refused are found by when: each look at the metrics counts those of a day."""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None
needs = "0057"
"""The oldest revision whose code may go on beside this schema; CONTRIBUTING.md says when to raise it."""


def upgrade() -> None:
    op.create_index(
        "ix_delivery_message_failed",
        "delivery_message",
        ["touched"],
        sqlite_where=sa.text("state = 'failed'"),
        postgresql_where=sa.text("state = 'failed'"),
    )


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

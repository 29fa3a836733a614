"""What is asked of a ledger is asked of one person: indexes that lead there among a million entries."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_seu_entry_session", table_name="seu_entry")
    op.drop_index("ix_seu_entry_person", table_name="seu_entry")
    op.create_index(
        "ix_seu_entry_person", "seu_entry", ["workspace", "person", "session", "at", "key", "day", "entry", "minutes"]
    )
    op.create_index("ix_seu_attendance_person", "seu_attendance", ["workspace", "person"])


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

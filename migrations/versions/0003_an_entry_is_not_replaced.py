"""An entry of the ledger that nobody puts another one in the place of."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

REFUSED = """
CREATE TRIGGER seu_entry_is_not_replaced BEFORE INSERT ON seu_entry BEGIN
    SELECT RAISE(ABORT, 'UNIQUE constraint failed: seu_entry.workspace, seu_entry.entry')
        WHERE EXISTS (SELECT 1 FROM seu_entry WHERE workspace = NEW.workspace AND entry = NEW.entry);
    SELECT RAISE(ABORT, 'UNIQUE constraint failed: seu_entry.workspace, seu_entry.key')
        WHERE EXISTS (SELECT 1 FROM seu_entry WHERE workspace = NEW.workspace AND key = NEW.key);
    SELECT RAISE(ABORT, 'UNIQUE constraint failed: seu_entry.workspace, seu_entry.reverses')
        WHERE EXISTS (SELECT 1 FROM seu_entry WHERE workspace = NEW.workspace AND reverses = NEW.reverses);
    SELECT RAISE(ABORT, 'UNIQUE constraint failed: seu_entry.rowid')
        WHERE EXISTS (SELECT 1 FROM seu_entry WHERE rowid = NEW.rowid);
END
"""
"""SQLite's INSERT OR REPLACE deletes what stands in its way and fires no trigger for it. In the words of the constraint that it evades,
so that a plain INSERT of a doubled key reads as it did: the trigger comes before the constraint."""


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(REFUSED)


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

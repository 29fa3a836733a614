"""Workspaces that have removed the app: since when, and that a ledger goes with all the rest of its workspace."""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0053"
branch_labels = None
depends_on = None

ERASING = "SELECT 1 FROM store_gone WHERE workspace = OLD.workspace AND erasing IS NOT NULL"
LET_GO = {
    "sqlite": (
        "DROP TRIGGER seu_entry_is_not_deleted",
        f"""
        CREATE TRIGGER seu_entry_is_not_deleted BEFORE DELETE ON seu_entry WHEN NOT EXISTS ({ERASING})
        BEGIN SELECT RAISE(ABORT, 'seu_entry is append-only'); END
        """,
    ),
    "postgresql": (
        f"""
        CREATE FUNCTION refuse_deletion() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF EXISTS ({ERASING}) THEN RETURN OLD; END IF;
            RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
        END $$
        """,
        "DROP TRIGGER seu_entry_is_append_only ON seu_entry",
        "CREATE TRIGGER seu_entry_is_append_only BEFORE UPDATE ON seu_entry FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER seu_entry_is_not_deleted BEFORE DELETE ON seu_entry FOR EACH ROW EXECUTE FUNCTION refuse_deletion()",
    ),
}
"""An entry is deleted with its whole workspace, and never otherwise."""


def upgrade() -> None:
    op.create_table(
        "store_gone",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("erasing", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", name=op.f("pk_store_gone")),
    )
    for statement in LET_GO[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

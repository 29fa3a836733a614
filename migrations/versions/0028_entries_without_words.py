"""Entries of the ledger hold no word and no name: those stand in tables that erasing a person empties."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

HOLDERS = {
    "sqlite": "UPDATE kept_ledger SET holder = lower(hex(randomblob(16)))",
    "postgresql": "UPDATE kept_ledger SET holder = replace(CAST(gen_random_uuid() AS text), '-', '')",
}
"""Holders that say nothing of the person."""

REFUSED = {
    "sqlite": (
        "CREATE TRIGGER seu_entry_is_not_changed BEFORE UPDATE ON seu_entry BEGIN SELECT RAISE(ABORT, 'seu_entry is append-only'); END",
        "CREATE TRIGGER seu_entry_is_not_deleted BEFORE DELETE ON seu_entry BEGIN SELECT RAISE(ABORT, 'seu_entry is append-only'); END",
        """
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
        """,
    ),
    "postgresql": (
        "CREATE TRIGGER seu_entry_is_append_only BEFORE UPDATE OR DELETE ON seu_entry FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER seu_entry_is_not_emptied BEFORE TRUNCATE ON seu_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    ),
}
"""As before: an entry is never changed, only reversed by another one."""


def upgrade() -> None:
    engine = op.get_bind().dialect.name
    op.execute("CREATE TEMPORARY TABLE kept_entry AS SELECT * FROM seu_entry")
    op.execute(
        "CREATE TEMPORARY TABLE kept_ledger AS SELECT workspace, person, keeping, revision, "
        "CAST('' AS VARCHAR(32)) AS holder FROM seu_ledger"
    )
    op.execute(
        "INSERT INTO kept_ledger SELECT DISTINCT workspace, person, 'undecided', 0, '' FROM kept_entry AS e "
        "WHERE NOT EXISTS (SELECT 1 FROM seu_ledger AS l WHERE l.workspace = e.workspace AND l.person = e.person)"
    )
    op.execute(HOLDERS[engine])
    op.drop_table("seu_entry")
    op.drop_table("seu_ledger")
    _create_tables()
    op.execute(
        "INSERT INTO seu_ledger (workspace, person, holder, keeping, revision) "
        "SELECT workspace, person, holder, keeping, revision FROM kept_ledger"
    )
    # all of them were of events that people attended
    op.execute(
        "INSERT INTO seu_entry "
        "(workspace, entry, holder, kind, minutes, day, category, source, activity, rule, reverses, overlap, at, key) "
        "SELECT e.workspace, e.entry, l.holder, e.kind, e.minutes, e.day, 'event', e.source, e.session, e.rule, e.reverses, "
        "e.overlap, e.at, replace(e.key, ':' || e.person || ':', ':' || l.holder || ':') "
        "FROM kept_entry AS e JOIN seu_ledger AS l ON l.workspace = e.workspace AND l.person = e.person"
    )
    op.execute(
        "INSERT INTO seu_entry_words (workspace, entry, description, link, evidence, reason, actor) "
        "SELECT workspace, entry, description, '', '', reason, actor FROM kept_entry"
    )
    op.execute(
        "UPDATE delivery_message SET subject = (SELECT replace(delivery_message.subject, ':' || l.person || ':', ':' || l.holder || ':') "
        "FROM seu_ledger AS l WHERE l.workspace = delivery_message.workspace AND l.person = delivery_message.place_id) "
        "WHERE screen = 'seu:correction' AND EXISTS (SELECT 1 FROM seu_ledger AS l "
        "WHERE l.workspace = delivery_message.workspace AND l.person = delivery_message.place_id)"
    )
    op.execute("DROP TABLE kept_entry")
    op.execute("DROP TABLE kept_ledger")
    for statement in REFUSED[engine]:
        op.execute(statement)


def _create_tables() -> None:
    op.create_table(
        "seu_ledger",
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("holder", sa.String(length=32), nullable=False),
        sa.Column("keeping", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person", name=op.f("pk_seu_ledger")),
        sa.UniqueConstraint("workspace", "holder", name=op.f("uq_seu_ledger_workspace_holder")),
    )
    op.create_table(
        "seu_entry",
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("holder", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("activity", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("reverses", sa.String(length=64), nullable=True),
        sa.Column("overlap", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "entry", name=op.f("pk_seu_entry")),
        sa.UniqueConstraint("workspace", "key", name=op.f("uq_seu_entry_workspace_key")),
        sa.UniqueConstraint("workspace", "reverses", name=op.f("uq_seu_entry_workspace_reverses")),
    )
    op.create_index(
        "ix_seu_entry_holder",
        "seu_entry",
        ["workspace", "holder", "activity", "at", "key", "day", "entry", "minutes", "category"],
    )
    op.create_table(
        "seu_entry_words",
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(length=32), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "entry", name=op.f("pk_seu_entry_words")),
    )


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

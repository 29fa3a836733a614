"""Who is who, which channel a channel has become, and what tells an act that comes again from a new one."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _add(table: str, *columns: sa.Column[Any]) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.add_column(column)
    filled = [str(column.name) for column in columns if column.server_default is not None]
    if filled:  # only for the rows that stand already
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in filled:
                batch_op.alter_column(name, server_default=None)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False, server_default="")


def upgrade() -> None:
    guest: sa.Column[Any] = sa.Column("is_guest", sa.Boolean(), nullable=False, server_default=sa.false())
    _add("teams_person", _text("real_name"), _text("handle"), guest)
    # What was kept before knows nothing of these: everybody is asked for anew, the next time they do something.
    op.execute("UPDATE teams_person SET refreshed = 86400000000")
    _add("teams_channel", sa.Column("became", sa.String(length=32), nullable=True))
    for table in ("lean_coffee_series", "refinement_reminder"):
        _add(table, sa.Column("offered", sa.String(length=32), nullable=True))
    op.create_table(
        "store_given",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_store_given")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_store_given_at"), "store_given", ["at"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")

"""Words as they are searched, beside topics, takeaways, titles of meetings and action items."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

_AT_ONCE = 1_000
_SEARCHED = {
    "lean_coffee_topic": ("title", "context"),
    "lean_coffee_takeaway": ("text",),
    "meetings_meeting": ("title",),
    "action_items_item": ("text",),
}


def upgrade() -> None:
    for table, columns in _SEARCHED.items():
        op.add_column(table, sa.Column("folded", sa.Text(), nullable=True))
        _fill(table, columns)
    op.create_index("ix_meetings_meeting_past", "meetings_meeting", ["workspace", "ceremony", "channel", "opened"])


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")


def _fill(name: str, columns: tuple[str, ...]) -> None:
    """Fold what is there; the rows of a table are read in order, a thousand at a time."""
    bind, last = op.get_bind(), ("", "")
    table = sa.table(name, sa.column("workspace"), sa.column("id"), sa.column("folded"), *map(sa.column, columns))
    key = (table.c.workspace, table.c.id)
    page = sa.select(*key, *(table.c[column] for column in columns)).order_by(*key).limit(_AT_ONCE)
    write = sa.update(table).where(table.c.workspace == sa.bindparam("of"), table.c.id == sa.bindparam("this"))
    write = write.values(folded=sa.bindparam("words"))
    while rows := bind.execute(page.where(sa.tuple_(*key) > sa.tuple_(*map(sa.literal, last)))).all():
        bind.execute(write, [{"of": row[0], "this": row[1], "words": _folded(" ".join(row[2:]))} for row in rows])
        last = (rows[-1][0], rows[-1][1])


def _folded(text: str) -> str:
    """Fold as `bot.core.texts.folded` did when this was written: a revision does not follow what is changed later."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")
    return " ".join(bare.casefold().split())

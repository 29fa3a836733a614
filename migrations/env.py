"""How Alembic reaches the database: on the connection that `bot.store.migrate` hands over."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import TypeDecorator

lent = context.config.attributes


def plain(kind: str, thing: object, shown: AutogenContext) -> str | Literal[False]:
    """Write the column type that a type of ours is kept in, so that a revision stays true when our code moves on."""
    if kind == "type" and isinstance(thing, TypeDecorator):
        return f"sa.{thing.impl_instance!r}"
    return False


context.configure(
    connection=lent["connection"],
    target_metadata=lent.get("schema"),
    render_as_batch=lent["connection"].dialect.name == "sqlite",
    render_item=plain,
    compare_type=True,
    compare_server_default=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()

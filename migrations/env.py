"""How Alembic reaches the database: on the connection that `bot.store.migrate` hands over."""

from collections.abc import Collection, Mapping
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.runtime.migration import MigrationContext, MigrationInfo
from sqlalchemy import TypeDecorator, text

lent = context.config.attributes


def plain(kind: str, thing: object, shown: AutogenContext) -> str | Literal[False]:
    """Write the column type that a type of ours is kept in, so that a revision stays true when our code moves on."""
    if kind == "type" and isinstance(thing, TypeDecorator):
        return f"sa.{thing.impl_instance!r}"
    return False


def tell_needs(ctx: MigrationContext, step: MigrationInfo, heads: Collection[Any], run_args: Mapping[str, Any]) -> None:
    """Write down beside a revision which code may go on with it: what an older program reads that does not know the revision."""
    needs = getattr(getattr(step.up_revision, "module", None), "needs", None)
    if needs is not None and ctx.connection is not None:
        ctx.connection.execute(text("DELETE FROM store_needs"))
        ctx.connection.execute(text("INSERT INTO store_needs (id, revision) VALUES (1, :needs)"), {"needs": needs})


context.configure(
    connection=lent["connection"],
    target_metadata=lent.get("schema"),
    render_as_batch=lent["connection"].dialect.name == "sqlite",
    render_item=plain,
    compare_type=True,
    compare_server_default=True,
    transactional_ddl=True,
    on_version_apply=tell_needs,
)
with context.begin_transaction():
    context.run_migrations()

"""Rewrites the rows of a channel that gets another id, in every table."""

from collections.abc import Iterator, Mapping
from functools import cache

from sqlalchemy import (
    BindParameter,
    Boolean,
    Column,
    ColumnElement,
    Delete,
    Integer,
    Select,
    String,
    Table,
    UniqueConstraint,
    Update,
    and_,
    bindparam,
    delete,
    exists,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    update,
)

from bot.store.base import Base, ChannelKey, Link, NamesChannels, SubjectKey, in_workspace
from bot.store.unit import Read, Unit

_OLD: BindParameter[str] = bindparam("old_channel")
_NEW: BindParameter[str] = bindparam("new_channel")
_BEGINS_WITH_OLD: BindParameter[str] = bindparam("begins_with_old")
_REST: BindParameter[int] = bindparam("rest", type_=Integer())


def move_channel(unit: Unit, *, old: str, new: str) -> None:
    """Put the new id in the place of the old one in every table of the bot; where both have a row, the newer one stays."""
    for statement in statements():
        unit.run(statement, {"old_channel": old, "new_channel": new})
    for statement in _of_subjects():
        unit.run(statement, {"old_channel": old, "new_channel": new, "begins_with_old": f"{old}/%", "rest": len(old) + 1})
    for kind, (begin, end) in _INSIDE.items():
        inside = {"old_text": f"{begin}{old}{end}", "new_text": f"{begin}{new}{end}", "like_old": f"%{begin}{old}{end}%"}
        for table, column in columns(kind):
            unit.run(_renamed_inside(table, column), inside)


_INSIDE: Mapping[type[String], tuple[str, str]] = {NamesChannels: ('"', '"'), Link: ("/archives/", "/")}
"""What stands before and after a channel's id in a longer text."""


def left_behind(read: Read, old: str) -> int:
    """Count the rows that are kept by a channel's old id still, beside what says which id it has now."""
    return sum(int(row.number) for statement in _counts() if (row := read.row(statement, {"old_channel": old})) is not None)


@cache
def _counts() -> tuple[Select[int], ...]:
    return tuple(
        select(func.count().label("number")).select_from(table).where(table.c.workspace == in_workspace(), column == _OLD)
        for table, column in columns(ChannelKey)
        if table.name not in ("teams_channel", "delivery_lane", "delivery_ghost")
    )


def columns(kind: type) -> Iterator[tuple[Table, Column[str]]]:
    """Yield the columns of a kind, of all tables that the running bot knows."""
    for table in Base.metadata.sorted_tables:
        yield from ((table, column) for column in table.columns if isinstance(column.type, kind))


@cache
def statements() -> tuple[Update | Delete, ...]:
    """Return what moves the rows of every table: all tables are known by the time that somebody asks."""
    return tuple(statement for table, column in columns(ChannelKey) for statement in _moves(table, column, column == _OLD, _NEW))


@cache
def _of_subjects() -> tuple[Update | Delete, ...]:
    found: list[Update | Delete] = []
    for table, column in columns(SubjectKey):
        about = or_(column == _OLD, column.like(_BEGINS_WITH_OLD))
        found += _moves(table, column, about, _NEW.concat(func.substr(column, _REST)))
        for end in ("|", "/"):  # a message about a message: `screen|channel/number|error`
            named = literal("|").concat(_OLD).concat(end)
            inside = column.like(literal("%").concat(named).concat("%"))
            by_now = func.replace(column, named, literal("|").concat(_NEW).concat(end))
            found += _moves(table, column, inside, by_now)
    return tuple(found)


def _moves(
    table: Table, column: Column[str], is_old: ColumnElement[bool], by_now: ColumnElement[str]
) -> Iterator[Update | Delete]:
    here = and_(table.c.workspace == in_workspace(), is_old)
    free = [_free(table, column, by_now, key, holds) for key, holds in _unique_keys(table) if column.name in key]
    yield update(table).where(here, *free).values({column.name: by_now})
    if column.primary_key:  # the row of the new id is there already
        yield delete(table).where(here)


def _unique_keys(table: Table) -> Iterator[tuple[list[str], ColumnElement[bool] | None]]:
    """Yield the columns of each unique key, and for which rows it holds where that is not all of them."""
    yield table.primary_key.columns.keys(), None
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield constraint.columns.keys(), None
    for index in table.indexes:
        if index.unique:
            holds = index.dialect_options["sqlite"]["where"]
            yield index.columns.keys(), None if holds is None else literal_column(f"({holds})", Boolean())


def _free(
    table: Table, column: Column[str], by_now: ColumnElement[str], key: list[str], holds: ColumnElement[bool] | None
) -> ColumnElement[bool]:
    """Return the condition that no row of the new id stands in the way of one of the old id."""
    twin = table.alias()
    same = [twin.c[name] == table.c[name] for name in key if name != column.name]
    if holds is None:
        return not_(exists().where(twin.c[column.name] == by_now, *same))
    return or_(not_(holds), not_(exists().where(twin.c[column.name] == by_now, *same, holds)))


@cache
def _renamed_inside(table: Table, column: Column[str]) -> Update:
    return (
        update(table)
        .where(table.c.workspace == in_workspace(), column.like(bindparam("like_old")))
        .values({column.name: func.replace(column, bindparam("old_text"), bindparam("new_text"))})
    )

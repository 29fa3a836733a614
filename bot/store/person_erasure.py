"""Takes a person out of every table: rows about them alone go, elsewhere stands an opaque id."""

from collections.abc import Iterator
from functools import cache

from sqlalchemy import BindParameter, Column, Delete, Table, Update, bindparam, delete, func, or_, update

from bot.store.base import Base, ChannelKey, NamesChannelsAndPeople, NamesPeople, PersonKey, PrivateTo, SubjectKey, in_workspace
from bot.store.unit import Unit

_WHO: BindParameter[str] = bindparam("erased_person")
_OPAQUE: BindParameter[str] = bindparam("opaque")
_ENDS_WITH_WHO: BindParameter[str] = bindparam("ends_with_person")
_NAMED: BindParameter[str] = bindparam("named_person")
_NAMED_OPAQUE: BindParameter[str] = bindparam("named_opaque")
_HAS_NAMED: BindParameter[str] = bindparam("has_named_person")


def erase_person(unit: Unit, person: str, opaque: str) -> None:
    """Erase a person from the workspace; `opaque`: an id that nobody has and that says nothing of them.

    What was sent to them alone or wakes for them is deleted too, so that nothing is drawn or done for them any more.
    """
    named = f'"{person}"'
    values = {
        "erased_person": person,
        "opaque": opaque,
        "ends_with_person": f"%/{person}",
        "named_person": named,
        "named_opaque": f'"{opaque}"',
        "has_named_person": f"%{named}%",
    }
    for statement in statements():
        unit.run(statement, values)


def columns(kind: type) -> Iterator[tuple[Table, Column[str]]]:
    """Yield the columns of a kind, of all tables that the running bot knows."""
    for table in Base.metadata.sorted_tables:
        yield from ((table, column) for column in table.columns if isinstance(column.type, kind))


@cache
def statements() -> tuple[Update | Delete, ...]:
    """Return what erases a person from every table, rows that rest on others first: all tables are known by the time that somebody asks."""
    return (*reversed(tuple(_deleted())), *_replaced())


def _deleted() -> Iterator[Delete]:
    for table, column in columns(PrivateTo):
        yield delete(table).where(table.c.workspace == in_workspace(), column == _WHO)
    for table, column in columns(SubjectKey):
        about = or_(column == _WHO, column.like(_ENDS_WITH_WHO))
        yield delete(table).where(table.c.workspace == in_workspace(), about)
    for table, column in columns(ChannelKey):
        if column.name == "place_id":  # a place is a channel or a person
            yield delete(table).where(table.c.workspace == in_workspace(), column == _WHO)


def _replaced() -> Iterator[Update]:
    for table, column in columns(PersonKey):
        if not isinstance(column.type, PrivateTo):
            yield update(table).where(table.c.workspace == in_workspace(), column == _WHO).values({column.name: _OPAQUE})
    for table, column in (*columns(NamesPeople), *columns(NamesChannelsAndPeople)):
        inside = update(table).where(table.c.workspace == in_workspace(), column.like(_HAS_NAMED))
        yield inside.values({column.name: func.replace(column, _NAMED, _NAMED_OPAQUE)})

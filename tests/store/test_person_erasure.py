"""A person is erased, on both engines: of every table their id is gone, and nothing else is touched."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, MetaData, Table, insert, select

from bot.core.ids import WorkspaceId
from bot.store.base import Instant, NamesChannelsAndPeople, NamesPeople, PersonKey, PrivateTo, SubjectKey, in_workspace
from bot.store.person_erasure import columns, erase_person
from bot.store.unit import Read, RunningStore, Unit

WHO, ELSE, OPAQUE = "U0BEN", "U0ANA", "7f3a"
OTHER = WorkspaceId("T0OTHER")
NAMES = {
    *("person", "host", "owner", "voter", "author", "actor", "decides", "offered", "whose"),
    *("noted_by", "given_by", "steered_by", "corrected_by", "agreed_by", "set_by", "written_by", "told_by", "called_off_by"),
    *("added_by", "made_by", "claimed_by", "merged_by", "stated_by"),
}
"""What columns are called that hold the id of a person."""


def tables() -> list[Table]:
    return list(dict.fromkeys(table for kind in (PersonKey, SubjectKey) for table, _ in columns(kind)))


def row_of(table: Table, person: str, mark: str) -> dict[str, Any]:
    return {column.name: _value(column, person, mark) for column in table.columns if column.name != "workspace"}


def _value(column: Column[Any], person: str, mark: str) -> Any:
    if isinstance(column.type, PersonKey):
        return person
    if isinstance(column.type, SubjectKey):
        return f"s1/{person}"
    if column.name == "place_id":
        return person
    if isinstance(column.type, Instant):
        return datetime(2026, 3, 2, tzinfo=UTC)
    if isinstance(column.type, Boolean):
        return False
    return 1 if isinstance(column.type, BigInteger) else mark


def fill(unit: Unit, schema: MetaData, person: str, mark: str) -> None:
    """Put a row of a person into every table that names people."""
    known = {table.name for table in tables()}
    for table in schema.sorted_tables:
        if table.name in known:
            unit.run(insert(table), row_of(table, person, mark))


def found(read: Read, schema: MetaData) -> dict[str, list[tuple[Any, ...]]]:
    assert schema.tables
    return {
        table.name: sorted(tuple(row) for row in read.rows(select(table).where(table.c.workspace == in_workspace())))
        for table in tables()
    }


def test_no_column_that_holds_a_person_was_forgotten(schema: MetaData) -> None:
    held = {(table.name, column.name) for table, column in columns(PersonKey)}
    named = {(table.name, column.name) for table in schema.sorted_tables for column in table.columns if column.name in NAMES}
    assert held == named


async def test_a_person_is_taken_out_of_every_table_and_nobody_else_is(
    store: RunningStore, workspace: WorkspaceId, schema: MetaData
) -> None:
    for whose, mark in ((WHO, "a"), (ELSE, "b")):
        await store.write(fill, workspace, None, schema, whose, mark)
    await store.write(fill, OTHER, None, schema, WHO, "c")
    before, elsewhere = await store.read(found, workspace, schema), await store.read(found, OTHER, schema)
    await store.write(erase_person, workspace, None, WHO, OPAQUE)
    after = await store.read(found, workspace, schema)
    assert WHO not in str(after)
    assert await store.read(found, OTHER, schema) == elsewhere
    private = {table.name for kind in (PrivateTo, SubjectKey) for table, _ in columns(kind)}
    for name, rows in before.items():
        stay = [row for row in rows if WHO not in str(row)]
        theirs = [row for row in rows if WHO in str(row)]
        replaced = [] if name in private else [tuple(OPAQUE if one == WHO else one for one in row) for row in theirs]
        assert after[name] == sorted([*stay, *replaced]), name


async def test_who_is_named_in_a_text_of_ids_becomes_nobody_there(store: RunningStore, workspace: WorkspaceId) -> None:
    inside = [*columns(NamesPeople), *columns(NamesChannelsAndPeople)]
    assert inside
    text = f'{{"these": ["{WHO}", "{ELSE}", "{WHO}9"]}}'

    def write(unit: Unit) -> None:
        for table, column in inside:
            unit.run(insert(table), row_of(table, ELSE, "b") | {column.name: text})

    def kept(read: Read) -> list[str]:
        return [
            row[0] for table, column in inside for row in read.rows(select(column).where(table.c.workspace == in_workspace()))
        ]

    for table in {table for table, _ in inside}:
        columns_of = {column.name for other, column in inside if other is table}
        inside[:] = [pair for pair in inside if pair[0] is not table or pair[1].name == min(columns_of)]
    await store.write(write, workspace, None)
    await store.write(erase_person, workspace, None, WHO, OPAQUE)
    assert set(await store.read(kept, workspace)) == {f'{{"these": ["{OPAQUE}", "{ELSE}", "{WHO}9"]}}'}

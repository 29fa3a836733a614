"""A channel gets another id, on both engines: every row of every table follows."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import BigInteger, Boolean, Column, MetaData, Table, insert, select

from bot.core.ids import WorkspaceId
from bot.store.base import ChannelKey, Instant, Link, NamesChannels, SubjectKey, in_workspace
from bot.store.channel_moves import columns, move_channel
from bot.store.unit import Read, RunningStore, Unit

OLD, NEW, ELSE = "G0OLD", "C0NEW", "C0ELSE"
OTHER = WorkspaceId("T0OTHER")
KINDS = (ChannelKey, SubjectKey, NamesChannels, Link)


def tables(schema: MetaData) -> list[Table]:
    assert schema.tables
    return list(dict.fromkeys(table for kind in KINDS for table, _ in columns(kind)))


def row_of(table: Table, channel: str, mark: str) -> dict[str, Any]:
    """Return a row whose channels are all this one."""
    return {column.name: _value(column, channel, mark) for column in table.columns if column.name != "workspace"}


def _value(column: Column[Any], channel: str, mark: str) -> Any:
    if isinstance(column.type, ChannelKey):
        return channel
    if isinstance(column.type, SubjectKey):
        return f"{channel}/7"
    if isinstance(column.type, Link):
        return f"https://team.slack.com/archives/{channel}/p1?named={channel}"
    if isinstance(column.type, NamesChannels):
        return f'{{"extras": {{"channel": "{channel}", "title": "about {channel}"}}}}'
    if isinstance(column.type, Instant):
        return datetime(2026, 3, 2, tzinfo=UTC)
    if isinstance(column.type, Boolean):
        return False
    return 1 if isinstance(column.type, BigInteger) else mark


def fill(unit: Unit, schema: MetaData, channel: str, mark: str) -> None:
    for table in tables(schema):
        unit.run(insert(table), row_of(table, channel, mark))


def found(read: Read, schema: MetaData) -> str:
    every = (read.rows(select(table).where(table.c.workspace == in_workspace())) for table in tables(schema))
    return "\n".join(str(tuple(row)) for rows in every for row in sorted(rows, key=_mark))


def _mark(row: Any) -> str:
    return str([value for value in row if value in ("a", "b", ELSE)])


def test_no_column_that_holds_a_channel_was_forgotten(schema: MetaData) -> None:
    followed = {(table.name, column.name) for table, column in columns(ChannelKey)}
    named = {
        (table.name, column.name)
        for table in schema.sorted_tables
        for column in table.columns
        if "channel" in column.name or column.name in ("place_id", "became", "shown_in")
    }
    assert followed == named
    assert {(table.name, column.name) for table, column in columns(NamesChannels)} == {("schedule_draft", "body")}
    for kind, part in ((SubjectKey, "subject"), (Link, "link")):
        named = {(each.name, one.name) for each in schema.sorted_tables for one in each.columns if part in one.name}
        assert {(table.name, column.name) for table, column in columns(kind)} == named


async def test_every_table_follows_and_nothing_else_is_touched(
    store: RunningStore, workspace: WorkspaceId, schema: MetaData
) -> None:
    await store.write(fill, workspace, None, schema, OLD, "a")
    await store.write(fill, workspace, None, schema, ELSE, "b")
    await store.write(fill, OTHER, None, schema, OLD, "a")
    before, others = await store.read(found, workspace, schema), await store.read(found, OTHER, schema)
    for _ in range(2):  # sent again it changes nothing
        await store.write(lambda unit: move_channel(unit, old=OLD, new=NEW), workspace, None)
        after = await store.read(found, workspace, schema)
        by_now = before
        for old in (f"'{OLD}'", f'"{OLD}"', f"'{OLD}/7'", f"/archives/{OLD}/"):
            by_now = by_now.replace(old, old.replace(OLD, NEW))
        assert after == by_now
    assert await store.read(found, OTHER, schema) == others


async def test_what_the_new_id_has_already_stays_and_the_old_row_goes(
    store: RunningStore, workspace: WorkspaceId, schema: MetaData
) -> None:
    keyed = [table for table, column in columns(ChannelKey) if column.primary_key]
    assert {table.name for table in keyed} >= {"teams_channel", "teams_accountability", "delivery_lane", "delivery_ghost"}
    await store.write(fill, workspace, None, schema, OLD, "a")

    def both(unit: Unit) -> None:
        for table in keyed:
            unit.run(insert(table), row_of(table, NEW, "a"))
        move_channel(unit, old=OLD, new=NEW)

    await store.write(both, workspace)
    assert f"'{OLD}'" not in await store.read(found, workspace, schema)


async def test_an_alarm_about_a_channel_rings_for_its_new_id_alone(
    store: RunningStore, workspace: WorkspaceId, schema: MetaData
) -> None:
    alarm = schema.tables["schedule_alarm"]

    def set_and_move(unit: Unit) -> None:
        for kind, subject in (("a", OLD), ("b", OLD), ("b", NEW), ("a", f"{OLD}ER"), ("a", f"{OLD}ER/7"), ("a", f"X/{OLD}")):
            unit.run(insert(alarm), row_of(alarm, ELSE, kind) | {"subject": subject})
        move_channel(unit, old=OLD, new=NEW)

    await store.write(set_and_move, workspace)
    query = select(alarm.c.kind, alarm.c.subject).where(alarm.c.workspace == in_workspace())
    rows = await store.read(lambda read: read.rows(query), workspace)
    set_now = {("a", NEW), ("b", NEW), ("a", f"{OLD}ER"), ("a", f"{OLD}ER/7"), ("a", f"X/{OLD}")}
    assert sorted(map(tuple, rows)) == sorted(set_now)


@pytest.mark.parametrize(("closed", "moves"), [(None, False), (datetime(2026, 3, 2, tzinfo=UTC), True)])
async def test_of_two_open_meetings_the_one_of_the_new_id_has_its_channel(
    store: RunningStore, workspace: WorkspaceId, schema: MetaData, closed: datetime | None, *, moves: bool
) -> None:
    meeting = schema.tables["meetings_meeting"]

    def both(unit: Unit) -> None:
        unit.run(insert(meeting), row_of(meeting, OLD, "m1") | {"lane": "", "closed": closed})
        unit.run(insert(meeting), row_of(meeting, NEW, "m2") | {"lane": "", "closed": None})
        move_channel(unit, old=OLD, new=NEW)

    await store.write(both, workspace)
    query = select(meeting.c.channel).where(meeting.c.workspace == in_workspace(), meeting.c.id == "m1")
    row = await store.read(lambda read: read.row(query), workspace)
    assert row is not None
    assert row.channel == (NEW if moves else OLD)


async def test_a_word_about_a_message_that_could_not_be_delivered_names_the_new_id(
    store: RunningStore, workspace: WorkspaceId, schema: MetaData
) -> None:
    message = schema.tables["delivery_message"]

    def both(unit: Unit) -> None:
        for number, subject in enumerate((f"a|{OLD}/7|is_archived", f"a|{OLD}|is_archived", f"a|{OLD}ER|is_archived")):
            unit.run(insert(message), row_of(message, ELSE, str(number)) | {"subject": subject})
        move_channel(unit, old=OLD, new=NEW)

    await store.write(both, workspace)
    query = select(message.c.subject).where(message.c.workspace == in_workspace())
    rows = await store.read(lambda read: read.rows(query), workspace)
    assert {row.subject for row in rows} == {f"a|{NEW}/7|is_archived", f"a|{NEW}|is_archived", f"a|{OLD}ER|is_archived"}

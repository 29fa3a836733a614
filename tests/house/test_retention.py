"""When the rows of each table go: by housekeeping, with what they belong to, or never; a new table has to say."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import BigInteger, Boolean, Column, MetaData, String, Table, func, insert, select

from bot.core.clock import SetClock
from bot.core.ids import PersonId, WorkspaceId
from bot.house.features import ROOMS_AND_FEATURES
from bot.house.housekeeping import Keeping, keep_house
from bot.house.options import Options
from bot.house.purging import look
from bot.store.base import Instant, in_workspace
from bot.store.unit import Read, RunningStore, Unit
from bot.teams import store as teams

THEN = datetime(2026, 3, 2, tzinfo=UTC)

BY_HOUSEKEEPING = {
    "seu_ledger_import_part": timedelta(days=1),
    "seu_ledger_import": timedelta(days=30),
    **dict.fromkeys(
        ("store_request", "refinement_import", "seu_import", "lean_coffee_play", "installations_state"), timedelta(days=1)
    ),
    **dict.fromkeys(("schedule_draft", "schedule_heartbeat", "schedule_outage", "delivery_lacked_block"), timedelta(days=7)),
    **dict.fromkeys(("delivery_message", "delivery_lane", "delivery_budget", "teams_away"), timedelta(days=30)),
    **dict.fromkeys(("store_given", "series_answer"), timedelta(days=90)),
    **dict.fromkeys(("refinement_forecast", "refinement_nudge", "refinement_aged"), timedelta(days=90)),
    **dict.fromkeys(("refinement_proposal", "refinement_agenda"), timedelta(days=90)),
    **dict.fromkeys(("series_occurrence", "action_items_item", "action_items_turn"), timedelta(days=365)),
    **dict.fromkeys(("refinement_change", "refinement_estimation", "refinement_round"), timedelta(days=730)),
    **dict.fromkeys(("refinement_asked", "refinement_vote", "seu_audit"), timedelta(days=730)),
}
"""So long the rows of a table are kept once nothing goes on with them."""
GO_WITH_WHAT_ENDS = {
    "schedule_alarm": "it rings",
    "schedule_rule": "its series ends",
    "schedule_call": "its series ends",
    "delivery_ghost": "the copy is deleted",
    "lean_coffee_ballot": "the meeting closes",
    "lean_coffee_report": "the meeting closes",
    "lean_coffee_thumb": "another question is asked, or the meeting closes",
    "lean_coffee_topic_thumb": "the meeting closes",
    "store_paused": "the app is installed again",
    "meetings_queued": "another meeting of its channel is queued, 30 days later",
    "refinement_share": "somebody stops sharing",
    "refinement_tick": "somebody takes the tick away",
    "refinement_criterion": "somebody takes it out of its item",
    "seu_roster_request": "the host answers",
    "seu_hidden_resource": "the person wants to be offered it again",
    "calendars_feed": "its owner removes the link",
    "calendars_followed": "its owner removes the channel",
    "teams_accountability": "somebody else is named",
    "teams_member": "the person leaves the channel, or Slack says otherwise",
    "teams_muted": "the person wants messages again",
    "store_gone": "the workspace has the app again, or is erased",
}
"""What takes a row away."""
ONE_EACH = {
    "installations_installation",
    "teams_workspace",
    "teams_person",
    "teams_channel",
    "teams_team",
    "teams_sprints",
    "teams_own_holidays",
    "refinement_queue",
    "refinement_direction",
    "seu_ledger",
    "seu_offer",
    "series_series",
    "action_items_digest",
    "store_needs",
}
"""A row for each person, channel or series: they do not grow with what people do."""
RECORD = {
    "meetings_meeting": "meetings are a team's record",
    "presence_segment": "what minutes rest on",
    "presence_correction": "what minutes rest on",
    "presence_guest": "part of a roster",
    "lean_coffee_course": "part of a meeting",
    "lean_coffee_windows": "part of a meeting",
    "lean_coffee_topic": "part of a meeting",
    "lean_coffee_agenda": "part of a meeting",
    "lean_coffee_takeaway": "part of a meeting",
    "refinement_session": "part of a meeting",
    "refinement_visit": "part of a meeting",
    "refinement_item": "the Product Backlog, and what forecasts are drawn from",
    "refinement_note": "an item's questions and decisions",
    "refinement_experiment": "one an item",
    "refinement_goal": "the history of Product Goals",
    "teams_sprint_goal": "the history of Sprint Goals: one a Sprint",
    "seu_session": "part of ledgers",
    "seu_attendance": "part of ledgers",
    "seu_entry": "a ledger is never changed",
    "seu_entry_words": "part of ledgers",
    "seu_resource": "what a library keeps; a retired one is named by what people logged",
    "seu_logged_resource": "part of ledgers",
    "seu_programme": "the rules that cycles began with",
    "seu_credential": "part of ledgers",
    "seu_step": "part of ledgers",
    "seu_renewal": "part of ledgers",
    "seu_allocation": "part of ledgers",
    "seu_claim": "part of ledgers",
    "seu_statement": "a statement is recognised for good",
}
"""What is kept for good, and why."""
OF_MEETINGS = {
    *("meetings_meeting", "lean_coffee_course", "lean_coffee_windows", "lean_coffee_topic", "lean_coffee_agenda"),
    *("lean_coffee_takeaway", "lean_coffee_ballot", "refinement_session", "refinement_visit", "series_occurrence"),
}
"""What goes once MEETINGS_MONTHS are over; what minutes rest on stays, as ledgers do."""
OVER: dict[str, dict[str, Any]] = {
    "refinement_item": {"state": "done"},
    "refinement_proposal": {"verdict": "accepted"},
    "action_items_item": {"state": "done", "meeting_id": None},
    "series_occurrence": {"meeting": None},
    "delivery_message": {"due": None},
    "schedule_outage": {"told": True},
    "store_gone": {"erasing": None},
    "delivery_lacked_block": {"until": THEN + timedelta(days=7)},
}
"""What the rows of a table say when nothing goes on with them."""
GOES_ON: dict[str, dict[str, Any]] = {
    "store_gone": {"erasing": None},
    "refinement_item": {"state": "started"},
    "refinement_proposal": {"verdict": "waiting"},
    "refinement_estimation": {"ended": None, "agreed": None},
    "refinement_agenda": {"held": None},
    "action_items_item": {"state": "accepted", "ended": None},
    "delivery_message": {},
}


def test_every_table_says_when_its_rows_go(schema: MetaData) -> None:
    said = [*BY_HOUSEKEEPING, *GO_WITH_WHAT_ENDS, *ONE_EACH, *RECORD]
    assert sorted(said) == sorted(schema.tables)


async def test_housekeeping_forgets_what_is_over_for_so_long_and_nothing_younger(
    store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId, schema: MetaData
) -> None:
    await store.write(fill, workspace, None, schema, OVER)
    for kept in sorted({*BY_HOUSEKEEPING.values()}):
        theirs = {name for name, span in BY_HOUSEKEEPING.items() if span == kept}
        for age, stays in ((kept - timedelta(days=1), theirs), (kept + timedelta(days=1, hours=1), set())):
            clock.instant = real.instant = THEN + age
            await keep_house(store, real, ROOMS_AND_FEATURES)
            left = await store.read(tables_with_rows, workspace, schema)
            assert left & theirs == stays
    assert left >= {*RECORD, *ONE_EACH, *GO_WITH_WHAT_ENDS}


@pytest.mark.parametrize("age", [timedelta(hours=20), timedelta(days=40), timedelta(days=800)])
async def test_a_dry_run_counts_what_housekeeping_then_deletes(
    store: RunningStore, clock: SetClock, real: SetClock, database_url: str, schema: MetaData, *, age: timedelta
) -> None:
    workspace = WorkspaceId("T0COFFEE")
    await store.write(fill, workspace, None, schema, OVER | {"action_items_item": {"state": "done"}})
    clock.instant = real.instant = THEN + age
    options = Options(database_url, meetings_months=12, uninstalled_days=0, seu_words_months=24)
    told = [line for one in await look(options, ROOMS_AND_FEATURES, real) for line in one.lines]
    before = await store.read(tables_with_rows, workspace, schema)
    await keep_house(store, real, ROOMS_AND_FEATURES, Keeping(12, 0))
    after = await store.read(tables_with_rows, workspace, schema)
    words = {"seu_entry_words"}  # the store of this test keeps them
    assert {line.split(":")[0] for line in told if ": 1 rows, " in line} - words == before - after
    stays = {line.split(":")[0] for line in told if "stay, of no meeting" in line}
    assert stays == ({"action_items_item"} if age > timedelta(days=366) else set())


async def test_meetings_go_with_what_belongs_to_them_where_a_setting_says_so_and_no_ledger_does(
    store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId, schema: MetaData
) -> None:
    own = {"action_items_item": {"state": "done"}, "series_answer": {"occurrence": "y"}, "series_occurrence": {"id": "y"}}
    await store.write(fill, workspace, None, schema, OVER | own)
    there = await store.read(tables_with_rows, workspace, schema)
    for months, age, gone in ((6, 180, set()), (0, 190, set()), (6, 190, OF_MEETINGS)):
        clock.instant = real.instant = THEN + timedelta(days=age)
        await keep_house(store, real, ROOMS_AND_FEATURES, Keeping(months))
        left = await store.read(tables_with_rows, workspace, schema)
        assert OF_MEETINGS - left == gone, (months, age)
    assert there - left <= OF_MEETINGS | {*BY_HOUSEKEEPING}
    assert "action_items_item" in left


async def test_a_meeting_goes_whose_date_was_set_far_ahead_by_a_wrong_clock(
    store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId, schema: MetaData
) -> None:
    await store.write(fill, workspace, None, schema, OVER | {"series_occurrence": {"starts": THEN + timedelta(days=400)}})
    clock.instant = real.instant = THEN + timedelta(days=190)
    await keep_house(store, real, ROOMS_AND_FEATURES, Keeping(6))
    left = await store.read(tables_with_rows, workspace, schema)
    assert left & {"meetings_meeting", "series_occurrence", "series_answer"} == set()


def test_what_is_part_of_a_meeting_goes_with_it() -> None:
    parts = {name for name, why in RECORD.items() if why in ("part of a meeting", "meetings are a team's record")}
    assert parts | {"series_occurrence", "lean_coffee_ballot"} == OF_MEETINGS


async def test_what_goes_on_is_forgotten_never(
    store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId, schema: MetaData
) -> None:
    await store.write(fill, workspace, None, schema, GOES_ON)
    clock.instant = real.instant = THEN + timedelta(days=700)
    await keep_house(store, real, ROOMS_AND_FEATURES)
    left = await store.read(tables_with_rows, workspace, schema)
    assert left >= {*GOES_ON, "refinement_aged", "refinement_change", "refinement_vote", "action_items_turn"}


def fill(unit: Unit, schema: MetaData, stands: dict[str, dict[str, Any]]) -> None:
    """Give every table a row of THEN; all of them belong together."""
    for table in schema.sorted_tables:
        row = {column.name: _value(column) for column in table.columns if column.name != "workspace"}
        unit.run(insert(table), row | stands.get(table.name, {}))
    teams.keep_workspace(unit, name="Team", domain="team", bot_user=PersonId("U0BOT"))


def tables_with_rows(read: Read, schema: MetaData) -> set[str]:
    return {table.name for table in schema.sorted_tables if _count(read, table)}


def _count(read: Read, table: Table) -> int:
    counted = select(func.count().label("n")).select_from(table)
    row = read.row(counted.where(table.c.workspace == in_workspace()) if "workspace" in table.c else counted)
    return 0 if row is None else int(row.n)


def _value(column: Column[Any]) -> Any:
    if isinstance(column.type, Instant):
        return THEN
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, BigInteger):
        return 1
    is_day = isinstance(column.type, String) and column.type.length == len("2026-03-02")
    return "2026-03-02" if is_day or column.name == "held" else "x"

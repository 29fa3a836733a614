"""What is forgotten, and what a busy workspace costs."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Select, func, select
from sqlalchemy.dialects import sqlite

from bot.core.clock import SetClock
from bot.delivery import due
from bot.delivery.claim import _EARLIER
from bot.delivery.cleanup import KEPT, forget_old
from bot.delivery.due import _MESSAGES
from bot.delivery.live import _COPIES
from bot.delivery.tables import BudgetRow, LaneRow, MessageRow, StaleCopyRow
from bot.store.unit import Read
from tests.delivery.fake_slack import FakeSlack
from tests.delivery.scene import ANA, Scene

TABLES = {
    table.__tablename__: select(func.count().label("number")).select_from(table)
    for table in (MessageRow, StaleCopyRow, LaneRow, BudgetRow)
}


def sizes(read: Read) -> dict[str, int]:
    return {name: read.rows(count)[0].number for name, count in TABLES.items()}


async def test_what_slack_agrees_with_is_forgotten_after_thirty_days(scene: Scene, real: SetClock) -> None:
    await scene.post("tea")
    await scene.post("note", to=ANA)
    await scene.later(2)
    await scene.to_bottom("tea")
    await scene.later(2)
    real.advance(KEPT - timedelta(days=1))
    assert await scene.store.write(forget_old, scene.workspace) == 0
    real.advance(timedelta(days=1))
    assert await scene.store.write(forget_old, scene.workspace) == 2
    assert set((await scene.store.read(sizes, scene.workspace)).values()) == {0}


async def test_what_still_waits_is_never_forgotten(scene: Scene, slack: FakeSlack, real: SetClock) -> None:
    slack.fail("chat.postMessage", "503")
    await scene.post("tea")
    await scene.now()
    real.advance(KEPT * 2)
    assert await scene.store.write(forget_old, scene.workspace) == 0
    await scene.now()
    assert slack.texts("C1") == ["tea"]


async def test_messages_of_another_workspace_are_not_forgotten(scene: Scene, real: SetClock) -> None:
    await scene.post("tea")
    await scene.now()
    real.advance(KEPT * 2)
    assert await scene.store.write(forget_old, type(scene.workspace)("T0OTHER")) == 0


async def test_moves_leave_no_rows_behind(scene: Scene) -> None:
    await scene.post("board")
    for _ in range(8):
        await scene.to_bottom("board")
        await scene.later(3)
    found = await scene.store.read(sizes, scene.workspace)
    assert (found["delivery_message"], found["delivery_ghost"]) == (1, 0)


@pytest.mark.parametrize("statement", [_MESSAGES, _EARLIER, _COPIES])
def test_what_waits_or_stands_is_found_without_reading_the_messages_of_a_month(sqlite_url: str, statement: Select[Any]) -> None:
    path = sqlite_url.removeprefix("sqlite:///")
    question = str(statement.compile(dialect=sqlite.dialect()))
    with closing(sqlite3.connect(path)) as database:
        plan = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {question}", [0] * question.count("?"))]
    by_subject = (
        "SEARCH delivery_message USING INDEX sqlite_autoindex_delivery_message_2 (workspace=? AND screen=? AND subject=?)"
    )
    assert plan[0] in {"SEARCH delivery_message USING INDEX ix_delivery_message_due (due>?)", by_subject}


@pytest.mark.parametrize("statement", [due._REFUSED, due._OLDEST, due._WAITING], ids=["refused", "oldest", "waiting"])
def test_what_the_metrics_count_is_found_without_reading_the_messages_of_a_month(sqlite_url: str, statement: Select[Any]) -> None:
    question = str(statement.compile(dialect=sqlite.dialect()))
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as database:
        plan = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {question}", [0] * question.count("?"))]
    assert not [step for step in plan if step.startswith("SCAN delivery_message")]

"""`doctor` says what it finds, asks before people see something of it, and ends with a code for scripts."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.core.clock import RealClock
from bot.core.ids import PersonId, RandomIds, WorkspaceId
from bot.core.kinds import AlarmKind
from bot.delivery.messages import post
from bot.delivery.place import Place
from bot.delivery.tables import MessageRow
from bot.feature import HOME
from bot.schedule.alarms import wake
from bot.schedule.heartbeat import pulse
from bot.store.base import in_workspace
from bot.store.opening import open_store
from bot.store.unit import Unit
from bot.teams import store as teams
from tests.command_line.typed import typed

TEAM = WorkspaceId("T0TEAM")
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
pytestmark = pytest.mark.timeout(method="thread")


def breaks(unit: Unit) -> None:
    teams.keep_workspace(unit, name="Acme", domain="acme", bot_user=PersonId("U0BOT"))
    pulse(unit, "r", silent=False)
    wake(unit, AlarmKind("newer:kind", timedelta(days=1)), "x", LONG_AGO)
    post(unit, HOME, "U0ANA", Place.home(PersonId("U0ANA")))
    unit.run(update(MessageRow).where(MessageRow.workspace == in_workspace()).values(due=LONG_AGO))


@pytest.fixture
def url(alone: None, database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database in which an alarm is unknown, and a message waits for long."""
    monkeypatch.setenv("DATABASE_URL", database_url)

    async def broken() -> None:
        clock = RealClock()
        store = open_store(database_url, clock=clock, real=clock, ids=RandomIds(), answers={}, on_commit=lambda rooms: None)
        await store.start()
        await store.write(breaks, TEAM)
        await store.stop()

    asyncio.run(broken())
    return database_url


def test_it_says_asks_mends_and_says_that_all_is_well(url: str) -> None:
    done = typed("doctor")
    assert (done.exit_code, "T0TEAM: 2 found, 0 mended." in done.stdout) == (3, True), done.output
    asked = typed("doctor", "--mend", answer="n\n")
    assert (asked.exit_code, "Mend this? [y/N]: n" in asked.stdout, "2 found, 1 mended" in asked.stdout) == (3, True, True)
    assert typed("doctor", "--mend", answer="").exit_code == 1
    mended = typed("doctor", "--mend", "--yes")
    assert (mended.exit_code, "1 found, 1 mended" in mended.stdout) == (0, True), mended.output
    well = typed("doctor")
    assert (well.exit_code, well.stdout) == (0, "All is well: nothing in the database waits for somebody to see to it.\n")


def test_machines_read_it_and_are_asked_nothing(url: str) -> None:
    done = typed("doctor", "--json", "--mend")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["ok"]) == (3, False)
    assert {(one["kind"], one["mends"], one["mended"]) for one in told["found"]} == {
        ("alarm unknown", "safe", True),
        ("messages waiting", "asks", False),
    }


def test_where_nobody_can_look_that_is_said(alone: None) -> None:
    done = typed("doctor", DATABASE_URL="sqlite:///never.db")
    assert (done.exit_code, "There is no database at" in done.output) == (1, True)
    assert typed("doctor", DATABASE_URL="mysql://x").exit_code == 1

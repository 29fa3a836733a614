"""The app is removed and comes back: what Slack tells, in whatever order, and what waits meanwhile."""

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.core.clock import RealClock
from bot.core.ids import MACHINE, ChannelId, WorkspaceId
from bot.core.kinds import AlarmKind, ScreenKind
from bot.delivery import messages
from bot.delivery.due import waiting, workspaces_waiting
from bot.delivery.place import Place
from bot.feature import Feature
from bot.house.doctor import NO_TOKEN, examine, token_holders
from bot.installations import store as installations
from bot.installations.actions import remove
from bot.installations.tables import InstallationRow
from bot.schedule.alarms import Alarm, AlarmHandler, wake
from bot.schedule.heartbeat import Outage
from bot.slack.surfaces import Message
from bot.store.base import in_workspace
from bot.store.pausing import pause, paused_since
from bot.store.unit import Read, Unit
from bot.words.words import Words
from tests.fakes.slack_oauth import FakeSlack
from tests.fakes.until import until
from tests.installations.scene import Replica, options_of, replica

ONE = WorkspaceId("T0ONE")
_OLDER = update(InstallationRow).where(InstallationRow.workspace == in_workspace())
RING, SAY = AlarmKind("waits:ring", timedelta(days=1)), ScreenKind("waits:say")
rung: list[WorkspaceId] = []
waited: list[tuple[WorkspaceId, timedelta]] = []


def _ring(unit: Unit, alarm: Alarm) -> None:
    rung.append(unit.workspace)


def _draw(read: Read, subject: str, words: Words) -> Message:
    return Message(subject)


def _after(unit: Unit, outage: Outage) -> None:
    waited.append((unit.workspace, outage.ended - outage.began))


WAITS = Feature("waits", screens={SAY: _draw}, alarms={RING: AlarmHandler(ring=_ring)}, after_outage=_after)


@pytest.fixture
async def one(database_url: str, slack: FakeSlack) -> AsyncIterator[Replica]:
    rung.clear()
    waited.clear()
    async with replica(options_of(database_url, slack), slack, WAITS) as one:
        await one.install("T0ONE")
        await one.install("T0TWO")
        yield one


def owe(unit: Unit) -> None:
    messages.post(unit, SAY, "hello", Place.channel(ChannelId("C0GUILD")))
    wake(unit, RING, "subject", unit.now)


async def nothing_waits(one: Replica) -> bool:
    return await one.house.store.read(workspaces_waiting, MACHINE) == []


async def gone(one: Replica) -> list[WorkspaceId]:
    rows = await one.house.store.read(installations.installations, MACHINE)
    return [row.workspace for row in rows if row.uninstalled is not None]


async def secret_of(one: Replica) -> str:
    row = await one.house.store.read(installations.installation, ONE)
    assert row is not None
    return row.secret


@pytest.mark.parametrize("order", [("tokens_revoked", "app_uninstalled"), ("app_uninstalled", "tokens_revoked")])
async def test_whatever_comes_first_the_tokens_are_gone_at_once_and_the_other_workspace_is_served(
    one: Replica, order: tuple[str, str]
) -> None:
    one.slack.uninstall("T0ONE")
    said: dict[str, Any] = {"tokens": {"bot": ["U0BOT"]}}
    for kind in (*order, *order):
        assert await one.tell(kind, **(said if kind == "tokens_revoked" else {})) == 200
    assert (await gone(one), await secret_of(one)) == ([ONE], "")
    assert (one.serves("T0ONE"), one.serves("T0TWO")) == (False, True)
    assert (await one.browser.get("/healthz")).json()["token"] is True
    assert 'cortado_installations{state="uninstalled"} 1.0' in (await one.house.metrics()).decode()


async def test_a_token_of_somebodys_own_and_news_of_an_installation_before_take_nothing_away(one: Replica) -> None:
    await one.tell("tokens_revoked", tokens={"oauth": ["U0ANA"], "bot": []})
    await one.tell("tokens_revoked", tokens={"bot": ["U0BOT"]})
    await one.tell("app_uninstalled", at=time.time() - 86_400)
    await one.tell("app_uninstalled")
    assert (await gone(one), one.serves("T0ONE")) == ([], True)


async def test_of_an_installation_that_has_stood_for_a_while_slacks_word_is_enough(one: Replica) -> None:
    await one.house.store.write(make_older, ONE)
    await one.tell("tokens_revoked", tokens={"bot": ["U0BOT"]})
    assert await gone(one) == []  # one of two tokens, and Slack takes the other
    await one.tell("app_uninstalled")
    assert await gone(one) == [ONE]


async def test_where_slack_is_away_doubtful_news_takes_nothing_away(one: Replica) -> None:
    one.slack.faults["auth.test"] = "500"
    await one.tell("tokens_revoked", tokens={"bot": ["U0BOT"]})
    assert await gone(one) == []


async def test_work_of_a_workspace_that_removed_the_app_waits_and_blocks_nobody(one: Replica) -> None:
    store = one.house.store
    one.slack.uninstall("T0ONE")
    await one.tell("app_uninstalled")
    await store.write(owe, ONE)
    await store.write(owe, WorkspaceId("T0TWO"))
    await until(lambda: len(one.slack.posted) == 1 and rung == ["T0TWO"])
    await one.house.parts.tick.run()
    assert (rung, [team for team, _ in one.slack.posted]) == (["T0TWO"], ["T0TWO"])
    await until(lambda: nothing_waits(one))
    assert await store.read(waiting, MACHINE, datetime.now(UTC), timedelta(days=1)) == 0
    assert await one.house.parts.tick.seconds_overdue() == 0


async def test_doctor_says_that_there_is_no_token_and_calls_nothing_late_that_waits(sqlite_url: str, slack: FakeSlack) -> None:
    options = options_of(sqlite_url, slack)
    async with replica(options, slack, WAITS) as one:
        await one.install("T0ONE")
        await one.install("T0TWO")
        slack.uninstall("T0ONE")
        await one.tell("app_uninstalled")
        await one.house.store.write(owe, ONE)
        await until(lambda: nothing_waits(one))
        found = await examine(sqlite_url, await token_holders(options), HourAhead())
    assert [(each.workspace, each.trouble.kind) for each in found] == [(ONE, NO_TOKEN)]


class HourAhead(RealClock):
    def now(self) -> datetime:
        return super().now() + timedelta(hours=1)


async def test_installed_again_all_goes_on_and_the_wait_is_told_as_an_outage(one: Replica) -> None:
    one.slack.uninstall("T0ONE")
    await one.tell("app_uninstalled")
    await one.house.store.write(owe, ONE)
    page = await one.install("T0ONE")
    assert page.status_code == 200
    await until(lambda: rung == ["T0ONE"] and [team for team, _ in one.slack.posted] == ["T0ONE"])
    assert [team for team, _ in waited] == ["T0ONE"]
    assert await gone(one) == []


async def test_the_wait_is_told_before_anything_rings_and_by_another_where_the_first_has_died(one: Replica) -> None:
    one.slack.uninstall("T0ONE")
    await one.tell("app_uninstalled")
    await one.house.store.write(owe, ONE)
    tells = one.many.installing.resumed

    async def dies(workspace: WorkspaceId, since: datetime) -> None:
        """Do nothing: the process is gone."""

    await one.many.sync.stop()
    one.many.installing.resumed = dies
    await one.install("T0ONE")
    await one.house.parts.tick.run()
    assert (rung, waited, one.serves("T0ONE")) == ([], [], True)
    one.many.installing.resumed = tells
    one.many.sync.start()
    await until(lambda: rung == ["T0ONE"])
    assert [team for team, _ in waited] == ["T0ONE"]


async def test_a_workspace_that_removes_the_app_while_its_wait_is_told_waits_on(one: Replica) -> None:
    await one.house.store.write(pause, ONE, None, datetime.now(UTC))
    assert await one.house.store.read(installations.waiting, MACHINE) != {}
    assert await one.house.store.write(remove, ONE)
    assert not await one.house.store.write(installations.go_on, ONE)
    assert await one.house.store.read(paused_since, ONE) is not None


def make_older(unit: Unit) -> None:
    row = installations.installation(unit)
    assert row is not None
    unit.run(_OLDER, {"installed": row.installed - timedelta(hours=1)})

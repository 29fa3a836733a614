"""Tokens that end are refreshed by one replica, once, and nothing is lost where somebody dies or Slack is away."""

import asyncio
import signal
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.core.ids import WorkspaceId
from bot.house.checks_of_oauth import some_token
from bot.installations import store as installations
from bot.installations.encryption import TokenKeys
from bot.installations.store import Installation, take_lease
from bot.installations.tables import InstallationRow
from bot.store.base import in_workspace
from bot.store.opening import engine_of, read_url
from bot.store.pausing import paused_since
from bot.store.unit import Unit
from tests.fakes.forked import FORKED
from tests.fakes.slack_oauth import FakeSlack, fake_slack
from tests.fakes.until import until
from tests.faults.fuse import Fuse
from tests.installations.dying import begin
from tests.installations.scene import KEY, Replica, options_of, replica
from tests.plugins.repeatable import ON_CI

ONE = WorkspaceId("T0ONE")
_CHANGE = update(InstallationRow).where(InstallationRow.workspace == in_workspace()).values(revision=InstallationRow.revision + 1)
HOUR = timedelta(hours=1)


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with fake_slack(rotates=True) as slack:
        yield slack


@pytest.fixture
async def one(database_url: str, slack: FakeSlack) -> AsyncIterator[Replica]:
    async with replica(options_of(database_url, slack), slack) as one:
        await one.install()
        one.slack.calls.clear()
        yield one


def ends_in(unit: Unit, span: timedelta) -> None:
    unit.run(_CHANGE, {"expires": datetime.now(UTC) + span, "leased": None})


async def ending(one: Replica, span: timedelta = HOUR) -> str:
    """Let a token end soon, and have the replica know it; return the token that it uses."""
    await one.house.store.write(ends_in, ONE, None, span)
    await one.many.sync.look()
    return token_used(one)


async def row_of(one: Replica) -> Installation:
    row = await one.house.store.read(installations.installation, ONE)
    assert row is not None
    return row


async def refresh(*replicas: Replica) -> None:
    await asyncio.gather(*(each.many.refresh.look() for each in replicas))
    await asyncio.gather(*(each.many.refresh.until_idle() for each in replicas))


def token_used(one: Replica) -> str:
    return one.house.parts.installations._installed[ONE].bot_token


async def test_a_token_that_ends_in_twelve_hours_is_left_alone_and_one_that_ends_in_an_hour_is_refreshed(one: Replica) -> None:
    await refresh(one)
    assert one.slack.calls["oauth.v2.access"] == 0
    before = await ending(one)
    await until(lambda: token_used(one) != before)
    assert token_used(one) == one.slack.token_of(ONE)
    assert (await row_of(one)).expires > datetime.now(UTC) + 11 * HOUR  # type: ignore[operator]
    assert one.slack.calls["oauth.v2.access"] == 1


@pytest.mark.at_once
async def test_two_replicas_that_refresh_at_once_ask_slack_once_and_both_use_the_new_token(
    postgres_url: str, slack: FakeSlack
) -> None:
    options = options_of(postgres_url, slack)
    async with replica(options, slack) as one, replica(options, slack) as two:
        await one.install()
        await until(lambda: two.serves(ONE))
        await one.many.sync.stop()
        await two.many.sync.stop()
        slack.calls.clear()
        await ending(one)
        await two.many.sync.look()
        await refresh(one, two)
        await asyncio.gather(one.many.sync.look(), two.many.sync.look())
        assert slack.calls["oauth.v2.access"] == 1
        assert token_used(one) == token_used(two) == slack.token_of(ONE)


async def test_a_lease_of_a_replica_that_died_keeps_others_from_asking_for_a_minute(one: Replica) -> None:
    await one.many.sync.stop()
    await ending(one)
    row = await row_of(one)
    assert await one.house.store.write(take_lease, ONE, None, row.revision)
    await refresh(one)
    assert one.slack.calls["oauth.v2.access"] == 0
    await one.house.store.write(past_lease, ONE)
    one.many.refresh._held_off.clear()
    await refresh(one)
    assert one.slack.calls["oauth.v2.access"] == 1


def past_lease(unit: Unit) -> None:
    unit.run(_LEASED, {"leased": datetime.now(UTC) - timedelta(seconds=1)})


_LEASED = update(InstallationRow).where(InstallationRow.workspace == in_workspace())


async def test_a_lost_answer_keeps_the_old_pair_and_the_token_serves_on(one: Replica) -> None:
    """Slack has revoked the refresh token by then: the next try is refused, and the workspace is served until the token ends."""
    await one.many.sync.stop()
    before = await ending(one)
    one.slack.faults["oauth.v2.access"] = "lost"
    await refresh(one)
    one.slack.faults.clear()
    assert token_used(one) == before
    await one.house.store.write(past_lease, ONE)
    one.many.refresh._held_off.clear()
    await refresh(one)
    assert (one.serves(ONE), (await row_of(one)).refused) == (True, "")
    assert 'cortado_installations{state="refused"} 1.0' in (await one.house.metrics()).decode()


async def test_once_the_token_has_ended_too_the_workspace_waits_and_a_new_installation_mends_it(one: Replica) -> None:
    await one.many.sync.stop()
    one.slack.uninstall(ONE)
    await ending(one, -HOUR)
    await refresh(one)
    await one.many.sync.look()
    row = await row_of(one)
    assert (row.refused, one.serves(ONE)) == ("invalid_refresh_token", False)
    assert await one.house.store.read(paused_since, ONE) is not None
    assert (await one.install()).status_code == 200
    assert (one.serves(ONE), await one.house.store.read(paused_since, ONE)) == (True, None)


@pytest.mark.parametrize("fault", ["bad_client_secret", "ratelimited", "500"])
async def test_what_is_no_word_about_the_token_ends_nothing(one: Replica, fault: str) -> None:
    await one.many.sync.stop()
    await ending(one, -HOUR)
    one.slack.faults["oauth.v2.access"] = fault
    await refresh(one)
    assert (await row_of(one)).refused == ""


async def test_an_installation_made_anew_meanwhile_is_not_overwritten_by_an_older_pair(one: Replica) -> None:
    await one.many.sync.stop()
    await ending(one)
    old = await row_of(one)
    await one.install()
    assert not await one.house.store.write(installations.keep_refreshed, ONE, None, old.revision, "older", HOUR)
    assert not await one.house.store.write(installations.refuse, ONE, None, old.revision, "invalid_refresh_token")
    assert one.serves(ONE)


async def test_tokens_that_ended_while_nobody_ran_are_refreshed_at_the_start(database_url: str, slack: FakeSlack) -> None:
    options = options_of(database_url, slack)
    async with replica(options, slack) as one:
        await one.install()
        await one.many.sync.stop()
        before = await ending(one, -HOUR)
    async with replica(options, slack) as again:
        await until(lambda: token_used(again) != before)


async def test_slack_is_asked_about_screens_with_the_token_that_has_not_ended(
    one: Replica, database_url: str, slack: FakeSlack
) -> None:
    await one.many.sync.stop()
    await one.install("T0TWO")
    await one.house.store.write(ends_in, ONE, None, -HOUR)
    assert await some_token(options_of(database_url, slack)) == slack.token_of("T0TWO")
    await one.house.store.write(refused, WorkspaceId("T0TWO"))
    assert await some_token(options_of(database_url, slack)) is None


def refused(unit: Unit) -> None:
    unit.run(_LEASED, {"refused": "invalid_refresh_token"})


@pytest.mark.parametrize("again", [True, False] if ON_CI else [True])
async def test_who_is_killed_holding_an_unwritten_pair_leaves_the_old_one_which_is_tried_once_more(
    sqlite_url: str, slack: FakeSlack, tmp_path: Path, again: bool
) -> None:
    """Slack has given the new pair, and used the refresh token up; whether it takes that one again, nobody promises."""
    options, fuse = options_of(sqlite_url, slack), Fuse(tmp_path / "fuse")
    async with replica(options, slack) as one:
        await one.install()
        await one.many.sync.stop()
        before = await ending(one)
        team = slack.teams[ONE]
    kept = sealed(sqlite_url)
    slack.calls.clear()
    fuse.arm("before the commit of keep_refreshed")
    dying = FORKED.Process(target=begin, args=(options, str(fuse._path)), daemon=True)
    await asyncio.to_thread(dying.start)
    await asyncio.to_thread(dying.join, 60)
    assert (dying.exitcode, slack.calls["oauth.v2.access"]) == (-signal.SIGKILL, 1)
    assert sealed(sqlite_url, end_of_lease=True) == kept
    if again:
        slack.refreshing[str(TokenKeys([KEY]).open(ONE, kept).refresh)] = team
    async with replica(options, slack) as other:
        await until(lambda: slack.calls["oauth.v2.access"] == 2 and not other.many.refresh._under_way)
        await other.many.sync.look()
        assert other.serves(ONE)
        assert token_used(other) == (slack.token_of(ONE) if again else before)
        assert (await row_of(other)).refused == ""


def sealed(url: str, *, end_of_lease: bool = False) -> str:
    """Read the pair as it is kept, beside no bot; let the lease on it end."""
    engine = engine_of(read_url(url))
    with engine.begin() as connection:
        (secret, leased) = connection.execute(select(InstallationRow.secret, InstallationRow.leased)).one()
        if end_of_lease:
            assert leased is not None
            connection.execute(update(InstallationRow).values(leased=leased - timedelta(minutes=2)))
    engine.dispose()
    return str(secret)

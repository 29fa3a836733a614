"""A token that Slack calls expired before its time is refreshed at once, and not again and again."""

from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from slack_sdk.errors import SlackApiError

from bot.core.ids import WorkspaceId
from tests.fakes.slack_oauth import FakeSlack, fake_slack
from tests.fakes.until import until
from tests.installations.scene import Replica, options_of, replica

ONE = WorkspaceId("T0ONE")


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with fake_slack(rotates=True) as slack:
        yield slack


@pytest.fixture
async def one(sqlite_url: str, slack: FakeSlack) -> AsyncIterator[Replica]:
    async with replica(options_of(sqlite_url, slack), slack) as one:
        await one.install()
        one.slack.calls.clear()
        yield one


async def calls(one: Replica, said: str) -> None:
    one.slack.faults["auth.test"] = said
    with suppress(SlackApiError):
        await one.house.parts.installations.client_for(ONE).ask("auth.test")
    one.slack.faults.clear()


def token_used(one: Replica) -> str:
    return one.house.parts.installations._installed[ONE].bot_token


async def test_a_token_that_ends_before_its_time_is_refreshed_when_slack_says_so(one: Replica) -> None:
    before = token_used(one)
    await calls(one, "token_expired")
    await until(lambda: token_used(one) != before)
    assert token_used(one) == one.slack.token_of(ONE)
    assert one.slack.calls["oauth.v2.access"] == 1


async def test_what_slack_goes_on_to_call_expired_is_not_refreshed_again_within_a_minute(one: Replica) -> None:
    before = token_used(one)
    await calls(one, "token_expired")
    await until(lambda: token_used(one) != before)
    await calls(one, "token_expired")
    await one.many.refresh.look()
    await one.many.refresh.until_idle()
    assert one.slack.calls["oauth.v2.access"] == 1


async def test_another_refusal_asks_for_no_new_token(one: Replica) -> None:
    await calls(one, "account_inactive")
    await one.many.refresh.look()
    await one.many.refresh.until_idle()
    assert one.slack.calls["oauth.v2.access"] == 0

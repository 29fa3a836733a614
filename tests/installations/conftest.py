"""A Slack of our own, and houses in it."""

from collections.abc import AsyncIterator

import pytest

from tests.fakes.slack_oauth import FakeSlack, fake_slack
from tests.installations.scene import Replica, options_of, replica


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with fake_slack() as slack:
        yield slack


@pytest.fixture
async def one(database_url: str, slack: FakeSlack) -> AsyncIterator[Replica]:
    async with replica(options_of(database_url, slack), slack) as one:
        yield one

"""A desk of a bot that is reached from outside, and the calendars that it serves."""

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from starlette.applications import Starlette

from bot.calendars.listeners import feature_of
from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.house.calendars import calendar_routes
from bot.house.features import ANSWERED_BY, RECURRING, answers_of
from bot.store.transaction import Answering
from bot.store.unit import RunningStore
from tests.features.desk import Desk

BASE = "https://bot.example"


@pytest.fixture
def answers() -> Answering:
    return answers_of(ANSWERED_BY)


@pytest.fixture
def desk(store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId) -> Desk:
    return Desk(store, clock, real, workspace, [feature_of(RECURRING, BASE)])


@pytest_asyncio.fixture
async def web(store: RunningStore) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=calendar_routes(store, RECURRING))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE) as client:
        yield client

"""A room on fake time for each test."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.rehearsal.stage import Stage, stage


@pytest_asyncio.fixture
async def scene() -> AsyncIterator[Stage]:
    async with stage() as opened:
        yield opened

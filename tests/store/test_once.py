"""An act that gives something is carried out once for its request, however late that comes again."""

from datetime import timedelta

import pytest

from bot.core.clock import RealClock
from bot.core.ids import WorkspaceId
from bot.core.refusal import AlreadyDone
from bot.store.once import once, purge_given
from bot.store.requests import purge_requests
from bot.store.unit import RunningStore, Unit
from bot.teams import store as teams
from tests.teams.test_directory import BEN


def give(unit: Unit) -> None:
    once(unit)
    once(unit)  # what it does by another action is of the same request


async def test_the_same_request_gives_once_though_its_key_is_forgotten(store: RunningStore, workspace: WorkspaceId) -> None:
    await store.write(give, workspace, "k")
    await store.write(purge_requests, workspace, None, RealClock().now() + timedelta(days=9_999))
    with pytest.raises(AlreadyDone):
        await store.write(give, workspace, "k")
    await store.write(give, workspace, "another")
    await store.write(give, WorkspaceId("T0OTHER"), "k")


async def test_what_nobody_has_asked_for_is_done_as_often_as_it_is_due(store: RunningStore, workspace: WorkspaceId) -> None:
    for _ in range(2):
        await store.write(give, workspace)


async def test_what_was_refused_has_given_nothing(store: RunningStore, workspace: WorkspaceId) -> None:
    def fail(unit: Unit) -> None:
        once(unit)
        raise ValueError

    for _ in range(2):
        with pytest.raises(ValueError):
            await store.write(fail, workspace, "k")
    assert await store.read(teams.person, workspace, BEN) is None


async def test_what_was_given_is_forgotten_after_its_time(store: RunningStore, workspace: WorkspaceId) -> None:
    for key in "abc":
        await store.write(give, workspace, key)
    long_ago, one_day = RealClock().now() - timedelta(days=9_999), RealClock().now() + timedelta(days=9_999)
    assert await store.write(purge_given, workspace, None, long_ago) == 0
    assert [await store.write(purge_given, workspace, None, one_day, most=2) for _ in range(3)] == [2, 1, 0]

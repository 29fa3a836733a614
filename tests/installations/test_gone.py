"""A workspace that removes the app is noted as gone, stands again when it is back, and waits while it is erased."""

from datetime import timedelta

import pytest

from bot.core.clock import SetClock
from bot.core.ids import PersonId, WorkspaceId
from bot.house.workspaces.erasing import erase_gone
from bot.installations.store import installation, keep, uninstall
from bot.store.gone import StillErased, begin_erasing, gone_since
from bot.store.unit import RunningStore, Unit
from bot.store.workspace_erasure import rows_by_table

DAY = timedelta(days=1)


def installs(unit: Unit) -> None:
    """Install the app by a token."""
    keep(
        unit,
        organization="",
        is_org=False,
        bot_user=PersonId("U0BOT"),
        bot_id="B1",
        scopes=[],
        secret="sealed",
        lasts=None,
    )


async def test_a_workspace_that_comes_back_in_time_stands_again(
    store: RunningStore, real: SetClock, workspace: WorkspaceId
) -> None:
    await store.write(installs, workspace)
    removed = real.now()
    assert await store.write(uninstall, workspace, None, removed)
    real.advance(29 * DAY)
    assert await store.read(gone_since, workspace) == removed
    await store.write(installs, workspace)
    real.advance(9 * DAY)
    await erase_gone(store, real, 30 * DAY, lambda named: False)
    found = await store.read(installation, workspace)
    assert found is not None
    assert found.stands


async def test_a_workspace_that_comes_back_while_it_is_erased_waits_and_begins_anew(
    store: RunningStore, real: SetClock, workspace: WorkspaceId
) -> None:
    await store.write(installs, workspace)
    assert await store.write(uninstall, workspace, None, real.now())
    real.advance(31 * DAY)
    assert await store.write(begin_erasing, workspace, None, real.now() - 30 * DAY)
    with pytest.raises(StillErased, match="being erased"):
        await store.write(installs, workspace)
    real.advance(DAY)
    await erase_gone(store, real, 30 * DAY, lambda named: False)
    assert await store.read(rows_by_table, workspace) == {}
    await store.write(installs, workspace)
    assert await store.read(rows_by_table, workspace) == {"installations_installation": 1}

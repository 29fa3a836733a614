"""A desk at which Ana, Ben and Chloé sit, all of them in one channel."""

import pytest

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.store.unit import RunningStore
from tests.action_items.scene import TUESDAY
from tests.features.desk import ANA, BEN, CHLOE, Desk


@pytest.fixture
async def desk(store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId) -> Desk:
    clock.instant = TUESDAY
    desk = Desk(store, clock, real, workspace)
    desk.slack.people |= {person: {"real_name": name} for person, name in ((ANA, "Ana"), (BEN, "Ben"), (CHLOE, "Chloé"))}
    for person in (ANA, BEN, CHLOE):
        await desk.command(person, "/seu help")
    await desk.settled()
    return desk

"""What the house forgets of its own accord, and what it keeps."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.core.clock import SetClock
from bot.core.ids import PersonId, WorkspaceId
from bot.house.moments import keep_house
from bot.schedule import Recurrence
from bot.schedule.drafts import Draft, keep_draft
from bot.schedule.tables import DraftRow
from bot.store import Read, Store, Unit
from bot.store.tables import StoreRequest
from bot.teams import store as teams

_DRAFTS = select(func.count().label("n")).select_from(DraftRow)
_REQUESTS = select(func.count().label("n")).select_from(StoreRequest)


def counted(read: Read) -> tuple[int, int]:
    drafts, requests = read.row(_DRAFTS), read.row(_REQUESTS)
    return (drafts.n if drafts else 0, requests.n if requests else 0)


def done(unit: Unit) -> None:
    """Do nothing but be recognised."""


async def test_housekeeping_forgets_old_drafts_and_requests_and_keeps_the_young(
    store: Store, workspace: WorkspaceId, clock: SetClock, real: SetClock
) -> None:
    ana = PersonId("U0ANA")
    plan = Draft(Recurrence("", datetime(2030, 1, 1, 10), "UTC"))
    await store.write(teams.keep_workspace, workspace, None, name="Team", domain="team", bot_user=PersonId("U0BOT"))
    for days in (8, 0):
        await store.write(keep_draft, workspace, None, purpose="p", person=ana, draft=plan)
        await store.write(done, workspace, f"request {days} days before")
        for each in (clock, real):
            each.advance(timedelta(days=days))
    assert await store.read(counted, workspace) == (2, 2)
    await keep_house(store, real)
    assert await store.read(counted, workspace) == (1, 1)

"""What the house forgets of its own accord, and what it keeps."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.core.clock import SetClock
from bot.core.ids import PersonId, WorkspaceId
from bot.house import moments
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


@pytest.mark.parametrize(
    ("age", "kept"),
    [
        (timedelta(hours=23), (1, 1)),
        (timedelta(hours=25), (1, 0)),
        (timedelta(days=6, hours=23), (1, 0)),
        (timedelta(days=7, hours=1), (0, 0)),
    ],
)
async def test_housekeeping_keeps_a_request_for_a_day_and_a_draft_for_a_week(
    store: Store, workspace: WorkspaceId, clock: SetClock, real: SetClock, age: timedelta, kept: tuple[int, int]
) -> None:
    plan = Draft(Recurrence("", datetime(2030, 1, 1, 10), "UTC"))
    await store.write(teams.keep_workspace, workspace, None, name="Team", domain="team", bot_user=PersonId("U0BOT"))
    await store.write(keep_draft, workspace, None, purpose="p", person=PersonId("U0ANA"), draft=plan)
    await store.write(done, workspace, "request")
    for each in (clock, real):
        each.advance(age)
    await keep_house(store, real)
    assert await store.read(counted, workspace) == kept


async def test_a_workspace_whose_rows_break_keeps_no_other_from_being_kept(
    store: Store, real: SetClock, workspace: WorkspaceId, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (WorkspaceId("T0BROKEN"), workspace):
        await store.write(teams.keep_workspace, name, None, name="Team", domain="team", bot_user=PersonId("U0BOT"))
    seen: list[str] = []

    def breaking(unit: Unit) -> int:
        seen.append(unit.workspace)
        if unit.workspace == "T0BROKEN":
            raise RuntimeError("a broken row")
        return 0

    monkeypatch.setattr(moments, "forget_old", breaking)
    await keep_house(store, real)
    assert seen == ["T0BROKEN", workspace]

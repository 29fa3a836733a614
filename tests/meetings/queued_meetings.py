"""A channel in which Ana's meeting runs while others want theirs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, func, select

from bot.core.clock import SetClock
from bot.core.ids import ChannelId, MeetingId, PersonId, WorkspaceId
from bot.delivery.tables import MessageRow
from bot.features.lean_coffee import FEATURE
from bot.features.lean_coffee.rules import settings
from bot.features.lean_coffee.rules.values import Meeting, Settings, Wishes
from bot.features.lean_coffee.store import meetings
from bot.meetings.rules.second_start import QueuedMeeting, QueuedMeetingId
from bot.meetings.rules.values import NewMeeting
from bot.meetings.tables import QueuedRow
from bot.schedule.tables import AlarmRow
from bot.schedule.tick import Tick
from bot.store.base import in_workspace
from bot.store.unit import Read, RunningStore, Unit
from tests.features.lean_coffee import verbs as actions
from tests.features.lean_coffee.scene import ANA, BEN, GUILD, minutes
from tests.features.tables import alarms_anew

_MESSAGES = (
    select(
        MessageRow.screen,
        MessageRow.subject,
        MessageRow.place_id,
        MessageRow.thread_screen,
        MessageRow.thread_subject,
        MessageRow.wanted,
        MessageRow.bottom,
    )
    .where(MessageRow.workspace == in_workspace(), MessageRow.state == "live")
    .order_by(MessageRow.made)
)
_ALARMS = select(AlarmRow.kind, AlarmRow.subject, AlarmRow.due).where(AlarmRow.workspace == in_workspace())
_PLANS = select(func.count().label("number")).select_from(QueuedRow).where(QueuedRow.workspace == in_workspace())


def messages(read: Read) -> list[Any]:
    return list(read.rows(_MESSAGES))


def alarms_set(read: Read) -> list[Any]:
    return list(read.rows(_ALARMS))


def plans(read: Read) -> int:
    row = read.row(_PLANS)
    return 0 if row is None else int(row.number)


class Guild:
    """A channel in which Ana's meeting runs, and others want theirs."""

    def __init__(self, store: RunningStore, workspace: WorkspaceId, clock: SetClock, real: SetClock) -> None:
        self.store, self.workspace, self.clock, self.real = store, workspace, clock, real
        self.tick = Tick(store, alarms_anew([FEATURE]), clock=clock, real=real)

    async def act(self, action: Any, **named: Any) -> Any:
        return await self.store.write(action, self.workspace, None, **named)

    async def open(self, title: str = "Platform guild", host: PersonId = ANA) -> MeetingId:
        meeting: MeetingId = await self.act(actions.open_meeting, new=new_meeting(title, host))
        return meeting

    async def offer(self, title: str = "Retro", host: PersonId = BEN) -> QueuedMeetingId:
        second: QueuedMeetingId = await self.act(actions.offer_second_meeting, new=new_meeting(title, host))
        return second

    async def queue(self, title: str = "Retro", host: PersonId = BEN) -> QueuedMeetingId:
        second = await self.offer(title, host)
        await self.act(actions.queue_meeting, queued_meeting=second, person=host)
        return second

    async def thread(self, title: str = "Retro", host: PersonId = BEN) -> MeetingId:
        meeting: MeetingId = await self.act(actions.open_in_thread, queued_meeting=await self.offer(title, host), person=host)
        return meeting

    async def end(self, meeting: MeetingId) -> None:
        state = await self.state(meeting)
        await self.act(actions.cancel_meeting, meeting=meeting, phase=state.phase, person=state.host)

    async def state(self, meeting: MeetingId) -> Meeting:
        found = await self.store.read(meetings.meeting, self.workspace, meeting)
        assert found is not None
        return found

    async def second(self, later: QueuedMeetingId) -> QueuedMeeting:
        found = await self.store.read(actions.queued_meeting, self.workspace, later)
        assert found is not None
        return found

    async def running(self) -> Meeting | None:
        found = await self.store.read(meetings.open_meeting_of, self.workspace, GUILD)
        return None if found is None else await self.state(found)

    async def title(self) -> str | None:
        running = await self.running()
        return None if running is None else running.title

    async def messages(self, screen: str) -> list[Any]:
        return [row for row in await self.store.read(messages, self.workspace) if row.screen == screen]

    async def alarms(self, kind: str) -> list[tuple[str, datetime]]:
        found = await self.store.read(alarms_set, self.workspace)
        return [(row.subject, row.due) for row in found if row.kind == kind]


class Late:
    """A unit whose first look into the channel finds nobody: somebody else's start commits right after it."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._looked = False

    def row(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Any | None:
        if not self._looked and "of_channel" in (parameters or {}):
            self._looked = True
            return None
        return self._unit.row(statement, parameters)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._unit, name)


def new_meeting(title: str, host: PersonId, channel: ChannelId = GUILD) -> NewMeeting[Settings]:
    wishes = Wishes(length=minutes(30), box=minutes(4))
    return NewMeeting(channel, title, host, "Europe/Madrid", settings.settle(wishes), "https://meet.example/abc")

"""Meetings that people hold from first topic to summary in a rehearsal room with Slack's limits on; time is passed over between acts.

Real and business time go on together, and only what the machine itself takes is added to them: 45 minutes pass in half of one.
"""

import asyncio
import json
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count

from sqlalchemy import select, union_all

from bot.core.ids import ChannelId, MeetingId
from bot.delivery.due import agenda
from bot.delivery.tables import MessageRow, StaleCopyRow
from bot.features.lean_coffee.rules.stages import Stage
from bot.features.lean_coffee.rules.values import Meeting
from bot.features.lean_coffee.store import meetings as meetings_store
from bot.rehearsal.crowd_forms import chance, chosen_at_random, pressed_at_random
from bot.rehearsal.inputs import Placed, elements_of
from bot.rehearsal.records import Message
from bot.rehearsal.shapes import Json
from bot.store.base import in_workspace
from bot.store.unit import Read
from tests.faults.town import Town, town

PEOPLE, TOPICS = 10, 7
_WANTS_MORE = (1, 4)
"""The questions, counted from the first, after which the room goes on with its topic."""
_LONGEST = timedelta(hours=2)
_LOOK_SECONDS = 0.002
_LOOKS_SECONDS = 1.3
"""So long somebody looks at their ballot, in real time, before they say that they are done: it is drawn with their dots."""
_FORMS = ("views.open", "views.push", "views.update")
_OF_MESSAGES = ("chat.postMessage", "chat.update", "chat.delete")
_LEASED = union_all(
    *(
        select(table.leased).where(table.workspace == in_workspace(), table.leased.is_not(None))
        for table in (MessageRow, StaleCopyRow)
    )
)


@dataclass(frozen=True)
class Held:
    """What meetings asked of Slack and gave their people: calls by method, seconds until each change of phase was shown, presses."""

    calls: Counter[str]
    most_forms: int
    """Most drawings of one form within a second; each form is one person's."""
    refused: int
    shown: tuple[float, ...]
    presses: int
    lost: tuple[str, ...]
    minutes: float

    @property
    def messages(self) -> int:
        """Calls that post, change or delete a message."""
        return sum(self.calls[method] for method in _OF_MESSAGES)

    @property
    def forms(self) -> int:
        """Calls that open or change a form."""
        return sum(self.calls[method] for method in _FORMS)


@dataclass
class _Course:
    """One meeting as its people see it; `seen` maps each phase to the moment of its commit."""

    channel: str
    people: list[str]
    meeting: MeetingId | None = None
    seen: dict[int, datetime] = field(default_factory=dict)
    questions: int = 0
    over: bool = False


Act = Callable[[], Awaitable[None]]


async def hold(url: str, meetings: int, *, people: int = PEOPLE, topics: int = TOPICS) -> Held:
    """Hold so many meetings of so many people and topics, half a minute apart, in channels of one workspace."""
    async with town(url, rates=True) as scene:
        scene.hurries = False
        return await _Held(scene, people, topics).all(meetings)


class _Held:
    def __init__(self, scene: Town, people: int, topics: int) -> None:
        self._scene, self._people, self._topics, self._courses = scene, people, topics, list[_Course]()
        self._acts: list[tuple[datetime, int, Act]] = []
        self._numbers, self._presses, self._lost = count(), 0, list[str]()

    async def all(self, meetings: int) -> Held:
        """Bring the people together, let them act, and look at what Slack was asked."""
        for number in range(meetings):
            self._courses.append(await self._gathered(number))
        await self._pass_to(self._now() + timedelta(minutes=2))  # the budgets are full again
        since, began = self._last_call(), self._now()
        for number, course in enumerate(self._courses):
            self._begin(course, began + timedelta(seconds=30 * number))
        while not all(course.over for course in self._courses):
            assert self._now() < began + _LONGEST, "a meeting that does not end"
            await self._next_act(began + _LONGEST)
        ended = self._now()
        await self._pass_to(ended + timedelta(seconds=30))
        calls = self._scene.room.journal.calls(since=since)
        shown = [seconds for course in self._courses for seconds in _shown(course, calls)]
        refused = sum(call["error"] == "ratelimited" for call in calls)
        minutes = (ended - began).total_seconds() / 60
        return Held(
            Counter(call["method"] for call in calls),
            _most_forms(calls),
            refused,
            tuple(shown),
            self._presses,
            tuple(self._lost),
            minutes,
        )

    async def _gathered(self, number: int) -> _Course:
        people = self._scene.people
        first = [] if number else ["U0ANA"]
        names = [f"p{number}x{place}" for place in range(self._people - len(first))]
        here = first + [str((await people.add_person(name))["id"]) for name in names]
        channel = "C0GUILD" if not number else str((await people.add_channel(f"guild-{number}"))["id"])
        for person in here:
            await people.join(person, channel)
        if number:
            await people.invite_bot(here[0], channel)
        return _Course(channel, here)

    def _now(self) -> datetime:
        return self._scene.time.now()

    def _last_call(self) -> int:
        return max((int(call["n"]) for call in self._scene.room.journal.calls()), default=0)

    def _at(self, at: datetime, act: Act) -> None:
        heappush(self._acts, (at, next(self._numbers), act))

    def _begin(self, course: _Course, at: datetime) -> None:
        """Plan the start: the host calls the meeting, as many as there are topics type one, everybody comes in."""
        host = course.people[0]
        self._at(at, lambda: self._say(course, host, '/coffee start "Guild" box 4m for 45m'))
        for place, person in enumerate(course.people[1:]):
            spread = timedelta(seconds=5, milliseconds=chance(course.channel, person) % 110_000)
            self._at(at + spread, lambda person=person: self._check_in(course, person))  # type: ignore[misc]
            if place < self._topics:
                line = f"/coffee topic Topic {place}: flaky tests"
                self._at(at + spread + timedelta(seconds=20), lambda person=person, line=line: self._say(course, person, line))  # type: ignore[misc]

    async def _next_act(self, end: datetime) -> None:
        await self._pass_to(min(self._acts[0][0] if self._acts else end, self._now() + timedelta(seconds=30)))
        while self._acts and self._acts[0][0] <= self._now():
            await heappop(self._acts)[2]()
            await self._look()

    async def _pass_to(self, instant: datetime) -> None:
        """Let time go on, stopping wherever an alarm is due or delivery has its turn."""
        while True:
            await self._scene.house.parts.tick.run()
            await self._look()
            turn = await self._settled()
            now = self._now()
            if now >= instant:
                return
            seconds = await self._scene.house.parts.tick.seconds_to_next()
            alarm = instant if seconds is None else now + timedelta(seconds=seconds)
            await self._scene.go_on(min(instant, alarm, turn or instant))

    async def _settled(self) -> datetime | None:
        """Wait until delivery has nothing to do now, and return when it goes on."""
        house = self._scene.house
        while True:
            await house.parts.sender.step()
            busy, turn = await house.store.read(_turn, self._scene.team, self._now())
            if not (busy or self._scene.post.under_way or house.parts.dispatch.running):
                return turn
            await asyncio.sleep(_LOOK_SECONDS)

    async def _look(self) -> None:
        """See which meetings have come to another phase, and let their people answer what is asked now."""
        for course in self._courses:
            state = await self._state(course)
            if state is None or state.phase in course.seen:
                continue
            course.seen[state.phase] = self._now()
            course.over = state.stage is Stage.CLOSED
            if state.stage is Stage.VOTING:
                self._ask(course, state.phase, 3_000, 60_000, self._vote)
            elif state.stage is Stage.THUMBS:
                choice = "more" if course.questions in _WANTS_MORE else "next"
                course.questions += 1
                self._ask(course, state.phase, 2_000, 20_000, partial(self._thumb, choice=choice))

    def _ask(
        self, course: _Course, phase: int, soonest: int, spread: int, act: Callable[[_Course, str, int], Awaitable[None]]
    ) -> None:
        for person in course.people:
            waits = timedelta(milliseconds=soonest + chance(course.channel, person, str(phase)) % spread)
            self._at(self._now() + waits, lambda person=person: act(course, person, phase))  # type: ignore[misc]

    async def _state(self, course: _Course) -> Meeting | None:
        def read(kept: Read) -> Meeting | None:
            course.meeting = course.meeting or meetings_store.open_meeting_of(kept, ChannelId(course.channel))
            return meetings_store.meeting(kept, course.meeting) if course.meeting else None

        return await self._scene.house.store.read(read, self._scene.team)

    async def _say(self, course: _Course, person: str, line: str) -> None:
        done = await self._scene.people.command(person, course.channel, line)
        self._note(done, f"{line} of {person}")

    async def _check_in(self, course: _Course, person: str) -> None:
        await self._press(course, person, "lean_coffee:check_in")
        state = await self._state(course)
        self._keep(state is not None and person in state.here, f"{person} came in")

    async def _vote(self, course: _Course, person: str, phase: int) -> None:
        if not await self._press(course, person, "lean_coffee:vote", phase):
            return
        stack = self._scene.room.views.stacks.get(person)
        if not stack:
            self._lost.append(f"the form of {person}")
            return
        form = stack[-1]
        for placed in pressed_at_random(form):
            row = {"block_id": placed.block_id, "value": placed.element["value"]}
            pressed = await self._scene.people.click_view(person, form.id, placed.action_id, **row)
            self._note(pressed, f"a dot of {person}")
        if len(self._courses) == 1:  # eight meetings that each wait for their forms would last as long as they do in life
            await asyncio.sleep(_LOOKS_SECONDS)
        self._note(await self._scene.people.submit(person, form.id, chosen_at_random(form)), f"the ballot of {person}")
        self._scene.room.views.clear(person)
        state = await self._state(course)
        given = state is not None and any(ballot.voter == person for ballot in state.ballots)
        self._keep(given or self._went_on(state, phase), f"the dots of {person}")

    async def _thumb(self, course: _Course, person: str, phase: int, choice: str) -> None:
        if not await self._press(course, person, f"lean_coffee:thumb_{choice}", phase):
            return
        state = await self._state(course)
        given = state is not None and any(thumb.person == person for thumb in state.thumbs)
        self._keep(given or self._went_on(state, phase), f"the thumb of {person}")

    def _went_on(self, state: Meeting | None, phase: int) -> bool:
        return state is not None and state.phase != phase

    async def _press(self, course: _Course, person: str, action: str, phase: int | None = None) -> bool:
        """Press what the board in the channel offers; False where the question is over or is no longer offered."""
        state = await self._state(course)
        if state is None or state.stage is Stage.CLOSED or (phase is not None and state.phase != phase):
            return False
        found = self._offered(course.channel, action)
        if found is None:  # the question stands, and its board does not show it yet: this person waits for it
            self._at(self._now() + timedelta(seconds=1), lambda: self._again(course, person, action, phase))
            return False
        message, placed = found
        done = await self._scene.people.click(
            person, course.channel, message.ts, action, block_id=placed.block_id, value=placed.element.get("value")
        )
        self._note(done, f"{action} of {person}")
        return True

    async def _again(self, course: _Course, person: str, action: str, phase: int | None) -> None:
        if action.endswith("check_in"):
            await self._check_in(course, person)
        elif action.endswith("vote"):
            await self._vote(course, person, phase or 0)
        else:
            await self._thumb(course, person, phase or 0, action.rpartition("_")[2])

    def _offered(self, channel: str, action: str) -> tuple[Message, Placed] | None:
        messages = [each for each in self._scene.room.workspace.messages.get(channel, {}).values() if each.is_bot]
        for message in reversed(messages):
            for placed in elements_of(message.blocks):
                if placed.action_id == action and message.addressee is None:
                    return message, placed
        return None

    def _note(self, done: Json, what: str) -> None:
        self._presses += 1
        self._keep(done.get("outcome") == "ok", f"{what}: {done.get('outcome')}")

    def _keep(self, holds: bool, what: str) -> None:
        if not holds:
            self._lost.append(what)


def _turn(read: Read, now: datetime) -> tuple[bool, datetime | None]:
    """Say whether delivery has something to do, and when it goes on."""
    found = agenda(read, now)
    return bool(found.ready or read.rows(_LEASED)), found.then


def _most_forms(calls: list[Json]) -> int:
    by_view: dict[str, list[float]] = {}
    for call in calls:
        if call["method"] == "views.update":
            at = datetime.fromisoformat(str(call["at_real"])).timestamp()
            by_view.setdefault(str(call["args"].get("view_id")), []).append(at)
    # A window a little shorter than a second: two that left 1.00 s apart may arrive 0.99 s apart.
    return max((sum(at <= other < at + 0.95 for other in times) for times in by_view.values() for at in times), default=0)


def _shown(course: _Course, calls: list[Json]) -> list[float]:
    """Return after how many seconds the channel showed each phase, or a later one; infinity for one that it never did."""
    pattern = re.compile(rf"{course.meeting}:(\d+)")
    drawn = []
    for call in calls:
        if call["ok"] and call["method"] in _OF_MESSAGES[:2] and call["args"].get("channel") == course.channel:
            phases = [int(phase) for phase in pattern.findall(json.dumps(call["args"].get("blocks")))]
            drawn += [(datetime.fromisoformat(call["at_real"]), max(phases))] if phases else []
    return [
        min((max((at - committed).total_seconds(), 0.0) for at, shown in drawn if shown >= phase), default=float("inf"))
        for phase, committed in course.seen.items()
    ]

"""People who hold several meetings at once and press whatever they see, each choice drawn from one seed."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

from bot.rehearsal.inputs import Placed, elements_of
from bot.rehearsal.records import Message, View
from bot.rehearsal.room import Room
from tests.fakes.room_client import RoomClient

WISHES = "collect 20s vote 25s box 20s thumbs 12s votes visible for 4m"
STEERS = ("open_vote", "next", "pause", "resume", "take_back", "undo", "carry_on", "finish")
RARE = 0.04
"""How often somebody steers: a meeting that is steered all the time has no votes."""
_SUFFIX = "lean_coffee:"
Do = Callable[[str], Awaitable[None]]


@dataclass
class Crowd:
    """The people of all meetings, and how many acts they have done."""

    room: Room
    people: RoomClient
    random: Random
    meetings: int
    each: int
    wanted: int
    outcomes: Counter[str] = field(default_factory=Counter)
    held: int = 0
    _numbers: Any = field(default_factory=count)

    @property
    def done(self) -> int:
        """How many acts were sent."""
        return self.outcomes.total()

    async def act(self, until: Callable[[], bool]) -> None:
        """Hold meetings, one after the other in each of several places, until enough was done or time is up."""
        over = lambda: self.done >= self.wanted or until()  # noqa: E731 - one condition for all
        await asyncio.gather(*(self._place(number, over) for number in range(self.meetings)))

    async def _place(self, number: int, over: Callable[[], bool]) -> None:
        named = [f"p{number}x{place}" for place in range(self.each)]
        here = [str((await self.people.add_person(name))["id"]) for name in named]
        while not over():
            self.held += 1
            channel = str((await self.people.add_channel(f"chaos-{number}-{self.held}"))["id"])
            for person in here:
                await self.people.join(person, channel)
            await self.people.invite_bot(here[0], channel)
            await Meeting(self, channel, here).held(over)

    async def send(self, verb: str, **act: Any) -> bool:
        """Do one act, note what became of it, and tell whether it was acknowledged."""
        answer = await self.people.act(verb, **act)
        outcome = str(answer.get("outcome") or "not sent")
        if outcome != "not sent":
            self.outcomes[outcome] += 1
        return outcome == "ok"


@dataclass
class Meeting:
    """One meeting in its channel, as those see it who are there."""

    crowd: Crowd
    channel: str
    here: list[str]

    async def held(self, over: Callable[[], bool]) -> None:
        """Propose topics, start, and press whatever is there until the meeting is over."""
        for person in self.here[:3]:
            await self._topic(person)
        for _ in range(50):
            if over() or await self.crowd.send("command", person=self.here[0], channel=self.channel, **_start()):
                break
            await asyncio.sleep(self.crowd.random.uniform(0.2, 1))
        while not over() and not self._is_over():
            await asyncio.sleep(self.crowd.random.uniform(0.05, 0.35))
            await self._one(self.crowd.random.choice(self.here))

    def board(self) -> Message | None:
        """The newest board that stands."""
        found = [
            each
            for each in self.crowd.room.workspace.messages.get(self.channel, {}).values()
            if each.is_bot and each.addressee is None and each.thread_ts is None
        ]
        return max(found, key=lambda each: each.ts, default=None)

    def _is_over(self) -> bool:
        board = self.board()
        return board is not None and not any(each.action_id == f"{_SUFFIX}check_in" for each in elements_of(board.blocks))

    async def _one(self, person: str) -> None:
        random, board = self.crowd.random, self.board()
        if board is None:
            return
        offered = {each.action_id.removeprefix(_SUFFIX): each for each in elements_of(board.blocks)}
        if "check_in" not in offered:
            return
        wishes: dict[str, Do] = {"check_in": self._press("check_in", offered, board), "topic": self._topic}
        if "vote" in offered:
            wishes |= {f"vote{n}": self._vote(offered["vote"], board) for n in range(6)}
        for name in ("takeaway", "meeting_takeaway"):
            if name in offered:
                wishes[name] = self._takeaway(offered[name], board)
        for thumb in ("thumb_more", "thumb_neutral", "thumb_next"):
            if thumb in offered:
                wishes |= {f"{thumb}{n}": self._press(thumb, offered, board) for n in range(3)}
        steers = [verb for verb in STEERS if verb in offered]
        if steers and random.random() < RARE:
            await self._press(random.choice(steers), offered, board)(person)
            return
        await wishes[random.choice(sorted(wishes))](person)

    def _press(self, verb: str, offered: Mapping[str, Placed], board: Message) -> Do:
        return lambda person: self._click(person, offered[verb], board)

    async def _click(self, person: str, placed: Placed, board: Message) -> None:
        more = {"block_id": placed.block_id, "value": placed.element.get("value")}
        await self.crowd.send("click", person=person, channel=self.channel, ts=board.ts, action_id=placed.action_id, **more)

    async def _topic(self, person: str) -> None:
        text = f"topic Topic {next(self.crowd._numbers)}"
        await self.crowd.send("command", person=person, channel=self.channel, command="/coffee", text=text)

    def _vote(self, placed: Placed, board: Message) -> Do:
        async def vote(person: str) -> None:
            await self._click(person, placed, board)
            for _ in range(self.crowd.random.randint(1, 4)):
                form = self._form(person)
                rows = [each for each in elements_of(form.payload["blocks"]) if _is_dot(each)] if form else []
                if form is None or not rows:
                    break
                row = self.crowd.random.choice(rows)
                await self.crowd.send("click", person=person, view_id=form.id, action_id=row.action_id, block_id=row.block_id)
            form = self._form(person)
            if form is not None and self.crowd.random.random() < 0.5:
                await self.crowd.send("submit", person=person, view_id=form.id, values={})
            self.crowd.room.views.clear(person)

        return vote

    def _takeaway(self, placed: Placed, board: Message) -> Do:
        async def take(person: str) -> None:
            await self._click(person, placed, board)
            form = self._form(person)
            fields = [each for each in elements_of(form.payload["blocks"]) if each.block_id == "takeaway"] if form else []
            if form is not None and fields:
                text = f"Taken away {next(self.crowd._numbers)}"
                values = {"takeaway": {fields[0].action_id: {"type": "plain_text_input", "value": text}}}
                await self.crowd.send("submit", person=person, view_id=form.id, values=values)
            self.crowd.room.views.clear(person)

        return take

    def _form(self, person: str) -> View | None:
        stack = self.crowd.room.views.stacks.get(person)
        return stack[-1] if stack else None


def _start() -> dict[str, str]:
    return {"command": "/coffee", "text": f'start "Chaos" {WISHES}'}


def _is_dot(placed: Placed) -> bool:
    return placed.action_id in (f"{_SUFFIX}give_dot", f"{_SUFFIX}take_dot")

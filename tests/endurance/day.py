"""A day of a busy workspace on made-up time: one house with a real database, in a room that forgets what nobody looks at."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from bot.core.ids import RandomIds
from bot.house import build as building
from bot.house.lifecycle import House
from bot.house.options import Options
from bot.rehearsal import grants
from bot.rehearsal.app import build_room
from bot.rehearsal.http_out import HttpAnswer
from bot.rehearsal.installation import Installation
from bot.rehearsal.signing import signed_headers
from bot.schedule import clockwork
from bot.store.opening import open_store
from bot.store.unit import RunningStore
from tests.endurance.crowd import Crowd
from tests.endurance.measures import Hour, look
from tests.endurance.virtual_loop import VirtualLoop
from tests.simulation.event_loop import PROCESS, Process
from tests.simulation.machine import EPOCH, MachineClock, TrueTime, made_up_time
from tests.simulation.slack import Mortality, SimulatedSlack
from tests.simulation.weather import Weather
from tests.simulation.world import _answered, installation

ENDPOINT = "http://bot/slack/events"
KEPT = 40
"""Messages of a channel that the room remembers: people press what is new."""


@dataclass(frozen=True)
class Day:
    """How long, and how busy: `acts` of people in an hour."""

    hours: int = 24
    acts: int = 400
    people: int = 200
    channels: int = 20


class Silence:
    """A trace that keeps nothing."""

    def note(self, what: str, /, **more: object) -> None:
        """Forget it."""


@dataclass(eq=False)
class World:
    """What the crowd acts in."""

    loop: VirtualLoop
    url: str
    trace: Silence = field(default_factory=Silence)
    sent: deque[tuple[datetime, str, bytes]] = field(default_factory=lambda: deque(maxlen=50))
    house: House = field(init=False)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.true = TrueTime(self.loop, EPOCH)
        app = Installation(request_url=ENDPOINT, **installation())
        self.room = build_room(app=app, real=self.true, http=self, rates=False)
        vars(self.room.storage)["put"] = lambda kind, name, doc: None  # nothing is kept of a room that nobody opens again

    async def open(self) -> None:
        """Start the house."""
        app, loop = self.room.app, self.loop
        self.house = building.build(
            Options(self.url, app.bot_token, None, app.signing_secret, f"{self.room.base_url}/api/", person_pace=0),
            real=MachineClock(self.true),
            monotonic=loop.time,
            ids=RandomIds(),
            opened=partial(_opened, loop),
        )
        parts = self.house.parts
        view_calls = parts.client.args[1]  # type: ignore[attr-defined]
        view_calls._seconds = loop.time
        parts.dispatch._responder.redraws._seconds = loop.time
        weather, mortality = Weather(Random(1)), Mortality(lambda point: True)

        def client(session: Any, observe: Callable[[str, str, float], None]) -> SimulatedSlack:
            def heard(method: str, outcome: str, seconds: float) -> None:
                view_calls.heard(method, outcome)
                observe(method, outcome, seconds)

            return SimulatedSlack(self.room, weather, mortality, heard, self.trace.note)

        self.house.parts = replace(parts, client=client)
        await self.house.start()
        while not self.house.is_open:
            assert self.house.failed is None, self.house.failed
            await asyncio.sleep(0.1)

    async def send(self, method: str, url: str, headers: Any, body: bytes = b"") -> HttpAnswer:
        """Bring a request of Slack's to the house."""
        self.sent.append((self.true.now(), headers["Content-Type"], body))
        future: asyncio.Future[HttpAnswer] = self.loop.create_future()
        await _answered(self.house, headers, body, future)
        answer = await future
        if answer.status != 200:
            self.faults.append(f"{answer.status}: {answer.body[:200]!r}")
        return answer

    async def bring_again(self, content_type: str, body: bytes) -> None:
        """Deliver a request that came before, signed anew."""
        signed = signed_headers(self.room.app.signing_secret, int(self.true.now().timestamp()), body)
        await self.send("POST", ENDPOINT, {"Content-Type": content_type, **signed}, body)

    def forget(self) -> None:
        """Let the room forget what nobody looks at any more: it is the house whose memory is measured."""
        workspace = self.room.workspace
        for messages in workspace.messages.values():
            for ts in list(messages)[:-KEPT]:
                del messages[ts]
        workspace.drawings.forget()
        self.room.views.drawings.forget()
        self.room.journal._calls.clear()
        self.room.journal._requests.clear()


async def live(world: World, crowd: Crowd, of: Day, told: Callable[[Hour], None]) -> list[Hour]:
    """Let hours pass with so many acts in each, and look after each."""
    found = []
    for hour in range(1, of.hours + 1):
        ends, chance = hour * 3600 + 1_000.0, crowd.chance
        while world.loop.time() < ends:
            await crowd.act()
            await asyncio.sleep(chance.expovariate(of.acts / 3600))
        world.forget()
        found.append(look(hour, crowd.acts, world.url))
        told(found[-1])
    return found


def live_through(of: Day, url: str, told: Callable[[Hour], None]) -> list[Hour]:
    """Live through a day, or some hours of one, on an empty database."""
    kept, poll = grants.KEPT, clockwork.POLL
    grants.KEPT = 500  # a room keeps them to tell late answers from early ones
    clockwork.POLL = timedelta(seconds=5)  # alarms ring at their instant; the poll is for those of other replicas
    try:
        with made_up_time():
            return copy_context().run(_lived, VirtualLoop(), of, url, told)
    finally:
        grants.KEPT, clockwork.POLL = kept, poll


def _lived(loop: VirtualLoop, of: Day, url: str, told: Callable[[Hour], None]) -> list[Hour]:
    async def whole() -> list[Hour]:
        await world.open()
        try:
            return await live(world, Crowd(world, Random("a busy day"), of.people, of.channels), of, told)
        finally:
            await world.house.stop()

    asyncio.set_event_loop(loop)
    world = World(loop, url)
    PROCESS.set(Process("day", MachineClock(world.true)))
    try:
        found = loop.run_until_complete(whole())
    finally:
        loop.close()
        asyncio.set_event_loop(None)
    assert world.faults == []
    return found


def _opened(loop: VirtualLoop, *args: Any, **named: Any) -> RunningStore:
    """Open a store whose threads the loop waits for."""
    store = open_store(*args, **named)

    def counted(ask: Callable[..., Any]) -> Callable[..., Any]:
        async def asked(*args: Any, **named: Any) -> Any:
            loop.under_way += 1
            try:
                return await ask(*args, **named)
            finally:
                loop.under_way -= 1

        return asked

    vars(store)["write"], vars(store)["read"] = counted(store.write), counted(store.read)
    return store

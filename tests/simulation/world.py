"""The simulated world: a workspace, a database, the processes that serve it, and all that can happen to them."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from contextvars import Context
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import Any

import yaml

from bot.core.ids import CountedIds
from bot.house import build as building
from bot.house.lifecycle import House
from bot.house.options import Options
from bot.rehearsal.app import build_room
from bot.rehearsal.http_out import HttpAnswer
from bot.rehearsal.installation import HISTORY, SCOPES, Installation, from_manifest
from bot.rehearsal.signing import signed_headers
from bot.schedule.firing import AlarmOutcome, Due, fire
from bot.store.errors import StoreUnavailable
from bot.store.work import Work
from tests.simulation.database import Database, Fate, opener
from tests.simulation.event_loop import PROCESS, Process, SeededLoop
from tests.simulation.machine import EPOCH, MachineClock, TrueTime
from tests.simulation.slack import Mortality, SimulatedSlack
from tests.simulation.weather import Weather

ROOT = Path(__file__).parents[2]
_ENDPOINT = "http://bot/slack/events"


class Trace:
    """What happened, in order: its hash tells two runs apart, its last lines are shown where one fails."""

    def __init__(self, loop: SeededLoop, told: Callable[[str], None] | None = None) -> None:
        self._loop = loop
        self._hash = blake2b(digest_size=12)
        self._told = told
        self.last: deque[str] = deque(maxlen=400)
        self.unheard: list[float] = []
        """When a word to somebody was lost, or may have been: they do not hear why what they pressed was not done."""

    def note(self, what: str, /, **more: object) -> None:
        """Write one line."""
        line = " ".join([f"{self._loop.time():.6f}", what, *(f"{name}={value}" for name, value in more.items())])
        self._hash.update(line.encode() + b"\n")
        self.last.append(line)
        if self._told is not None:
            self._told(line)

    def lost_word(self) -> None:
        """Note that a word to somebody did not get through."""
        self.unheard.append(self._loop.time())

    @property
    def digest(self) -> str:
        """Return the hash of all lines."""
        return self._hash.hexdigest()


@cache
def installation() -> Mapping[str, Any]:
    """Read the app's own manifest."""
    return from_manifest(yaml.safe_load((ROOT / "app.yaml").read_text()))


@dataclass(eq=False)
class Replica:
    """One process of the bot, from its start to its end."""

    process: Process
    house: House
    clock: MachineClock
    context: Context
    asked: dict[asyncio.Future[HttpAnswer], None] = field(default_factory=dict)
    """What it was asked and has not answered, in this order: that of a set would not be the same again."""

    @property
    def serves(self) -> bool:
        """Whether it takes requests."""
        return not self.process.is_dead and self.house.is_open


@dataclass(eq=False)
class World:
    """Everything; `chance` alone decides."""

    chance: Random
    loop: SeededLoop
    template: bytes
    trace: Trace
    machines: int | None = None
    """How many; drawn where nobody says."""
    is_calm: bool = False
    """Whether nothing goes wrong, whatever is drawn."""
    weather: Weather = field(init=False)
    replicas: list[Replica] = field(default_factory=list)
    graves: list[Replica] = field(default_factory=list)
    rung: list[tuple[Due, datetime, AlarmOutcome]] = field(default_factory=list)
    sent: list[tuple[datetime, str, bytes]] = field(default_factory=list)
    """Every request and when it came, as Slack may send it again."""
    complaints: list[str] = field(default_factory=list)
    """What must never happen, as soon as it has."""

    def __post_init__(self) -> None:
        self.weather = Weather.drawn(self.chance)
        if self.is_calm:
            self.weather = Weather(self.chance)
        self.true = TrueTime(self.loop, EPOCH + timedelta(seconds=round(self.chance.random() * 86_400)))
        self.most = self.machines or self.chance.choice((1, 1, 2, 3))
        self.database = Database(self.template, self.true if self.most > 1 else None)
        self.has_history = self.chance.random() < 0.5
        given = dict(installation())
        given["scopes"] = (*given.get("scopes", SCOPES), *(HISTORY if self.has_history else ()))
        app = Installation(request_url=_ENDPOINT, **given)
        self.room = build_room(app=app, real=self.true, ids=self._slack_ids(), http=self, rates=self.chance.random() < 0.3)
        for channel in ("C0GUILD", "C0CHECKOUT"):
            self.room.workspace.join(app.bot_user, channel)
        self._lives = 0
        self._skew = [self.chance.choice((0, 0, -20, 15)) if self.most > 1 else 0 for _ in range(self.most)]

    def _slack_ids(self) -> Callable[[str], str]:
        given = CountedIds("")
        return lambda prefix: f"{prefix}{int(given.fresh()):010d}"

    # what happens to processes

    async def begin(self, machine: int) -> Replica:
        """Start a process on a machine."""
        self._lives += 1
        clock = MachineClock(self.true, timedelta(seconds=self._skew[machine]))
        process = Process(f"m{machine}l{self._lives}", clock)
        context = Context()
        context.run(PROCESS.set, process)
        replica = context.run(self._built, process, clock, context)
        self.replicas.append(replica)
        self.trace.note("starts", process=process.name)
        await asyncio.create_task(replica.house.start(), context=context)
        return replica

    def _built(self, process: Process, clock: MachineClock, context: Context) -> Replica:
        app = self.room.app
        fates = _Fates(self, process)
        house = building.build(
            Options("simulated", app.bot_token, None, app.signing_secret, f"{self.room.base_url}/api/", person_pace=0),
            real=clock,
            monotonic=self.loop.time,
            ids=CountedIds(f"{process.name}i"),
            opened=opener(self.database, lambda: fates),
        )
        parts = house.parts
        view_calls = parts.client.args[1]  # type: ignore[attr-defined]
        view_calls._seconds = self.loop.time
        parts.dispatch._responder.redraws._seconds = self.loop.time
        mortality = Mortality(lambda point: self._survives(process, point))

        def client(session: Any, observe: Callable[[str, str, float], None]) -> SimulatedSlack:
            def heard(method: str, outcome: str, seconds: float) -> None:
                view_calls.heard(method, outcome)
                observe(method, outcome, seconds)

            return SimulatedSlack(self.room, self.weather, mortality, heard, partial(self.trace.note, by=process.name))

        house.parts = replace(parts, client=client)
        return Replica(process, house, clock, context)

    def kill(self, replica: Replica, why: str) -> None:
        """End a process as `kill -9` does: nothing of it goes on, and who waits for an answer hears that the line is cut."""
        if replica.process.is_dead:
            return
        replica.process.is_dead = True
        self.trace.note("dies", process=replica.process.name, at=why)
        self.trace.lost_word()
        self.replicas.remove(replica)
        self.graves.append(replica)
        for future in replica.asked:
            if not future.done():
                future.set_exception(ConnectionResetError("the process died"))

    async def end(self, replica: Replica) -> None:
        """End a process as SIGTERM does."""
        self.trace.note("stops", process=replica.process.name)
        stopping = asyncio.create_task(replica.house.stop(), context=replica.context)
        await asyncio.wait({stopping}, timeout=30)  # a process may die over its end
        self.kill(replica, "its end")

    def _survives(self, process: Process, point: str) -> bool:
        if process.is_dead:
            return False
        if self.weather.happens(self.weather.crash):
            self.kill(next(each for each in self.replicas if each.process is process), point)
            return False
        return True

    async def keep_alive(self) -> None:
        """Start what has died, some time later: to run until cancelled."""
        while True:
            await asyncio.sleep(0.2 + self.chance.random() * 4)
            running = {each.process.name[:2] for each in self.replicas}
            for machine in range(self.most):
                if f"m{machine}" not in running:
                    await self.begin(machine)

    # time

    async def pass_over(self, chance: Random) -> None:
        """Let time pass to about the next alarm; where there is none, some minutes."""
        due = self.database.next_alarm(self.latest())
        span = (
            chance.random() * timedelta(minutes=5)
            if due is None
            else due - self.latest() - timedelta(seconds=chance.random() * 3)
        )
        self.leap(span)
        await asyncio.sleep(0.5 + chance.random() * 3)

    def hasten(self, end: datetime) -> None:
        """Pass over the time until an end in which nothing is tried and no alarm is due."""
        due = self.database.next_turn(self.latest())
        if due is not None and due < end:
            self.leap(due - self.latest() - timedelta(seconds=0.5))

    def latest(self) -> datetime:
        """Return the instant of the machine that is farthest ahead, or the true one."""
        return max([self.true.now(), *(each.clock.now() for each in self.replicas)])

    def leap(self, span: timedelta) -> None:
        """Let a span pass in which nothing falls due; whoever lives has lived all that time."""
        if span <= timedelta(seconds=2):
            return
        self.loop.leap(span.total_seconds())
        self.database.lived_on(span)
        for replica in self.replicas:
            replica.context.run(_bring_jobs_forward, replica)
        self.trace.note("leaps", seconds=round(span.total_seconds()))

    @property
    def is_told_other_times(self) -> bool:
        """Whether some machine's clock is, or was, not right: what has rung may be set anew for the same instant."""
        return "clock_set" in self.weather.kinds or any(self._skew)

    def close(self) -> None:
        """Let go of what is open."""
        for replica in (*self.replicas, *self.graves):
            session = replica.house._session
            if session is not None:
                session.detach()
        self.database.raw.close()

    # the way of a request

    async def send(self, method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> HttpAnswer:
        """Bring a request of Slack's to a process, with the faults of that way. Raise OSError."""
        weather = self.weather
        self.sent.append((self.true.now(), headers["Content-Type"], body))
        await asyncio.sleep(weather.way())
        if weather.happens(weather.request_lost):
            raise ConnectionRefusedError("the request was lost")
        if weather.happens(weather.request_twice):
            later = self.chance.choice((0.0, 0.01, 1.0, 20.0, 60.0)) * self.chance.random()
            self.room.delivery.in_background(self._again(later, headers["Content-Type"], body))
        if weather.happens(weather.request_late):
            await asyncio.sleep(self.chance.random() * 4)
        answer = await self.bring(headers, body)
        if weather.happens(weather.answer_lost):
            raise ConnectionResetError("the answer was lost")
        await asyncio.sleep(weather.way())
        return answer

    async def _again(self, later: float, content_type: str, body: bytes) -> None:
        await asyncio.sleep(later)
        await self.bring_again(content_type, body)

    async def bring_again(self, content_type: str, body: bytes) -> None:
        """Deliver a request that came before, signed anew."""
        signed = signed_headers(self.room.app.signing_secret, int(self.true.now().timestamp()), body)
        try:
            await self.bring({"Content-Type": content_type, **signed}, body)
        except OSError:
            return

    async def bring(self, headers: Mapping[str, str], body: bytes) -> HttpAnswer:
        """Hand a request to a process that serves. Raise OSError where there is none, or it dies over it."""
        serving = [each for each in self.replicas if each.serves]
        if not serving:
            raise ConnectionRefusedError("nobody is there")
        replica = self.chance.choice(serving)
        future: asyncio.Future[HttpAnswer] = self.loop.create_future()
        replica.asked[future] = None
        task = self.loop.create_task(_answered(replica.house, headers, body, future), context=replica.context)
        try:
            return await future
        finally:
            replica.asked.pop(future, None)
            del task


async def _answered(house: House, headers: Mapping[str, str], body: bytes, future: asyncio.Future[HttpAnswer]) -> None:
    """Take a request through the house's own web."""
    status, told, parts = 0, [], []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status, told
        if message["type"] == "http.response.start":
            status, told = message["status"], message["headers"]
        elif message["type"] == "http.response.body":
            parts.append(message.get("body", b""))

    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http", "path": "/slack/events",
        "raw_path": b"/slack/events", "query_string": b"", "root_path": "", "headers": raw, "client": ("127.0.0.1", 1), "server": ("bot", 80),
        "state": {}, "extensions": {},
    }  # fmt: skip
    try:
        await house.asgi(scope, receive, send)
    except Exception as fault:
        if not future.done():
            future.set_exception(fault)
        return
    if not future.done():
        lowered = {name.decode().lower(): value.decode() for name, value in told}
        future.set_result(HttpAnswer(status, lowered, b"".join(parts)))


def _bring_jobs_forward(replica: Replica) -> None:
    """Have a process's regular works run now: APScheduler would count each of the many times that were passed over."""
    for job in replica.house.parts.clockwork._scheduler.get_jobs():
        due = getattr(job, "next_run_time", None)  # none before the first start
        if due is not None and due < replica.clock.now():
            job.modify(next_run_time=replica.clock.now())


class _Fates:
    """What becomes of one process's transactions."""

    def __init__(self, world: World, process: Process) -> None:
        self._world = world
        self._process = process

    def of_write(self, work: Work) -> Fate:
        """Draw the fate of a transaction."""
        weather = self._world.weather
        way, back = weather.way(), weather.way()
        if weather.happens(weather.store_away):
            return Fate(way, back, happens=False, fault=StoreUnavailable("The database was away."))
        if weather.happens(weather.store_in_doubt):
            return Fate(way, back, fault=StoreUnavailable("The connection was lost.", undone=False))
        return Fate(way, back)

    def of_read(self) -> float | None:
        """Draw how many seconds a read takes; None: it runs at once."""
        return None if self._world.chance.random() < 0.5 else self._world.weather.way()

    def carries_out(self, work: Work) -> bool:
        """Say whether the process lives to carry a transaction out."""
        return self._world._survives(self._process, f"before the commit of {name_of(work)}")

    def committed(self, work: Work, answer: Any, now: datetime) -> bool:
        """Hear of a transaction that is durable, and say whether the process lives to hear so itself."""
        world = self._world
        name = name_of(work)
        if name not in _UNTOLD:
            world.trace.note("commits", action=name, by=self._process.name)
        if work.action is fire and answer is not AlarmOutcome.GONE:
            world.rung.append((work.args[0], now, answer))
            world.trace.note("alarm", outcome=answer.value, kind=work.args[0].kind, subject=work.args[0].subject)
        return world._survives(self._process, f"after the commit of {name}")


_UNTOLD = frozenset({"pulse", "_real_now"})


def name_of(work: Work) -> str:
    """Name a transaction by its action."""
    return getattr(work.action, "__name__", type(work.action).__name__)

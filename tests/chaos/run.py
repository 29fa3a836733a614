"""Holds meetings while everything around the bot fails, waits until all is quiet, and judges what was seen."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from time import monotonic

from bot.store.migrate import migrate
from tests.bench.hurried import hurried
from tests.chaos.balancer import Balancer
from tests.chaos.cluster import cluster
from tests.chaos.harm import Harm, Spans
from tests.chaos.people import Crowd
from tests.fakes.until import until
from tests.faults.replicas import Stage, stage
from tests.history.checker import faults_of
from tests.history.events import Act, Answer, Fault, History
from tests.history.of_room import Follower
from tests.house.stand_ins import free_port

LOOK_SECONDS = 0.5
SAY_EVERY = 40
QUIET_SECONDS = 120.0
"""How long may be waited until all is shown, once nothing fails any more."""
STEP, MOST_STEPS = timedelta(seconds=60), 20
"""How business time passes until the last meeting is over."""


@dataclass(frozen=True)
class Wishes:
    """How much chaos: acts of people, seconds at most, replicas, meetings at a time, people in each."""

    acts: int = 10_000
    seconds: float = 540.0
    seed: int = 1
    replicas: int = 3
    meetings: int = 6
    people: int = 8
    transport: str = "http"
    spans: Spans = field(default_factory=Spans)


@dataclass(frozen=True)
class Found:
    """What came of it."""

    wishes: Wishes
    seconds: float
    outcomes: Counter[str]
    harm: Counter[str]
    meetings: int
    history: History
    faults: list[Fault]

    def __str__(self) -> str:
        acts = [event for event in self.history.events if isinstance(event, Act)]
        surely = sum(act.answer is Answer.ACKNOWLEDGED for act in acts)
        of, harm = self.wishes, ", ".join(f"{what} {times}×" for what, times in sorted(self.harm.items()))
        lines = [
            f"seed {of.seed}, {of.transport}, {of.replicas} replicas, {self.seconds:.0f} s",
            f"{self.outcomes.total()} acts in {self.meetings} meetings: {dict(self.outcomes)}",
            f"harm: {harm}",
            f"{len(self.history.events)} events, {surely} acts surely done, {len(self.faults)} promises broken",
        ]
        return "\n".join([*lines, *(str(fault) for fault in self.faults[:40])])


async def chaos(wishes: Wishes, folder: Path, say: Callable[[str], object] = lambda told: None) -> Found:
    """Let it happen, and say what came of it."""
    ports = [free_port() for _ in range(wishes.replicas)]
    began = monotonic()
    async with cluster() as server, Balancer(ports) as http:
        await asyncio.to_thread(migrate, server.url)
        way = {"transport": wishes.transport, "ports": ports, "http": http if wishes.transport == "http" else None}
        async with stage(server.url, folder, rates=False, begins=hurried, judged=False, **way) as scene:  # type: ignore[arg-type]
            random = Random(wishes.seed)
            harm = Harm(scene, server, Random(random.random()), wishes.spans)
            crowd = Crowd(scene.room, scene.people, Random(random.random()), wishes.meetings, wishes.people, wishes.acts)
            seen = Follower(scene.room, forms_may_fail=True)
            following = asyncio.create_task(_follow(seen, crowd, say))
            harming = asyncio.create_task(harm.go_on())
            try:
                await crowd.act(lambda: monotonic() - began > wishes.seconds or harming.done())
                say(f"{crowd.done} acts are done; now all is made good")
                harm.end()
                await harming
                await _quiet(scene)
            finally:
                harm.end()
                following.cancel()
                await asyncio.gather(following, harming, return_exceptions=True)
            history = seen.history()
            return Found(
                wishes, monotonic() - began, crowd.outcomes, harm.done, crowd.held, history, faults_of(history, within=None)
            )


async def _follow(seen: Follower, crowd: Crowd, say: Callable[[str], object]) -> None:
    for look in count(1):
        await asyncio.sleep(LOOK_SECONDS)
        seen.look()
        if look % SAY_EVERY == 0:
            say(f"{crowd.done} acts, {crowd.held} meetings: {dict(crowd.outcomes)}")


async def _quiet(scene: Stage) -> None:
    """Wait until everybody serves, let business time pass until no meeting runs, and wait until all that is wanted is shown."""
    await scene.all_up()
    for _ in range(MOST_STEPS):
        await until(scene.agreed, lambda: _told(scene), seconds=QUIET_SECONDS)
        if all("lean_coffee:check_in" not in str(each.blocks) for each in scene.everywhere()):
            return
        await scene.passes(STEP)
    raise AssertionError(f"a meeting that does not end: {_told(scene)}")


def _told(scene: Stage) -> str:
    return str([(each.channel, each.ts, each.text) for each in scene.everywhere()])

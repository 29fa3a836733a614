"""What goes wrong meanwhile: the database is restarted, replicas are killed, Slack and the way to the bot fail."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from bot.rehearsal.injected_faults import Fault
from tests.chaos.cluster import Cluster
from tests.faults.replicas import Replica, Stage

METHODS = ("chat.postMessage", "chat.update", "chat.delete", "conversations.open", "views.open", "users.info")
CALLS = ("429", "500", "accept_then_lose", "refuse", "hang")
DELIVERIES = ("twice", "late", "drop_ack")


@dataclass(frozen=True)
class Spans:
    """How often each thing goes wrong: seconds between two, at least and at most."""

    database: tuple[float, float] = (5.0, 40.0)
    replica: tuple[float, float] = (4.0, 20.0)
    slack: tuple[float, float] = (0.5, 3.0)


@dataclass
class Harm:
    """Does harm until it is stopped, each choice drawn from one seed, and then makes everything good again."""

    scene: Stage
    server: Cluster
    random: Random
    spans: Spans = field(default_factory=Spans)
    done: Counter[str] = field(default_factory=Counter)
    _ended: asyncio.Event = field(default_factory=asyncio.Event)

    async def go_on(self) -> None:
        """Do harm until `end`."""
        await asyncio.gather(self._restarts_database(), self._kills_replicas(), self._fails_in_slack())

    def end(self) -> None:
        """Do no more harm; what is under way is made good."""
        self._ended.set()
        self.scene.room.faults.clear()

    async def _waits(self, span: tuple[float, float]) -> bool:
        """Wait a while; tell whether harm goes on."""
        try:
            await asyncio.wait_for(self._ended.wait(), self.random.uniform(*span))
        except TimeoutError:
            return True
        return False

    async def _restarts_database(self) -> None:
        while await self._waits(self.spans.database):
            mode = self.random.choice(("fast", "immediate"))
            await self.server.stop(mode)
            await self._waits((0.0, 3.0))
            await self.server.start()
            self.done[f"database {mode}"] += 1

    async def _kills_replicas(self) -> None:
        while await self._waits(self.spans.replica):
            victims = self.random.sample(self.scene.replicas, self.random.choice((1, 1, 1, 2, len(self.scene.replicas))))
            await asyncio.gather(*(self.scene.kill(replica) for replica in victims))
            self.done["replica killed"] += len(victims)
            await self._waits((0.0, 3.0))
            await asyncio.gather(*(self._starts(replica) for replica in victims))

    async def _starts(self, replica: Replica) -> None:
        if not replica.alive:
            await self.scene.start(replica)

    async def _fails_in_slack(self) -> None:
        while await self._waits(self.spans.slack):
            if self.random.random() < 0.3:
                fault = Fault(self.random.choice(DELIVERIES), "delivery", 1, seconds=self.random.uniform(0.2, 4))
            else:
                kind = self.random.choice(CALLS)
                fault = Fault(kind, self.random.choice(METHODS), self.random.randint(1, 3), retry_after=1, seconds=6.0)
            self.scene.room.faults.add(fault)
            self.done[f"slack {fault.kind}"] += 1

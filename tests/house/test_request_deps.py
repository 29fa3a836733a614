"""What a request is given while Slack is slow to say who asks."""

import asyncio
from datetime import timedelta
from typing import Any, cast

from bot.core.clock import SetClock
from bot.core.ids import PersonId, WorkspaceId
from bot.house.request_deps import DepsFactory
from bot.slack.client import SlackApi
from bot.slack.requests import Command
from bot.store.unit import RunningStore
from bot.teams.people import Person
from bot.teams.person_lookups import PersonLookups

ANA = PersonId("U0ANA")


class Slack:
    """Tells of Ana once it is asked to, and two seconds pass meanwhile."""

    def __init__(self, clock: SetClock) -> None:
        self.clock = clock
        self.answers = asyncio.Event()
        self.asked = 0

    async def users_info(self, *, user: str, include_locale: bool) -> dict[str, Any]:
        self.asked += 1
        self.clock.advance(timedelta(seconds=2))
        await self.answers.wait()
        return {"ok": True, "user": {"name": "ana", "tz": "Europe/Madrid", "locale": "es-ES"}}


async def test_whoever_slack_is_slow_to_tell_of_is_served_with_less_and_known_the_next_time(
    store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId
) -> None:
    slack, lookups = Slack(clock), PersonLookups(patience=0.01)
    deps_factory = DepsFactory(store, lambda _: cast(SlackApi, slack), clock, real, lookups=lookups)
    request = Command(workspace=workspace, person=ANA, key="k", name="/coffee", text="")
    came = clock.now()
    deps = await deps_factory.deps_for(request)
    assert (deps.person, deps.now) == (Person(ANA, ANA), came)
    assert (await deps_factory.words_of(request)).zone.key == "UTC"
    slack.answers.set()
    await lookups.drain()
    assert (await deps_factory.deps_for(request)).person.name == "ana"
    assert slack.asked == 1

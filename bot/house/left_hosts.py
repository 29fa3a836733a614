"""Notices that somebody has left, and finds others for what they looked after or were to do."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog

from bot.action_items import actions as action_items
from bot.action_items import store as promised
from bot.core.clock import Clock
from bot.core.ids import MACHINE, PersonId, SeriesId, WorkspaceId
from bot.core.trace import trace
from bot.feature import Feature
from bot.house.installations import NotServed
from bot.series.actions.handing_over import heirs, offer, running
from bot.series.actions.turns import lose_host, seated
from bot.series.recurring import Recurring
from bot.series.rules import Series
from bot.slack.errors import FAILED
from bot.store.errors import StoreUnavailable
from bot.store.unit import Store
from bot.teams.directory import Directory
from bot.teams.people import Person
from bot.teams.store import admins, served

log = structlog.get_logger("house")

ASKED_AGAIN = timedelta(hours=20)
"""Of business time: about once a day Slack is asked whether an owner is there."""
MOST_MEMBERS = 50
"""In a channel of so many people Slack is asked about each who is not known; of a larger one the known admins alone."""
MOST_OFFERED = 20


class LeftHosts:
    """Looks once an hour, and when something was announced or somebody has left a channel."""

    def __init__(
        self,
        store: Store,
        directory_of: Callable[[WorkspaceId], Directory],
        recurring: Sequence[Recurring],
        clock: Clock,
        features: Sequence[Feature] = (),
    ) -> None:
        self._store, self._directory_of, self._recurring, self._clock = store, directory_of, recurring, clock
        self._asking = [feature for feature in features if feature.asked is not None]
        self._asked: dict[tuple[WorkspaceId, str, PersonId], datetime] = {}
        self._looking: asyncio.Task[None] | None = None
        self._again = False

    def wake(self) -> None:
        """Look soon; a look that is under way is followed by another."""
        self._again = True
        if self._looking is None or self._looking.done():
            self._looking = asyncio.get_running_loop().create_task(self._look_on(), name="left hosts")

    def somebody_left(self, workspace: WorkspaceId, person: PersonId) -> None:
        """Look at what this person looks after, whenever they were asked for."""
        for known in [each for each in self._asked if each[0] == workspace and each[2] == person]:
            del self._asked[known]
        self.wake()

    async def stop(self) -> None:
        """Look no more."""
        self._again = False
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)

    async def look(self) -> None:
        """Look at all that comes again and all that somebody is to do, in every workspace."""
        for workspace in await self._store.read(served, MACHINE):
            try:
                await self._look_at(workspace)
            except NotServed as away:
                log.info("nobody is looked for", workspace=workspace, error=type(away).__name__)

    async def _look_at(self, workspace: WorkspaceId) -> None:
        self._directory_of(workspace)
        for recurring in self._recurring:
            offered: set[SeriesId] = set()
            for series in await self._store.read(running, workspace, recurring):
                if series.id not in offered:
                    offered |= await self._see(workspace, recurring, series)
                for host in sorted(await self._store.read(seated, workspace, recurring, series)):
                    await self._see_host(workspace, recurring, series, host)
        for owner in await self._store.read(promised.owners, workspace):
            await self._see_owner(workspace, owner)
        for noter in await self._store.read(promised.noters, workspace):
            await self._see_noter(workspace, noter)
        for feature in self._asking:
            await self._see_asked(workspace, feature)

    async def _look_on(self) -> None:
        while self._again:
            self._again = False
            try:
                await self.look()
            except StoreUnavailable as away:
                log.info("nobody is looked for", error=type(away).__name__)
            except Exception as fault:  # noqa: BLE001 - whatever it is, the next look must come
                log.warning("looking for who has left broke", error=type(fault).__name__, trace=trace(fault))

    async def _see(self, workspace: WorkspaceId, recurring: Recurring, series: Series) -> frozenset[SeriesId]:
        """Offer a series whose owner has left; return what was offered with it."""
        nothing: frozenset[SeriesId] = frozenset()
        name = (workspace, series.id, series.owner)
        if series.offered == series.owner or self._was_asked(name):
            return nothing
        directory = self._directory_of(workspace)
        try:
            members = [member async for member in directory.members(series.channel)]
            found = await directory.now(series.owner)
            if found is None:
                return nothing
            self._asked[name] = self._clock.now()
            if series.owner in members and not found.is_gone:
                return nothing
            to = await self._who_can(workspace, directory, recurring, series, members)
        except FAILED:
            return nothing  # asked again at the next look; of a channel that is out of reach its owner hears when something is to be posted there
        if not to:
            return nothing
        log.info("an owner has left", screen=recurring.name, offered=len(to))
        return await self._store.write(offer, workspace, None, recurring=recurring, series=series.id, left=series.owner, to=to)

    async def _see_host(self, workspace: WorkspaceId, recurring: Recurring, series: Series, host: PersonId) -> None:
        """Have the next of the list host in the place of somebody who has left."""
        name = (workspace, f"{series.id} hosted", host)
        if self._was_asked(name):
            return
        directory = self._directory_of(workspace)
        try:
            found = await directory.now(host)
            is_there = host in [member async for member in directory.members(series.channel)]
        except FAILED:
            return  # asked again at the next look
        if found is None:
            return
        self._asked[name] = self._clock.now()
        if found.is_gone or not is_there:
            log.info("a host in turn has left", screen=recurring.name)
            await self._store.write(lose_host, workspace, None, recurring=recurring, series=series.id, person=host)

    async def _see_owner(self, workspace: WorkspaceId, owner: PersonId) -> None:
        """Give what somebody was to do back to who noted it, once they have left the workspace."""
        if await self._is_gone(workspace, "action_items", owner):
            left = await self._store.read(promised.open_of, workspace, owner)
            log.info("an owner has left", screen="action_items", returned=len(left))
            for item in left:
                await self._store.write(action_items.give_back, workspace, None, item=item.id, owner=owner)

    async def _see_noter(self, workspace: WorkspaceId, noter: PersonId) -> None:
        """Ask the Product Owner to take what nobody has, once who noted it has left the workspace."""
        if await self._is_gone(workspace, "action_items noted", noter):
            for item in await self._store.read(promised.returned_to, workspace, noter):
                await self._store.write(action_items.pass_on, workspace, None, item=item.id, noter=noter)

    async def _see_asked(self, workspace: WorkspaceId, feature: Feature) -> None:
        """Have another answer what somebody was asked, once they have left the workspace."""
        assert feature.asked is not None
        assert feature.ask_another is not None
        for person in await self._store.read(feature.asked, workspace):
            if await self._is_gone(workspace, f"{feature.name} asked", person):
                await self._store.write(feature.ask_another, workspace, None, person)

    async def _is_gone(self, workspace: WorkspaceId, what: str, person: PersonId) -> bool:
        """Tell whether somebody has left the workspace; no, where they were asked for a little while ago or Slack is silent."""
        name = (workspace, what, person)
        found = None if self._was_asked(name) else await self._directory_of(workspace).now(person)
        if found is None:
            return False
        self._asked[name] = self._clock.now()
        return found.is_gone

    def _was_asked(self, name: tuple[WorkspaceId, str, PersonId]) -> bool:
        asked = self._asked.get(name)
        return asked is not None and timedelta() <= self._clock.now() - asked < ASKED_AGAIN

    async def _who_can(
        self, workspace: WorkspaceId, directory: Directory, recurring: Recurring, series: Series, members: Sequence[PersonId]
    ) -> list[PersonId]:
        """Return the channel's admins, and who was coming: members of the workspace who are there still."""
        known = set(await self._store.read(admins, workspace))
        asked = members if len(members) <= MOST_MEMBERS else [member for member in members if member in known]
        coming = await self._store.read(heirs, workspace, recurring, series)
        people = [*asked, *sorted(coming - set(asked))]
        found = [await directory.now(person) for person in people if person != series.owner]
        able = [one for one in found if one is not None and _can(one)]
        return [one.id for one in able if one.is_admin or one.id in coming][:MOST_OFFERED]


def _can(person: Person) -> bool:
    return not (person.is_app or person.is_gone or person.is_guest)

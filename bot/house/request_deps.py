"""Makes a request's Deps: the store with its key, the person, their words, the directory."""

import re
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.core.clock import Clock
from bot.core.ids import PersonId, WorkspaceId
from bot.core.one_at_a_time import OneAtATime
from bot.feature import Deps, RequestStore
from bot.slack.client import SlackApi
from bot.slack.requests import Request
from bot.slack.view_calls import ViewCalls
from bot.store.unit import Store
from bot.teams.channel_cache import ChannelCache
from bot.teams.directory import Directory
from bot.teams.people import Heard, Person
from bot.teams.person_lookups import PersonLookups
from bot.words.words import Words, words_for

_REMEMBERED = timedelta(minutes=5)
_MOST = 5_000
_TALKS = re.compile(r"directmessage|mpdm-.+")
"""The names that Slack gives to what is no channel: the direct messages of two, and of a group."""


class DepsFactory:
    """Makes the Deps of each request. People are remembered for five minutes, so that a vote reads nothing that it can know.

    `channel_cache`: the channels that are remembered, shared with whoever hears that one can be reached no more. `lookups`: what is asked
    about people, shared with whoever waits for its end. `aside`: what computes at length, of all requests.
    `view_calls`: how many calls for forms were made lately.
    """

    def __init__(
        self,
        store: Store,
        client_for: Callable[[WorkspaceId], SlackApi],
        clock: Clock,
        real: Clock,
        channel_cache: ChannelCache | None = None,
        lookups: PersonLookups | None = None,
        *,
        aside: OneAtATime | None = None,
        has_calendars: bool = False,
        view_calls: ViewCalls | None = None,
    ) -> None:
        self._has_calendars = has_calendars
        self._view_calls = view_calls or ViewCalls()
        self._store = store
        self._client_for = client_for
        self._clock = clock
        self._real = real
        self._channel_cache = channel_cache or ChannelCache(real)
        self._lookups = lookups or PersonLookups()
        self._aside = aside or OneAtATime()
        self._known: OrderedDict[tuple[WorkspaceId, PersonId], tuple[Person, datetime]] = OrderedDict()

    async def deps_for(self, request: Request) -> Deps:
        """Return what the listener of this request is given; its instant is when it came, however long Slack takes to say by whom."""
        now = self._clock.now()
        workspace = request.workspace
        directory = Directory(
            workspace,
            self._store,
            self._client_for(workspace),
            self._real,
            self._channel_cache,
            self._lookups,
            asker=Person(request.person, request.person_name, is_guest=request.person_team not in ("", workspace)),
            talk=request.channel if _TALKS.fullmatch(request.channel_name) else None,
            learned=self._learn,
        )
        person = await self._person(directory, request.person)
        return Deps(
            store=RequestStore(self._store, workspace, request.key),
            words=words_for(person.locale, person.zone).at(now),
            person=person,
            directory=directory,
            now=now,
            files=self._client_for(workspace),
            aside=self._aside,
            has_calendars=self._has_calendars,
            view_calls_left=self._view_calls.left(),
        )

    def directory_of(self, workspace: WorkspaceId) -> Directory:
        """Return the people and channels of a workspace for what nobody has asked for. Raise NotServed."""
        client = self._client_for(workspace)
        return Directory(workspace, self._store, client, self._real, self._channel_cache, self._lookups, learned=self._learn)

    async def words_of(self, request: Request) -> Words:
        """Return the words of the person who asks."""
        return (await self.deps_for(request)).words

    async def _person(self, directory: Directory, person: PersonId) -> Person:
        if not person:
            return Person(person, "")
        name = (directory.workspace, person)
        known = self._known.get(name)
        now = self._real.now()
        if known is not None and now - known[1] < _REMEMBERED:
            return known[0]
        found = await directory.person(person)
        if found.heard is not Heard.NEVER:  # else the next request asks again
            self._learn(directory.workspace, found)
        return found

    def _learn(self, workspace: WorkspaceId, person: Person) -> None:
        """Remember a person: from a request, or as soon as Slack tells something newer."""
        name = (workspace, person.id)
        self._known[name] = (person, self._real.now())
        self._known.move_to_end(name)
        while len(self._known) > _MOST:
            self._known.popitem(last=False)

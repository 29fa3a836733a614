"""What Slack knows of people and channels, asked when it is needed and remembered."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Protocol

from slack_sdk.errors import SlackApiError

from bot.core.clock import Clock
from bot.core.ids import ChannelId, PersonId, WorkspaceId
from bot.slack.errors import DEAD_TOKEN, FAILED, error_of
from bot.store.unit import Store, Unit
from bot.teams import store as rows
from bot.teams.away_store import follow_status
from bot.teams.channel_cache import ChannelCache
from bot.teams.people import (
    Channel,
    GuestsDoNotHost,
    Heard,
    MembershipNotTold,
    NobodyOfChannel,
    NotAChannel,
    NotAHost,
    NotAMember,
    NotAPerson,
    NotInChannel,
    NotInvited,
    Person,
    PersonNotTold,
    RightsNotTold,
)
from bot.teams.person_lookups import PersonLookups
from bot.teams.reading import heard, read_channel, read_person, wants_a_talks_scope

FRESH = timedelta(days=1)
LONGEST_ID = 32
"""Characters that a column for one of Slack's ids has; no id of theirs comes near it."""
MEMBERS_SECONDS = 2.0
"""How long a form waits for Slack to say who is in a channel: it is still answered in time."""
MOST_ASKED = 50
"""People whose status is asked for at once: Slack answers about a hundred such questions a minute."""
_PAGE = 999
"""People on a page of a channel's members, or channels on one of a person's; Slack takes less than a thousand."""
_NOBODY_ASKS = Person(PersonId(""), "")
NEVER = datetime.fromtimestamp(0, UTC)
"""When Slack has told of somebody whom a request alone has named."""
_NOBODY = frozenset({"user_not_found", "user_not_visible", "users_not_found"})


class Lookups(Protocol):
    """The look-ups that the directory makes, by the names of Slack's methods."""

    async def users_info(self, *, user: str, include_locale: bool) -> Mapping[str, Any]:
        """Ask Slack about a person."""
        ...

    async def ask(self, method: str, /, **arguments: Any) -> Mapping[str, Any]:
        """Call a method that only reads, by its name."""
        ...

    async def conversations_info(self, *, channel: str, include_num_members: bool) -> Mapping[str, Any]:
        """Ask Slack about a conversation."""
        ...


@dataclass(frozen=True)
class Directory:
    """The people and channels of one workspace."""

    workspace: WorkspaceId
    store: Store
    slack: Lookups
    real: Clock
    channel_cache: ChannelCache
    lookups: PersonLookups
    asker: Person = _NOBODY_ASKS
    """Who makes the request, as far as the request says: for whom Slack tells nothing of."""
    talk: ChannelId | None = None
    """The conversation that the request comes from where its name says that it is no channel."""
    learned: Callable[[WorkspaceId, Person], None] = lambda workspace, person: None
    """Hears of each person that Slack tells of."""

    async def person(self, person: PersonId) -> Person:
        """Return a person, asking Slack when nothing is known or it is of an earlier day (UTC).

        Old news are told at once, and the new ones from the next time on; where nothing is known, Slack has a second to tell.
        For names, words, times to read: what decides is asked by the methods below.
        """
        known = await self.store.read(rows.person_refreshed, self.workspace, person)
        if known is not None and self.real.now() - known[1] < FRESH:
            return known[0]
        if known is not None and known[1] != NEVER:
            self.lookups.begin((self.workspace, person), lambda: self._look_up(person))
            return known[0]
        return await self.now(person) or await self._introduced(person)

    async def now(self, person: PersonId) -> Person | None:
        """Return a person as Slack says now; None where it does not say within a second."""
        return await self.lookups.soon((self.workspace, person), lambda: self._look_up(person))

    async def now_or_before(self, person: PersonId) -> Person:
        """Return a person as Slack says now, or as it said before where it is silent; `Person.heard` says which."""
        found = await self.now(person)
        if found is not None:
            return found
        known = await self.store.read(rows.person_refreshed, self.workspace, person)
        if known is None or known[1] == NEVER:
            return replace(known[0] if known else await self._introduced(person), heard=Heard.NEVER)
        return replace(known[0], heard=Heard.BEFORE)

    async def is_admin(self, person: PersonId) -> bool:
        """Say whether a person is an admin of the workspace now. Raise RightsNotTold where Slack does not say within a second."""
        found = await self.now(person)
        if found is None:
            raise RightsNotTold
        return found.is_admin

    async def host(self, person: PersonId) -> Person:
        """Return who is about to host or plan something, as Slack says now or said before. Raise GuestsDoNotHost."""
        found = await self.now_or_before(person)
        if found.is_guest:
            raise GuestsDoNotHost
        return found

    async def human(self, person: PersonId, field: str) -> Person:
        """Return the person who was chosen in a form's field. Raise NotAPerson for an app, where Slack says so."""
        found = await self.person(person)
        if found.is_app:
            raise NotAPerson(field)
        return found

    async def member(self, person: PersonId, field: str | None = None) -> Person:
        """Return a person who is to be named for something from now on, as Slack says now.

        Raise NotAPerson for an app, NotAMember for a deactivated account, NotAHost for a guest, PersonNotTold where Slack does not
        say within a second.
        """
        found = await self.now(person)
        if found is None:
            raise PersonNotTold(person, field)
        if found.is_app:
            raise NotAPerson(field)
        if found.is_guest:
            raise NotAHost(person, field)
        if found.is_gone:
            raise NotAMember(person, field)
        return found

    async def belongs(self, person: PersonId, channel: ChannelId, field: str | None = None) -> None:
        """Raise NobodyOfChannel where a person who was named is not in a channel, MembershipNotTold where Slack does not say in time."""
        if not await self._said_to_be_in(person, channel, field):
            raise NobodyOfChannel(person, channel, field)

    async def member_of(self, person: PersonId, channel: ChannelId, field: str | None = None) -> PersonId:
        """Return a member of the workspace who is in a channel, as Slack says now. Raise what `member` and `belongs` raise."""
        named = (await self.member(person, field)).id
        await self.belongs(named, channel, field)
        return named

    async def hear_statuses(self, channel: ChannelId) -> None:
        """Have Slack asked, beside the request, what those of a channel say in their status whom the bot has met.

        Of a large channel the first ones alone: the rest count when their status changes, or they use the bot.
        """
        asked = 0
        with suppress(*FAILED):
            async with asyncio.timeout(MEMBERS_SECONDS):
                async for person in self.members(channel):
                    if asked >= MOST_ASKED:
                        return
                    if await self.store.read(rows.person, self.workspace, person) is not None:
                        self.lookups.begin((self.workspace, person), partial(self._look_up, person))
                        asked += 1

    async def _look_up(self, person: PersonId) -> Person | None:
        """Ask Slack about a person and write the answer down; None where Slack does not tell.

        Whom it knows nobody by the id of is a guest from elsewhere, called as their own requests call them.
        """
        if len(person) > LONGEST_ID:
            return Person(person, "", is_gone=True, is_guest=True)  # nobody: no row has room for such an id
        try:
            answer = await self.slack.users_info(user=person, include_locale=True)
            found = heard("users.info", lambda: read_person(person, answer["user"], self.workspace))
        except FAILED as fault:
            if not isinstance(fault, SlackApiError) or error_of(fault) not in _NOBODY:
                return None
            found = await self._stranger(person)
        if not found.is_app:
            await self.store.write(_keep, self.workspace, None, found)
            self.learned(self.workspace, found)
        return found

    async def _stranger(self, person: PersonId) -> Person:
        before = await self.store.read(rows.person, self.workspace, person)
        name = (self.asker.name if self.asker.id == person else "") or (before.name if before else "")
        return Person(person, name, is_gone=True, is_guest=True)

    async def _introduced(self, person: PersonId) -> Person:
        """Return a person of whom Slack tells nothing, as their request names them; the name is kept until Slack tells."""
        if self.asker.id != person or not self.asker.name:
            return Person(person, str(person), heard=Heard.NEVER)
        await self.store.write(rows.introduce, self.workspace, None, self.asker)
        return replace(self.asker, heard=Heard.NEVER)

    async def is_shut_out(self) -> bool:
        """Say whether Slack refuses the token now; where it does not say, that is no reason to believe so."""
        try:
            await self.slack.ask("auth.test")
        except FAILED as fault:
            return isinstance(fault, SlackApiError) and error_of(fault) in DEAD_TOKEN
        return False

    async def permalink(self, channel: ChannelId, message: str) -> str:
        """Return the link to a message, or nothing where Slack gives none."""
        try:
            answer = await self.slack.ask("chat.getPermalink", channel=channel, message_ts=message)
        except FAILED:
            return ""
        return str(answer.get("permalink") or "")

    async def reachable(self, channel: ChannelId, field: str | None = None) -> Channel:
        """Return a channel that the bot can post in, as Slack said within the last minute or says now.

        Where Slack does not say (thirty topics in a minute), old news beat none. `field`: the block of a form in which it was
        chosen, so that a refusal stands there. Raise NotInvited, NotAChannel or ChannelArchived.
        """
        if not channel.startswith(("C", "G")) or len(channel) > LONGEST_ID or channel == self.talk:
            raise NotAChannel(channel, field)
        return self.channel_cache.find(self.workspace, channel) or await self._ask(channel, field)

    async def open_to(self, person: PersonId, channel: ChannelId, field: str | None = None) -> Channel:
        """Return a channel that a person has named from elsewhere: the bot can post in it, and they may look into it.

        Public channels are open to all members of the workspace, not to its guests. Raise what `reachable` raises, NotInChannel, or
        MembershipNotTold where Slack does not say in time.
        """
        found = await self.reachable(channel, field)
        closed = found.is_private or (await self.person(person)).is_guest
        if closed and not await self._said_to_be_in(person, found.id, field):
            raise NotInChannel(found.id, field)
        return found

    async def may_look_into(self, person: PersonId, channels: Sequence[ChannelId]) -> frozenset[ChannelId]:
        """Return those of some channels that a person is not in and may look into, as Slack says now: public ones, and not for guests.

        Where Slack does not say within its time, not.
        """
        who = await self.now(person)
        if who is None or who.is_guest:
            return frozenset()
        told = await asyncio.gather(*(self._is_public(channel) for channel in channels))
        return frozenset(channel for channel, public in zip(channels, told, strict=True) if public)

    async def _is_public(self, channel: ChannelId) -> bool:
        try:
            async with asyncio.timeout(MEMBERS_SECONDS):
                answer = await self.slack.conversations_info(channel=channel, include_num_members=True)
        except FAILED:
            return False
        told = answer["channel"]
        return not any(told.get(name) for name in ("is_private", "is_archived", "is_im", "is_mpim"))

    async def members(self, channel: ChannelId) -> AsyncIterator[PersonId]:
        """Yield who is in a channel, page by page. Raise what is FAILED."""
        cursor: str | None = None
        while True:
            told = await self.slack.ask("conversations.members", channel=channel, limit=_PAGE, cursor=cursor)
            for person in told.get("members") or ():
                yield PersonId(person)
            cursor = (told.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return

    async def channels_of(self, person: PersonId, *, archived: bool = False) -> frozenset[ChannelId]:
        """Return the channels in which a person is, as far as the bot may know of them. Raise what is FAILED.

        `archived`: those too that are archived.
        """
        found: set[ChannelId] = set()
        cursor: str | None = None
        while True:
            asked = {
                "user": person,
                "types": "public_channel,private_channel",
                "exclude_archived": "false" if archived else "true",
            }
            told = await self.slack.ask("users.conversations", **asked, limit=_PAGE, cursor=cursor)
            found |= {ChannelId(one["id"]) for one in told.get("channels") or () if one.get("id")}
            cursor = (told.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return frozenset(found)

    async def _said_to_be_in(self, person: PersonId, channel: ChannelId, field: str | None) -> bool:
        try:
            async with asyncio.timeout(MEMBERS_SECONDS):
                return await self._is_in(person, channel)
        except FAILED as fault:
            raise MembershipNotTold(channel, field) from fault

    async def _is_in(self, person: PersonId, channel: ChannelId) -> bool:
        async for member in self.members(channel):
            if member == person:
                return True
        return False

    async def look_again(self, channel: ChannelId) -> Channel:
        """Return a channel that the bot can post in as Slack says now. Raise what `reachable` raises."""
        self.channel_cache.forget(self.workspace, channel)
        return await self.reachable(channel)

    async def _ask(self, channel: ChannelId, field: str | None) -> Channel:
        try:
            answer = await self.slack.conversations_info(channel=channel, include_num_members=True)
        except FAILED as fault:
            became = await self.store.read(rows.became, self.workspace, channel)
            if became is not None:
                return await self.reachable(became, field)
            if isinstance(fault, SlackApiError) and error_of(fault) == "channel_not_found":
                raise NotInvited(channel, field) from fault
            if isinstance(fault, SlackApiError) and wants_a_talks_scope(fault):
                raise NotAChannel(channel, field) from fault
            known = await self.store.read(rows.channel, self.workspace, channel)
            if known is None:
                raise
            return known
        found = heard("conversations.info", lambda: read_channel(channel, answer["channel"], field))
        await self.store.write(rows.keep_channel, self.workspace, None, found)
        self.channel_cache.keep(self.workspace, found)
        return found


def _keep(unit: Unit, found: Person) -> None:
    rows.keep_person(unit, found)
    follow_status(unit, found.id, found.status, found.zone)

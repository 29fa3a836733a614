"""What Slack knows of people and channels, asked when it is needed and remembered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from slack_sdk.errors import SlackApiError

from bot.core.clock import Clock
from bot.core.ids import ChannelId, PersonId, WorkspaceId
from bot.slack.faults import FAILED, error_of
from bot.store.unit import Store
from bot.teams import store as rows
from bot.teams.asking import Asking
from bot.teams.people import Channel, ChannelArchived, NotAChannel, NotAMember, NotAPerson, NotInvited, Person
from bot.teams.reached import Reached

FRESH = timedelta(days=1)
SLACKBOT = PersonId("USLACKBOT")
"""An app that Slack lists among the people without saying so."""


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
    reached: Reached
    asking: Asking

    async def person(self, person: PersonId) -> Person:
        """Return a person, asking Slack when nothing is known or it is of an earlier day (UTC).

        Old news are told at once, and the new ones from the next time on; where nothing is known, Slack has a second to tell.
        """
        known = await self.store.read(rows.person_refreshed, self.workspace, person)
        if known is not None and self.real.now() - known[1] < FRESH:
            return known[0]
        name = (self.workspace, person)
        if known is not None:
            self.asking.begin(name, lambda: self._look_up(person))
            return known[0]
        return await self.asking.soon(name, lambda: self._look_up(person)) or Person(person, str(person))

    async def human(self, person: PersonId, field: str) -> Person:
        """Return the person who was chosen in a form's field. Raise NotAPerson for an app, where Slack says so."""
        found = await self.person(person)
        if found.is_app:
            raise NotAPerson(field)
        return found

    async def member(self, person: PersonId) -> Person:
        """Return a person who is to be named for something from now on, as Slack says now, or as it said before where it is silent.

        Raise NotAPerson for an app, NotAMember for a deactivated account.
        """
        found = await self.asking.soon((self.workspace, person), lambda: self._look_up(person)) or await self.person(person)
        if found.is_app:
            raise NotAPerson
        if found.is_gone:
            raise NotAMember(person)
        return found

    async def _look_up(self, person: PersonId) -> Person | None:
        """Ask Slack about a person and write the answer down; None where Slack does not tell."""
        try:
            answer = await self.slack.users_info(user=person, include_locale=True)
        except FAILED:
            return None
        found = _person(person, answer["user"])
        if not found.is_app:
            await self.store.write(rows.keep_person, self.workspace, None, found)
        return found

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
        if not channel.startswith(("C", "G")):
            raise NotAChannel(channel, field)
        return self.reached.find(self.workspace, channel) or await self._ask(channel, field)

    async def look_again(self, channel: ChannelId) -> Channel:
        """Return a channel that the bot can post in as Slack says now. Raise what `reachable` raises."""
        self.reached.forget(self.workspace, channel)
        return await self.reachable(channel)

    async def _ask(self, channel: ChannelId, field: str | None) -> Channel:
        try:
            answer = await self.slack.conversations_info(channel=channel, include_num_members=True)
        except FAILED as fault:
            if isinstance(fault, SlackApiError) and error_of(fault) == "channel_not_found":
                raise NotInvited(channel, field) from fault
            known = await self.store.read(rows.channel, self.workspace, channel)
            if known is None:
                raise
            return known
        found = _channel(channel, answer["channel"], field)
        await self.store.write(rows.keep_channel, self.workspace, None, found)
        self.reached.keep(self.workspace, found)
        return found


def _channel(channel: ChannelId, told: Mapping[str, Any], field: str | None) -> Channel:
    """Read what Slack says of a channel. Raise NotAChannel, ChannelArchived or NotInvited where the bot cannot post."""
    if told.get("is_im") or told.get("is_mpim"):
        raise NotAChannel(channel, field)
    if told.get("is_archived"):
        raise ChannelArchived(channel, field)
    if told.get("is_private") and not told.get("is_member"):
        raise NotInvited(channel, field)
    members = told.get("num_members")
    people = members - bool(told.get("is_member")) if isinstance(members, int) else None
    return Channel(channel, told.get("name") or str(channel), bool(told.get("is_private")), people)


def _person(person: PersonId, told: Mapping[str, Any]) -> Person:
    profile = told.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or told.get("real_name") or told.get("name") or str(person)
    return Person(
        person,
        name,
        zone=told.get("tz") or "UTC",
        locale=told.get("locale") or "en-US",
        is_admin=bool(told.get("is_admin")),
        is_app=bool(told.get("is_bot")) or person == SLACKBOT,
        is_gone=bool(told.get("deleted")),
    )

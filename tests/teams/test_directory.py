"""What Slack knows of people and channels, on both engines: asked once a day, and remembered."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.core.clock import SetClock
from bot.core.ids import ChannelId, PersonId, WorkspaceId
from bot.core.refusal import Refusal
from bot.store.errors import StoreUnavailable
from bot.store.unit import RunningStore
from bot.teams import store as rows
from bot.teams.channel_cache import ChannelCache
from bot.teams.directory import Directory
from bot.teams.people import (
    Accountability,
    Channel,
    ChannelArchived,
    GuestsDoNotHost,
    Heard,
    MembershipNotTold,
    NotAChannel,
    NotAHost,
    NotAMember,
    NotAPerson,
    NotInChannel,
    NotInvited,
    Person,
    PersonNotTold,
    RightsNotTold,
    Workspace,
)
from bot.teams.person_lookups import PersonLookups
from bot.teams.team import Team
from bot.teams.team_store import keep_team
from bot.words.words import words_for

ANA, BEN = PersonId("U0ANA"), PersonId("U0BEN")
GUILD = ChannelId("C0GUILD")
OTHER = WorkspaceId("T0OTHER")
ENGLISH = words_for("en-GB", "UTC")


class Slack:
    """Answers look-ups as it is told to, and counts them."""

    def __init__(self) -> None:
        self.people: dict[str, dict[str, Any]] = {
            ANA: {"profile": {"display_name": "Ana"}, "tz": "Europe/Madrid", "locale": "es-ES"}
        }
        self.channel: dict[str, Any] = {"name": "guild", "is_member": True}
        self.refuses: str | None = None
        self.fault: Exception | None = None
        self.asked: list[str] = []
        self.answers = asyncio.Event()
        """People are told of once it is set."""
        self.answers.set()

    async def users_info(self, *, user: str, include_locale: bool) -> dict[str, Any]:
        assert include_locale
        if not self.answers.is_set():
            self.asked.append(f"users.info {user}")
            await self.answers.wait()
            self.asked.pop()
        return self._answer(f"users.info {user}", {"user": self.people.get(user, {})})

    async def conversations_info(self, *, channel: str, include_num_members: bool) -> dict[str, Any]:
        assert include_num_members
        return self._answer(f"conversations.info {channel}", {"channel": self.channel})

    async def ask(self, method: str, /, **arguments: Any) -> dict[str, Any]:
        return self._answer(method, {"permalink": f"https://team.slack.com/{arguments['message_ts']}"})

    def _answer(self, asked: str, answer: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(asked)
        if self.fault is not None:
            raise self.fault
        if self.refuses is not None:
            raise SlackApiError("refused", {"ok": False, "error": self.refuses})  # type: ignore[no-untyped-call]
        return {"ok": True} | answer


@pytest.fixture
def slack() -> Slack:
    return Slack()


@pytest.fixture
async def lookups() -> AsyncIterator[PersonLookups]:
    asked = PersonLookups(patience=60)
    yield asked
    await asked.drain()


@pytest.fixture
def directory(store: RunningStore, slack: Slack, real: SetClock, workspace: WorkspaceId, lookups: PersonLookups) -> Directory:
    return Directory(workspace, store, slack, real, ChannelCache(real), lookups)


async def test_a_person_is_asked_for_once_a_day(directory: Directory, slack: Slack, real: SetClock) -> None:
    found = await directory.person(ANA)
    assert found == Person(ANA, "Ana", "Europe/Madrid", "es-ES", is_admin=False)
    slack.people[ANA]["tz"] = "Asia/Tokyo"
    real.instant = real.instant.replace(hour=23, minute=59)
    assert await directory.person(ANA) == found
    real.advance(timedelta(minutes=1))
    assert await directory.person(ANA) == found  # at once: nobody waits for what is only newer
    await directory.lookups.drain()
    assert (await directory.person(ANA)).zone == "Asia/Tokyo"
    assert len(slack.asked) == 2


async def test_a_request_goes_on_without_what_slack_is_slow_to_tell_and_the_next_one_knows_it(
    directory: Directory, slack: Slack
) -> None:
    hasty = replace(directory, lookups=PersonLookups(patience=0.01))
    slack.answers.clear()
    assert await hasty.person(ANA) == Person(ANA, ANA)
    assert await hasty.person(ANA) == Person(ANA, ANA)
    assert slack.asked == ["users.info U0ANA"]
    slack.answers.set()
    await hasty.lookups.drain()
    assert await hasty.person(ANA) == Person(ANA, "Ana", "Europe/Madrid", "es-ES")
    assert slack.asked == ["users.info U0ANA"]


async def test_two_who_ask_about_the_same_person_at_once_wait_for_one_answer(directory: Directory, slack: Slack) -> None:
    found = await asyncio.gather(directory.now(ANA), directory.now(ANA))
    assert [one and one.name for one in found] == ["Ana", "Ana"]
    assert len(slack.asked) == 1


async def test_a_database_that_cannot_keep_a_person_is_said_to_who_waits_for_it_and_to_nobody_later(
    directory: Directory, slack: Slack, real: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await directory.person(ANA)

    async def away(*told: Any) -> None:
        raise StoreUnavailable("away")

    monkeypatch.setattr(directory.store, "write", away)
    with pytest.raises(StoreUnavailable):
        await directory.person(BEN)
    real.advance(timedelta(days=2))
    assert (await directory.person(ANA)).name == "Ana"
    await directory.lookups.drain()


async def test_of_the_moment_in_which_a_person_was_asked_for_only_the_day_is_kept(
    directory: Directory, store: RunningStore, real: SetClock, workspace: WorkspaceId
) -> None:
    real.instant = real.instant.replace(minute=34, second=56, microsecond=789)
    await directory.person(ANA)
    kept = await store.read(rows.person_refreshed, workspace, ANA)
    assert kept is not None
    assert kept[1] == real.instant.replace(hour=0, minute=0, second=0, microsecond=0)


@pytest.mark.parametrize("fault", [OSError("down"), TimeoutError(), aiohttp.ServerDisconnectedError()])
async def test_old_news_beat_none_while_slack_is_away(
    directory: Directory, slack: Slack, real: SetClock, fault: Exception
) -> None:
    await directory.person(ANA)
    real.advance(timedelta(days=2))
    slack.fault = fault
    assert (await directory.person(ANA)).name == "Ana"
    assert await directory.person(BEN) == Person(BEN, BEN)
    assert await directory.permalink(GUILD, "1.2") == ""


async def test_whom_slack_does_not_tell_of_is_asked_for_again(directory: Directory, slack: Slack) -> None:
    slack.refuses = "ratelimited"
    slack.people[BEN] = {"real_name": "Ben Okri"}
    assert await directory.person(BEN) == Person(BEN, BEN)
    slack.refuses = None
    assert (await directory.person(BEN)).name == "Ben Okri"


async def test_whom_a_request_names_while_slack_is_silent_is_called_so_and_asked_for_at_the_next_one(
    directory: Directory, slack: Slack, store: RunningStore, workspace: WorkspaceId
) -> None:
    slack.refuses = "ratelimited"
    slack.people[BEN] = {"profile": {"display_name": "Ben"}}
    asked_by_ben = replace(directory, asker=Person(BEN, "ben.okri"))
    assert (await asked_by_ben.person(BEN)).name == "ben.okri"
    assert await store.read(rows.names, workspace, [BEN], ENGLISH) == {BEN: "ben.okri"}
    slack.refuses = None
    await asked_by_ben.person(BEN)
    await directory.lookups.drain()
    assert await store.read(rows.names, workspace, [BEN], ENGLISH) == {BEN: "Ben"}


STRANGER = PersonId("U0STRANGER")


@pytest.mark.parametrize("error", ["user_not_found", "user_not_visible"])
async def test_whom_slack_does_not_know_is_a_guest_and_is_named_by_no_id(
    directory: Directory, slack: Slack, store: RunningStore, workspace: WorkspaceId, error: str
) -> None:
    slack.refuses = error
    assert (await directory.person(STRANGER)).is_guest
    assert await store.read(rows.names, workspace, [STRANGER], ENGLISH) == {STRANGER: "a guest"}
    with pytest.raises(NotAHost):
        await directory.member(STRANGER)
    with pytest.raises(GuestsDoNotHost):
        await directory.host(STRANGER)
    slack.asked.clear()
    assert (await directory.person(STRANGER)).is_guest
    assert slack.asked == []  # a stranger who votes is not asked for at every vote


async def test_a_stranger_is_called_as_their_own_request_calls_them(
    directory: Directory, slack: Slack, store: RunningStore, workspace: WorkspaceId
) -> None:
    slack.refuses = "user_not_found"
    await replace(directory, asker=Person(STRANGER, "zoe", is_guest=True)).person(STRANGER)
    assert await store.read(rows.names, workspace, [STRANGER], ENGLISH) == {STRANGER: "zoe"}
    await directory.now(STRANGER)  # somebody else's request does not know the name
    assert await store.read(rows.names, workspace, [STRANGER], ENGLISH) == {STRANGER: "zoe"}


@pytest.mark.parametrize(
    ("told", "is_guest"),
    [
        ({"team_id": "T0COFFEE"}, False),
        ({}, False),
        ({"team_id": "T0OTHER"}, True),
        ({"team_id": "T0OTHER", "enterprise_user": {"teams": ["T0OTHER", "T0COFFEE"]}}, False),
        ({"team_id": "T0OTHER", "enterprise_user": {"teams": ["T0OTHER"]}}, True),
        ({"is_restricted": True}, True),
        ({"is_ultra_restricted": True, "is_restricted": True}, True),
        ({"is_stranger": True}, True),
    ],
)
async def test_a_guest_hosts_and_administrates_nothing(
    directory: Directory, slack: Slack, told: dict[str, Any], is_guest: bool
) -> None:
    slack.people[ANA] |= told | {"is_admin": True}
    assert (await directory.person(ANA)).is_guest is is_guest
    assert await directory.is_admin(ANA) is not is_guest
    if is_guest:
        with pytest.raises(NotAHost):
            await directory.member(ANA)
        with pytest.raises(GuestsDoNotHost):
            await directory.host(ANA)
    else:
        assert (await directory.member(ANA)).id == (await directory.host(ANA)).id == ANA


async def test_rights_and_zones_are_those_of_this_moment(directory: Directory, slack: Slack) -> None:
    slack.people[ANA]["is_admin"] = True
    await directory.person(ANA)
    slack.people[ANA] |= {"is_admin": False, "tz": "Asia/Tokyo"}
    assert not await directory.is_admin(ANA)
    host = await directory.host(ANA)
    assert (host.zone, host.heard) == ("Asia/Tokyo", Heard.NOW)


@pytest.mark.parametrize("right", ["is_admin", "is_owner", "is_primary_owner"])
async def test_who_owns_a_workspace_is_an_admin(directory: Directory, slack: Slack, right: str) -> None:
    slack.people[ANA] = {"name": "ana", right: True}
    assert await directory.is_admin(ANA)


async def test_where_slack_is_silent_a_right_is_not_guessed_and_a_zone_is_the_one_of_before(
    directory: Directory, slack: Slack
) -> None:
    slack.people[ANA]["is_admin"] = True
    await directory.person(ANA)
    hasty = replace(directory, lookups=PersonLookups(patience=0.01))
    slack.answers.clear()
    with pytest.raises(RightsNotTold):
        await hasty.is_admin(ANA)
    with pytest.raises(PersonNotTold):
        await hasty.member(ANA)
    host = await hasty.host(ANA)
    assert (host.zone, host.heard) == ("Europe/Madrid", Heard.BEFORE)
    assert (await hasty.host(BEN)).heard is Heard.NEVER
    slack.answers.set()
    await hasty.lookups.drain()


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({"profile": {"display_name": "ana", "real_name": "Ana Vega"}}, "ana"),
        ({"profile": {"display_name": "", "real_name": "Ana Vega"}}, "Ana Vega"),
        ({"profile": {"display_name": "\u3164\u2800", "real_name": "Ana Vega"}}, "Ana Vega"),
        ({"profile": None, "real_name": "Ana V"}, "Ana V"),
        ({"name": "ana.v"}, "ana.v"),
        ({}, ""),
    ],
)
async def test_a_person_is_called_as_slack_shows_them(
    directory: Directory, slack: Slack, told: dict[str, Any], name: str
) -> None:
    slack.people[ANA] = told
    found = await directory.person(ANA)
    assert (found.name, found.zone, found.locale) == (name, "UTC", "en-US")


async def test_an_admin_is_known_as_one(directory: Directory, slack: Slack) -> None:
    slack.people[ANA]["is_admin"] = True
    assert (await directory.person(ANA)).is_admin


@pytest.mark.parametrize(("chosen", "told"), [("U0BOT", {"name": "cortado", "is_bot": True}), ("USLACKBOT", {"is_bot": False})])
async def test_an_app_is_no_person_however_often_it_is_chosen(
    directory: Directory, slack: Slack, store: RunningStore, workspace: WorkspaceId, chosen: str, told: dict[str, Any]
) -> None:
    slack.people[chosen] = told
    for _ in range(2):
        with pytest.raises(NotAPerson) as refused:
            await directory.human(PersonId(chosen), "person")
    assert refused.value.field == "person"
    assert await store.read(rows.person, workspace, PersonId(chosen)) is None
    assert (await directory.human(ANA, "person")).name == "Ana"


@pytest.mark.parametrize(("told", "refusal"), [({"is_bot": True}, NotAPerson), ({"deleted": True}, NotAMember)])
async def test_who_is_to_be_named_is_asked_for_anew(
    directory: Directory, slack: Slack, told: dict[str, Any], refusal: type[Refusal]
) -> None:
    assert (await directory.member(ANA)).name == "Ana"
    slack.people[ANA] = told
    with pytest.raises(refusal):
        await directory.member(ANA)
    slack.fault = aiohttp.ClientError("away")
    with pytest.raises(PersonNotTold):
        await directory.member(ANA)


async def test_a_channel_that_can_be_posted_in_is_remembered_by_name(
    directory: Directory, store: RunningStore, workspace: WorkspaceId
) -> None:
    found = await directory.reachable(GUILD)
    assert (found.id, found.name, found.is_private) == (GUILD, "guild", False)
    assert await store.read(rows.channel, workspace, GUILD) == found
    assert await store.read(rows.channel, OTHER, GUILD) is None


@pytest.mark.parametrize(
    ("told", "people"),
    [({"num_members": 4}, 3), ({"num_members": 4, "is_member": False}, 4), ({}, None), ({"num_members": None}, None)],
)
async def test_the_people_of_a_channel_are_counted_without_the_bot_where_slack_tells(
    directory: Directory, slack: Slack, told: dict[str, Any], people: int | None
) -> None:
    slack.channel |= told
    assert [(await directory.reachable(GUILD)).people for _ in range(2)] == [people, people]
    assert len(slack.asked) == 1


async def test_old_news_of_a_channel_do_not_say_how_many_people_are_in_it(
    directory: Directory, slack: Slack, real: SetClock
) -> None:
    slack.channel["num_members"] = 40
    await directory.reachable(GUILD)
    real.advance(timedelta(minutes=2))
    slack.refuses = "ratelimited"
    assert (await directory.reachable(GUILD)).people is None


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"is_im": True}, NotAChannel),
        ({"is_mpim": True}, NotAChannel),
        ({"is_archived": True}, ChannelArchived),
        ({"is_private": True, "is_member": False}, NotInvited),
    ],
)
async def test_where_the_bot_cannot_post_it_says_why(
    directory: Directory, slack: Slack, told: dict[str, Any], refusal: type[Refusal]
) -> None:
    slack.channel |= told
    with pytest.raises(refusal):
        await directory.reachable(GUILD)


async def test_a_private_channel_that_invited_the_bot_and_a_public_one_that_did_not_can_be_posted_in(
    directory: Directory, slack: Slack
) -> None:
    slack.channel = {"name": "secret", "is_private": True, "is_member": True}
    assert (await directory.reachable(ChannelId("G0SECRET"))).is_private
    slack.channel = {"name": "open", "is_member": False}
    assert (await directory.reachable(GUILD)).name == "open"


async def test_a_channel_that_slack_hides_needs_an_invitation(directory: Directory, slack: Slack) -> None:
    slack.refuses = "channel_not_found"
    with pytest.raises(NotInvited) as refused:
        await directory.reachable(GUILD)
    assert refused.value.channel == GUILD


async def test_a_channel_is_asked_for_once_a_minute(directory: Directory, slack: Slack, real: SetClock) -> None:
    found = await directory.reachable(GUILD)
    slack.channel["name"] = "guilds"
    real.advance(timedelta(seconds=59))
    assert await directory.reachable(GUILD) == found
    assert slack.asked == ["conversations.info C0GUILD"]
    real.advance(timedelta(seconds=1))
    assert (await directory.reachable(GUILD)).name == "guilds"
    assert len(slack.asked) == 2


async def test_what_is_remembered_of_a_channel_is_of_one_workspace(
    directory: Directory, store: RunningStore, slack: Slack, real: SetClock
) -> None:
    await directory.reachable(GUILD)
    await Directory(OTHER, store, slack, real, directory.channel_cache, directory.lookups).reachable(GUILD)
    assert len(slack.asked) == 2


async def test_that_the_bot_is_not_invited_is_never_remembered(directory: Directory, slack: Slack) -> None:
    slack.refuses = "channel_not_found"
    for _ in range(2):
        with pytest.raises(NotInvited):
            await directory.reachable(GUILD)
    slack.refuses = None
    assert (await directory.reachable(GUILD)).name == "guild"
    assert len(slack.asked) == 3


@pytest.mark.parametrize("told", [{"is_archived": True}, {"is_private": True, "is_member": False}])
async def test_a_channel_that_could_not_be_posted_in_is_asked_for_again(
    directory: Directory, slack: Slack, told: dict[str, Any]
) -> None:
    before = dict(slack.channel)
    slack.channel |= told
    with pytest.raises(Refusal):
        await directory.reachable(GUILD)
    slack.channel = before
    assert (await directory.reachable(GUILD)).name == "guild"


async def test_a_channel_that_was_forgotten_is_asked_for_at_once(
    directory: Directory, slack: Slack, workspace: WorkspaceId
) -> None:
    await directory.reachable(GUILD)
    directory.channel_cache.forget(workspace, GUILD)
    slack.channel["is_archived"] = True
    with pytest.raises(ChannelArchived):
        await directory.reachable(GUILD)


async def test_looking_again_asks_slack_whatever_is_remembered(directory: Directory, slack: Slack) -> None:
    await directory.reachable(GUILD)
    slack.channel["name"] = "guilds"
    assert (await directory.look_again(GUILD)).name == "guilds"
    assert (await directory.reachable(GUILD)).name == "guilds"


@pytest.mark.parametrize("fault", [None, OSError("down"), aiohttp.ServerDisconnectedError()])
async def test_old_news_of_a_channel_are_not_taken_for_fresh(
    directory: Directory, slack: Slack, real: SetClock, fault: Exception | None
) -> None:
    await directory.reachable(GUILD)
    real.advance(timedelta(minutes=2))
    slack.refuses, slack.fault = "ratelimited", fault
    assert (await directory.reachable(GUILD)).name == "guild"
    slack.fault = None
    slack.refuses, slack.channel["name"] = None, "guilds"
    assert (await directory.reachable(GUILD)).name == "guilds"


def test_no_more_channels_are_remembered_than_a_large_workspace_uses(real: SetClock) -> None:
    channel_cache = ChannelCache(real)
    channels = [Channel(ChannelId(f"C{number}"), "x") for number in range(5_001)]
    for channel in channels:
        channel_cache.keep(OTHER, channel)
    assert channel_cache.find(OTHER, channels[0].id) is None
    assert channel_cache.find(OTHER, channels[-1].id) == channels[-1]


def test_a_workspace_that_removed_the_app_is_forgotten_and_no_other(real: SetClock, workspace: WorkspaceId) -> None:
    channel_cache, guild = ChannelCache(real), Channel(GUILD, "guild")
    for one in (workspace, OTHER):
        channel_cache.keep(one, guild)
    channel_cache.forget_all(OTHER)
    assert (channel_cache.find(OTHER, GUILD), channel_cache.find(workspace, GUILD)) == (None, guild)


async def test_another_refusal_of_slack_is_no_refusal_of_ours(directory: Directory, slack: Slack) -> None:
    slack.refuses = "invalid_auth"
    with pytest.raises(SlackApiError):
        await directory.reachable(GUILD)


@pytest.mark.parametrize("channel", ["D0ANA", "", "U0ANA"])
async def test_a_direct_message_is_no_channel_and_slack_is_not_asked(directory: Directory, slack: Slack, channel: str) -> None:
    with pytest.raises(NotAChannel):
        await directory.reachable(ChannelId(channel))
    assert slack.asked == []


async def test_a_link_is_a_help_and_never_a_reason_to_fail(directory: Directory, slack: Slack) -> None:
    assert await directory.permalink(GUILD, "1.2") == "https://team.slack.com/1.2"
    slack.refuses = "message_not_found"
    assert await directory.permalink(GUILD, "1.2") == ""


async def test_names_come_in_the_order_asked_for_and_nobody_is_called_by_an_id(
    directory: Directory, store: RunningStore, workspace: WorkspaceId
) -> None:
    await directory.person(ANA)
    named = await store.read(rows.names, workspace, [BEN, ANA], ENGLISH)
    assert list(named.items()) == [(BEN, "somebody"), (ANA, "Ana")]
    assert await store.read(rows.names, OTHER, [ANA], ENGLISH) == {ANA: "somebody"}
    assert await store.read(rows.names, workspace, [], ENGLISH) == {}


async def test_two_of_one_name_are_told_apart_where_both_are_shown_and_only_there(
    directory: Directory, slack: Slack, store: RunningStore, workspace: WorkspaceId
) -> None:
    slack.people = {
        ANA: {"name": "ana.v", "profile": {"display_name": "Ana", "real_name": "Ana Vega"}},
        BEN: {"name": "ana.o", "profile": {"display_name": "Ana", "real_name": "Ana Okri"}},
    }
    for person in (ANA, BEN):
        await directory.person(person)
    assert await store.read(rows.names, workspace, [ANA, BEN], ENGLISH) == {ANA: "Ana Vega", BEN: "Ana Okri"}
    assert await store.read(rows.names, workspace, [ANA], ENGLISH) == {ANA: "Ana"}
    assert await store.read(lambda read: rows.names(read, [ANA], ENGLISH, full=True), workspace) == {ANA: "Ana Vega"}


class Members:
    """A private channel of three pages."""

    def __init__(self, slack: Slack) -> None:
        self.pages = {None: ["U0BOT"], "2": ["U0X"], "3": [str(ANA)]}
        self.slack, self.fault = slack, ""

    async def ask(self, method: str, /, **arguments: Any) -> dict[str, Any]:
        assert (method, arguments["channel"]) == ("conversations.members", GUILD)
        assert arguments["limit"] < 1_000
        if self.fault:
            raise SlackApiError(method, {"ok": False, "error": self.fault})  # type: ignore[no-untyped-call]
        cursor = {None: "2", "2": "3", "3": ""}[arguments["cursor"]]
        return {"members": self.pages[arguments["cursor"]], "response_metadata": {"next_cursor": cursor}}


async def test_a_private_channel_is_named_by_who_is_in_it_alone(
    directory: Directory, slack: Slack, monkeypatch: pytest.MonkeyPatch
) -> None:
    members = Members(slack)
    monkeypatch.setattr(slack, "ask", members.ask)
    slack.people[BEN] = {"name": "ben"}
    assert (await directory.open_to(BEN, GUILD, "channel")).id == GUILD  # public: open to all
    slack.channel["is_private"] = True
    directory.channel_cache.forget_all(directory.workspace)
    assert (await directory.open_to(ANA, GUILD, "channel")).id == GUILD
    with pytest.raises(NotInChannel) as refused:
        await directory.open_to(BEN, GUILD, "channel")
    assert refused.value.field == "channel"
    members.fault = "ratelimited"
    with pytest.raises(MembershipNotTold) as silent:
        await directory.open_to(ANA, GUILD, "channel")
    assert silent.value.field == "channel"


async def test_a_guest_names_no_channel_that_they_are_not_in(
    directory: Directory, slack: Slack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slack, "ask", Members(slack).ask)
    slack.people[BEN] = {"name": "ben", "is_restricted": True}
    with pytest.raises(NotInChannel):
        await directory.open_to(BEN, GUILD, "channel")


@pytest.mark.parametrize("needed", ["mpim:read", "channels:read,groups:read,mpim:read,im:read"])
async def test_what_only_a_scope_for_direct_messages_could_read_is_no_channel(
    directory: Directory, slack: Slack, monkeypatch: pytest.MonkeyPatch, needed: str
) -> None:
    async def lacks_the_scope(**asked: Any) -> dict[str, Any]:
        answer = {"ok": False, "error": "missing_scope", "needed": needed, "provided": "channels:read"}
        raise SlackApiError("conversations.info", answer)  # type: ignore[no-untyped-call]

    monkeypatch.setattr(slack, "conversations_info", lacks_the_scope)
    with pytest.raises(NotAChannel):
        await directory.reachable(ChannelId("C0MPDM"))


async def test_a_request_from_a_groups_direct_messages_is_from_no_channel(directory: Directory, slack: Slack) -> None:
    with pytest.raises(NotAChannel):
        await replace(directory, talk=ChannelId("C0MPDM")).reachable(ChannelId("C0MPDM"))
    assert slack.asked == []


async def test_a_channel_that_has_got_another_id_is_found_by_the_old_one(
    directory: Directory, slack: Slack, store: RunningStore, workspace: WorkspaceId
) -> None:
    old = ChannelId("G0GUILD")
    await store.write(rows.keep_became, workspace, None, old, GUILD)
    info = slack.conversations_info

    async def knows_the_new_one(*, channel: str, include_num_members: bool) -> dict[str, Any]:
        slack.refuses = "channel_not_found" if channel == old else None
        return await info(channel=channel, include_num_members=include_num_members)

    slack.conversations_info = knows_the_new_one  # type: ignore[method-assign]
    assert (await directory.reachable(old)).id == GUILD


async def test_one_person_holds_an_accountability_for_the_team_of_a_channel(store: RunningStore, workspace: WorkspaceId) -> None:
    for person in (ANA, BEN):
        await store.write(keep_team, workspace, None, Team(GUILD, product_owner=person))
    assert await store.read(rows.holder, workspace, GUILD, Accountability.PRODUCT_OWNER) == BEN
    assert await store.read(rows.holder, workspace, ChannelId("C0ELSE"), Accountability.PRODUCT_OWNER) is None
    assert await store.read(rows.holder, OTHER, GUILD, Accountability.PRODUCT_OWNER) is None


async def test_a_workspace_is_known_by_what_slack_said_last(store: RunningStore, workspace: WorkspaceId) -> None:
    for name in ("Guild", "Guilds"):
        await store.write(rows.keep_workspace, workspace, None, name=name, domain="guild", bot_user=BEN)
    assert await store.read(rows.workspace, workspace) == Workspace(workspace, "Guilds", "guild", BEN)
    assert await store.read(rows.workspace, OTHER) is None
    assert await store.read(rows.person, workspace, ANA) is None


async def test_an_admin_who_is_none_any_more_is_remembered_as_none(directory: Directory, slack: Slack, real: SetClock) -> None:
    slack.people[ANA]["is_admin"] = True
    assert (await directory.person(ANA)).is_admin
    slack.people[ANA]["is_admin"] = False
    real.advance(timedelta(days=1))
    await directory.person(ANA)
    await directory.lookups.drain()
    assert not (await directory.person(ANA)).is_admin

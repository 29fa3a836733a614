"""Reads what Slack says of people and channels."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from slack_sdk.errors import SlackApiError

from bot.core.ids import ChannelId, PersonId, WorkspaceId
from bot.core.texts import is_blank
from bot.slack.errors import error_of, odd_answer
from bot.teams.people import Channel, ChannelArchived, NotAChannel, NotInvited, Person
from bot.teams.status import read_status

T = TypeVar("T")
SLACKBOT = PersonId("USLACKBOT")
"""An app that Slack lists among the people without saying so."""


def heard(method: str, read: Callable[[], T]) -> T:
    """Read an answer of Slack's. Raise SlackApiError for one whose parts are of other kinds than Slack's."""
    try:
        return read()
    except (AttributeError, TypeError, ValueError, LookupError, OverflowError) as odd:
        raise odd_answer(method) from odd


def read_channel(channel: ChannelId, told: Mapping[str, Any], field: str | None) -> Channel:
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


def read_person(person: PersonId, told: Mapping[str, Any], workspace: WorkspaceId) -> Person:
    """Read what Slack says of a person; in another workspace they are a guest of this one."""
    profile = told.get("profile") or {}
    real_name = _seen(profile.get("real_name"), told.get("real_name"))
    handle = told.get("name") or ""
    is_guest = _is_guest(told, workspace)
    is_admin = bool(told.get("is_admin") or told.get("is_owner") or told.get("is_primary_owner"))
    return Person(
        person,
        _seen(profile.get("display_name"), real_name, handle),
        zone=told.get("tz") or "UTC",
        locale=told.get("locale") or "en-US",
        is_admin=is_admin and not is_guest,
        is_app=bool(told.get("is_bot")) or person == SLACKBOT,
        is_gone=bool(told.get("deleted")),
        real_name=real_name,
        handle=handle,
        is_guest=is_guest,
        status=read_status(profile),
    )


def _is_guest(told: Mapping[str, Any], workspace: WorkspaceId) -> bool:
    """Say whether a person is no full member of the workspace; in an organisation of several one is a member of each that it names."""
    if told.get("is_restricted") or told.get("is_ultra_restricted") or told.get("is_stranger"):
        return True
    teams = (told.get("enterprise_user") or {}).get("teams") or ()
    return (told.get("team_id") or workspace) != workspace and workspace not in teams


def _seen(*names: str | None) -> str:
    """Return the first name of which something can be seen, or nothing."""
    return next((name for name in names if name and not is_blank(name)), "")


def wants_a_talks_scope(fault: SlackApiError) -> bool:
    """Say whether Slack names a scope for direct messages as what is missing: of channels it asks for none that the bot lacks."""
    answer = getattr(fault.response, "data", fault.response)
    needed = str(answer.get("needed") or "") if isinstance(answer, dict) else ""
    return error_of(fault) == "missing_scope" and any(scope in needed for scope in ("mpim:read", "im:read"))

"""Raw bodies into typed requests: the one place that knows how Slack spells them."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.ids import ChannelId, PersonId, WorkspaceId
from bot.slack.handed_on import read_handed_on
from bot.slack.post_metadata import mark_of
from bot.slack.requests import Click, Command, Event, Form, OwnPost, Request, Shortcut
from bot.slack.state import chosen, fields, slack_id
from bot.slack.text import storable

Body = Mapping[str, Any]

_LONGEST_KEY = 255
"""Far more than Slack's own names of a request; PostgreSQL finds none by an index that are ten times as long."""

_OF_ORGANIZATION = frozenset({"team_access_granted", "team_access_revoked"})
"""Events that concern no one workspace, whichever Slack names beside them."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Unreadable(Exception):
    """The body lacks what makes it a request of its kind."""


class UnknownKind(Unreadable):
    """A kind of request that this app never asked Slack for."""


def read(body: Body, envelope: str | None = None) -> Request:
    """Read one body; `envelope` is Socket Mode's id for it. Raise Unreadable."""
    try:
        return _read(body, envelope)
    except (AttributeError, TypeError, ValueError, LookupError, OverflowError) as fault:
        raise Unreadable(f"{type(fault).__name__} in a request of type {body.get('type')!r:.40}") from fault


def _read(body: Body, envelope: str | None) -> Request:
    match body.get("type"):
        case "block_actions":
            return _click(body, _key(body, envelope))
        case "view_submission":
            return _form(body, _key_of_form(body) or _key(body, envelope))
        case "message_action" | "shortcut":
            return _shortcut(body, _key(body, envelope))
        case "event_callback":
            return _event(body, _key(body, envelope))
        case "view_closed":
            return _closed(body, _key(body, envelope))
        case None if "command" in body:
            return _command(body, _key(body, envelope))
    raise UnknownKind(f"a request of type {body.get('type')!r:.40} is not known here")


def _key(body: Body, envelope: str | None) -> str:
    """Name what stays the same when Slack sends the request again, and differs for the next one."""
    named = _text(body.get("event_id") or body.get("trigger_id") or envelope)
    if len(named) > _LONGEST_KEY:
        raise Unreadable(f"a request's own id has {len(named)} characters")
    if named:
        return named
    return hashlib.blake2b(json.dumps(body, sort_keys=True).encode(), digest_size=16).hexdigest()


def _key_of_form(body: Body) -> str:
    """Name a form as it stood when it was sent; empty where it has no hash.

    Where the answer is lost Slack leaves the form open ("Try again"), and its person sends the same once more: with a trigger of its own.
    """
    view = body["view"]
    if not view.get("hash"):
        return ""
    sent = [body["user"]["id"], view.get("id"), view["hash"], view.get("private_metadata"), view.get("state")]
    return "form/" + hashlib.blake2b(json.dumps(sent, sort_keys=True).encode(), digest_size=16).hexdigest()


def _command(body: Body, key: str) -> Command:
    return Command(
        workspace=_workspace(body),
        person=_person(body["user_id"]),
        channel=_channel(body.get("channel_id")),
        key=key,
        trigger=body.get("trigger_id"),
        response_url=body.get("response_url"),
        name=_needed(body, "command"),
        text=_text(body.get("text")).strip(),
        channel_name=_text(body.get("channel_name")),
        person_name=_text(body.get("user_name")),
    )


def _click(body: Body, key: str) -> Click:
    action = body["actions"][0]
    view = body.get("view") or {}
    container = body.get("container") or {}
    values = tuple(_text(value) for value in chosen(action))
    name, value = read_handed_on(_needed(action, "action_id"), values[0] if values else "")
    return Click(
        workspace=_workspace(body),
        person=_person(body["user"]["id"]),
        channel=_channel((body.get("channel") or {}).get("id") or container.get("channel_id")),
        channel_name=_text((body.get("channel") or {}).get("name")),
        person_name=_name(body),
        person_team=_text(body["user"].get("team_id")),
        key=key,
        trigger=body.get("trigger_id"),
        response_url=body.get("response_url"),
        action=name,
        label=_label(action),
        block=_text(action.get("block_id")),
        value=value,
        values=values,
        at=_instant(action.get("action_ts")),
        message=_message(container.get("message_ts") or (body.get("message") or {}).get("ts")),
        view=view.get("id"),
        view_hash=view.get("hash"),
        private=_text(view.get("private_metadata")),
        fields=fields(body.get("state") or view.get("state") or {}),
        is_ephemeral=bool(container.get("is_ephemeral")),
        in_form=view.get("type") == "modal",
    )


def _label(action: Body) -> str:
    """Read what a button, or a chosen option, says of itself; nothing where Slack sends something else."""
    text = (action.get("selected_option") or action).get("text")
    return _text(text.get("text")) if isinstance(text, dict) else ""


def _form(body: Body, key: str) -> Form:
    view = body["view"]
    urls = body.get("response_urls") or ()
    return Form(
        workspace=_workspace(body),
        person=_person(body["user"]["id"]),
        person_name=_name(body),
        person_team=_text(body["user"].get("team_id")),
        key=key,
        trigger=body.get("trigger_id"),
        response_url=urls[0].get("response_url") if urls else None,
        callback=_text(view.get("callback_id")),
        private=_text(view.get("private_metadata")),
        view=_needed(view, "id"),
        view_hash=_text(view.get("hash")),
        fields=fields(view.get("state") or {}),
    )


def _shortcut(body: Body, key: str) -> Shortcut:
    message = body.get("message") or {}
    author = message.get("user")
    return Shortcut(
        workspace=_workspace(body),
        person=_person(body["user"]["id"]),
        channel=_channel((body.get("channel") or {}).get("id")),
        channel_name=_text((body.get("channel") or {}).get("name")),
        person_name=_name(body),
        person_team=_text(body["user"].get("team_id")),
        key=key,
        trigger=body.get("trigger_id"),
        response_url=body.get("response_url"),
        callback=_needed(body, "callback_id"),
        message=_text(body.get("message_ts") or message.get("ts")),
        message_text=_text(message.get("text")),
        message_author=_person(author) if author else None,
    )


def _event(body: Body, key: str) -> Event:
    inner = body["event"]
    person = _text(inner.get("user")) if isinstance(inner.get("user"), str) else ""
    channel = inner.get("channel") or inner.get("new_channel_id")
    itself = any(each.get("is_bot") and each.get("user_id") == person for each in body.get("authorizations") or ())
    kind = _needed(inner, "type")
    whole = organization_of(body) if kind in _OF_ORGANIZATION else None
    return Event(
        workspace=WorkspaceId(_id(whole, "organization")) if whole else _workspace(body),
        organization=organization_of(body) or "",
        person=_person(person) if person else PersonId(""),
        channel=_channel(channel if isinstance(channel, str) else None),
        key=key,
        kind=kind,
        text=_text(inner.get("text")) or _revoked(inner) or _teams(inner),
        tab=_text(inner.get("tab")),
        is_bot_itself=bool(person) and itself,
        old_channel=_channel(inner.get("old_channel_id")),
        at=_instant(body["event_time"]) if body.get("event_time") else None,
        own_post=_own_post(body, inner),
        **_changed_profile(inner),
    )


def _own_post(body: Body, inner: Body) -> OwnPost | None:
    """Read which post of ours Slack tells of; what another app has marked as we do is none."""
    app, mark = inner.get("app_id"), mark_of(inner.get("metadata"))
    if mark is None or not app or app != body.get("api_app_id"):
        return None
    workspace = WorkspaceId(_id(inner.get("team_id") or _workspace(body), "workspace"))
    return OwnPost(workspace, ChannelId(_id(inner.get("channel_id"), "channel")), _id(inner.get("message_ts"), "message"), *mark)


def _changed_profile(inner: Body) -> dict[str, Any]:
    """Read whose profile has changed; Slack writes the whole person where other events name them."""
    user = inner.get("user")
    if not isinstance(user, Mapping):
        return {}
    profile = user.get("profile")
    return {"profile_of": _person(user.get("id")), "profile": profile if isinstance(profile, Mapping) else {}}


def _revoked(inner: Body) -> str:
    """Name the bot users whose tokens were revoked; people's own tokens are none of ours."""
    return " ".join(str(each) for each in (inner.get("tokens") or {}).get("bot") or ())


def _teams(inner: Body) -> str:
    """Name the workspaces that an organization has given to the app, or taken from it."""
    return " ".join(_id(each, "workspace") for each in inner.get("team_ids") or ())


def _closed(body: Body, key: str) -> Event:
    return Event(
        workspace=_workspace(body),
        person=_person(body["user"]["id"]),
        key=key,
        kind="view_closed",
        text=_text(body["view"].get("callback_id")),
    )


def _workspace(body: Body) -> WorkspaceId:
    """Find the workspace whose installation answers: in a shared channel it is not always the person's."""
    view, authorizations = body.get("view") or {}, body.get("authorizations") or ()
    team = body.get("team") or {}
    installed = view.get("app_installed_team_id")
    found = (
        (None if isinstance(installed, str) and installed.startswith("E") else installed)  # of the whole organization
        or (team if isinstance(team, str) else team.get("id"))
        or (authorizations[0].get("team_id") if authorizations else None)
        or body.get("team_id")
        or (body.get("user") or {}).get("team_id")
        or organization_of(body)
    )
    return WorkspaceId(_id(found, "workspace"))


def organization_of(body: Body) -> str | None:
    """Name the organization (E…) that a request comes from; one that names no workspace belongs to its installation."""
    told = body.get("enterprise") or body.get("enterprise_id")
    if not told and (authorizations := body.get("authorizations")):
        told = authorizations[0].get("enterprise_id")
    found = told.get("id") if isinstance(told, Mapping) else told
    return found if isinstance(found, str) else None


def _name(body: Body) -> str:
    return _text(body["user"].get("name") or body["user"].get("username"))


def _person(found: object) -> PersonId:
    return PersonId(_id(found, "person"))


def _needed(part: Body, name: str) -> str:
    value = part.get(name)
    if not isinstance(value, str) or not value:
        raise Unreadable(f"the request has no {name}")
    return _text(value)


def _channel(found: object) -> ChannelId | None:
    return ChannelId(_id(found, "channel")) if isinstance(found, str) and found else None


def _message(ts: object) -> str | None:
    return _id(ts, "message") if ts else None


def _id(found: object, what: str) -> str:
    try:
        return slack_id(found)
    except ValueError as wrong:
        raise Unreadable(f"the request names no {what} of Slack's") from wrong


def _text(value: object) -> str:
    """Read a text as far as a database keeps it."""
    return storable(str(value)) if value is not None else ""


def _instant(slack_ts: object) -> datetime:
    """`action_ts` to the microsecond; floats would lose some."""
    seconds, _, fraction = str(slack_ts or "0").partition(".")
    return _EPOCH + timedelta(seconds=int(seconds), microseconds=int(fraction[:6].ljust(6, "0")))

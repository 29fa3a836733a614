"""What Slack sends, read once into typed values; nothing behind this module sees a raw body."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any

from bot.core.ids import ChannelId, PersonId, WorkspaceId


def _present() -> float:
    return monotonic()


@dataclass(frozen=True, kw_only=True)
class Request:
    """What every request has: who, where, and the key by which a second delivery is recognised."""

    workspace: WorkspaceId
    person: PersonId
    channel: ChannelId | None = None
    key: str
    trigger: str | None = None
    """Opens one form within 3 s."""
    received: float = field(default_factory=_present, compare=False)
    """When it came, on the clock of this process: what is left of its trigger."""
    response_url: str | None = None
    """Takes 5 private answers within 30 min."""
    channel_name: str = ""
    """As Slack names it beside the id: `directmessage`, `mpdm-…`, `privategroup`, or the channel's name."""
    person_name: str = ""
    """The handle of who asks; empty where Slack does not say it."""
    person_team: str = ""
    """The workspace that the person is of; empty where Slack does not say it, another one in a channel shared with it."""


@dataclass(frozen=True, kw_only=True)
class Command(Request):
    """A slash command: `name` with its slash, `text` as typed, mentions escaped as `<@U…|ana>`."""

    name: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Click(Request):
    """An element of a message, form or Home that was pressed or chosen.

    `value` is a button's value, or the value of the chosen option, date, time, person or conversation. `at` is Slack's
    `action_ts` (UTC, microseconds). `message` is the ts of the message that holds the element, `view` the id of its view.
    """

    action: str
    label: str = ""
    """What the pressed button or the chosen option reads."""
    block: str = ""
    value: str = ""
    values: tuple[str, ...] = ()
    at: datetime
    message: str | None = None
    view: str | None = None
    view_hash: str | None = None
    private: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    is_ephemeral: bool = False
    in_form: bool = False
    """Pressed in a form, not in a message or an App Home."""


@dataclass(frozen=True, kw_only=True)
class Form(Request):
    """A form that was submitted; `callback` names it, `private` is what its view put in `private_metadata`."""

    callback: str
    private: str
    view: str
    view_hash: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """block_id -> str (text, one choice, date, time, person, conversation), tuple[str, ...] (several choices), or None."""

    def text(self, block: str) -> str:
        """Return what was typed or chosen in a block, or an empty text."""
        value = self.fields.get(block)
        return value if isinstance(value, str) else ""

    def chosen(self, block: str) -> tuple[str, ...]:
        """Return the options ticked or chosen in a block."""
        value = self.fields.get(block)
        if isinstance(value, str):
            return (value,)
        return tuple(value) if value else ()


@dataclass(frozen=True, kw_only=True)
class Shortcut(Request):
    """A message shortcut or a global one; the message's fields are empty for a global one."""

    callback: str
    message: str = ""
    message_text: str = ""
    message_author: PersonId | None = None


@dataclass(frozen=True)
class OwnPost:
    """A post of this app's own, of which Slack tells: who posted it, where it stands, which message it shows at which revision."""

    workspace: WorkspaceId
    channel: ChannelId
    ts: str
    message: str
    revision: int


@dataclass(frozen=True, kw_only=True)
class Event(Request):
    """An event of Slack's Events API, named by its type (`app_home_opened`, `member_joined_channel`, …)."""

    kind: str
    organization: str = ""
    """The organization (E…) that it comes from, if there is one."""
    text: str = ""
    """What was written; of a form that was closed its callback, of revoked tokens the bot users that they were for,
    of an organization's workspaces their ids."""
    tab: str = ""
    is_bot_itself: bool = False
    old_channel: ChannelId | None = None
    """The id that a channel had until now."""
    at: datetime | None = None
    """When it happened, by Slack's clock."""
    profile_of: PersonId | None = None
    """Whose profile has changed; nobody acts by it, so `person` is nobody."""
    profile: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """That profile, as Slack writes it."""
    own_post: OwnPost | None = None

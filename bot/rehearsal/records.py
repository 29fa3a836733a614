"""Records of the workspace: people, conversations, messages and views, as JSON values."""

from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, TypeVar

from bot.rehearsal.shapes import Json

COLOURS = ("#7a5c99", "#2f6f8f", "#b0563f", "#4f7a3a", "#8a6d1f", "#3f5fa8", "#a04a78", "#4a7c74")


@dataclass(frozen=True)
class Person:
    """A member of the workspace; one of the crowd acts by itself."""

    id: str
    name: str
    real_name: str
    tz: str = "Europe/London"
    locale: str = "en-GB"
    is_admin: bool = False
    avatar_color: str = COLOURS[0]
    in_crowd: bool = False
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0

    @property
    def initials(self) -> str:
        """Give one or two letters that stand for the person."""
        words = self.real_name.split() or [self.name]
        return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper()


@dataclass(frozen=True)
class Conversation:
    """A channel, public or private, or a direct message between the bot and one person; `members` holds the bot too."""

    id: str
    name: str
    kind: Literal["channel", "dm"] = "channel"
    is_private: bool = False
    archived: bool = False
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Message:
    """A message of a conversation; with an addressee it is ephemeral."""

    channel: str
    ts: str
    user: str
    text: str
    username: str
    is_bot: bool = False
    blocks: tuple[Json, ...] = ()
    thread_ts: str | None = None
    broadcast: bool = False
    edited: str | None = None
    addressee: str | None = None
    metadata: Json | None = None


@dataclass(frozen=True)
class View:
    """A modal or a Home as the app gave it, with what the person has put into it."""

    id: str
    person: str
    hash: str
    payload: Json
    root: str
    previous: str | None = None
    values: Json = field(default_factory=dict)
    errors: dict[str, str] | None = None
    busy: bool = False

    @property
    def kind(self) -> str:
        """Tell a modal from a Home."""
        return str(self.payload["type"])


Record = TypeVar("Record", Person, Conversation, Message, View)


def to_json(record: Person | Conversation | Message | View) -> Json:
    """Write a record as JSON."""
    return asdict(record)


def from_json(kind: type[Record], stored: Json) -> Record:
    """Read a record; what a newer or older room kept beside is left out."""
    known: dict[str, Any] = {each.name: stored[each.name] for each in fields(kind) if each.name in stored}
    for name in ("members", "blocks"):
        if name in known:
            known[name] = tuple(known[name])
    return kind(**known)

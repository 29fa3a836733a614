"""One call of a Web API method: the room, the arguments, and reading them as Slack does."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.rehearsal.installs import Install
from bot.rehearsal.records import Conversation, Person
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import Json, SlackError

Item = TypeVar("Item")


@dataclass(frozen=True)
class Call:
    """A call about one workspace, whose token is good; arguments come from a form, JSON, or the query."""

    room: Room
    args: Json
    install: Install | None = None
    """Whose token it came with; none with the app's own."""
    client: tuple[str, str] | None = None
    """The app's id and secret, where they stood in the head."""

    @property
    def scopes(self) -> str:
        """Give the scopes of the token as Slack's header names them."""
        if self.install is not None and self.install.holder != self.room.app.team_id:
            return ",".join(sorted(self.install.scopes))
        return self.room.token_scopes

    def word(self, name: str) -> str:
        """Read an argument that must be there."""
        given = self.args.get(name)
        if given in (None, ""):
            raise SlackError("invalid_arguments", f"missing required field: {name}")
        return str(given)

    def maybe(self, name: str) -> str | None:
        """Read an argument that may be left out."""
        given = self.args.get(name)
        return None if given in (None, "") else str(given)

    def flag(self, name: str, default: bool = False) -> bool:
        """Read true or false, also as 1 and 0."""
        given = self.args.get(name)
        return default if given is None else str(given).lower() in ("true", "1")

    def structure(self, name: str, refused_as: str) -> Any:
        """Read a JSON argument: as it is, or written as a string."""
        given = self.args.get(name)
        if not isinstance(given, str):
            return given
        if not given:
            return None
        try:
            return json.loads(given)
        except ValueError:
            raise SlackError(refused_as) from None

    def need(self, *scopes: str) -> None:
        """Refuse a token that has none of the scopes."""
        if not self.room.scopes & set(scopes):
            raise SlackError("missing_scope", needed=",".join(scopes), provided=self.scopes)

    def conversation(self, name: str = "channel") -> Conversation:
        """Find a conversation that the bot can see."""
        given = self.maybe(name)
        found = self.room.workspace.conversations.get(given or "")
        if found is None or not self.bot_may_see(found):
            raise SlackError("channel_not_found")
        return found

    def bot_may_see(self, conversation: Conversation) -> bool:
        """Tell whether the bot knows of a conversation: a public one, or one that it is in."""
        return not conversation.is_private or self.room.app.bot_user in conversation.members

    def person(self, name: str = "user") -> Person:
        """Find a person by id."""
        person = self.room.workspace.people.get(self.word(name))
        if person is None:
            raise SlackError("user_not_found")
        return person

    def page(self, every: Sequence[Item], write: Callable[[Item], Any], key: str) -> Json:
        """Answer with one page of a list and the cursor of the next."""
        try:
            limit = int(self.maybe("limit") or 100)
            start = int((self.maybe("cursor") or "c:0").removeprefix("c:"))
        except ValueError:
            raise SlackError("invalid_cursor" if self.maybe("cursor") else "invalid_limit") from None
        if not 0 < limit <= 1000:
            raise SlackError("invalid_limit")
        if not 0 <= start <= len(every):
            raise SlackError("invalid_cursor")
        end = start + limit
        following = f"c:{end}" if end < len(every) else ""
        return {key: [write(each) for each in every[start:end]], "response_metadata": {"next_cursor": following}}

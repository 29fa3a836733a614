"""Which handler answers a request: plain tables, looked up by id."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Event, Form, Request, Shortcut

R = TypeVar("R", bound=Request)
Handler = Callable[[R], Awaitable[Answer]]


class NothingListens(Exception):
    """No handler is named so: an element of an older version, or a command that the app has and the code does not."""


@dataclass(frozen=True)
class Routes:
    """Every handler that there is, by command, action id, callback id, event type."""

    commands: Mapping[str, Handler[Command]] = field(default_factory=dict)
    clicks: Mapping[str, Handler[Click]] = field(default_factory=dict)
    forms: Mapping[str, Handler[Form]] = field(default_factory=dict)
    shortcuts: Mapping[str, Handler[Shortcut]] = field(default_factory=dict)
    events: Mapping[str, Handler[Event]] = field(default_factory=dict)

    def find(self, request: Request) -> Handler[Any]:
        """Return the handler of a request. Raise NothingListens."""
        found: Handler[Any] | None = None
        match request:
            case Click(action=name):
                found = self.clicks.get(name)
            case Form(callback=name):
                found = self.forms.get(name)
            case Command(name=name):
                found = self.commands.get(name)
            case Event(kind=name):
                found = self.events.get(name)
            case Shortcut(callback=name):
                found = self.shortcuts.get(name)
        if found is None:
            raise NothingListens(kind_of(request))
        return found


_KINDS: Mapping[type[Request], str] = {
    Click: "click",
    Form: "form",
    Command: "command",
    Shortcut: "shortcut",
    Event: "event",
}


def kind_of(request: Request) -> str:
    """Name the kind of a request, for logs and metrics."""
    return _KINDS[type(request)]

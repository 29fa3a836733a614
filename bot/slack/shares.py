"""What one person, and one workspace, may ask at a time."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TypeVar

from bot.core.pace import Pace
from bot.slack.requests import Click, Command, Event, Form, Request, Shortcut

K = TypeVar("K", bound=Hashable)

BURST_SECONDS = 6.0
"""What somebody may ask at once is what they may ask in this time."""
_COSTS: dict[type[Request], int] = {Click: 1, Command: 3, Form: 3, Shortcut: 3, Event: 3}
"""How many clicks a request counts as: nobody types, or fills in a form, as fast as they press a button."""
_AT_WILL = frozenset({"app_home_opened", "app_mention"})
"""Events that a person causes as often as they like. The others tell what has become of a workspace: none of them is passed over."""
_MOST = 20_000


@dataclass(frozen=True)
class Share:
    """What is granted. `pace`: the clicks that a person may keep up in a second; 0: nobody is held to anything."""

    pace: float = 10.0
    person_at_once: int = 20
    workspace_at_once: int | None = None
    """How many of the requests that run or wait may be one workspace's, where there are several."""


class Shares:
    """Counts what people ask. One for the process, in memory: a few dict operations a request, a bounded number of people."""

    def __init__(self, share: Share | None = None, most: int = _MOST) -> None:
        self._share = share or Share()
        self._pace = Pace[tuple[str, str]](self._share.pace, BURST_SECONDS, most)
        self._persons: dict[tuple[str, str], int] = {}
        self._workspaces: dict[str, int] = {}

    def excess(self, request: Request) -> str | None:
        """Say why a request is one too many, or count it and say nothing; `too fast`, `person at once`, `workspace at once`."""
        share, person = self._share, (request.workspace, request.person)
        if not request.person or (isinstance(request, Event) and request.kind not in _AT_WILL):
            return None
        if share.pace and self._persons.get(person, 0) >= share.person_at_once:
            return "person at once"
        if share.workspace_at_once is not None and self._workspaces.get(request.workspace, 0) >= share.workspace_at_once:
            return "workspace at once"
        too_fast = share.pace and self._pace.grant(person, _COSTS[type(request)], request.received)
        return "too fast" if too_fast else None

    def begun(self, request: Request) -> None:
        """Note that a request is at work."""
        person = (request.workspace, request.person)
        self._persons[person] = self._persons.get(person, 0) + 1
        self._workspaces[request.workspace] = self._workspaces.get(request.workspace, 0) + 1

    def ended(self, request: Request) -> None:
        """Note that it is not any more."""
        _less(self._persons, (request.workspace, request.person))
        _less(self._workspaces, request.workspace)


def _less(counts: dict[K, int], key: K) -> None:
    left = counts[key] - 1
    if left:
        counts[key] = left
    else:
        del counts[key]

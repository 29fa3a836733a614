"""What a step to Slack came to."""

from dataclasses import dataclass

from bot.delivery.failures import Fault


@dataclass(frozen=True)
class Copy:
    """A copy of a message as it stands in Slack, and the revision that it was posted with."""

    channel: str
    ts: str
    revision: int


@dataclass(frozen=True)
class Opened:
    """A person's DM has this channel."""

    channel: str


@dataclass(frozen=True)
class Shown:
    """A message or Home shows this revision where it stood."""

    revision: int


@dataclass(frozen=True)
class Found:
    """The copies that bear the message's id beside the one that is known to stand, the oldest first; none: it was never posted."""

    copies: tuple[Copy, ...]


@dataclass(frozen=True)
class Unsearchable:
    """Nobody can say whether the post has arrived."""


@dataclass(frozen=True)
class Awaited:
    """Slack may yet tell by an event that the post has arrived: it is waited for."""


@dataclass(frozen=True)
class NothingToShow:
    """The screen has nothing left to show: the message goes."""


@dataclass(frozen=True)
class Withdrawn:
    """Slack was not called: nobody wants the message any more."""


@dataclass(frozen=True)
class Lacking:
    """Slack refused the message with these newer blocks: nothing was done, and it goes without them next."""

    blocks: frozenset[str]


@dataclass(frozen=True)
class Done:
    """The step is done, and there is nothing to remember of it."""


@dataclass(frozen=True)
class Failed:
    """The step failed; `revision` is what it would have shown."""

    fault: Fault
    revision: int = 0


Result = Copy | Opened | Shown | Found | Unsearchable | Awaited | NothingToShow | Withdrawn | Lacking | Done | Failed

"""What stands in the way of erasing a person: what others still rely on them for."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.core.ids import ChannelId
from bot.core.refusal import Refusal


class DutyKind(Enum):
    """What a person is still relied on for."""

    MEETING = "meeting"
    SERIES = "series"
    ACTION_ITEM = "action_item"


@dataclass(frozen=True)
class Duty:
    """One thing that a person has to end, finish or hand on first; `title` may be empty."""

    kind: DutyKind
    title: str
    channel: ChannelId


class StillRelied(Refusal):
    """Others rely on this person for something that runs: it is ended or handed on first."""

    def __init__(self, duties: Sequence[Duty]) -> None:
        super().__init__(len(duties))
        self.duties = tuple(duties)


class NotSure(Refusal):
    """Erasing was sent without the tick that says so."""

    field = "sure"


def free_to_go(duties: Sequence[Duty]) -> None:
    """Let a person be erased. Raise StillRelied while something runs with them."""
    if duties:
        raise StillRelied(duties)

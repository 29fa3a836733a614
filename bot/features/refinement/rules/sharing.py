"""A share: what stakeholders see of a queue, goal and forecast, in a channel of theirs. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import NewType

from bot.core.ids import ChannelId, PersonId
from bot.core.refusal import Refusal
from bot.features.refinement.rules.forecast.outlook import CONFIDENCES, Dates

ShareId = NewType("ShareId", str)
PERCENT = 85
"""At so many per cent a share tells by when all that it lists is done."""
MOST_SHARES = 10


@dataclass(frozen=True)
class Share:
    """A channel's queue, shown in another one by a person."""

    id: ShareId
    channel: ChannelId
    shown_in: ChannelId
    by: PersonId


@dataclass(frozen=True)
class Outlook:
    """What a share says lies ahead: by when so many items are done, or how many of those that it takes were done of late."""

    items: int
    dates: Dates | None = None
    done: int = 0
    too_far: bool = False

    @property
    def by(self) -> date | None:
        """Return by when they are done at PERCENT."""
        return None if self.dates is None else self.dates.by[CONFIDENCES.index(PERCENT)]


class ShareGone(Refusal):
    """The share has been taken away."""


class SharedHere(Refusal):
    """A channel's own queue is to be shared in it: there it is shown without one."""

    field = "channel"


class TooManyShares(Refusal):
    """A channel is shared in at most MOST_SHARES others."""

    field = "channel"

"""What outlives a meeting: its record."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules.values import Takeaway, Topic
from bot.meetings.rules.values import Closing


@dataclass(frozen=True)
class Discussed:
    """A topic in the summary, with what people took from it."""

    topic: Topic
    takeaways: tuple[Takeaway, ...]


@dataclass(frozen=True)
class Summary:
    """A closed meeting as its record shows it. `discussed` in the order of discussion; `not_reached` by rank, each with its
    carried count as it will come back; `takeaways`: those of the meeting as a whole; `came`: everyone who attended."""

    discussed: tuple[Discussed, ...]
    not_reached: tuple[Topic, ...]
    takeaways: tuple[Takeaway, ...]
    came: tuple[PersonId, ...]
    began: datetime
    ended: datetime
    how: Closing

"""What outlives a meeting: its record."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules.values import Takeaway, Topic
from bot.meetings.rules.values import Closing


@dataclass(frozen=True)
class Discussed:
    """A topic in the summary, with what people took from it. `place`: the table that talked about it last, 0 where that was everyone."""

    topic: Topic
    takeaways: tuple[Takeaway, ...]
    place: int = 0


@dataclass(frozen=True)
class AtTable:
    """A table in the summary: its place, who hosted it last, and everyone who sat there."""

    place: int
    host: PersonId | None
    came: tuple[PersonId, ...]


@dataclass(frozen=True)
class Summary:
    """A closed meeting as its record shows it. `discussed` in the order of discussion; `not_reached` by rank, each with its
    carried count as it will come back; `takeaways`: those of the meeting as a whole; `came`: everyone who attended; `tables`: those
    at which a topic was discussed, whose topics stand together."""

    discussed: tuple[Discussed, ...]
    not_reached: tuple[Topic, ...]
    takeaways: tuple[Takeaway, ...]
    came: tuple[PersonId, ...]
    began: datetime
    ended: datetime
    how: Closing
    tables: tuple[AtTable, ...] = ()

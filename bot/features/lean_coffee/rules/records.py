"""What outlives a meeting: its record, and the series that it belongs to."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.ids import ChannelId, PersonId
from bot.features.lean_coffee.rules.stages import CalledOff, Closing, SeriesState
from bot.features.lean_coffee.rules.values import MeetingId, OccurrenceId, SeriesId, Settings, Takeaway, Topic


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


@dataclass(frozen=True)
class Series:
    """Meetings that come again, or one to come. When is kept in the schedule room under the series' id.

    `ahead`: announced so long before; `one_off`: it is one meeting, planned once.
    """

    id: SeriesId
    channel: ChannelId
    host: PersonId
    title: str
    zone: str
    settings: Settings
    link: str = ""
    ahead: timedelta = timedelta(days=1)
    state: SeriesState = SeriesState.RUNNING
    one_off: bool = False


NEVER_OPENS = (CalledOff.SKIPPED, CalledOff.PAUSED, CalledOff.ENDED, CalledOff.ZONE_GONE)
"""Reasons that were there before the hour."""


@dataclass(frozen=True)
class Occurrence:
    """One announced moment of a series: `starts` (UTC), who says they are coming, and the meeting once it opened.

    `called_off`: why it does not take place; `called_off_by`: who did that, or took it back; nobody where it happened by itself.
    """

    id: OccurrenceId
    series: SeriesId
    starts: datetime
    coming: frozenset[PersonId] = frozenset()
    meeting: MeetingId | None = None
    called_off: CalledOff | None = None
    called_off_by: PersonId | None = None

    @property
    def skipped(self) -> bool:
        """Whether it was called off before its hour: it never opens."""
        return self.called_off in NEVER_OPENS

"""Sprints as somebody wants them, and what saving that would bring."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.ids import ChannelId
from bot.schedule.working_days import WorkingDays
from bot.teams.sprint_events import ScrumEvent, TeamSprints
from bot.teams.sprints import DayOf, Sprint, SprintLength, Unit, days_of

_EVERY_DAY = WorkingDays(frozenset(range(7)))


@dataclass(frozen=True)
class Wish:
    """Sprints as somebody wants them: of this length, from the Sprint of this number and first day on; which events are announced."""

    channel: ChannelId
    number: int
    first: date
    length: SprintLength
    zone: str
    held: frozenset[ScrumEvent] = frozenset(ScrumEvent)


@dataclass(frozen=True)
class Moved:
    """An event that a holiday moves: its Sprint, the day that is meant, what that is free for, the day instead."""

    event: ScrumEvent
    sprint: Sprint
    meant: date
    holiday: str
    held: date


@dataclass(frozen=True)
class Proposed:
    """What saving a wish would bring: the Sprints from the first that it changes, and what holidays move in them.

    `anew`: whether the channel has Sprints already, which change from there on.
    """

    wish: Wish
    sprints: TeamSprints
    working: WorkingDays
    today: date
    shown: Sequence[Sprint]
    anew: bool

    def moved(self) -> Iterator[Moved]:
        """Give what is not held on the day that is meant, for that is a holiday."""
        for sprint in self.shown:
            for event, plan in self.sprints.events.items():
                if plan.day.of is DayOf.EACH or not plan.held:
                    continue
                meant, held = days_of(plan.day, sprint, _EVERY_DAY), days_of(plan.day, sprint, self.working)
                holiday = self.working.holiday(meant[0]) if meant else None
                if holiday is not None and held and held != meant:
                    yield Moved(event, sprint, meant[0], holiday, held[0])


def written_length(length: SprintLength) -> str:
    """Write how long Sprints are, for a draft and as a choice of a form."""
    return "month" if length.unit is Unit.MONTH else str(length.weeks)


def read_length(text: str) -> SprintLength:
    """Read the same; two weeks where it is nothing that there is."""
    if text == "month":
        return SprintLength(unit=Unit.MONTH)
    return SprintLength(int(text)) if text in {"1", "2", "3", "4"} else SprintLength()

"""Where what falls on a holiday is held instead, and in which order it all comes then."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from heapq import heappop, heappush

from bot.schedule.working_days import OnHoliday, WorkingDays

FARTHEST_HELD = timedelta(days=31)
"""So far from its own date an occurrence is held at most; where no working day is as near it does not take place."""


@dataclass(frozen=True)
class Touched:
    """A date of a rule that is a holiday: what that is called, and the day on which it is held, if it is."""

    day: date
    holiday: str
    held: date | None


def held_at(wall: datetime, on_holiday: OnHoliday, days: WorkingDays) -> datetime | None:
    """Return the wall time at which an occurrence is held, its own on all days but holidays; None where it is not."""
    day = wall.date()
    if on_holiday is OnHoliday.KEEP or days.holiday(day) is None:
        return wall
    if on_holiday is OnHoliday.SKIP:
        return None
    held = days.before(day) if on_holiday is OnHoliday.PREVIOUS else days.after(day)
    return datetime.combine(held, wall.time()) if abs(held - day) <= FARTHEST_HELD else None


def rearranged(
    walls: Iterator[datetime], held_at: Callable[[datetime], datetime | None], left_out: Collection[date], *, looks_back: bool
) -> Iterator[tuple[datetime, datetime]]:
    """Yield each wall time and the one at which it is held, in the order of the latter; what is of a date itself before what came to it.

    `left_out`: dates that nothing is moved to, for they were left out. `looks_back`: what comes later may be held earlier.
    """
    reach = FARTHEST_HELD if looks_back else timedelta()
    waiting: list[tuple[date, bool, datetime, datetime]] = []
    for wall in walls:
        while waiting and waiting[0][0] < wall.date() - reach:
            yield _next(waiting)
        held = held_at(wall)
        if held is not None and (held == wall or held.date() not in left_out):
            heappush(waiting, (held.date(), held != wall, held, wall))
    while waiting:
        yield _next(waiting)


def _next(waiting: list[tuple[date, bool, datetime, datetime]]) -> tuple[datetime, datetime]:
    _, _, held, wall = heappop(waiting)
    return wall, held

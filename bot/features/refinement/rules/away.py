"""What days away can be, as they are chosen in a form."""

from datetime import date

from bot.core.refusal import Refusal
from bot.teams.day_range import DayRange
from bot.teams.typed_days import LONGEST, TooManyDays


class NoFirstDay(Refusal):
    """No day was chosen."""

    field = "first"


class EndsBeforeItBegins(Refusal):
    """The last day lies before the first."""

    field = "last"


def chosen_days(first: date | None, last: date | None) -> DayRange:
    """Return the days from one to another; without a last one it is one day. Raise NoFirstDay, EndsBeforeItBegins or TooManyDays."""
    if first is None:
        raise NoFirstDay
    ends = first if last is None else last
    if ends < first:
        raise EndsBeforeItBegins
    if ends - first >= LONGEST:
        raise TooManyDays("", "last")
    return DayRange(first, ends)

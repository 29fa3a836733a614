"""Values that phrases mean, in any language."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from bot.core.refusal import Refusal
from bot.schedule.anchors import Anchor
from bot.schedule.recurrence_rule import NthDay
from bot.schedule.working_days import OnHoliday

TimeUnit = Literal["day", "week", "month", "quarter", "year"]
DayPart = Literal["morning", "afternoon", "evening", "night"]
LAST = -1


@dataclass(frozen=True)
class TimeOfDay:
    """At 14:30; `half_open` where 1 to 12 was said without am or pm, and not as a day of 24 hours is written (`03:00`, `3h`)."""

    hour: int
    minute: int = 0
    half_open: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class PartOfDay:
    """In the afternoon: which half of the day an hour is in, never an hour by itself."""

    name: DayPart


@dataclass(frozen=True)
class FromNow:
    """In 2 hours."""

    span: timedelta


@dataclass(frozen=True)
class InZone:
    """Europe/Madrid: an IANA name, spelled as IANA spells it."""

    name: str


@dataclass(frozen=True)
class Lasting:
    """For 45 minutes."""

    span: timedelta


@dataclass(frozen=True)
class Times:
    """For 6 times."""

    count: int


@dataclass(frozen=True)
class TimesOn:
    """For 6 Tuesdays."""

    count: int
    weekday: int


@dataclass(frozen=True)
class ForSpan:
    """For 6 weeks, for 10 working days: how often that is depends on the rhythm."""

    count: int
    unit: TimeUnit
    working: bool = False


@dataclass(frozen=True)
class Once:
    """Not again and again."""


@dataclass(frozen=True)
class Endless:
    """Forever: no end is meant."""


@dataclass(frozen=True)
class Courtesy:
    """Please, and the like: no meaning here."""


@dataclass(frozen=True)
class Link:
    """Where to meet."""

    url: str


@dataclass(frozen=True)
class Title:
    """What was said in quotes."""

    text: str


@dataclass(frozen=True)
class Each:
    """A bare "every": what follows happens again and again."""


@dataclass(frozen=True)
class Every:
    """Every 3 weeks."""

    interval: int
    unit: TimeUnit


@dataclass(frozen=True)
class OfThe:
    """Of the month, of the quarter."""

    unit: TimeUnit


@dataclass(frozen=True)
class Weekdays:
    """Tuesday and Thursday; `again` where the words themselves say that it is more than one ("tuesdays")."""

    days: tuple[int, ...]
    again: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class NthDays:
    """The second and the fourth Tuesday."""

    days: tuple[NthDay, ...]


@dataclass(frozen=True)
class MonthDays:
    """The 1st and the 15th; -1 is the last day of the month."""

    days: tuple[int, ...]


@dataclass(frozen=True)
class NthWorkingDay:
    """The last business day (-1), the first (1)."""

    position: int


@dataclass(frozen=True)
class Except:
    """But not on Friday."""

    days: tuple[int, ...]


@dataclass(frozen=True)
class OnHolidays:
    """Skip holidays; on holidays the next working day."""

    what: OnHoliday


@dataclass(frozen=True)
class OfMonths:
    """Of June and December."""

    months: tuple[int, ...]


@dataclass(frozen=True)
class CountedFrom:
    """3 working days before Sprint Planning."""

    anchor: Anchor


@dataclass(frozen=True)
class OnDate:
    """3 December, perhaps with its year and its weekday; the day LAST is the last one of the month."""

    month: int
    day: int
    year: int | None = None
    weekday: int | None = None


@dataclass(frozen=True)
class FromToday:
    """Today, tomorrow, in two weeks, in a month: so many days and months from today; before it where they are negative."""

    days: int
    months: int = 0


@dataclass(frozen=True)
class Coming:
    """Next Tuesday: the first one after today; `this` Tuesday may be today; `weeks` later than that."""

    weekday: int
    this: bool = False
    weeks: int = 0


@dataclass(frozen=True)
class InNextWeek:
    """Tuesday of next week; weeks begin on Monday."""

    weekday: int


@dataclass(frozen=True)
class OfWeek:
    """Tuesday of week 49, the next that comes; weeks are numbered as ISO 8601 does."""

    weekday: int
    number: int


@dataclass(frozen=True)
class OnNext:
    """The 15th that comes next; the day LAST is the end of the month."""

    day: int


@dataclass(frozen=True)
class EndOf:
    """The last day of this week or quarter."""

    unit: TimeUnit


@dataclass(frozen=True)
class LastWeekday:
    """Last Tuesday: the latest one before today, or `today_too`."""

    weekday: int
    today_too: bool = False


@dataclass(frozen=True)
class InLastWeek:
    """Tuesday of last week; weeks begin on Monday."""

    weekday: int


@dataclass(frozen=True)
class LastDay:
    """The 15th that was last."""

    day: int


Day = OnDate | FromToday | Coming | InNextWeek | OfWeek | OnNext | EndOf


@dataclass(frozen=True)
class Starting:
    """Not before this day."""

    day: Day


@dataclass(frozen=True)
class Until:
    """Not after this day."""

    day: Day


@dataclass(frozen=True)
class ExceptDates:
    """But not on 25 December, and not from 28 December to 1 January: the first and the last day of each."""

    spans: tuple[tuple[Day, Day], ...]


Target = Weekdays | NthDays | MonthDays | NthWorkingDay


@dataclass(frozen=True)
class Problem:
    """Words that were read and still cannot be taken: `refusal` says why, once it is clear that a schedule is meant."""

    refusal: Refusal


@dataclass(frozen=True)
class NoZoneYet:
    """`EST`, `UTC+2`: several places are meant by it. `places` are those, or else it is `offset` that they share."""

    words: str
    places: tuple[str, ...] = ()
    offset: timedelta | None = None


@dataclass(frozen=True)
class UnknownWords:
    """Words that no phrase takes."""


@dataclass(frozen=True)
class ReadPart:
    """A part, of these or of a ceremony's own, the words that said it, and where they begin."""

    part: object
    words: str
    place: int = 0

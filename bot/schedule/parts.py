"""What the phrases of a sentence mean, whatever the language they were said in."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from bot.core.refusal import Refusal
from bot.schedule.rhythm import NthDay

Unit = Literal["day", "week", "month", "quarter", "year"]


@dataclass(frozen=True)
class TimeOfDay:
    """At 14:30."""

    hour: int
    minute: int = 0


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
    unit: Unit


@dataclass(frozen=True)
class OfThe:
    """Of the month, of the quarter."""

    unit: Unit


@dataclass(frozen=True)
class Weekdays:
    """Tuesday and Thursday; `again` where the words themselves say that it is more than one ("tuesdays")."""

    days: tuple[int, ...]
    again: bool = False


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
class OnDate:
    """3 December, perhaps with its year and its weekday."""

    month: int
    day: int
    year: int | None = None
    weekday: int | None = None


@dataclass(frozen=True)
class FromToday:
    """Today, tomorrow: so many days from today."""

    days: int


@dataclass(frozen=True)
class Coming:
    """Next Tuesday: the first one after today."""

    weekday: int


Day = OnDate | FromToday | Coming


@dataclass(frozen=True)
class Starting:
    """Not before this day."""

    day: Day


@dataclass(frozen=True)
class Until:
    """Not after this day."""

    day: Day


Target = Weekdays | NthDays | MonthDays | NthWorkingDay
Part = TimeOfDay | InZone | Lasting | Times | Link | Title | Each | Every | OfThe | Target | Except | Day | Starting | Until


@dataclass(frozen=True)
class Doubt:
    """Words that were read and still cannot be taken: `refusal` says why, once it is clear that a schedule is meant."""

    refusal: Refusal


@dataclass(frozen=True)
class Strange:
    """Words that no phrase takes."""


@dataclass(frozen=True)
class Said:
    """A part, of these or of a ceremony's own, the words that said it, and where they begin."""

    part: object
    words: str
    place: int = 0

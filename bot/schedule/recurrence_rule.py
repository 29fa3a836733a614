"""RRULE values: the part of RFC 5545 that a team's schedules need."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.core.refusal import Refusal

DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""RFC 5545's weekdays; the index is Python's `date.weekday()`."""
EVERY_DAY = tuple(range(7))
WORKING_DAYS = tuple(range(5))
QUARTER_MONTHS = (1, 4, 7, 10)
MOST_COUNTED = 1000
_UNTIL = "%Y%m%dT%H%M%S"
_KNOWN = {"FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "COUNT", "UNTIL"}
_FINER = {"BYHOUR", "BYMINUTE", "BYSECOND"}


class TooFine(Refusal):
    """The rule asks for more than one occurrence a day."""


class TooMany(Refusal):
    """The rule counts more occurrences than are kept."""

    def __init__(self, count: int, most: int = MOST_COUNTED) -> None:
        super().__init__(count, most)
        self.count = count
        self.most = most


class NotARule(Refusal):
    """The text is no RRULE, or one that is not offered here."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


class Frequency(Enum):
    """RFC 5545's FREQ, as coarse as it is offered."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True, order=True)
class NthDay:
    """A weekday (0 is Monday) and which of its month it is: 1 to 5, -1 for the last, 0 for each."""

    nth: int
    weekday: int

    @property
    def code(self) -> str:
        """Return RFC 5545's form: `TU`, `2TU`, `-1FR`."""
        return f"{self.nth or ''}{DAY_CODES[self.weekday]}"


@dataclass(frozen=True)
class RecurrenceRule:
    """The parts of an RRULE. `until` is wall time of the recurrence's zone, inclusive; `position` is BYSETPOS."""

    frequency: Frequency
    interval: int = 1
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    days: tuple[NthDay, ...] = ()
    position: int | None = None
    count: int | None = None
    until: datetime | None = None

    @property
    def text(self) -> str:
        """Return the RRULE, its parts always in the same order, so that equal rhythms are equal texts."""
        parts = {
            "FREQ": self.frequency.value,
            "INTERVAL": self.interval if self.interval > 1 else "",
            "BYMONTH": _listed(self.months),
            "BYMONTHDAY": _listed(self.month_days),
            "BYDAY": ",".join(day.code for day in self.days),
            "BYSETPOS": self.position or "",
            "COUNT": self.count or "",
            "UNTIL": self.until.strftime(_UNTIL) if self.until else "",
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value != "")

    @property
    def weekdays(self) -> tuple[int, ...]:
        """Return the weekdays alone, without which of the month they are."""
        return tuple(day.weekday for day in self.days)


def read_rrule(rule: str) -> RecurrenceRule:
    """Read an RRULE. Raise TooFine, TooMany or NotARule."""
    try:
        parts = dict(part.split("=", 1) for part in rule.upper().split(";"))
        _refuse_finer(parts)
        if not parts.keys() <= _KNOWN:
            raise NotARule(rule)
        rhythm = _from_parts(parts)
    except (ValueError, KeyError) as wrong:
        raise NotARule(rule) from wrong
    _refuse_senseless(rhythm, rule)
    return rhythm


def _refuse_finer(parts: dict[str, str]) -> None:
    if parts["FREQ"] in {"HOURLY", "MINUTELY", "SECONDLY"} or parts.keys() & _FINER:
        raise TooFine


def _from_parts(parts: dict[str, str]) -> RecurrenceRule:
    until = parts.get("UNTIL")
    return RecurrenceRule(
        frequency=Frequency(parts["FREQ"]),
        interval=int(parts.get("INTERVAL", "1")),
        months=_numbers(parts.get("BYMONTH")),
        month_days=_numbers(parts.get("BYMONTHDAY")),
        days=tuple(_nth_day(code) for code in parts["BYDAY"].split(",")) if "BYDAY" in parts else (),
        position=int(parts["BYSETPOS"]) if "BYSETPOS" in parts else None,
        count=int(parts["COUNT"]) if "COUNT" in parts else None,
        until=datetime.strptime(until, _UNTIL) if until else None,  # noqa: DTZ007 - wall time has no zone
    )


def _refuse_senseless(rhythm: RecurrenceRule, rule: str) -> None:
    if rhythm.count is not None and rhythm.count > MOST_COUNTED:
        raise TooMany(rhythm.count)
    days_stand = all(-31 <= day <= 31 and day for day in rhythm.month_days)
    months_stand = all(1 <= month <= 12 for month in rhythm.months)
    counts_stand = rhythm.interval >= 1 and (rhythm.count is None or rhythm.count >= 1) and rhythm.position != 0
    nths_stand = all(-5 <= day.nth <= 5 for day in rhythm.days)
    if not (days_stand and months_stand and counts_stand and nths_stand):
        raise NotARule(rule)


def _nth_day(code: str) -> NthDay:
    return NthDay(int(code[:-2] or "0"), DAY_CODES.index(code[-2:]))


def _numbers(text: str | None) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(",")) if text else ()


def _listed(numbers: tuple[int, ...]) -> str:
    return ",".join(str(number) for number in numbers)

"""How long before its hour a date is announced and reminded of, and how a draft keeps that. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice, pairwise

from bot.core.refusal import Refusal
from bot.schedule.recurrence import Recurrence, occurrences
from bot.series.rules import A_DAY, A_WEEK, REMINDED

AHEAD, SOON = "announce", "remind"
"""The extras of a draft, and the fields of its form, that say both."""
NONE, ON_THE_DAY = "none", "0"
_AN_HOUR = timedelta(hours=1)
AHEADS = {"1h": _AN_HOUR, "4h": 4 * _AN_HOUR, "day": A_DAY, "2": 2 * A_DAY, "3": 3 * A_DAY, "week": A_WEEK}
"""How far ahead a date can be announced, beside on the day and not at all."""
SOONS = {str(minutes): timedelta(minutes=minutes) for minutes in (5, 10, 15, 30, 60)}
MORNING = timedelta(hours=8)
"""What is announced on the day is so at this hour, or an hour ahead of what begins early."""
_LOOKED_AT = 60
"""Dates between which the shortest time is looked for: five years of a monthly series."""


@dataclass(eq=False)
class TooFarAhead(Refusal):
    """So far ahead, a date would be announced before the one before it is over; `apart`: so long after one another they are."""

    field = AHEAD
    apart: timedelta


@dataclass(eq=False)
class BadLead(Refusal):
    """What is said of announcing (`which` is AHEAD) or reminding (SOON) is none of what the form offers."""

    text: str
    which: str = AHEAD


@dataclass(frozen=True)
class Leads:
    """How long before its hour a date is announced, and reminded of; None: not at all."""

    ahead: timedelta | None = A_DAY
    soon: timedelta | None = REMINDED


def leads_of(extras: Mapping[str, str], begins: time) -> Leads:
    """Read how long before its hour, by the wall, a date is announced and reminded of; what was not said is the usual."""
    return Leads(ahead_of(extras, begins), soon_of(extras))


def ahead_of(extras: Mapping[str, str], begins: time) -> timedelta | None:
    """Read how long before its hour a date is announced; None: not at all."""
    match extras.get(AHEAD, ""):
        case "none":
            return None
        case "0":
            return max(timedelta(hours=begins.hour, minutes=begins.minute) - MORNING, _AN_HOUR)
        case said:
            return AHEADS.get(said, A_DAY)


def soon_of(extras: Mapping[str, str]) -> timedelta | None:
    """Read how long before its hour a date is reminded of; None: not at all."""
    said = extras.get(SOON, "")
    return None if said == NONE else SOONS.get(said, REMINDED)


def written(leads: Leads) -> Mapping[str, str]:
    """Write both, for a draft and as the choices of a form."""
    return {AHEAD: written_ahead(leads.ahead), SOON: _named(SOONS, leads.soon, "10")}


def written_ahead(ahead: timedelta | None) -> str:
    """Write how long before its hour a date is announced."""
    is_another = ahead is not None and ahead < A_DAY and ahead not in AHEADS.values()
    return ON_THE_DAY if is_another else _named(AHEADS, ahead, "day")


def _named(choices: Mapping[str, timedelta], span: timedelta | None, usual: str) -> str:
    if span is None:
        return NONE
    return next((name for name, each in choices.items() if each == span), usual)


def may_announce(ahead: timedelta | None, *, dates: Iterable[datetime], length: timedelta) -> None:
    """Raise TooFarAhead where a date (wall time) would be announced before the one of the date before it is over."""
    if ahead is None or ahead <= A_DAY:
        return
    for earlier, later in pairwise(dates):
        if later - ahead < earlier + length:
            raise TooFarAhead(later - earlier)


def fit(ahead: timedelta | None, recurrence: Recurrence, at: datetime) -> None:
    """Raise TooFarAhead where the dates of a rule stand too close together to be announced so far ahead."""
    dates = (one.held for one in islice(occurrences(recurrence, at), _LOOKED_AT))
    may_announce(ahead, dates=dates, length=recurrence.duration or timedelta())

"""The weekly list of what is open in a channel: how it is asked for, and when it is posted."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.core.ids import ChannelId, PersonId
from bot.core.refusal import Refusal
from bot.core.zones import zone_or_utc
from bot.schedule.grammar.errors import TimeMissing
from bot.schedule.grammar.lexicon import DAY_NAMES
from bot.schedule.grammar.sentences import Sentence, read_sentence
from bot.schedule.recurrence import Recurrence
from bot.schedule.working_days import WorkingDays

USUAL = "monday 9:00"
_EVERY = re.compile(r"\A(?:every|each|on)\s+", re.IGNORECASE)
"""How a weekday may begin, which stands before it already."""
_A_WEEK = timedelta(days=7)


class NotWeekly(Refusal):
    """What was typed is not one day of each week."""


@dataclass(frozen=True)
class Digest:
    """When a channel wants its open action items listed: a weekday (0 is Monday) and a wall time of a zone; who asked for it."""

    channel: ChannelId
    weekday: int
    at: time
    zone: str
    set_by: PersonId

    @property
    def recurrence(self) -> Recurrence:
        """Return it as a rule: each week on its day."""
        start = datetime.combine(date(2024, 1, 1) + timedelta(days=self.weekday), self.at)
        return Recurrence(_weekly(self.weekday), start, self.zone)


def read_digest(text: str, *, channel: ChannelId, person: PersonId, zone: str, at: datetime) -> Digest:
    """Read `friday 14:00`; without a time it is nine. Raise NotWeekly and what `read_sentence` raises."""
    found = _sentence(_EVERY.sub("", text) or USUAL, at, zone)
    recurrence = found.recurrence
    if found.duration or found.link or found.title or recurrence.rule != _weekly(recurrence.start.weekday()):
        raise NotWeekly
    return Digest(channel, recurrence.start.weekday(), recurrence.start.time(), recurrence.zone, person)


def _weekly(weekday: int) -> str:
    return f"FREQ=WEEKLY;BYDAY={DAY_NAMES[weekday][:2].upper()}"


def _sentence(text: str, at: datetime, zone: str) -> Sentence:
    try:
        return read_sentence(f"every {text}", at=at, zone=zone)
    except TimeMissing:
        return read_sentence(f"every {text} at 9:00", at=at, zone=zone)


def next_digest(digest: Digest, days: WorkingDays, at: datetime) -> datetime:
    """Return when the list is posted next (UTC): on its day, or the first working day after it."""
    today = at.astimezone(zone_or_utc(digest.zone)).date()
    monday = today - timedelta(days=today.weekday())
    week = monday - _A_WEEK
    while (moment := _moment(digest, days, week)) <= at:
        week += _A_WEEK
    return moment


def is_due(digest: Digest, days: WorkingDays, at: datetime) -> date | None:
    """Return the day of the list that is to be posted at a moment; None on every other day, and before its hour."""
    today = at.astimezone(zone_or_utc(digest.zone)).date()
    monday = today - timedelta(days=today.weekday())
    moments = [_moment(digest, days, monday - _A_WEEK * weeks) for weeks in (0, 1)]
    due = [moment for moment in moments if moment <= at and moment.astimezone(zone_or_utc(digest.zone)).date() == today]
    return today if due else None


def _moment(digest: Digest, days: WorkingDays, monday: date) -> datetime:
    day = monday + timedelta(days=digest.weekday)
    day = day if days.works(day) else days.after(day, 1)
    return datetime.combine(day, digest.at, zone_or_utc(digest.zone)).astimezone(UTC)

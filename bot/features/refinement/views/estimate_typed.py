"""What people type after `/refine estimate`: what is to be estimated, and until when."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.refusal import Refusal
from bot.schedule.grammar.lexicon import MONTH, NUMBER, WEEKDAY
from bot.schedule.grammar.other_languages import day_words
from bot.schedule.grammar.sentences import read_sentence
from bot.schedule.recurrence import next_after
from bot.schedule.working_days import WorkingDays

_BY = re.compile(r"(?<!\s)\s+(?:by|until|till)\s+", re.IGNORECASE)
_A_TIME = re.compile(r"\d{1,2}\s?(?:[:.h]\s?\d{2}|am\b|pm\b)|\bat\s+\d|\b(?:noon|midnight)\b", re.IGNORECASE)
_A_DAY = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?:[./-]\d{{1,2}}|\.?\s+(?:of\s+)?(?:{MONTH}|[^\W\d_]{{3,}}$))|20\d\d-\d|\b(?:eod|eob|cob|eow|noon|midnight|lunch|tomorrow|tonight|today)\b"
    rf"|^(?:(?:this|next|the|end\s+of)\s+)*(?:{WEEKDAY}|day|week|month|quarter|sprint|christmas|easter|new\s+year)$|^(?:in\s+)?(?:an?|{NUMBER})\s+(?:hours?|days?|weeks?|months?)$",
    re.IGNORECASE,
)
"""What says a moment behind “by”, understood or not: no name of an item."""
_BESIDE_BY = re.compile(
    rf"\s(?P<when>in\s+(?:an?|{NUMBER})\s+(?:minutes?|hours?|days?|weeks?|months?)|(?:before|due|bis)\s+.{{2,30}}|tomorrow|tonight|today)$",
    re.IGNORECASE,
)
"""The same at the end of a text, without “by”."""
_END_OF_DAY = "at 17:00"


@dataclass(frozen=True)
class Asked:
    """What is to be estimated, and until when; None: nobody said."""

    title: str
    due: datetime | None = None


def read_asked(text: str, *, at: datetime, zone: str) -> Asked:
    """Read `Save a card by friday 12:00`; what stands behind the last "by" and means no moment belongs to the title.

    Raise what the grammar of moments raises where a time of day stands there, and PerhapsAMoment where it may be a day.
    """
    parts = list(_BY.finditer(text))
    if not parts:
        return _without_by(text.strip())
    title, tail = text[: parts[-1].start()].strip(), text[parts[-1].end() :].strip()
    try:
        due = read_due(tail, at=at, zone=zone)
    except Refusal:
        if _A_TIME.search(tail):
            raise
        if _A_DAY.search(tail) or day_words(tail):
            raise PerhapsAMoment(text.strip(), tail) from None
        return Asked(text.strip())
    return Asked(title, due)


def _without_by(text: str) -> Asked:
    """Return an item that nobody named a moment for. Raise PerhapsAMoment where its last words may be one."""
    found = _BESIDE_BY.search(text)
    if found and (
        day_words(found["when"]) or _A_DAY.search(found["when"].split(maxsplit=1)[-1]) or _A_TIME.search(found["when"])
    ):
        raise PerhapsAMoment(text, found["when"])
    return Asked(text)


def read_due(text: str, *, at: datetime, zone: str) -> datetime:
    """Read a moment: `friday 12:00`, `friday` (its evening), `16:00` (today, else tomorrow). Raise what the grammar raises."""
    refused: Refusal | None = None
    for form in _forms(text):
        try:
            asked = read_sentence(form, at=at, zone=zone).recurrence
        except Refusal as refusal:
            refused = refused or refusal
            continue
        first = next_after(asked, at)
        if asked.rule or first is None:
            raise NotOneMoment
        return first.starts
    assert refused is not None  # no form was read
    raise refused


def _forms(text: str) -> list[str]:
    """Return the sentences that a deadline may stand for, the likeliest first: "friday" alone is the coming one."""
    if not _A_TIME.search(text):
        return [text, f"{text} {_END_OF_DAY}", f"next {text} {_END_OF_DAY}"]
    time = text.removeprefix("at ")
    return [text, f"next {text}", f"today at {time}", f"tomorrow at {time}"]


class PerhapsAMoment(Refusal):
    """The last `words` of what is to be estimated may say until when."""

    def __init__(self, text: str, words: str) -> None:
        super().__init__(text, words)
        self.text = text
        self.words = words


class NotOneMoment(Refusal):
    """What was said comes again, or is over: a deadline is one moment to come."""

    field = "until"


def usual_due(at: datetime, zone: str, lasts: timedelta, days: WorkingDays) -> datetime:
    """Return the deadline where nobody names one: a day from now, on a day that the team works on."""
    due = at.astimezone(ZoneInfo(zone)) + lasts
    if not days.works(due.date()):
        due += days.after(due.date()) - due.date()
    return due.astimezone(at.tzinfo)

"""Reads what people type of a credential: `CSPO 14 march 2026`, `A-CSM until 2028-03-14`. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from bot.core.refusal import Refusal
from bot.core.texts import on_one_line
from bot.features.seu.rules.credential_names import Known, first_called, near
from bot.features.seu.rules.credential_refusals import DayNotRead, UnknownCredential, YearMissing
from bot.features.seu.rules.programmes import Programmes
from bot.teams.typed_days import DaysAreTwo, NotDays, TooManyDays, read_days

_UNTIL = re.compile(r"(?:valid\s+)?(?:until|till|through|expires?(?:\s+on)?|expiring(?:\s+on)?|ends?(?:\s+on)?)\b", re.IGNORECASE)
_ISSUED = re.compile(r"(?:issued|since|from|earned|got(?:\s+it)?)(?:\s+on)?\b", re.IGNORECASE)
_YEAR = re.compile(r"\b\d{4}\b|\btoday\b", re.IGNORECASE)


@dataclass(frozen=True)
class SaidCredential:
    """What a sentence says of a credential, as far as it was understood: which it may be, and its day of issue or of expiry.

    `doubts`: why not all of it was.
    """

    may_be: tuple[Known, ...] = ()
    issued: date | None = None
    entered: date | None = None
    doubts: tuple[Refusal, ...] = ()

    @property
    def is_clear(self) -> bool:
        """Tell whether nothing is left to ask."""
        return len(self.may_be) == 1 and not self.doubts and (self.issued or self.entered) is not None


def read_sentence(text: str, programmes: Programmes, today: date) -> SaidCredential:
    """Read the name of a credential and a day: one that is over is that of issue, one to come that of expiry, unless a word says which."""
    found, rest = first_called(programmes, on_one_line(text))
    doubts: tuple[Refusal, ...] = ()
    if not found and rest:
        name, rest = _parted(rest)
        doubts = (UnknownCredential(name, near(programmes, name)),)
    if not rest:
        return SaidCredential(found, doubts=doubts)
    until, issued = _UNTIL.match(rest), _ISSUED.match(rest)
    lead = until or issued
    said = rest[lead.end() :].strip(" :,") if lead else rest
    try:
        day = _day(said, rest, today)
    except Refusal as refusal:
        return SaidCredential(found, doubts=(*doubts, refusal))
    if until or (day > today and not issued):
        return SaidCredential(found, entered=day, doubts=doubts)
    return SaidCredential(found, issued=day, doubts=doubts)


def _parted(text: str) -> tuple[str, str]:
    """Part a name that nobody knows from the day behind it, which begins with a digit or with a word that leads to one."""
    words = text.split()
    for place in range(1, len(words)):
        rest = " ".join(words[place:])
        if rest[0].isdigit() or _UNTIL.match(rest) or _ISSUED.match(rest):
            return " ".join(words[:place]), rest
    return text, ""


def _day(said: str, whole: str, today: date) -> date:
    """Read one day with its year. Raise DayNotRead or YearMissing."""
    try:
        days = read_days(said, today)
    except DaysAreTwo as doubt:
        raise DayNotRead(whole, doubt.readings) from doubt
    except (NotDays, TooManyDays) as refused:
        raise DayNotRead(whole) from refused
    if len(days) > 1:
        raise DayNotRead(whole)
    if not _YEAR.search(said):
        raise YearMissing(whole, days.first)
    return days.first

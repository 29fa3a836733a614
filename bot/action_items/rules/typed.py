"""Reads what somebody typed as an action item: who, what, and by when."""

import re
from dataclasses import dataclass
from datetime import date

from bot.core.ids import PersonId
from bot.core.refusal import Refusal
from bot.core.texts import trimmed
from bot.schedule.grammar.dates import resolve
from bot.schedule.grammar.errors import Ambiguous, NotUnderstood
from bot.schedule.grammar.other_languages import day_words
from bot.schedule.grammar.parsed import Parts
from bot.schedule.grammar.parts import Coming, Day, Problem, Until
from bot.schedule.grammar.sentences import parse

_OWNER = re.compile(r"\s*<@([A-Z0-9]+)(?:\|[^<>]*)?>[\s,:]*")
_BY = re.compile(r"(?:^|(?<!\s)\s+)(?:by|due(?:\s+by)?|until|till)[\s:]+", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_LIKE_A_DAY = re.compile(
    rf"""(?:the\s+|this\s+|next\s+|last\s+)*(?:
        (?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\b | yesterday\b | today\b | tonight\b | tomorrow\b
        | (?:eod|eob|cob|eow|asap|christmas|xmas|easter|new\s+year)\b | (?:end\s+of\s+(?:the\s+)?)?(?:week|month|quarter|year|sprint)\b
        | \d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b | {_MONTH}\s+\d | \d{{4}}-\d{{1,2}}-\d | \d{{1,2}}[./]\d{{1,2}}\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""What begins like a day; where it comes to none, its author is asked rather than it being kept as a part of the text."""
_AT_THE_END = re.compile(
    r"\s(?P<day>in\s+(?:an?|\d+|two|three|four|five|six)\s+(?:days?|weeks?|months?)|today|tonight|tomorrow|next\s+(?:week|month|\w+day)"
    r"|eod|eob|cob|asap|(?:before|bis)\s+[^\s.!]+)[.!]*$",
    re.IGNORECASE,
)
"""What may be a day without a word that says so."""
_STOPS = " \t\n,;:"
"""What stands between what is to be done and its day, and is of neither."""
_UNTIL = "until "
"""How the grammar of schedules is asked for a day that is a limit: there a bare "friday" would be every one."""
_LONGEST_DAY = 60


@dataclass(frozen=True)
class Typed:
    """What was typed: `owner` is who was mentioned first of all, `doubt` why the day that was said is not clear."""

    text: str
    owner: PersonId | None = None
    due: date | None = None
    doubt: Refusal | None = None


NOTHING_TYPED = Typed("")


def owner_of(text: str) -> tuple[PersonId | None, str]:
    """Return who is mentioned before anything else, and what follows."""
    found = _OWNER.match(text)
    return (None, text) if found is None else (PersonId(found[1]), text[found.end() :])


def read_typed(text: str, today: date) -> Typed:
    """Read `writes the rule by friday`: words after the last "by" that are a day and nothing else are when it is due.

    What begins like a day and is none, or says more, is in doubt.
    """
    said, found = trimmed(text), tuple(_BY.finditer(text))
    if not found:
        return Typed(said, doubt=_perhaps_a_day(said))
    by = found[-1]
    try:
        due = day_said(text[by.end() :], today)
    except Refusal as doubt:
        return Typed(said, doubt=doubt)
    if due is None and (_LIKE_A_DAY.match(rest := trimmed(text[by.end() :])) or day_words(rest)):
        return Typed(said, doubt=NotUnderstood(rest, rest))
    return Typed(said) if due is None else Typed(trimmed(text[: by.start()].rstrip(_STOPS)), due=due)


def _perhaps_a_day(text: str) -> Refusal | None:
    """Return the question whether the last words are when it is due; None where they speak of no day."""
    found = _AT_THE_END.search(text)
    if found is None:
        return None
    words = found["day"]
    lead, _, day = words.partition(" ")
    if lead.lower() in {"before", "bis"}:
        return NotUnderstood(words, words) if _LIKE_A_DAY.match(day) or day_words(day) else None
    is_a_day = re.match(r"in\s|to|next\s+\w+day", words, re.IGNORECASE)
    return Ambiguous(words, (f"by {words}",)) if is_a_day else NotUnderstood(words, words)


def day_said(text: str, today: date) -> date | None:
    """Return the day that a text says, and nothing else; None where it says something else. Raise Ambiguous and what `resolve` raises."""
    text = trimmed(text).rstrip(".!")
    if not text or len(text) > _LONGEST_DAY:
        return None
    parts = parse(_UNTIL + text)
    if len(parts.said) != 1:
        return None
    for problem in parts.each(Problem):
        raise _without_lead(problem.refusal)
    for until in parts.each(Until):
        return _resolved(parts, until.day, text, today)
    return None


def _resolved(parts: Parts, day: Day, text: str, today: date) -> date:
    """Return the date of a day; a weekday said on that very day may be today or in a week."""
    if isinstance(day, Coming) and day.weekday == today.weekday() and not text.casefold().startswith(("this", "next")):
        raise Ambiguous(text, ("today", f"next {text}"))
    try:
        return resolve(parts, day, today, Until)
    except Ambiguous as doubt:
        raise _without_lead(doubt) from doubt


def _without_lead(doubt: Refusal) -> Refusal:
    """Return the question without the word that only this reader has put before the day."""
    if not isinstance(doubt, Ambiguous):
        return doubt
    return Ambiguous(doubt.text.removeprefix(_UNTIL), tuple(one.removeprefix(_UNTIL) for one in doubt.readings))

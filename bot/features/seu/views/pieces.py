"""Pieces of the ledger's messages: times, occasions, who was there when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.features.seu.rules.mending import Mending
from bot.features.seu.rules.values import Category, Entry, Session, Worth
from bot.meetings.rules.credit import CreditRule
from bot.meetings.views.credit_words import in_words
from bot.slack.text import plain
from bot.words.words import Words

_MOST_STRETCHES = 4


@dataclass(frozen=True)
class Line:
    """One session as a message shows it: what it was worth, the ledger's last word on it (if any), from when to when (UTC).

    `prepares`: its reader hosted it, and has not added what they prepared. `mend`: what is to be mended at bodies after a correction.
    """

    session: Session
    worth: Worth
    entry: Entry | None
    present: tuple[tuple[datetime, datetime], ...]
    declined: bool = False
    prepares: bool = False
    mend: tuple[Mending, ...] = ()


def private(words: Words) -> str:
    """Say who reads this, and who has not issued it."""
    return words.say("Private to you. Not issued by Scrum Alliance.")


def bare(text: str) -> str:
    """Return a sentence without its bold marks, for notifications and screen readers."""
    return text.replace("*", "")


def hours_minutes(words: Words, minutes: int) -> str:
    """Write minutes as Scrum Alliance's form asks for them: `0 h 43 min`."""
    hours, rest = divmod(minutes, 60)
    return words.say("{hours} h {minutes} min", hours=hours, minutes=rest)


def kind_named(words: Words, category: Category) -> str:
    """Name a kind of learning shortly."""
    return {
        Category.EVENT: words.say("event"),
        Category.COURSE: words.say("course"),
        Category.READING: words.say("reading"),
        Category.WATCHING: words.say("watching or listening"),
        Category.PREPARING: words.say("preparing"),
        Category.VOLUNTEERING: words.say("volunteering"),
        Category.WORK: words.say("work"),
        Category.OTHER: words.say("something else"),
    }[category]


def what(words: Words, entry: Entry) -> str:
    """Write what an entry is about, its kind and its day: “Flow”, reading, 1 December 2026."""
    return words.say(
        "“{title}”, {kind}, {day}",
        title=plain(entry.description, 200),
        kind=kind_named(words, entry.category),
        day=words.day(entry.day),
    )


def alike(words: Words, entry: Entry) -> str:
    """Ask whether what is to be added is something else than an entry that stands already."""
    return words.say(
        "Your ledger has *{time}* of “{title}” on {day} already. Is this something else?",
        time=hours_minutes(words, entry.minutes),
        title=plain(entry.description),
        day=words.day(entry.day),
    )


def occasion(words: Words, session: Session) -> str:
    """Write what was attended and on which day: “Platform guild”, Lean Coffee, 1 December 2026."""
    return words.say(
        "“{title}”, {ceremony}, {day}", title=plain(session.title), ceremony=session.ceremony, day=words.day(session.day)
    )


def presence(words: Words, line: Line) -> str:
    """Write from when to when somebody was there, in the reader's own zone, and the rule.

    With seconds where there are any: 07:08 to 07:27 would be 19 minutes, of which the whole ones are 18. The reader's day is named
    where it is not the day that counts, which is the session's.
    """
    spans = [_whole_seconds(since, until) for since, until in line.present]
    seconds = any(moment.second for span in spans for moment in span)
    rule = rule_in_words(words, line.session, seconds=seconds)
    if not spans:
        return words.say("On the host's word ({rule}).", rule=rule)
    if len(spans) > _MOST_STRETCHES:
        whole = _stretch(words, spans[0][0], spans[-1][1], seconds=seconds)
        told = words.say("{stretch} in {n} parts", stretch=whole, n=len(spans))
    else:
        told = words.names([_stretch(words, since, until, seconds=seconds) for since, until in spans])
    day = words.local_date(spans[0][0])
    if day != line.session.day and not words.shared:
        return words.say("Present on {day}, {stretches} ({rule}).", day=words.short_day(day), stretches=told, rule=rule)
    return words.say("Present {stretches} ({rule}).", stretches=told, rule=rule)


def rule_in_words(words: Words, session: Session, *, seconds: bool = False) -> str:
    """Write the credit rule of a session: exact minutes (the whole ones of times with seconds), or full credit from a share on."""
    exact = words.say("whole minutes") if seconds else words.say("exact minutes")
    return in_words(words, CreditRule.of_fact(session.rule, session.minimum), exact)


def _whole_seconds(since: datetime, until: datetime) -> tuple[datetime, datetime]:
    """Return a stretch of as many whole seconds: cut at both ends it could read a minute longer than it was."""
    begins = since.replace(microsecond=0)
    return begins, begins + (until - since) // timedelta(seconds=1) * timedelta(seconds=1)


def _stretch(words: Words, since: datetime, until: datetime, *, seconds: bool) -> str:
    write: Callable[[datetime], str] = words.clock_seconds if seconds else words.clock
    if words.shared:  # nobody knows this reader's zone but Slack
        write = partial(words.slack_time, seconds=seconds, zone=True)
    return words.say("{since} to {until}", since=write(since), until=write(until))

"""Pieces of the ledger's messages: times, occasions, who was there when."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.features.seu.rules import Entry, Session, Worth
from bot.slack.text import plain
from bot.words import Words

_MOST_STRETCHES = 4


@dataclass(frozen=True)
class Line:
    """One session as a message shows it: what it was worth, the ledger's last word on it (if any), from when to when (UTC)."""

    session: Session
    worth: Worth
    entry: Entry | None
    present: tuple[tuple[datetime, datetime], ...]
    declined: bool = False


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


def occasion(words: Words, session: Session) -> str:
    """Write what was attended and on which day: “Platform guild”, Lean Coffee, 1 December 2026."""
    return words.say(
        "“{title}”, {ceremony}, {day}", title=plain(session.title), ceremony=session.ceremony, day=words.day(session.day)
    )


def presence(words: Words, line: Line) -> str:
    """Write from when to when somebody was there, in the session's zone (named where it is not the reader's), and the rule."""
    rule = rule_in_words(words, line.session)
    if not line.present:
        return words.say("On the host's word ({rule}).", rule=rule)
    zone = ZoneInfo(line.session.zone)
    if len(line.present) > _MOST_STRETCHES:
        first, last = line.present[0][0], line.present[-1][1]
        whole = _placed(words, zone, _stretch(words, zone, first, last))
        return words.say("Present {stretch} in {n} parts ({rule}).", stretch=whole, n=len(line.present), rule=rule)
    stretches = _placed(words, zone, words.names([_stretch(words, zone, since, until) for since, until in line.present]))
    return words.say("Present {stretches} ({rule}).", stretches=stretches, rule=rule)


def rule_in_words(words: Words, session: Session) -> str:
    """Write the credit rule of a session: exact minutes, or full credit from a share on."""
    name, _, percent = session.rule.partition(":")
    told = words.say("full credit from {percent} %", percent=percent) if name == "full" else words.say("exact minutes")
    return words.say("{rule}, from {minimum} min on", rule=told, minimum=session.minimum) if session.minimum else told


def _stretch(words: Words, zone: ZoneInfo, since: datetime, until: datetime) -> str:
    return words.say("{since} to {until}", since=f"{since.astimezone(zone):%H:%M}", until=f"{until.astimezone(zone):%H:%M}")


def _placed(words: Words, zone: ZoneInfo, stretches: str) -> str:
    """Name the zone of some times, unless it is the reader's own."""
    return stretches if zone == words.zone else words.say("{times} {zone}", times=stretches, zone=zone.key)

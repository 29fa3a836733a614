"""A roster to sign: who was there, or is expected, with an empty column for each hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.papers.paper import Column, Paper, Table
from bot.slack.text import one_line
from bot.words.words import Words

_EMPTY_ROWS = 12
"""For those whom nobody expected."""
_LONGEST = 200


@dataclass(frozen=True)
class Signatory:
    """Who signs, by their whole name; `minutes` that they were there, None while that is to come."""

    name: str
    minutes: int | None = None


@dataclass(frozen=True)
class Occasion:
    """What is signed for: from when to when (UTC; no end while that is open), in which zone (IANA), whose it is, the credit rule in words."""

    title: str
    kind: str
    began: datetime
    ended: datetime | None
    zone: str
    host: str
    rule: str


def roster_sheet(words: Words, occasion: Occasion, people: Sequence[Signatory], made: datetime) -> Paper:
    """Return the roster of an occasion; while it is to come, without minutes and with room for more people."""
    is_over = occasion.ended is not None
    minutes = (Column(words.say("Minutes"), 14, numbers=True),) if is_over else ()
    columns = (
        Column("", 7, numbers=True),
        Column(words.say("Name"), 43),
        *minutes,
        Column("", 3),
        Column(words.say("Signature"), 47),
    )
    named = sorted(people, key=lambda one: one.name.casefold())
    rows = [
        (str(number), one_line(one.name), *((str(one.minutes or 0),) if is_over else ()), "", "")
        for number, one in enumerate(named, 1)
    ]
    if not is_over:
        rows += [(str(number), "", "", "") for number in range(len(rows) + 1, len(rows) + 1 + _EMPTY_ROWS)]
    return Paper(
        title=one_line(occasion.title)[:_LONGEST],
        language=words.locale.language,
        facts=_facts(words.in_zone(occasion.zone), occasion),
        table=Table(columns, tuple(rows), tall=True),
        below=(words.say("Not issued by Scrum Alliance. Minutes are those that the meeting's roster has, by the rule above."),)
        if is_over
        else (words.say("Not issued by Scrum Alliance."),),
        foot=words.say("Roster of {title}", title=one_line(occasion.title)[:_LONGEST]),
        number=words.say("Page {page} of {pages}", page="{page}", pages="{pages}"),
        missing=words.say("An empty box stands for a letter that the fonts of this document do not have."),
        made=made,
    )


def _facts(words: Words, occasion: Occasion) -> tuple[tuple[str, str], ...]:
    since = words.clock(occasion.began)
    when = words.say("{since} {zone}", since=since, zone=words.zone.key)
    if occasion.ended is not None:
        lasted = (occasion.ended - occasion.began) // timedelta(minutes=1)
        when = words.say(
            "{since} to {until} {zone}, {n} min", since=since, until=words.clock(occasion.ended), zone=words.zone.key, n=lasted
        )
    return (
        (words.say("What"), occasion.kind),
        (words.say("Date"), words.day(occasion.began)),
        (words.say("Time"), when),
        (words.say("Host"), one_line(occasion.host)),
        *(((words.say("Counted by"), occasion.rule),) if occasion.rule else ()),
    )

"""What a host can do once their meeting has ended: roster, claim link, totals of its series."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, OverflowMenuElement

from bot.feature import CLAIM_LINK
from bot.meetings.naming import Naming
from bot.meetings.rules.totals import Totals
from bot.meetings.rules.values import Meeting
from bot.meetings.views.frame import facts, folded
from bot.meetings.views.ids import option_value
from bot.slack.blocks import context, grouped, overflow
from bot.slack.handed_on import handed_on
from bot.slack.surfaces import Modal
from bot.slack.text import plain
from bot.words.words import Words


def of_summary(naming: Naming, words: Words, meeting: Meeting, *, earns: bool = True) -> OverflowMenuElement | None:
    """Return the ⋮ menu of a summary; `earns`: who attended may keep its minutes. None where there is nothing in it."""
    roster = (words.say("Correct attendance (host)"), option_value("roster", meeting.id, meeting.phase))
    sheet = (words.say("Roster to sign (host, PDF)"), option_value("sheet", meeting.id, meeting.phase))
    claim = (words.say("Add the claim link (host)"), handed_on(CLAIM_LINK, meeting.id))
    totals = (words.say("Totals of the series (host)"), option_value("totals", meeting.id, meeting.phase))
    choices = [*([roster, sheet, claim] if earns else []), *([totals] if meeting.series is not None else [])]
    return overflow(naming.id("more"), choices)


def left_open(words: Words, meeting: Meeting) -> str:
    """Say of a meeting that nobody has ended when it closed by itself, and until when it counts."""
    closed = words.slack_time(meeting.began)
    if meeting.closed is None or meeting.closed >= meeting.began:
        return words.say("It was left open, so it closed by itself at {closed}.", closed=closed)
    return words.say(
        "It was left open, so it closed by itself at {closed}. Attendance counts until {ended}.",
        closed=closed,
        ended=words.slack_time(meeting.closed),
    )


def totals_form(naming: Naming, words: Words, meeting: Meeting, totals: Totals) -> Modal:
    """Draw the totals of a series: its dates with how many came; nobody's minutes, and nobody by name."""
    words = words.in_zone(meeting.zone)
    head = facts(
        f"*{plain(meeting.title)}*",
        words.count("{n} date met", "{n} dates met", len(totals.dates)),
        words.count("{n} person", "{n} people", totals.people),
        words.say("{time} of attendance in all", time=_hours(words, totals.minutes)),
    )
    blocks: list[Block] = grouped([head, *folded(words, _dates(words, totals))])
    blocks.append(
        context(
            words.say(
                "Who came to several dates is one of the people. No minutes of a person and nobody's own ledger are in this."
            )
        )
    )
    return Modal(naming.id("totals"), words.say("Totals of the series"), blocks, close=words.say("Close"))


def _dates(words: Words, totals: Totals) -> Sequence[str]:
    return [
        facts(words.day(one.began), words.count("{n} person", "{n} people", one.people), _hours(words, one.minutes))
        for one in totals.dates
    ]


def _hours(words: Words, minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return words.say("{hours} h {minutes} min", hours=hours, minutes=rest)

"""The attendance statement: what stands in a ledger, for whoever asks for a proof."""

from datetime import datetime

from bot.features.seu.rules.values import Entry, Session, Source
from bot.features.seu.rules.verifying import MARK
from bot.features.seu.rules.whole_ledger import WholeLedger
from bot.features.seu.views.pieces import hours_minutes, rule_in_words
from bot.papers.paper import Column, Paper, Table
from bot.slack.text import one_line
from bot.words.words import Words

_TITLE = 300


def statement(words: Words, ledger: WholeLedger, named: str) -> Paper:
    """Return a statement of what stands in a ledger, by the id under which it is issued."""
    columns = (
        Column(words.say("Date"), 21),
        Column(words.say("Activity"), 36),
        Column(words.say("From and to"), 20),
        Column(words.say("Counted by"), 22),
        Column(words.say("Minutes"), 11, numbers=True),
    )
    together = ("", words.say("Together: {time}", time=hours_minutes(words, ledger.minutes)), "", "", str(ledger.minutes))
    rows = tuple(_row(words, ledger, entry) for entry in ledger.standing)
    return Paper(
        title=words.say("Attendance statement"),
        language=words.locale.language,
        facts=_facts(words, ledger, named),
        table=Table(columns, rows, together),
        below=(
            words.say("Not issued by Scrum Alliance or any other body: their own records alone tell what they accept."),
            words.say(
                "Attendance was recorded by the bot of a Slack workspace while the meeting ran, in whole minutes, by the rule that"
                " was shown before it. “Self-reported” and “brought along” rest on this person's word."
            ),
            words.say("Whoever runs that bot can check this file: python -m bot verify, with the file or the statement's id."),
        ),
        foot=words.say("Statement {named}. Not issued by Scrum Alliance.", named=named),
        number=words.say("Page {page} of {pages}", page="{page}", pages="{pages}"),
        missing=words.say("An empty box stands for a letter that the fonts of this document do not have."),
        made=ledger.made,
        mark=MARK + named,
    )


def _facts(words: Words, ledger: WholeLedger, named: str) -> tuple[tuple[str, str], ...]:
    days = [entry.day for entry in ledger.standing]
    since, until = ledger.chosen.since or min(days), ledger.chosen.until or max(days)
    period = (
        words.day(since) if since == until else words.say("{since} to {until}", since=words.day(since), until=words.day(until))
    )
    return (
        (words.say("Name"), one_line(ledger.name)),
        (words.say("Period"), period),
        (words.say("Statement"), named),
        (words.say("Made on"), _moment(words, ledger.made)),
    )


def _moment(words: Words, at: datetime) -> str:
    return words.say("{day}, {clock} ({zone})", day=words.day(at), clock=words.clock(at), zone=words.zone.key)


def _row(words: Words, ledger: WholeLedger, entry: Entry) -> tuple[str, ...]:
    session = ledger.sessions.get(entry.activity)
    title = one_line(entry.description)[:_TITLE]
    what = words.say("{title} ({ceremony})", title=title, ceremony=session.ceremony) if session else title
    return (words.day(entry.day), what, _window(words, session), _counted(words, entry, session), str(entry.minutes))


def _window(words: Words, session: Session | None) -> str:
    """Write from when to when a session ran, in its own zone."""
    if session is None:
        return ""
    there = words.in_zone(session.zone)
    return words.say(
        "{since} to {until} {zone}", since=there.clock(session.began), until=there.clock(session.ended), zone=there.zone.key
    )


def _counted(words: Words, entry: Entry, session: Session | None) -> str:
    match entry.source:
        case Source.ATTENDANCE if session is not None:
            return words.say("attendance: {rule}", rule=rule_in_words(words, session))
        case Source.ATTENDANCE:
            return words.say("attendance")
        case Source.HOST:
            return words.say("the host's word")
        case Source.SELF:
            return words.say("self-reported")
        case Source.IMPORT:
            return words.say("brought along")

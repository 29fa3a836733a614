"""The card of a refinement, the line shortly before it, and what its owner hears when it failed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.core.kinds import AlarmKind
from bot.features.refinement.kinds import SERIES
from bot.features.refinement.views.agenda_ids import AGENDA_BUTTON
from bot.series.recurring import Shown
from bot.series.rules import CalledOff, Series
from bot.series.views import card as cards
from bot.series.views.announcement import became, framed, take_back
from bot.slack.blocks import context, section
from bot.slack.surfaces import Message
from bot.slack.text import one_line, plain
from bot.words.words import Words


def title_of(words: Words, title: str) -> str:
    """Return what a refinement is called, on one line: its own title, or the field's word."""
    return one_line(title) or words.say("Backlog refinement")


@dataclass(frozen=True)
class Brought:
    """What a refinement is about: goals, agenda, what is proposed to refine; who is away. Each as lines to draw.

    `one_hour`: who reads the card has the hour of its head, so it stands nowhere else.
    """

    goals: Sequence[str] = ()
    agenda: Sequence[str] = ()
    items: Sequence[str] = ()
    away: Sequence[str] = ()
    one_hour: bool = False


NOTHING_BROUGHT = Brought()


def card(words: Words, shown: Shown, brought: Brought = NOTHING_BROUGHT) -> Message:
    """Draw the card in the channel: when, the call, what it is about, who is late, away or cannot; silence means coming."""
    words, occurrence = words.in_zone(shown.series.zone), shown.occurrence
    if occurrence.called_off is not None:
        text = _called_off(words, shown, occurrence.called_off)
        return became(text, f"🧭 {text}", *take_back(words, SERIES, occurrence, shown.at), context(_by(words, shown)))
    title, day, time = title_of(words, shown.series.title), words.short_day(occurrence.starts), words.clock(occurrence.starts)
    when = "" if brought.one_hour else words.say("*{when}*", when=words.slack_day_time(occurrence.starts))
    facts = [fact for fact in (when, cards.link_to_call(words, shown.series)) if fact]
    blocks: list[Block] = [section("  ·  ".join(facts))] if facts else []
    blocks += [section("\n".join(lines)) for lines in (brought.goals, brought.agenda, brought.items) if lines]
    if shown.at < occurrence.starts:
        blocks.append(cards.answer_buttons(words, SERIES, shown, AGENDA_BUTTON))
    blocks.append(context(*_notes(words, shown, brought.away)))
    values = {"day": day, "time": time, "zone": shown.series.zone}
    head = words.say("🧭 {title}, {day} {time} {zone}", title=words.set_off(title), **values)
    text = words.say("🧭 {title}, {day} {time} {zone}", title=words.set_off(plain(title)), **values)
    return framed(text, head, blocks)


def _called_off(words: Words, shown: Shown, why: CalledOff) -> str:
    title, when = words.set_off(plain(title_of(words, shown.series.title))), words.slack_day_time(shown.occurrence.starts)
    match why:
        case CalledOff.SKIPPED:
            return words.say("{title}, {when}: skipped this time.", title=title, when=when)
        case CalledOff.PAUSED | CalledOff.ZONE_GONE:
            return words.say("{title}, {when}: paused until its reminder goes on.", title=title, when=when)
        case CalledOff.CHANGED:
            return words.say("{title}, {when}: called off, its reminder was changed.", title=title, when=when)
        case CalledOff.CALENDAR:
            return words.say("{title}, {when}: called off, the team's calendar has changed.", title=title, when=when)
        case _:
            return words.say("{title}, {when}: its reminder has been ended.", title=title, when=when)


def _notes(words: Words, shown: Shown, away: Sequence[str]) -> list[str]:
    answered = cards.answered(words, shown)
    silence = "" if answered else words.say("Silence means coming.")
    told = [*answered, cards.away_of(words, away), silence, cards.was_due(words, shown)]
    return [" · ".join(note for note in told if note), _by(words, shown)]


def _by(words: Words, shown: Shown) -> str:
    return words.say("Reminder by {owner}.", owner=plain(shown.names[shown.series.owner]))


def line(words: Words, shown: Shown) -> Message:
    """Draw the line shortly before, with the link; once it is called off, how, for it stands in the channel already."""
    words = words.in_zone(shown.series.zone)
    if shown.occurrence.called_off is not None:
        return Message(_called_off(words, shown, shown.occurrence.called_off))
    title, time = plain(title_of(words, shown.series.title)), words.slack_time(shown.occurrence.starts, zone=True)
    text = words.say("{title} begins at {time}.", title=title, time=time)
    return Message(f"{text} {cards.link_to_call(words, shown.series)}".rstrip())


def zone_gone(words: Words, reminder: Series) -> tuple[str, str]:
    """Name a reminder whose zone is gone, and the command that plans it anew."""
    title = plain(title_of(words, reminder.title))
    what = words.say("The reminder of {title} in <#{channel}>", title=title, channel=reminder.channel)
    return what, "/refine remind every tuesday at 10:00 Europe/Madrid"


def comes(words: Words, title: str, kind: AlarmKind) -> str:
    """Say in a few words what an alarm of a reminder brings."""
    return cards.comes(words, title_of(words, title), kind, SERIES)


def placed(words: Words, reminder: Series) -> str:
    """Name a reminder and its channel."""
    title = plain(title_of(words, reminder.title))
    return words.say("“{title}” in <#{channel}>", title=title, channel=reminder.channel)


def missed(words: Words, reminder: Series, due: datetime, following: datetime | None) -> str:
    """Tell the owner that a card was not sent, and what comes next."""
    text = words.say(
        "I could not send the reminder of {title} in <#{channel}> in time: it was due {when}.",
        title=plain(title_of(words, reminder.title)),
        channel=reminder.channel,
        when=words.slack_day_time(due),
    )
    coming = words.say("The next refinement is {when}.", when=words.slack_day_time(following)) if following else ""
    return f"{text} {coming}".rstrip()

"""The card of a refinement, the line shortly before it, and what its owner hears when it failed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.core.kinds import AlarmKind
from bot.features.refinement.kinds import SERIES
from bot.features.refinement.views.agenda_ids import AGENDA_BUTTON
from bot.series.recurring import Shown
from bot.series.rules import CalledOff, Reply, Series
from bot.series.views.announcement import became, framed, take_back
from bot.slack.blocks import actions, button, context, section
from bot.slack.surfaces import Message
from bot.slack.text import escape, one_line, plain
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
    facts = [fact for fact in (when, link_to_call(words, shown.series)) if fact]
    blocks: list[Block] = [section("  ·  ".join(facts))] if facts else []
    blocks += [section("\n".join(lines)) for lines in (brought.goals, brought.agenda, brought.items) if lines]
    if shown.at < occurrence.starts:
        late = button(words.say("🕑 Late"), SERIES.id("late"), occurrence.id)
        cannot = button(words.say("❌ Can't"), SERIES.id("absent"), occurrence.id)
        blocks.append(actions(late, cannot, button(words.say("Agenda …"), AGENDA_BUTTON, shown.series.id)))
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
    late = [plain(shown.names[who]) for who, said in shown.occurrence.replies.items() if said is Reply.LATE]
    absent = [plain(shown.names[who]) for who, said in shown.occurrence.replies.items() if said is Reply.ABSENT]
    told = [
        words.say("Late: {names}", names=words.names(late)) if late else "",
        words.say("Can't: {names}", names=words.names(absent)) if absent else "",
        words.say("Away: {names}", names=words.names([plain(name) for name in away])) if away else "",
        "" if late or absent else words.say("Silence means coming."),
        words.say("This card is late: it was due {when}.", when=words.slack_day_time(shown.occurrence.was_due))
        if shown.occurrence.was_due
        else "",
    ]
    return [" · ".join(note for note in told if note), _by(words, shown)]


def _by(words: Words, shown: Shown) -> str:
    return words.say("Reminder by {owner}.", owner=plain(shown.names[shown.series.owner]))


def link_to_call(words: Words, reminder: Series) -> str:
    """Write the link to the call, or nothing where there is none."""
    return f"<{escape(reminder.link)}|{words.say('Join the call')}>" if reminder.link else ""


def line(words: Words, shown: Shown) -> Message:
    """Draw the line shortly before, with the link; once it is called off, how, for it stands in the channel already."""
    words = words.in_zone(shown.series.zone)
    if shown.occurrence.called_off is not None:
        return Message(_called_off(words, shown, shown.occurrence.called_off))
    title, time = plain(title_of(words, shown.series.title)), words.slack_time(shown.occurrence.starts, zone=True)
    text = words.say("{title} begins at {time}.", title=title, time=time)
    return Message(f"{text} {link_to_call(words, shown.series)}".rstrip())


def zone_gone(words: Words, reminder: Series) -> tuple[str, str]:
    """Name a reminder whose zone is gone, and the command that plans it anew."""
    title = plain(title_of(words, reminder.title))
    what = words.say("The reminder of {title} in <#{channel}>", title=title, channel=reminder.channel)
    return what, "/refine remind every tuesday at 10:00 Europe/Madrid"


def comes(words: Words, title: str, kind: AlarmKind) -> str:
    """Say in a few words what an alarm of a reminder brings."""
    title = title_of(words, title)
    if kind == SERIES.announce:
        return words.say("{title}: card is posted", title=title)
    if kind == SERIES.remind:
        return words.say("{title}: line is posted", title=title)
    return words.say("{title}: begins", title=title)


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

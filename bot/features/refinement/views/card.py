"""What a channel sees of a refinement: the card, the line shortly before; and what its owner hears when a card was missed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.core.kinds import AlarmKind
from bot.features.refinement import kinds
from bot.features.refinement.rules import Occasion, Reminder, Reply, Standing
from bot.features.refinement.views import ids
from bot.series.recurring import Kept
from bot.series.views import plans as planning_views
from bot.series.views.choices import choice
from bot.slack.blocks import actions, button, context, header, section
from bot.slack.surfaces import Message
from bot.slack.text import escape, one_line, plain
from bot.words import Words


@dataclass(frozen=True)
class Card:
    """What the card of an occasion shows: the reminder's zone, its owner's name, who answered what, whether it will be held."""

    reminder: Reminder
    occasion: Occasion
    zone: str
    owner: str
    replies: Sequence[tuple[str, Reply]]
    standing: Standing = Standing.COMING


def title_of(words: Words, title: str) -> str:
    """Return what a refinement is called, on one line: its own title, or the field's word."""
    return one_line(title) or words.say("Backlog refinement")


def card(words: Words, shown: Card, at: datetime) -> Message:
    """Draw the card in the channel: when, the call, who is late or cannot; silence means coming."""
    words, occasion, title = words.in_zone(shown.zone), shown.occasion, title_of(words, shown.reminder.title)
    if shown.standing is not Standing.COMING:
        text = _called_off(words, shown)
        return Message(text, [section(f"🧭 {text}"), context(_by(words, shown))])
    day, time = words.short_day(occasion.starts), words.clock(occasion.starts)
    facts = [words.say("*{when}*", when=words.slack_day_time(occasion.starts)), link_to_call(words, shown.reminder)]
    blocks: list[Block] = [
        header(words.say("🧭 {title}, {day} {time} {zone}", title=words.set_off(title), day=day, time=time, zone=shown.zone)),
        section("  ·  ".join(fact for fact in facts if fact)),
    ]
    if at < occasion.starts:
        late = button(words.say("🕑 Late"), ids.LATE, occasion.id)
        blocks.append(actions(late, button(words.say("❌ Can't"), ids.ABSENT, occasion.id)))
    blocks.append(context(*_notes(words, shown)))
    named = words.set_off(plain(title))
    return Message(words.say("🧭 {title}, {day} {time} {zone}", title=named, day=day, time=time, zone=shown.zone), blocks)


def _called_off(words: Words, shown: Card) -> str:
    title, when = words.set_off(plain(title_of(words, shown.reminder.title))), words.slack_day_time(shown.occasion.starts)
    match shown.standing:
        case Standing.SKIPPED:
            return words.say("{title}, {when}: skipped this time.", title=title, when=when)
        case Standing.PAUSED:
            return words.say("{title}, {when}: paused until its reminder goes on.", title=title, when=when)
        case _:
            return words.say("{title}, {when}: its reminder has been ended.", title=title, when=when)


def _notes(words: Words, shown: Card) -> list[str]:
    late = [plain(name) for name, said in shown.replies if said is Reply.LATE]
    absent = [plain(name) for name, said in shown.replies if said is Reply.ABSENT]
    told = [
        words.say("Late: {names}", names=words.names(late)) if late else "",
        words.say("Can't: {names}", names=words.names(absent)) if absent else "",
        "" if late or absent else words.say("Silence means coming."),
        words.say("This card is late: it was due {when}.", when=words.slack_day_time(shown.occasion.was_due))
        if shown.occasion.was_due
        else "",
    ]
    return [" · ".join(note for note in told if note), _by(words, shown)]


def _by(words: Words, shown: Card) -> str:
    return words.say("Reminder by {owner}.", owner=plain(shown.owner))


def link_to_call(words: Words, reminder: Reminder) -> str:
    """Write the link to the call, or nothing where there is none."""
    return f"<{escape(reminder.link)}|{words.say('Join the call')}>" if reminder.link else ""


def line(words: Words, shown: Card) -> Message:
    """Draw the line shortly before, with the link; once it is called off, how, for it stands in the channel already."""
    words = words.in_zone(shown.zone)
    if shown.standing is not Standing.COMING:
        return Message(_called_off(words, shown))
    title, time = plain(title_of(words, shown.reminder.title)), words.slack_time(shown.occasion.starts, zone=True)
    text = words.say("{title} begins at {time}.", title=title, time=time)
    return Message(f"{text} {link_to_call(words, shown.reminder)}".rstrip())


def zone_gone(words: Words, reminder: Reminder, zone: str, *, ended: bool) -> Message:
    """Tell the owner that a reminder is paused because its time zone exists no more."""
    title = plain(title_of(words, reminder.title))
    what = words.say("The reminder of {title} in <#{channel}>", title=title, channel=reminder.channel)
    end = None if ended else (ids.MORE, choice("end", reminder.id))
    return planning_views.zone_gone(words, what, zone, "/refine remind every tuesday at 10:00 Europe/Madrid", end)


def ahead(words: Words, reminder: Reminder, kind: AlarmKind) -> str:
    """Say in a few words what an alarm of a reminder brings."""
    title = title_of(words, reminder.title)
    match kind:
        case kinds.REMIND:
            return words.say("{title}: card is posted", title=title)
        case kinds.SOON:
            return words.say("{title}: last reminder goes out", title=title)
        case _:
            return words.say("{title}: begins", title=title)


def placed(words: Words, kept: Kept) -> str:
    """Name a reminder and its channel."""
    title = plain(title_of(words, kept.title))
    return words.say("“{title}” in <#{channel}>", title=title, channel=kept.channel)


def missed(words: Words, reminder: Reminder, due: datetime, following: datetime | None) -> Message:
    """Tell the owner that a card was not sent, and what comes next."""
    text = words.say(
        "I could not send the reminder of {title} in <#{channel}> in time: it was due {when}.",
        title=plain(title_of(words, reminder.title)),
        channel=reminder.channel,
        when=words.slack_day_time(due),
    )
    coming = words.say("The next refinement is {when}.", when=words.slack_day_time(following)) if following else ""
    return Message(f"{text} {coming}".rstrip())

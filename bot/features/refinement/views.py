"""Refinement as people see it: the card, the line, the list of reminders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block

from bot.core.refusal import Refusal
from bot.features.refinement import rules
from bot.features.refinement.rules import Occasion, Reminder, Reply
from bot.schedule.drafts import Draft
from bot.schedule.form import schedule_fields
from bot.slack.blocks import actions, button, context, field, header, overflow, section, typed
from bot.slack.surfaces import Message, Modal
from bot.slack.text import one_line, plain
from bot.words import Words

LATE = "refinement:late"
ABSENT = "refinement:absent"
SAVE = "refinement:save_reminder"
EDIT = "refinement:edit_reminder"
DROP = "refinement:drop_reminder"
MORE = "refinement:more"
PLAN_FORM = "refinement:plan"
SAVE_FORM = "refinement:save"

LONGEST_TITLE = 100


@dataclass(frozen=True)
class ReminderLine:
    """A reminder as the list shows it: its rule in words with the zone, the next dates (UTC), whether it runs."""

    reminder: Reminder
    rule: str
    zone: str
    upcoming: Sequence[datetime]
    paused: bool


@dataclass(frozen=True)
class Card:
    """What the card of an occasion shows: the reminder's zone, its owner's name, who answered what."""

    reminder: Reminder
    occasion: Occasion
    zone: str
    owner: str
    replies: Sequence[tuple[str, Reply]]


def title_of(words: Words, title: str) -> str:
    """Return what a refinement is called: its own title, or the field's word."""
    return one_line(title) or words.say("Backlog refinement")


def card(words: Words, shown: Card, at: datetime) -> Message:
    """Draw the card in the channel: when, the call, who is late or cannot; silence means coming."""
    reminder, occasion, replies = shown.reminder, shown.occasion, shown.replies
    local = occasion.starts.astimezone(ZoneInfo(shown.zone))
    when = words.slack_day_time(occasion.starts)
    title = title_of(words, reminder.title)
    head = words.say("🧭 {title}, {day} {time}", title=title, day=words.short_day(local.date()), time=f"{local:%H:%M}")
    if occasion.skipped:
        text = words.say("{title}, {when}: skipped this time.", title=plain(title), when=when)
        return Message(head, [section(f"🧭 {text}")])
    facts = [words.say("*{when}*", when=when)]
    if reminder.link:
        facts.append(f"<{reminder.link}|{words.say('join the call')}>")
    blocks: list[Block] = [header(head), section("  ·  ".join(facts))]
    if at < occasion.starts:
        blocks.append(
            actions(button(words.say("🕑 Late"), LATE, occasion.id), button(words.say("❌ Can't"), ABSENT, occasion.id))
        )
    notes = [_who(words.say("Late: {names}", names=_names(replies, Reply.LATE)), replies, Reply.LATE)]
    notes.append(_who(words.say("Can't: {names}", names=_names(replies, Reply.ABSENT)), replies, Reply.ABSENT))
    told = [note for note in notes if note] or [words.say("Silence means coming.")]
    if occasion.was_due is not None:
        told.append(words.say("Late: this was due {when}.", when=words.slack_day_time(occasion.was_due)))
    blocks.append(context(" · ".join(told), words.say("Reminder by {owner}.", owner=plain(shown.owner))))
    return Message(head, blocks)


def _names(replies: Sequence[tuple[str, Reply]], reply: Reply) -> str:
    return ", ".join(plain(name) for name, said in replies if said is reply)


def _who(text: str, replies: Sequence[tuple[str, Reply]], reply: Reply) -> str:
    return text if any(said is reply for _, said in replies) else ""


def line(words: Words, reminder: Reminder, occasion: Occasion) -> Message:
    """Draw the line shortly before, with the link."""
    title = plain(title_of(words, reminder.title))
    text = words.say("{title} begins at {time}.", title=title, time=words.slack_time(occasion.starts))
    if reminder.link:
        text += f" <{reminder.link}|{words.say('Join the call')}>"
    return Message(text)


def missed(words: Words, reminder: Reminder, due: datetime) -> Message:
    """Tell the owner that a card was not sent, and why."""
    when = words.slack_day_time(due)
    text = words.say(
        "I could not send the reminder of {title} in <#{channel}> that was due {when}: it would have come too late. The next one comes as planned.",
        title=plain(title_of(words, reminder.title)),
        channel=reminder.channel,
        when=when,
    )
    return Message(text)


def preview_note(words: Words, zone: str, starts: datetime) -> str:
    """Say what saving brings: the card, then the line."""
    time = f"{starts.astimezone(ZoneInfo(zone)):%H:%M}"
    return words.say("A card the day before at {time}, one line 10 minutes before.", time=time)


def saved(words: Words, rule: str, channel: str) -> str:
    """Say that a reminder is kept, and where it is changed."""
    return words.say("Saved: {rule}, in <#{channel}>. `/refine reminders` skips one, pauses, ends.", rule=rule, channel=channel)


def plan_form(words: Words, draft: Draft, channel: str) -> Modal:
    """Draw a plan as a form."""
    title = field(
        "title",
        words.say("Title"),
        typed(LONGEST_TITLE, first=draft.title, example=words.say("Backlog refinement")),
        optional=True,
    )
    blocks = [title, *schedule_fields(words, draft)]
    return Modal(PLAN_FORM, words.say("Refinement reminder"), blocks, words.say("Preview"), words.say("Cancel"), private=channel)


def save_form(words: Words, message: Message, draft: str) -> Modal:
    """Draw the preview of a plan that came from the form; its submit saves."""
    blocks = [block for block in message.blocks if block.type != "actions"]
    return Modal(SAVE_FORM, words.say("Refinement reminder"), blocks, words.say("Save"), words.say("Cancel"), private=draft)


def told_form(words: Words, text: str) -> Modal:
    """Draw a form that only says something."""
    return Modal("refinement:told", words.say("Refinement reminder"), [section(text)], close=words.say("Close"))


def reminders(words: Words, lines: Sequence[ReminderLine], note: str = "") -> Message:
    """Draw the reminders of a channel, each with what its owner can do about it."""
    blocks: list[Block] = [section(note)] if note else []
    if not lines:
        told = words.say("No reminders in this channel. Plan one: `/refine remind every other tuesday at 10:00`.")
        return Message(told, [*blocks, section(told)])
    for one in lines[:20]:
        options = [
            *([(words.say("Skip the next one"), f"skip:{one.reminder.id}:0")] if one.upcoming else []),
            (words.say("Go on"), f"resume:{one.reminder.id}:0")
            if one.paused
            else (words.say("Pause"), f"pause:{one.reminder.id}:0"),
            (words.say("End"), f"end:{one.reminder.id}:0"),
        ]
        when = (
            words.say("_paused_")
            if one.paused
            else words.say("Next: {dates}", dates=", ".join(words.slack_day_time(at) for at in one.upcoming[:2]))
        )
        told = words.say(
            "*{title}*  {rule}, {zone}", title=plain(title_of(words, one.reminder.title)), rule=one.rule, zone=one.zone
        )
        blocks.append(section(f"{told}\n{when}", overflow(MORE, options)))
    return Message(words.say("Reminders of this channel"), blocks)


def home(words: Words, moments: Sequence[tuple[datetime, str, str]]) -> list[Block]:
    """Draw the next refinements that a person reminds of: (when, title, channel)."""
    if not moments:
        return []
    lines = [f"{words.slack_day_time(at)}  {plain(title_of(words, title))}  <#{channel}>" for at, title, channel in moments[:8]]
    return [section(words.say("*My refinement reminders*") + "\n" + "\n".join(lines))]


def help_by_example(words: Words, unknown: str = "", nearest: str = "") -> Message:
    """Draw the commands by example; after a typo, the nearest command first."""
    blocks: list[Block] = []
    if unknown:
        told = words.say("I do not know `/refine {unknown}`.", unknown=plain(unknown, 40))
        if nearest:
            told += " " + words.say("Did you mean `/refine {nearest}`?", nearest=nearest)
        blocks.append(section(told))
    examples = [
        (
            "/refine remind every other tuesday at 10:00",
            words.say("a card in this channel a day ahead, one line 10 minutes before"),
        ),
        (
            "/refine remind first thursday 15:00 Europe/Madrid https://meet.example/abc",
            words.say("with a zone and the call's link"),
        ),
        ("/refine remind", words.say("the same in a form")),
        ("/refine reminders", words.say("list the reminders here: skip one, pause, end")),
    ]
    blocks.append(section("\n".join(f"`{command}`\n{told}" for command, told in examples)))
    return Message(words.say("Refinement by example"), blocks)


def explain(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal of refinement in the reader's words."""
    match refusal:
        case rules.NotOwner():
            return words.say("Only <@{owner}>, whose reminder this is, or an admin can change it.", owner=refusal.owner)
        case rules.NoSuchReminder():
            return words.say("This reminder has ended. `/refine reminders` lists those of this channel.")
        case rules.Begun():
            return words.say("This refinement has begun, so nothing was changed.")
        case rules.SkippedAlready():
            return words.say("This refinement is skipped, so there is nothing to answer.")
        case _:
            return None

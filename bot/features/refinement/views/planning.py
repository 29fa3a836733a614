"""A reminder before it is kept: the form, the preview's note, what saving it has done."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.features.refinement.rules import Reminder
from bot.features.refinement.views import ids
from bot.features.refinement.views.card import title_of
from bot.schedule.drafts import Draft
from bot.schedule.form import schedule_fields
from bot.slack.blocks import field, section, typed
from bot.slack.requests import Form
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.words import Words

LONGEST_TITLE = 100


def preview_note(words: Words, zone: str, starts: datetime) -> str:
    """Say what saving brings: the card, then the line."""
    time = f"{starts.astimezone(ZoneInfo(zone)):%H:%M}"
    return words.say("A card the day before at {time}, one line 10 minutes before.", time=time)


def saved(words: Words, rule: str, channel: str) -> str:
    """Say that a reminder is kept, and where it is changed."""
    return words.say("Saved: {rule}, in <#{channel}>. `/refine reminders` skips one, pauses, ends.", rule=rule, channel=channel)


def plan_form(words: Words, draft: Draft, channel: str, named: str = "") -> Modal:
    """Draw a plan as a form; `named` is the draft that it edits, if there is one."""
    title = field(
        "title",
        words.say("Title"),
        typed(LONGEST_TITLE, first=draft.title, example=words.say("Backlog refinement")),
        optional=True,
    )
    blocks = [title, *schedule_fields(words, draft)]
    private = f"{channel} {named}"
    return Modal(
        ids.PLAN_FORM, words.say("Refinement reminder"), blocks, words.say("Preview"), words.say("Cancel"), private=private
    )


def read_place(form: Form) -> tuple[str, str]:
    """Return the channel that a plan is for and the draft that it edits."""
    channel, _, named = form.private.partition(" ")
    return channel, named


def save_form(words: Words, message: Message, draft: str) -> Modal:
    """Draw the preview of a plan that came from the form; its submit saves."""
    blocks = [block for block in message.blocks if block.type != "actions"]
    return Modal(ids.SAVE_FORM, words.say("Refinement reminder"), blocks, words.say("Save"), words.say("Cancel"), private=draft)


def end_form(words: Words, reminder: Reminder, following: datetime | None, *, announced: bool) -> Modal:
    """Ask whether a reminder is to end, and say what is lost: the next date (UTC), whose card may stand in the channel already."""
    title = plain(title_of(words, reminder.title))
    lines = [words.say("Nobody is reminded of {title} in <#{channel}> ever again.", title=title, channel=reminder.channel)]
    if following is not None:
        when = words.slack_day_time(following)
        lost = (
            words.say("Its next date is {when}: the card in the channel will say that the reminder has ended.", when=when)
            if announced
            else words.say("Its next date, {when}, gets no card and no line.", when=when)
        )
        lines.append(lost)
    lines.append(words.say("To be quiet for a while, pause it instead."))
    return Modal(
        ids.END_FORM,
        words.say("End the reminder?"),
        [section("\n".join(lines))],
        words.say("End the reminder"),
        words.say("Keep it"),
        private=reminder.id,
    )


def ended(words: Words, reminder: Reminder) -> str:
    """Say that a reminder has ended."""
    title = plain(title_of(words, reminder.title))
    return words.say("The reminder of {title} in <#{channel}> has ended.", title=title, channel=reminder.channel)


def told_form(words: Words, text: str) -> Modal:
    """Draw a form that only says something."""
    return Modal("refinement:told", words.say("Refinement reminder"), [section(text)], close=words.say("Close"))

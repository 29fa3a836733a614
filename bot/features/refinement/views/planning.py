"""A reminder before it is kept: the form, the preview's note, what saving it has done."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.features.refinement.views import ids
from bot.schedule.drafts import Draft
from bot.schedule.form import schedule_fields
from bot.slack.blocks import field, section, typed
from bot.slack.requests import Form
from bot.slack.surfaces import Message, Modal
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


def told_form(words: Words, text: str) -> Modal:
    """Draw a form that only says something."""
    return Modal("refinement:told", words.say("Refinement reminder"), [section(text)], close=words.say("Close"))

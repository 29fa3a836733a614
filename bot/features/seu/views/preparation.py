"""The form in which a host adds what they prepared for a session."""

from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement, DatePickerElement

from bot.features.seu.rules.preparation import LONGEST_WHAT
from bot.features.seu.rules.values import Entry, Session
from bot.features.seu.views import ids
from bot.features.seu.views.forms import time_inputs
from bot.features.seu.views.pieces import alike, hours_minutes, occasion, private
from bot.slack.blocks import VALUE, button, context, field, section, typed
from bot.slack.requests import Form
from bot.slack.surfaces import Modal
from bot.slack.text import plain
from bot.words.words import Words


def add_button(words: Words, session: Session) -> ButtonElement:
    """Return the button by which the host of a session adds what they prepared."""
    return button(words.say("Add my preparation"), ids.PREPARE, session.id)


def described(words: Words, session: Session) -> str:
    """Describe what was prepared where its host does not: it is what stands in the ledger, and is suggested for the body's form."""
    return words.say("Preparing “{title}”", title=session.title)


def form(
    words: Words, session: Session, *, minutes: int = 0, what: str = "", day: date | None = None, like: Entry | None = None
) -> Modal:
    """Draw the form; `like`: an entry that looks like the same activity; sent again, the form adds this one all the same."""
    told = words.say("What you prepared for {what}: an hour of it is worth an hour of learning.", what=occasion(words, session))
    blocks: list[Block] = [
        section(told),
        *time_inputs(words, minutes),
        field(
            "what",
            words.say("What you prepared"),
            typed(LONGEST_WHAT, first=what, example=described(words, session)[:150]),
            optional=True,
        ),
        field(
            "day", words.say("On which day"), DatePickerElement(action_id=VALUE, initial_date=(day or session.day).isoformat())
        ),
        context(words.say("It stands in your ledger by itself, as “self-reported”."), private(words)),
    ]
    submit = words.say("Add")
    if like is not None:
        blocks.insert(0, section(alike(words, like)))
        submit = words.say("Add all the same")
    kept = f"{session.id} {like.id if like else ''}"
    return Modal(ids.PREPARE_FORM, words.say("Add my preparation"), blocks, submit, words.say("Cancel"), private=kept)


def read_day(form: Form, session: Session) -> date:
    """Return the day that a form says; where it says none, the session's."""
    return date.fromisoformat(form.text("day")) if form.text("day") else session.day


def added(words: Words, entry: Entry, total: int) -> Modal:
    """Draw what was added, and the total that it makes."""
    told = [
        words.say(
            "*{time}* kept: “{title}”, {day}.",
            time=hours_minutes(words, entry.minutes),
            title=plain(entry.description),
            day=words.day(entry.day),
        ),
        words.say("_Self-reported._"),
        words.say("To log so far: *{time}*.", time=hours_minutes(words, total)),
    ]
    blocks: list[Block] = [section("\n".join(told)), context(private(words))]
    return Modal("seu:prepared_added", words.say("Add my preparation"), blocks, close=words.say("Close"))

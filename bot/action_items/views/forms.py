"""The forms of an action item: a new one, another owner, another date."""

from datetime import date

from slack_sdk.models.blocks import Block, DatePickerElement, UserSelectElement

from bot.action_items.rules.acts import LONGEST_TEXT
from bot.action_items.rules.typed import NOTHING_TYPED, Typed
from bot.action_items.rules.values import ActionItem
from bot.action_items.views import ids
from bot.action_items.views.items import promise
from bot.core.ids import ChannelId, PersonId
from bot.slack.blocks import MOST_TYPED, VALUE, context, field, section, typed
from bot.slack.surfaces import Modal
from bot.words.words import Words


def add_form(words: Words, channel: ChannelId, text: str = "") -> Modal:
    """Ask what is to be done, by whom and by when; the channel that it belongs to goes with it. `text`: what was typed."""
    blocks = asked(words, Typed(text))
    title = words.say("Add an action item")
    return Modal(ids.ADD_FORM, title, blocks, words.say("Save"), words.say("Cancel"), private=channel)


def asked(words: Words, first: Typed = NOTHING_TYPED) -> list[Block]:
    """Return the fields of what is to be done, by whom and by when, with what was typed; neither of the last two is needed."""
    room = LONGEST_TEXT if len(first.text) <= LONGEST_TEXT else MOST_TYPED
    box = typed(room, first=first.text[:room], lines=True, example=words.say("Write the quarantine rule"))
    nobody = words.say("Without a name anybody of the channel can take it.")
    undated = words.say("Without a date I do not remind anybody.")
    day = DatePickerElement(action_id=VALUE, initial_date=None if first.due is None else first.due.isoformat())
    return [
        field("text", words.say("What is to be done"), box),
        field(
            "person",
            words.say("Who is to do it"),
            UserSelectElement(action_id=VALUE, initial_user=first.owner),
            hint=nobody,
            optional=True,
        ),
        field("due", words.say("To be done by"), day, hint=undated, optional=True),
        context(words.say("Who is named gets a direct message, and can accept it, hand it on or say no.")),
    ]


def added_form(words: Words, owner: PersonId | None) -> Modal:
    """Say in the place of the form who is asked."""
    if owner is None:
        told = words.say("Noted. Anybody of the channel can take it.")
    else:
        told = words.say("Noted. <@{owner}> is asked in a direct message.", owner=owner)
    return Modal(ids.ADD_FORM, words.say("Add an action item"), [section(told)], close=words.say("Close"))


def hand_on_form(words: Words, item: ActionItem) -> Modal:
    """Ask who is to do it from now on."""
    told = words.say("They get a direct message, and can accept it, hand it on or say no.")
    who = field("person", words.say("Who is to do it"), UserSelectElement(action_id=VALUE))
    title, submit, close = words.say("Hand on"), words.say("Ask them"), words.say("Cancel")
    return Modal(ids.HAND_ON_FORM, title, [section(f"{promise(words, item)}\n{told}"), who], submit, close, private=item.id)


def due_form(words: Words, item: ActionItem) -> Modal:
    """Ask by when it is to be done."""
    first = None if item.due is None else item.due.isoformat()
    day = DatePickerElement(action_id=VALUE, initial_date=first)
    hint = words.say("Without a date I do not remind you.")
    by = field("due", words.say("To be done by"), day, hint=hint, optional=True)
    title, submit, close = words.say("Change the date"), words.say("Save"), words.say("Cancel")
    return Modal(ids.DUE_FORM, title, [section(promise(words, item)), by], submit, close, private=item.id)


def snooze_form(words: Words, item: ActionItem, first: date) -> Modal:
    """Ask until when its owner wants to hear nothing of it."""
    day = DatePickerElement(action_id=VALUE, initial_date=first.isoformat())
    hint = words.say("I remind you on that day, or on the first working day after it. The date by which it is due stays.")
    until = field("until", words.say("Remind me again on"), day, hint=hint)
    title, submit, close = words.say("Snooze"), words.say("Save"), words.say("Cancel")
    return Modal(ids.SNOOZE_FORM, title, [section(promise(words, item)), until], submit, close, private=item.id)

"""The forms of an action item: another owner, another date."""

from slack_sdk.models.blocks import DatePickerElement, UserSelectElement

from bot.action_items.rules.values import ActionItem
from bot.action_items.views import ids
from bot.action_items.views.items import promise
from bot.slack.blocks import VALUE, field, section
from bot.slack.surfaces import Modal
from bot.words.words import Words


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

"""Messages when a series or reminder gets another owner: the form, the offer, the notice."""

from slack_sdk.models.blocks import UserSelectElement

from bot.core.refusal import Refusal
from bot.series.recurring import Recurring
from bot.series.rules import AlreadyTheirs, NothingToHandOver, Series, SeriesState, TakenOver
from bot.slack.blocks import VALUE, actions, button, field, section
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.words.words import Words

HAND_OVER = "hand_over"
"""The choice in the ⋮ menu; what it is about follows."""


def hand_over_form(recurring: Recurring, words: Words, series: Series) -> Modal:
    """Ask who is to look after it from now on."""
    what = recurring.placed(words, series)
    told = words.say(
        "{what} goes on as planned. Who has it from now on can skip, pause and end it, and hears of it from me.", what=what
    )
    if recurring.is_one(series):
        told = words.say(
            "{what} stays as planned. Who has it from now on can move and cancel it, and hears of it from me.", what=what
        )
    who = field("person", words.say("Hand over to"), UserSelectElement(action_id=VALUE))
    callback = recurring.kinds.id(HAND_OVER)
    submit, close = words.say("Hand over"), words.say("Cancel")
    return Modal(callback, words.say("Hand over"), [section(told), who], submit, close, private=series.id)


def handed_form(recurring: Recurring, words: Words, series: Series, to: str) -> Modal:
    """Say in the place of the form whose it is now."""
    told = words.say("{what} is looked after by <@{person}> now.", what=recurring.placed(words, series), person=to)
    return Modal(recurring.kinds.id("told"), words.say("Hand over"), [section(told)], close=words.say("Close"))


def handed(recurring: Recurring, words: Words, series: Series, by: str) -> Message:
    """Tell somebody what was handed over to them."""
    values = {"name": plain(by), "what": recurring.placed(words, series)}
    if recurring.is_one(series):
        return Message(words.say("{name} handed over to you: {what}. You can move and cancel it now.", **values))
    return Message(words.say("{name} handed over to you: {what}. You can skip, pause and end it now.", **values))


def offer(recurring: Recurring, words: Words, series: Series, left: str, now: str, value: str, *, what: str = "") -> Message:
    """Ask somebody to take over from an owner who has left; once that is done, say whose it is.

    `left`, `now`: plain names. `what`: what several are called that are taken over as one.
    """
    if what:
        return _offer_of_several(recurring, words, what, left, now, value)
    what = recurring.placed(words, series)
    if series.state is SeriesState.ENDED:
        over = words.say("{what} is over or was cancelled.", what=what)
        return Message(over if recurring.is_one(series) else words.say("{what} has ended.", what=what))
    if now:
        return Message(words.say("{what} is looked after by {name} now.", what=what, name=plain(now)))
    told = words.say(
        "{name}, who looked after {what}, has left. It goes on as planned; whoever takes it over can skip, pause and end it.",
        name=plain(left),
        what=what,
    )
    if recurring.is_one(series):
        told = words.say(
            "{name}, who looked after {what}, has left. It stays as planned; whoever takes it over can move and cancel it.",
            name=plain(left),
            what=what,
        )
    return _asked(recurring, told, words.say("Take it over"), value)


def _offer_of_several(recurring: Recurring, words: Words, what: str, left: str, now: str, value: str) -> Message:
    if now:
        return Message(words.say("{name} looks after {what} now.", name=plain(now), what=what))
    told = words.say(
        "{name}, who looked after {what}, has left. They go on as planned; whoever takes them over can skip, pause and end them.",
        name=plain(left),
        what=what,
    )
    return _asked(recurring, told, words.say("Take them over"), value)


def _asked(recurring: Recurring, told: str, take: str, value: str) -> Message:
    pressed = button(take, recurring.kinds.id("take_over_kept"), value, primary=True)
    return Message(told, [section(told), actions(pressed)])


def explain(refusal: Refusal, words: Words) -> str | None:
    """Say why nothing was handed over; None for a refusal of another room."""
    match refusal:
        case AlreadyTheirs():
            return words.say("<@{person}> looks after it already. Choose somebody else.", person=refusal.person)
        case NothingToHandOver():
            return words.say("This has ended, so there is nothing to hand over.")
        case TakenOver():
            return words.say("<@{owner}> looks after it by now.", owner=refusal.owner)
        case _:
            return None

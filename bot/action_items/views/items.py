"""An action item as its owner sees it: asked, reminded, done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from slack_sdk.models.blocks import Block, ButtonElement

from bot.action_items.rules.acts import LONGEST_TEXT, can_reopen
from bot.action_items.rules.values import ActionItem, State, Turn
from bot.action_items.views import ids
from bot.core.ids import PersonId
from bot.slack.blocks import actions, button, context, section
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.words.words import Words

_WHOLE = 5 * LONGEST_TEXT
"""No text is longer, whatever becomes of its `&`, `<` and `>`."""


@dataclass(frozen=True)
class Shown:
    """An action item with what a message says of it: its owners so far, their names, the days of its reminders to come."""

    item: ActionItem
    turns: Sequence[Turn]
    names: Mapping[PersonId, str]
    coming: Sequence[date]
    at: datetime

    def name(self, person: PersonId) -> str:
        """Return what a person is called, as mrkdwn."""
        return plain(self.names[person])


def promise(words: Words, item: ActionItem, most: int = _WHOLE) -> str:
    """Write what is to be done, and by when."""
    text = plain(item.text, most)
    if item.due is None:
        return words.say("*{text}*", text=text)
    return words.say("*{text}*, by *{day}*", text=text, day=words.short_day(item.due, words.today))


def origin(words: Words, shown: Shown) -> str:
    """Write what it came from, and who noted it."""
    item, about = shown.item, shown.item.about
    day = words.short_day(item.noted, words.today)
    title, meeting = plain(about.title), plain(about.meeting)
    if title and meeting:
        told = words.say("From “{title}”, {meeting}, {day}.", title=title, meeting=meeting, day=day)
    elif title or meeting:
        told = words.say("From “{title}”, {day}.", title=title or meeting, day=day)
    else:
        told = words.say("Noted on {day}.", day=day)
    by = words.say("Noted by you.") if item.is_own else words.say("Noted by {name}.", name=shown.name(item.noted_by))
    given_by = shown.turns[item.turn].given_by
    if given_by in (item.noted_by, item.owner):
        return f"{told} {by}"
    return f"{told} {by} {words.say('Handed on by {name}.', name=shown.name(given_by))}"


def owners_message(words: Words, shown: Shown, turn: int) -> Message:
    """Draw an item for the owner whose turn it is or was."""
    item = shown.item
    if turn < item.turn:
        return _became(words, shown, handed_on(words, shown, turn, shown.turns[turn].owner))
    match item.state:
        case State.OFFERED:
            asked = words.say("{name} asks you: {what}", name=shown.name(shown.turns[turn].given_by), what=promise(words, item))
            return _framed(words, shown, bare(asked))
        case State.ACCEPTED:
            return _framed(words, shown, bare(promise(words, item)))
        case State.DECLINED | State.FREE:
            told = words.say(
                "You said that it is not yours. {name}, who noted it, has been told.", name=shown.name(item.noted_by)
            )
            return _became(words, shown, told, button(words.say("Take it after all"), ids.TAKE, item.id))
        case State.DONE:
            return _done(words, shown)
        case State.DROPPED:
            return _became(words, shown, dropped(words, shown))


def reminder(words: Words, shown: Shown, day: date) -> Message | None:
    """Draw the reminder of a day; once it is done, that; nothing where its owner has no more to do with it."""
    item = shown.item
    if item.state is State.DONE:
        return _done(words, shown)
    if not item.is_open or (item.due is None and item.snoozed is None):
        return None
    text = _reminded(words, item, day)
    return Message(bare(text), [section(f"☑️ {text}\n{origin(words, shown)}"), actions(*_buttons(words, item))])


def _reminded(words: Words, item: ActionItem, day: date) -> str:
    """Say on a day when it is due, or was."""
    text = plain(item.text, _WHOLE)
    if item.due is None:
        return words.say("*You wanted to hear of this again:* {text}", text=text)
    values = {"text": text, "day": words.short_day(item.due, words.today)}
    if day == item.due:
        return words.say("*Due today, {day}:* {text}", **values)
    if day > item.due:
        return words.say("*It was due {day} and is open still:* {text}", **values)
    return words.say("*Due {day}:* {text}", **values)


def handed_on(words: Words, shown: Shown, turn: int, reader: PersonId) -> str:
    """Say who had it after an owner, and by whom."""
    following = shown.turns[turn + 1]
    to, by = shown.name(following.owner), following.given_by
    if by == following.owner:
        return words.say("You have taken it.") if by == reader else words.say("{name} has taken it.", name=to)
    if by == reader:
        return words.say("You handed it on to {name}.", name=to)
    return words.say("{by} handed it on to {name}.", by=shown.name(by), name=to)


def dropped(words: Words, shown: Shown) -> str:
    """Say to its owner that it need not be done."""
    if shown.item.is_own:
        return words.say("You dropped it: there is nothing to do.")
    return words.say("{name}, who noted it, dropped it: there is nothing to do.", name=shown.name(shown.item.noted_by))


def bare(text: str) -> str:
    """Return a sentence without its bold marks, for notifications and screen readers."""
    return text.replace("*", "")


def _framed(words: Words, shown: Shown, text: str) -> Message:
    what = section(f"☑️ {promise(words, shown.item)}\n{origin(words, shown)}")
    told = _reminders(words, shown)
    return Message(text, [what, actions(*_buttons(words, shown.item)), *([context(told)] if told else [])])


def _buttons(words: Words, item: ActionItem) -> list[ButtonElement]:
    """Return what its owner may do about it."""
    hand_on = button(words.say("Hand on"), ids.HAND_ON, item.id)
    no = button(*((words.say("Drop it"), ids.DROP) if item.is_own else (words.say("Not mine"), ids.DECLINE)), item.id)
    if item.state is State.OFFERED:
        return [button(words.say("Accept"), ids.ACCEPT, item.id, primary=True), hand_on, no]
    done = button(words.say("Done"), ids.DONE, item.id, primary=True)
    later = button(words.say("Snooze"), ids.SNOOZE, item.id)
    return [done, button(words.say("Change the date"), ids.DUE, item.id), later, hand_on, no]


def _reminders(words: Words, shown: Shown) -> str:
    """Say when its owner is reminded, as far as that is to come."""
    item = shown.item
    if item.snoozed is not None and shown.coming:
        return words.say("I remind you again on {day}, at 09:00 your time.", day=words.short_day(shown.coming[0], words.today))
    due, days = item.due, [words.short_day(day, words.today) for day in shown.coming if day != shown.item.due]
    if due is None:
        return words.say("It has no date, so I do not remind you.")
    if days and due in shown.coming:
        return words.say("I remind you on {day} and on the day, at 09:00 your time.", day=days[0])
    if days and days_after(shown, due):
        return words.say(
            "It was due {due}. I remind you weekly, next on {day}.", due=words.short_day(due, words.today), day=days[0]
        )
    if days:
        return words.say("I remind you on {day}, at 09:00 your time.", day=days[0])
    return words.say("I remind you on the day, at 09:00 your time.") if due in shown.coming else ""


def days_after(shown: Shown, due: date) -> bool:
    """Tell whether all reminders to come are after the day on which it was due."""
    return all(day > due for day in shown.coming)


def _done(words: Words, shown: Shown) -> Message:
    item = shown.item
    ended = item.ended or shown.at
    told = words.say("Done on {day}.", day=words.short_day(ended, words.today))
    again = button(words.say("Not done yet"), ids.REOPEN, item.id) if can_reopen(item, shown.at) else None
    return _became(words, shown, told, again)


def _became(words: Words, shown: Shown, told: str, way: ButtonElement | None = None) -> Message:
    """Draw what became of it, with a way on if there is one."""
    what = promise(words, shown.item)
    blocks: list[Block] = [section(f"☑️ {what}\n{told}")]
    return Message(bare(f"{told} {what}"), [*blocks, actions(way)] if way else blocks)

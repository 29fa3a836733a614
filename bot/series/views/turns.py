"""What is told to whose turn it is to host a date, and how turns are named."""

from collections.abc import Mapping, Sequence

from bot.core.ids import PersonId
from bot.core.refusal import Refusal
from bot.series.recurring import Recurring, Shown
from bot.series.rules import NotYourTurn
from bot.slack.blocks import actions, button, section
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.words.words import Words

NOT_ME = "not_me"
"""The button by which the next one of the list hosts."""


def your_turn(recurring: Recurring, words: Words, shown: Shown, person: PersonId) -> Message:
    """Tell a person that a date is theirs to host, and offer to pass it on; once it is not, or has begun, what became of it."""
    date, values = (
        shown.occurrence,
        {"meeting": recurring.placed(words, shown.series), "when": words.slack_day_time(shown.occurrence.starts)},
    )
    if date.called_off is not None:
        return Message(
            words.say(
                "It was your turn to host {meeting}, {when}. That date does not take place; the next one is yours.", **values
            )
        )
    if date.host != person:
        name = plain(shown.names.get(date.host or shown.series.owner) or words.say("somebody"))
        return Message(words.say("Noted: not you this time. {name} hosts {meeting}, {when}.", name=name, **values))
    told = words.say("It is your turn to host {meeting}, {when}. It opens by itself.", **values)
    if date.meeting is not None or date.starts <= shown.at:
        return Message(told)
    return Message(told, [section(told), actions(button(words.say("Not me this time"), recurring.kinds.id(NOT_ME), date.id))])


def in_turn(words: Words, names: Sequence[str]) -> str:
    """Name who hosts in turn."""
    return words.say("{names} in turn", names=words.all_of(list(names)))


def with_host(words: Words, date: str, host: str) -> str:
    """Name a date with who hosts it; without, where nobody does in turn."""
    return words.say("{date} ({host})", date=date, host=host) if host else date


def explain(refusal: Refusal, words: Words) -> str | None:
    """Say whose turn it is."""
    if not isinstance(refusal, NotYourTurn):
        return None
    if refusal.host is None:
        return words.say("It is not your turn to host this date any more.")
    return words.say("It is not your turn to host this date: <@{host}> hosts it.", host=refusal.host)


def called(names: Mapping[PersonId, str], hosts: Sequence[PersonId | None]) -> list[str]:
    """Return what hosts are called; nothing for nobody."""
    return ["" if host is None else plain(names.get(host, "")) for host in hosts]

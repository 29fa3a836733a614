"""A date is called off, or the whole series: who is coming hears it, its owner is asked once more."""

from datetime import datetime

from bot.series.recurring import Ending, Lost, Recurring, Shown
from bot.series.rules import CalledOff, Series
from bot.series.views.date_file import told_of_change
from bot.slack.blocks import section
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.words.words import Words


def called_off(recurring: Recurring, words: Words, shown: Shown, following: datetime | None) -> Message:
    """Tell one person who said that they are coming why the date does not take place, or that it does; and the next one."""
    said = [_said(recurring, words, shown)]
    if following is not None and shown.occurrence.called_off is not None:
        said.append(words.say("The next one is {when}.", when=words.slack_day_time(following)))
    told = " ".join(said)
    return Message(told) if recurring.opening is None else told_of_change(words, shown.occurrence, told)


def _said(recurring: Recurring, words: Words, shown: Shown) -> str:
    by = shown.occurrence.called_off_by
    values = {
        "meeting": recurring.placed(words, shown.series),
        "when": words.slack_day_time(shown.occurrence.starts),
        "name": plain(shown.names.get(by) or words.say("somebody")) if by else "",
    }
    match shown.occurrence.called_off:
        case CalledOff.SKIPPED:
            return words.say("{meeting}, {when}, is called off: {name} skipped this date.", **values)
        case CalledOff.PAUSED:
            return words.say("{meeting}, {when}, is called off: {name} paused the series.", **values)
        case CalledOff.ENDED if recurring.is_one(shown.series):
            return words.say("{meeting}, {when}, is called off: {name} cancelled it.", **values)
        case CalledOff.ENDED:
            return words.say("{meeting}, {when}, is called off: {name} ended the series.", **values)
        case CalledOff.CANCELLED:
            return words.say("{meeting}, {when}, is called off: {name} cancelled it when it had opened.", **values)
        case CalledOff.MISSED:
            return words.say("{meeting}, {when}, did not open: another meeting was running there, or I was away.", **values)
        case CalledOff.CHANGED:
            return words.say("{meeting}, {when}, is called off: {name} changed when it comes.", **values)
        case CalledOff.ZONE_GONE:
            return words.say(
                "{meeting}, {when}, is called off: its time zone exists no more, so I have paused the series.", **values
            )
        case CalledOff.CALENDAR:
            return words.say("{meeting}, {when}, is called off: the team's calendar has changed.", **values)
        case None if not by:
            return words.say("{meeting}, {when}, takes place after all: the team's calendar has changed.", **values)
        case None:
            return words.say("{meeting}, {when}, takes place after all: {name} let it go on.", **values)


def end_form(recurring: Recurring, words: Words, series: Series, lines: list[str]) -> Modal:
    """Ask the owner whether the series is to end, and say what goes with it and what stays."""
    named = recurring.ending(words, series)
    told = [section("\n".join(lines))]
    return Modal(recurring.kinds.end, named.question, told, named.button, words.say("Keep it"), private=series.id)


def ended(words: Words, named: Ending, lost: datetime | None) -> str:
    """Say that a series has ended, and which date does not take place first (UTC)."""
    if lost is None:
        return named.done
    return f"{named.done} {words.say('{when} does not take place.', when=words.slack_day_time(lost))}"


def coming(words: Words, lost: Lost) -> list[str]:
    """Say how many people hear of it, if anybody does."""
    told = words.count(
        "{n} person said “I'm coming” and hears of it from me.",
        "{n} people said “I'm coming” and hear of it from me.",
        lost.coming,
    )
    return [told] if lost.coming else []

"""One date is moved: the form that asks to when, and who hears of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block, DatePickerElement, TimePickerElement

from bot.series.recurring import Recurring
from bot.series.rules import Occurrence, Series
from bot.series.views.choices import choice
from bot.series.views.date_file import told_of_change
from bot.slack.blocks import VALUE, field, section
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.words.words import Words

MOVE = "move"
"""The choice in the ⋮ menu, and the form."""


def moved(recurring: Recurring, words: Words, series: Series, occurrence: Occurrence) -> Message:
    """Tell one person who said that they are coming when a date is now."""
    values = {"meeting": recurring.placed(words, series), "when": words.slack_day_time(occurrence.starts)}
    told = words.say("{meeting} was moved: it begins {when}.", **values)
    return Message(told) if recurring.opening is None else told_of_change(words, occurrence, told)


def move_form(recurring: Recurring, words: Words, series: Series, starts: datetime) -> Modal:
    """Ask when a date is to be instead, in its own zone."""
    wall = starts.astimezone(ZoneInfo(series.zone))
    day = DatePickerElement(action_id=VALUE, initial_date=wall.date().isoformat())
    time = TimePickerElement(action_id=VALUE, initial_time=f"{wall:%H:%M}")
    when = words.slack_day_time(starts)
    if recurring.is_one(series):
        told = words.say("*{title}* is on {when}.", title=plain(series.title), when=when)
    else:
        told = words.say("{series}: this date is on {when}. The others stay.", series=recurring.placed(words, series), when=when)
    blocks: list[Block] = [
        section(told),
        field("starting", words.say("Day"), day),
        field("time", words.say("At what time"), time, hint=series.zone),
    ]
    private = choice(MOVE, series.id, starts)
    callback, submit, close = recurring.kinds.id(MOVE), words.say("Move"), words.say("Keep it")
    return Modal(callback, moving(recurring, words, series), blocks, submit, close, private=private)


def moving(recurring: Recurring, words: Words, series: Series) -> str:
    """Name the moving of one date: over its form, and over what became of it."""
    return words.say("Move the meeting") if recurring.is_one(series) else words.say("Move this date")


def moved_to(recurring: Recurring, words: Words, series: Series, starts: datetime) -> str:
    """Say when a date is now that was moved."""
    values = {"meeting": recurring.placed(words, series), "when": words.slack_day_time(starts)}
    return words.say("{meeting} is on {when} now.", **values)

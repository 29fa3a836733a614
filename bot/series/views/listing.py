"""What comes again as a channel's list, each with what can be done about it, and as a row of a Home."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.feature import ADD_TO_CALENDAR, HomeButton, HomeRow, Slot
from bot.paging import paged, turning
from bot.series.recurring import Recurring
from bot.series.rules import Moment, Series, SeriesState
from bot.series.views.changing import CHANGE, paused_until
from bot.series.views.choices import choice
from bot.series.views.handing_over import HAND_OVER
from bot.series.views.leads import unusual
from bot.series.views.moving import MOVE
from bot.series.views.turns import with_host
from bot.slack.blocks import actions, button, overflow, section
from bot.slack.surfaces import Message
from bot.slack.text import names_a_channel, plain
from bot.words.words import Words

Choices = list[tuple[str, str]]
Titled = Callable[[Words, str], str]
"""Return what a series of this title is called."""


@dataclass(frozen=True)
class Line:
    """A series as the list shows it: the rule in words with its zone, its owner's name, the next moments (UTC) with who hosts in turn."""

    series: Series
    rule: str
    owner: str
    upcoming: Sequence[datetime]
    hosts: Sequence[str] = ()


def listed(recurring: Recurring, words: Words, lines: Sequence[Line], note: str = "", page: int = 0) -> Message:
    """Draw a page of the series of a channel, each with what can be done about it; a note above says what was done, or why not."""
    title, empty = recurring.listing(words)
    blocks: list[Block] = [section(note)] if note else []
    if not lines:
        return Message(note or empty, [*blocks, section(empty)])
    pages = paged(page, len(lines))
    blocks += [_entry(recurring, words, line) for line in lines[pages.start : pages.stop]]
    blocks += turning(words, pages, recurring.kinds.before, recurring.kinds.after)
    return Message(note or title, blocks)


def with_calendar(words: Words, drawn: Message, channel: str) -> Message:
    """Offer below a list to have it in one's own calendar app."""
    return replace(drawn, blocks=[*drawn.blocks, actions(button(words.say("Add to my calendar"), ADD_TO_CALENDAR, channel))])


def _entry(recurring: Recurring, words: Words, line: Line) -> Block:
    series, hosts = line.series, line.hosts or [""] * len(line.upcoming)
    moments = zip(line.upcoming, hosts, strict=True)
    dates = words.names([with_host(words, words.slack_day_time(at), host) for at, host in moments][: 4 if line.hosts else 2])
    told = " · ".join([recurring.line(words, series, line.rule, line.owner), *unusual(words, series)])
    hand_over = (words.say("Hand over …"), choice(HAND_OVER, series.id))
    edit = (words.say("Change …"), choice(CHANGE, series.id))
    if recurring.is_one(series):
        *move, cancel = choices_of_one(recurring, words, series, line.upcoming)
        return section(told, overflow(recurring.kinds.more, [*move, edit, hand_over, cancel]))
    if series.state is SeriesState.PAUSED:
        when = words.say("_paused_")
    else:
        when = words.say("Next: {dates}", dates=dates) if dates else words.say("No date is left.")
    if series.quiet_until is not None:
        when = f"{paused_until(words, series.quiet_until)}  {when}"
    choices = [*_pausing(words, series, line.upcoming), edit, hand_over, _end(recurring, words, series)]
    return section(f"{told}\n{when}", overflow(recurring.kinds.more, choices))


def _pausing(words: Words, series: Series, upcoming: Sequence[datetime]) -> Choices:
    if series.state is SeriesState.PAUSED or series.quiet_until is not None:
        return [(words.say("Go on"), choice("resume", series.id))]
    skip = [(words.say("Skip the next one"), choice("skip", series.id, upcoming[0]))] if upcoming else []
    return [*skip, (words.say("Pause"), choice("pause", series.id))]


def choices_of_one(recurring: Recurring, words: Words, series: Series, upcoming: Sequence[datetime]) -> Choices:
    """Return what can be done about one planned meeting: moved while its hour is to come, and cancelled."""
    move = [(words.say("Move"), choice(MOVE, series.id, upcoming[0]))] if upcoming else []
    return [*move, _end(recurring, words, series)]


def as_it_is(words: Words, title: str) -> str:
    """Call a series by its title."""
    return title


def home_row(recurring: Recurring, words: Words, one: Moment, titled: Titled) -> HomeRow:
    """Draw a date as a row of somebody's Home; one's own single meeting can be moved and cancelled there, a series changed."""
    title = titled(words, one.series.title)
    where = "" if names_a_channel(title) else f"  <#{one.series.channel}>"
    text = f"{words.slack_day_time(one.at)}  {plain(title)}{where}"
    own: Choices = choices_of_one(recurring, words, one.series, [one.at]) if one.own and recurring.is_one(one.series) else []
    if one.own and one.is_next and not recurring.is_one(one.series):
        own = [(words.say("Change …"), choice(CHANGE, one.series.id))]
    return HomeRow(Slot.NEXT, one.at, text, [HomeButton(says, recurring.kinds.more, value) for says, value in own])


def _end(recurring: Recurring, words: Words, series: Series) -> tuple[str, str]:
    return recurring.ending(words, series).choice, choice("end", series.id)

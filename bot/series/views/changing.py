"""What can be changed of a series: its plan, its single dates, a pause with an end; in one form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from slack_sdk.models.blocks import Block, DatePickerElement

from bot.series.recurring import Recurring
from bot.series.rules import Occurrence, Series, SeriesState
from bot.series.views.choices import choice
from bot.series.views.leads import unusual
from bot.series.views.moving import MOVE
from bot.series.views.turns import with_host
from bot.slack.blocks import VALUE, actions, button, field, overflow, section
from bot.slack.surfaces import Modal
from bot.words.words import Words

CHANGE, EDIT, DATE, BACK, UNTIL = "series_change", "series_edit", "series_date", "series_back", "series_until"
"""The choice in the ⋮ menu; in its form the button of the plan, the ⋮ of a date, the button that takes a skip back; the form itself."""
SHEET = "sheet"
"""The choice of a date that sends its roster to sign."""
GO_ON = "series_go_on"
"""The button of the form that ends a pause."""
SHOWN = 8
"""So many dates to come stand in the form."""


@dataclass(frozen=True)
class Changeable:
    """A series with its rule in words, its dates to come (UTC), those to come that were skipped, and who hosts in turn."""

    series: Series
    rule: str
    upcoming: Sequence[datetime]
    skipped: Sequence[Occurrence]
    hosts: Sequence[str] = ()


def change_form(recurring: Recurring, words: Words, found: Changeable, note: str = "") -> Modal:
    """Draw what can be changed of a series, below a note that says what was."""
    series, kinds = found.series, recurring.kinds
    told = [recurring.placed(words, series), found.rule, *([" · ".join(lead)] if (lead := unusual(words, series)) else [])]
    paused = series.state is SeriesState.PAUSED or series.quiet_until is not None
    if series.quiet_until is not None:
        told.append(paused_until(words, series.quiet_until))
    edit = button(words.say("Edit …"), kinds.id(EDIT), series.id)
    go_on = button(words.say("Go on"), kinds.id(GO_ON), series.id) if paused else None
    blocks: list[Block] = [*([section(note)] if note else []), section("\n".join(told)), actions(edit, go_on)]
    blocks += _dates(recurring, words, found)
    title, close = words.say("Change"), words.say("Close")
    if recurring.is_one(series) or series.state is not SeriesState.RUNNING:
        return Modal(kinds.id(UNTIL), title, blocks, close=close, private=series.id)
    first = series.quiet_until.isoformat() if series.quiet_until else None
    picker = DatePickerElement(action_id=VALUE, initial_date=first)
    hint = words.say("It goes on by itself: a date on that day takes place.")
    blocks.append(field("until", words.say("Pause until"), picker, hint=hint))
    return Modal(kinds.id(UNTIL), title, blocks, words.say("Pause"), close, private=series.id)


def _dates(recurring: Recurring, words: Words, found: Changeable) -> list[Block]:
    series = found.series
    hosts = found.hosts or [""] * len(found.upcoming)
    rows = [(at, _coming(recurring, words, series, at, host)) for at, host in zip(found.upcoming, hosts, strict=True)]
    rows += [(one.starts, _skipped(recurring, words, one)) for one in found.skipped]
    return [row for _, row in sorted(rows, key=lambda row: row[0])[:SHOWN]]


def _coming(recurring: Recurring, words: Words, series: Series, starts: datetime, host: str) -> Block:
    move = (words.say("Move …"), choice(MOVE, series.id, starts))
    skip = [] if recurring.is_one(series) else [(words.say("Skip"), choice("skip", series.id, starts))]
    sheet = [] if recurring.signed is None else [(words.say("Roster to sign (PDF)"), choice(SHEET, series.id, starts))]
    return section(
        with_host(words, words.slack_day_time(starts), host), overflow(recurring.kinds.id(DATE), [*skip, move, *sheet])
    )


def _skipped(recurring: Recurring, words: Words, occurrence: Occurrence) -> Block:
    back = button(words.say("Take the skip back"), recurring.kinds.id(BACK), occurrence.id)
    return section(words.say("{when}: skipped", when=words.slack_day_time(occurrence.starts)), back)


def paused_until(words: Words, day: date) -> str:
    """Say, in cursive, that a series is paused, and until when."""
    return words.say("_paused until {day}_", day=words.day(day))


def goes_on(words: Words, recurring: Recurring, series: Series) -> str:
    """Say that the pause of a series ends, in a few words."""
    return words.say("{what}: goes on", what=recurring.placed(words, series))

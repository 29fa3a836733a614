"""All entries of a ledger: a page of a period, of what holds a text; the form that chooses them."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from dataclasses import field as field_of
from datetime import date

from slack_sdk.models.blocks import Block

from bot.core.ids import PersonId
from bot.core.pages import Pages
from bot.features.seu.rules.periods import ALL, Period
from bot.features.seu.rules.searching import LONGEST, NOTHING, Sought
from bot.features.seu.rules.values import Entry
from bot.features.seu.views import ids
from bot.features.seu.views.forms import LIST
from bot.features.seu.views.ledger import entry_row
from bot.features.seu.views.pieces import hours_minutes, private
from bot.paging import turning
from bot.slack.blocks import actions, button, context, field, menu, section, typed
from bot.slack.surfaces import Modal
from bot.slack.text import plain
from bot.words.words import Words

_LONGEST_PERIOD = 60
_OPEN = "-"
_YEARS = 10
ALL_OF_IT = "all"
LAST_YEAR = "last 12 months"


@dataclass(frozen=True)
class Wanted:
    """Which entries a list shows."""

    period: Period = ALL
    sought: Sought = NOTHING
    page: int = 0

    def written(self) -> str:
        """Write it into the list's form, and those that stand in its place."""
        since, until = (day.isoformat() if day else _OPEN for day in (self.period.since, self.period.until))
        return f"{LIST} {self.page} {since} {until} {self.sought.text}"

    @staticmethod
    def read(private: str) -> "Wanted | None":
        """Read it back; None where it is another form's."""
        name, *rest = private.split(" ", 4)
        if name != LIST or len(rest) < 4:
            return None
        page, since, until, text = rest
        with suppress(ValueError):
            return Wanted(Period(_day(since), _day(until)), Sought(text), Pages.read(page))
        return None

    def at(self, page: int) -> "Wanted":
        """Return the same on another page."""
        return replace(self, page=page)


def _day(text: str) -> date | None:
    return None if text == _OPEN else date.fromisoformat(text)


@dataclass(frozen=True)
class Found:
    """A page of what is found; `minutes`: that all of it leaves to log; `names`: of those who wrote entries."""

    entries: Sequence[Entry]
    pages: Pages
    minutes: int
    names: Mapping[PersonId, str] = field_of(default_factory=dict)


def entries_form(words: Words, wanted: Wanted, found: Found, note: str = "") -> Modal:
    """Draw a page of all entries, below a note."""
    narrowed = wanted.period != ALL or bool(wanted.sought)
    blocks: list[Block] = [section(note)] if note else []
    blocks.append(section("\n".join(_head(words, wanted, found))))
    blocks.append(
        actions(
            button(words.say("Period or search"), ids.NARROW, "list"),
            button(words.say("All entries"), ids.ENTRIES, "all") if narrowed else None,
            button(words.say("Log something"), ids.LOG, "list"),
        )
    )
    blocks += [entry_row(words, entry, found.names) for entry in found.entries]
    blocks += turning(words, found.pages, ids.NEWER, ids.OLDER)
    blocks.append(context(words.say("The newest first; those of one day as they happened."), private(words)))
    at_page = wanted.at(found.pages.number)
    return Modal(ids.ENTRIES_FORM, words.say("All entries"), blocks, close=words.say("Close"), private=at_page.written())


def _head(words: Words, wanted: Wanted, found: Found) -> list[str]:
    told = []
    if wanted.period != ALL:
        told.append(period_named(words, wanted.period))
    if wanted.sought:
        told.append(words.say("with “{text}”", text=plain(wanted.sought.text, LONGEST)))
    if not found.pages.count:
        nothing = words.say("Nothing is found.") if told else words.say("Nothing is in it yet.")
        return [*(["  ·  ".join(told)] if told else []), nothing]
    time = hours_minutes(words, found.minutes)
    count = words.count("*{time}* to log in {n} entry", "*{time}* to log in {n} entries", found.pages.count, time=time)
    return ["  ·  ".join([count, *told])]


def period_named(words: Words, period: Period) -> str:
    """Name a period."""
    since, until = period.since, period.until
    if since and until:
        if (since.month, since.day, until.month, until.day, until.year) == (1, 1, 12, 31, since.year):
            return str(since.year)
        if since == until:
            return words.day(since)
        return words.say("{first} to {last}", first=words.day(since), last=words.day(until))
    if since:
        return words.say("since {day}", day=words.day(since))
    return words.say("until {day}", day=words.day(until)) if until else words.say("all of it")


def narrow_form(words: Words, wanted: Wanted, today: date, first_year: int) -> Modal:
    """Draw the form that chooses a period and a text; `first_year`: of the oldest entry."""
    years = [str(year) for year in range(today.year, max(first_year, today.year - _YEARS) - 1, -1)]
    choices = {ALL_OF_IT: words.say("All of it"), LAST_YEAR: words.say("The last 12 months"), **{year: year for year in years}}
    named = typed_again(wanted.period)
    other = "" if named in choices else named
    blocks: list[Block] = [
        field("period", words.say("Period"), menu(choices, first=named if named in choices else ALL_OF_IT)),
        field(
            "other",
            words.say("Another period"),
            typed(_LONGEST_PERIOD, first=other, example="since march"),
            hint=words.say(
                "For example: since march, q3 2025, last 90 days, from 1 jan to 15 feb. It goes before the choice above."
            ),
            optional=True,
        ),
        field(
            "search",
            words.say("Words in it"),
            typed(LONGEST, first=wanted.sought.text),
            hint=words.say("In the title, the link, the evidence."),
            optional=True,
        ),
        actions(button(words.say("Back to the entries"), ids.BACK, "list")),
    ]
    title, submit, close = words.say("Period or search"), words.say("Show"), words.say("Cancel")
    return Modal(ids.NARROW_FORM, title, blocks, submit, close, private=wanted.written())


def typed_again(period: Period) -> str:
    """Write a period as it is read again."""
    since, until = period.since, period.until
    if since and until:
        if (since.month, since.day, until.month, until.day, until.year) == (1, 1, 12, 31, since.year):
            return str(since.year)
        return f"from {since} to {until}"
    return f"since {since}" if since else f"until {until}" if until else ALL_OF_IT

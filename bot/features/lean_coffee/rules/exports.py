"""What somebody wants to take along of a channel's meetings, read from what they typed. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.core.ids import MeetingId
from bot.core.texts import folded, on_one_line
from bot.core.written_days import BadDay, read_day


class Format(StrEnum):
    """How a record is written; the value ends the file's name."""

    MARKDOWN = "md"
    CSV = "csv"
    JSON = "json"
    PDF = "pdf"


_FORMATS = {
    **{form.value: form for form in Format},
    **dict.fromkeys(("markdown", "text", "txt"), Format.MARKDOWN),
    **dict.fromkeys(("excel", "spreadsheet", "xlsx"), Format.CSV),
}
_QUOTED = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]')
_RELATIVE = {"today": 0, "yesterday": 1}
_MOST_WORDS_OF_A_DAY = 3
_STOPS = ",.;:!?"
_LAST = frozenset({"as", "at", "from", "in", "last", "latest", "meeting", "of", "on", "the"})
"""Words between what counts."""


@dataclass(frozen=True)
class Held:
    """A meeting that may be meant: its title, the day on which it began for who asks, and whether it was asynchronous."""

    meeting: MeetingId
    title: str
    day: date
    in_windows: bool = False


@dataclass(frozen=True)
class Wanted:
    """What was typed: a format, words of a title, a day; None or empty for what was not. `more`: a second format or day."""

    form: Format | None = None
    title: str = ""
    day: date | None = None
    more: str = ""


def read_wanted(text: str, today: date) -> Wanted:
    """Read `markdown`, `"Platform guild"`, `2026-11-03 csv`; what is neither a format nor a day is of a title."""
    titles = [on_one_line(quoted) for quoted in _QUOTED.findall(text)]
    wanted, rest = Wanted(), _QUOTED.sub(" ", text).split()
    while rest:
        wanted, read = _next(wanted, rest, today, titles)
        rest = rest[read:]
    kept = [word for word in titles if word]
    return replace(wanted, title=" ".join(kept) or "")


def _next(wanted: Wanted, rest: Sequence[str], today: date, titles: list[str]) -> tuple[Wanted, int]:
    """Read what the rest begins with, and say how many words that were."""
    word = rest[0].lower().strip(_STOPS)
    if word in _FORMATS:
        form = _FORMATS[word]
        return (replace(wanted, form=form) if wanted.form in (None, form) else replace(wanted, more=rest[0])), 1
    # The fewest words first: a file's day may have an hour behind it, and here a format or another day stands there.
    for many in range(1, min(_MOST_WORDS_OF_A_DAY, len(rest)) + 1):
        day = _day(" ".join(rest[:many]).strip(_STOPS), today)
        if day is not None:
            same = wanted.day in (None, day)
            return (replace(wanted, day=day) if same else replace(wanted, more=" ".join(rest[:many]))), many
    if word not in _LAST:
        titles.append(rest[0])
    return wanted, 1


def _day(text: str, today: date) -> date | None:
    if text.lower() in _RELATIVE:
        return today - timedelta(days=_RELATIVE[text.lower()])
    try:
        return read_day(text)
    except BadDay:
        return None


def meant(held: Sequence[Held], wanted: Wanted) -> tuple[Held, ...]:
    """Return the meetings that fit what was typed, in the order given: those that are called just so, else those with that in their title."""
    on_day = [one for one in held if wanted.day in (None, one.day)]
    asked = folded(wanted.title)
    if not asked:
        return tuple(on_day)
    called = [one for one in on_day if folded(one.title) == asked]
    return tuple(called or [one for one in on_day if asked in folded(one.title)])

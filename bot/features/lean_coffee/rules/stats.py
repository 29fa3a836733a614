"""How the meetings of a channel went, in numbers that tell nothing of a single person. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.ids import MeetingId, SeriesId
from bot.core.texts import folded
from bot.features.lean_coffee.rules.records import Summary

USUAL, LEAST, MOST = 10, 2, 20
"""So many meetings are counted together, the last ones."""
QUARTER = timedelta(days=92)
_QUOTED = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]')
_QUARTER = frozenset({"quarter", "quarters", "3months"})
_THREE_MONTHS = re.compile(r"(?<![^\W_])(?:3|three)[\s-]*months?(?![^\W_])", re.IGNORECASE)
_STOPS = ",.;:!?"
_BETWEEN = frozenset({"last", "latest", "meetings", "of", "the", "this"})
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Asked:
    """What is counted: the last so many meetings, or those of a quarter, of one title where that was typed."""

    last: int = USUAL
    quarter: bool = False
    title: str = ""


@dataclass(frozen=True)
class Named:
    """A meeting by what it is chosen by: its title, and the series that it is of; None where it does not come again."""

    meeting: MeetingId
    title: str
    series: SeriesId | None


@dataclass(frozen=True)
class OneMeeting:
    """One meeting in numbers; `extended`: topics that got more than their first box; `talked`: over all topics."""

    began: datetime
    title: str
    topics: int
    extended: int
    talked: timedelta
    people: int

    @property
    def minutes_a_topic(self) -> float:
        """Return how many minutes one topic took; 0 where none was discussed."""
        return self.talked / _MINUTE / self.topics if self.topics else 0.0


@dataclass(frozen=True)
class Stats:
    """Meetings together, the first one first; `carried`: topics that were not reached; `people`: different ones, `promised` action items.

    `called`: whose meetings they are, where that was typed. `in_windows`: asynchronous ones of that time, which are not counted.
    """

    meetings: tuple[OneMeeting, ...]
    carried: int
    people: int
    promised: int
    done: int
    called: str = ""
    in_windows: int = 0

    @property
    def topics(self) -> int:
        """Return how many topics were discussed."""
        return sum(one.topics for one in self.meetings)

    @property
    def extended(self) -> int:
        """Return how many of them got more than their first box."""
        return sum(one.extended for one in self.meetings)

    @property
    def talked(self) -> timedelta:
        """Return how long all topics together were talked about."""
        return sum((one.talked for one in self.meetings), timedelta())


def read_asked(text: str) -> Asked:
    """Read `20`, `quarter`, `"Platform guild"`; what is neither a number nor a quarter is of a title. A number is kept within its bounds."""
    titles = [" ".join(found.split()) for found in _QUOTED.findall(text)]
    rest = [word.strip(_STOPS) or word for word in _THREE_MONTHS.sub("quarter", _QUOTED.sub(" ", text)).split()]
    last, quarter = USUAL, False
    for word in rest:
        if word.isascii() and word.isdigit() and len(word) < 6:
            last = min(max(int(word), LEAST), MOST)
        elif word.lower() in _QUARTER:
            quarter = True
        elif word.lower() not in _BETWEEN:
            titles.append(word)
    return Asked(last, quarter, " ".join(filter(None, titles)))


def meant(held: Sequence[Named], title: str) -> Named | None:
    """Return the meeting that a title means, of those given the last one first: one that is called just so before one with it in its title."""
    asked = folded(title)
    called = (one for one in held if folded(one.title) == asked)
    return next(called, None) or next((one for one in held if asked in folded(one.title)), None)


def alike(held: Sequence[Named], one: Named) -> Collection[MeetingId]:
    """Name the meetings that are counted with one: those of its series, whatever they are called; else those called alike, of no series."""
    if one.series is not None:
        return {other.meeting for other in held if other.series == one.series}
    return {other.meeting for other in held if other.series is None and folded(other.title) == folded(one.title)}


def of_meeting(title: str, summary: Summary) -> OneMeeting:
    """Return one meeting in numbers."""
    boxes = [one.topic.boxes for one in summary.discussed]
    talked = sum((box for each in boxes for box in each), timedelta())
    extended = sum(len(each) > 1 for each in boxes)
    return OneMeeting(summary.began, title, len(boxes), extended, talked, len(summary.came))


def together(meetings: Sequence[OneMeeting], summaries: Sequence[Summary], states: Sequence[bool]) -> Stats:
    """Return meetings in numbers; `states`: of each action item, whether it is done."""
    people = {person for one in summaries for person in one.came}
    carried = sum(len(one.not_reached) for one in summaries)
    return Stats(tuple(sorted(meetings, key=lambda one: one.began)), carried, len(people), len(states), sum(states))

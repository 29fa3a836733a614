"""Refusals of a sentence; each names the words that it is about."""

from datetime import date, datetime

from bot.core.refusal import Refusal
from bot.schedule.recurrence import NeverHappens


class NotUnderstood(Refusal):
    """Some words mean nothing here; `rest` is what was not understood, as it was typed."""

    def __init__(self, text: str, rest: str) -> None:
        super().__init__(text, rest)
        self.text = text
        self.rest = rest


class CannotLeaveOut(NotUnderstood):
    """What is to be left out of a rhythm is neither a weekday nor a date nor holidays."""


class NothingToLeaveOut(NotUnderstood):
    """The rhythm has no date there that could be left out."""


class NoSprint(NotUnderstood):
    """Days are to be counted from an event of the Sprint, and the channel has none to come: `event` is named as it was typed."""


class Ambiguous(Refusal):
    """Some words mean two things; `readings` are what to type in their place, `apart` a meaning that takes a plan for each."""

    def __init__(self, text: str, readings: tuple[str, ...], apart: tuple[str, ...] = ()) -> None:
        super().__init__(text, readings, apart)
        self.text = text
        self.readings = readings
        self.apart = apart


class NoSuchNth(Refusal):
    """No month has a sixth Tuesday; `instead` is the rhythm of weeks to type in its place."""

    def __init__(self, text: str, instead: str) -> None:
        super().__init__(text, instead)
        self.text = text
        self.instead = instead


class TooLong(Refusal):
    """The sentence has more than `most` characters."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class SaidTwice(Refusal):
    """The sentence says the same thing in two ways that differ; `said` are both as they were typed."""

    def __init__(self, text: str, said: tuple[str, ...]) -> None:
        super().__init__(text, said)
        self.text = text
        self.said = said


class DayMissing(Refusal):
    """The sentence does not say on which day."""

    field = "days"


class TimeMissing(Refusal):
    """The sentence does not say at what time."""

    field = "time"


class FirstDayMissing(Refusal):
    """What happens once, or by a rule that the form cannot say, needs the day that it begins on."""

    field = "starting"


class DaysStay(Refusal):
    """Days are ticked beside a rhythm that has its own: a rule that the form shows as it is, once, every day, every weekday."""

    field = "days"


class NotALength(Refusal):
    """What stands in the form's field for it is no length of time."""

    field = "length"

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class NotALink(Refusal):
    """What stands in the form's field for it is no link that a browser opens."""

    field = "link"

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class AlreadyOver(Refusal):
    """What is to happen once would have happened already, at this wall time."""

    field = "starting"

    def __init__(self, wall: datetime) -> None:
        super().__init__(wall)
        self.wall = wall


class EndsTooEarly(NeverHappens):
    """The end lies before the first date."""

    def __init__(self, last: date, first: date) -> None:
        super().__init__(last, first)
        self.last = last
        self.first = first


class AllLeftOut(NeverHappens):
    """Every day of the rhythm is excepted."""


class NothingLeft(NeverHappens):
    """The last of its dates is over."""

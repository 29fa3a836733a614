"""Why a sentence is not taken: each says which of its words, so that the person can mend just these."""

from datetime import datetime

from bot.core.refusal import Refusal


class NotUnderstood(Refusal):
    """Some words mean nothing here; `rest` is what was not understood, as it was typed."""

    def __init__(self, text: str, rest: str) -> None:
        super().__init__(text, rest)
        self.text = text
        self.rest = rest


class Ambiguous(Refusal):
    """Some words mean two things; `readings` are what to type instead."""

    def __init__(self, text: str, readings: tuple[str, ...]) -> None:
        super().__init__(text, readings)
        self.text = text
        self.readings = readings


class SaidTwice(Refusal):
    """The sentence says the same thing in two ways that differ; `said` are both, as they were typed."""

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

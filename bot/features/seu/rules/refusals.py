"""Why the ledger does not do what was asked; `field` names the block of a form that it belongs to."""

from datetime import date

from bot.core.ids import PersonId
from bot.core.refusal import Forbidden, NotThere, Refusal
from bot.features.seu.rules.values import Entry

LONGEST_REASON = 300


class AlreadyReversed(Refusal):
    """The entry was reversed before, or is a reversal itself."""


class NotYourEntry(Forbidden):
    """The entry is another person's, or does not exist."""


class BadMinutes(Refusal):
    """Hours and minutes that no activity of one day can have."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class NothingChanged(Refusal):
    """The correction states what the ledger or the roster says already."""

    field = "minutes"


class NoMinutes(Refusal):
    """Nothing at all is added to a ledger."""

    field = "minutes"


class FutureDay(Refusal):
    """The day has not come yet where the person is: what is to be learned is not logged."""

    field = "day"

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


class NoSuchDay(Refusal):
    """What was written as a day is none that the calendar has, or none that anybody would log."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class DayMissing(Refusal):
    """An activity has a day."""

    field = "day"


class KindMissing(Refusal):
    """It is not said what kind of learning an activity is."""

    field = "category"


class NoCourse(Refusal):
    """Only a course of the body renews everything."""

    field = "renews"


class NoSuchSession(NotThere):
    """No session of that id has ended: the meeting runs still, or one person alone was there."""


class GuestUnanswered(Refusal):
    """Nothing private is kept of a guest before they have answered a direct message: it may not reach them."""


class AlreadyLogged(Refusal):
    """The session stands in this person's ledger: it is corrected there, not added."""


class LooksLike(Refusal):
    """What is to be added looks like an entry that stands already: it is shown first."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(entry)
        self.entry = entry


class LongerThanSession(Refusal):
    """A roster never says more minutes than the meeting had."""

    field = "minutes"

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class ReasonMissing(Refusal):
    """A correction needs its reason."""

    field = "reason"


class ReasonTooLong(Refusal):
    """The reason of a correction is over LONGEST_REASON, both in characters."""

    field = "reason"

    def __init__(self, length: int) -> None:
        super().__init__(length)
        self.length = length


class NothingToRenew(Refusal):
    """The credential has no expiry, or its programme no cycle."""


class CourseRenewsNothing(Refusal):
    """A course of this body renews nothing by itself."""


class AlreadyTakenBack(Refusal):
    """The renewal was taken back before, or there is none of this id."""


class RenewedSince(Refusal):
    """A later renewal rests on this one: it is taken back first."""


class AlreadyAsked(Refusal):
    """The host has been asked to mend this roster and has not answered yet."""

    def __init__(self, host: PersonId) -> None:
        super().__init__(host)
        self.host = host


class YouAreHost(Refusal):
    """Who hosts a meeting mends its roster; there is nobody to ask."""

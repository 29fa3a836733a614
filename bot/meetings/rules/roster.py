"""What the host of a closed meeting may state of people's minutes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.core.ids import PersonId
from bot.core.limits import line
from bot.core.refusal import AllAtOnce
from bot.meetings.rules.guards import host_only
from bot.meetings.rules.refusals import MinutesOutOfBounds, NotNow
from bot.meetings.rules.values import LIMITS, Meeting


@dataclass(frozen=True)
class RosterLine:
    """One person on the roster: minutes present, and whether the host stated them."""

    person: PersonId
    minutes: int
    corrected: bool = False


@dataclass(frozen=True)
class Word:
    """The host's word on a roster as it was typed, beside the fields of its form: minutes by person and by the name of a guest."""

    people: Mapping[PersonId, int]
    guests: Mapping[str, int]
    reason: str
    fields: Mapping[str, str] = field(default_factory=dict)
    """The field of the minutes of each, by the id of the person or the name of the guest."""

    @property
    def says_nothing(self) -> bool:
        """Tell whether nothing is changed by it."""
        return not (self.people or self.guests)


def checked(meeting: Meeting, word: Word, *, person: PersonId) -> Word:
    """Hold the host's word on a roster against its limits, all of it at once, and return it as it is kept.

    Raise NotNow while the meeting is open, NotHost, MinutesOutOfBounds, EmptyText, TextTooLong, or Several.
    """
    if meeting.closed is None:
        raise NotNow(meeting.stage)
    host_only(meeting, person)
    refused = AllAtOnce()
    most = (meeting.closed - meeting.opened) // timedelta(minutes=1)
    for whose, minutes in (*word.people.items(), *word.guests.items()):
        if not 0 <= minutes <= most:
            refused.add(MinutesOutOfBounds(minutes, most, word.fields.get(whose, "minutes")))
    guests = {refused.read("", line, "guest", name, LIMITS["guest"]): minutes for name, minutes in word.guests.items()}
    reason = refused.read("", line, "reason", word.reason, LIMITS["reason"])
    refused.refuse()
    return replace(word, guests=guests, reason=reason)

"""An announced meeting that does not take place, or does after all: who said that they are coming hears of it."""

from bot import delivery
from bot.core.ids import PersonId
from bot.delivery import Place
from bot.features.lean_coffee import rules, store
from bot.features.lean_coffee.kinds import ANNOUNCEMENT, CALLED_OFF
from bot.features.lean_coffee.rules import CalledOff, Closing, Column, Meeting, Occurrence, OccurrenceId
from bot.store.unit import Unit


def call_off(unit: Unit, occurrence: OccurrenceId, why: CalledOff, by: PersonId | None, *knowing: PersonId) -> Occurrence:
    """Note why an announced meeting does not take place, and tell who is coming, but for those `knowing` it already.

    One that has opened since it was looked at is not called off, unless its meeting was cancelled.
    """
    # Locked before it is read: who says "I'm coming" in this moment either is told, or is refused.
    found = store.lock_occurrence(unit, occurrence)
    if found.meeting is not None and why is not CalledOff.CANCELLED:
        return found
    store.mark_called_off(unit, occurrence, why, by)
    _tell(unit, found, by, *knowing)
    return found


def take_back(unit: Unit, occurrence: OccurrenceId, by: PersonId) -> Occurrence:
    """Let a meeting that was called off take place after all, and tell who heard of it."""
    found = store.lock_occurrence(unit, occurrence)
    store.mark_called_off(unit, occurrence, None, by)
    _tell(unit, found, by)
    return found


def call_off_meeting(unit: Unit, meeting: Meeting, by: PersonId) -> None:
    """Tell who said that they are coming, and is not here, that their meeting was cancelled before it talked about anything."""
    talked = any(topic.column is Column.DISCUSSED for topic in meeting.topics)
    announced = store.occurrence_of(unit, meeting.id)
    if announced is not None and meeting.how is Closing.CANCELLED and not talked:
        call_off(unit, announced.id, CalledOff.CANCELLED, by, *meeting.came)


def _tell(unit: Unit, occurrence: Occurrence, *knowing: PersonId | None) -> None:
    """Post one message to each; one that stands from an earlier change goes, so that the new word is noticed."""
    delivery.show(unit, ANNOUNCEMENT, occurrence.id)
    delivery.hide(unit, CALLED_OFF, occurrence.id)
    for person in rules.to_be_told(occurrence, *knowing):
        delivery.post(unit, CALLED_OFF, occurrence.id, Place.person(person))

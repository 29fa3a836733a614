"""Calls an announced date off or takes that back, and tells those who are coming."""

from bot.core.ids import OccurrenceId, PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.series import store
from bot.series.kinds import Kinds
from bot.series.rules import CalledOff, Occurrence, to_be_told
from bot.store.unit import Unit
from bot.teams.muted_store import not_muted


def call_off(
    unit: Unit, kinds: Kinds, occurrence: OccurrenceId, why: CalledOff, by: PersonId | None, *knowing: PersonId
) -> Occurrence:
    """Note why an announced date does not take place, and tell who is coming, but for those `knowing` it already.

    One that has opened since it was looked at is not called off, unless its meeting was cancelled.
    """
    # Locked before it is read: who says "I'm coming" in this moment either is told, or is refused.
    found = store.lock_occurrence(unit, kinds.name, occurrence)
    if found.meeting is not None and why is not CalledOff.CANCELLED:
        return found
    store.mark_called_off(unit, occurrence, why, by)
    _tell(unit, kinds, found, by, *knowing)
    return found


def take_back(unit: Unit, kinds: Kinds, occurrence: OccurrenceId, by: PersonId | None) -> Occurrence:
    """Let a date that was called off take place after all, and tell who heard of it."""
    found = store.lock_occurrence(unit, kinds.name, occurrence)
    store.mark_called_off(unit, occurrence, None, by)
    _tell(unit, kinds, found, by)
    return found


def _tell(unit: Unit, kinds: Kinds, occurrence: Occurrence, *knowing: PersonId | None) -> None:
    """Post one message to each; one that stands from an earlier change goes, so that the new word is noticed."""
    for screen in (kinds.announcement, kinds.reminder):
        messages.show(unit, screen, occurrence.id)
    messages.hide(unit, kinds.called_off, occurrence.id)
    for person in not_muted(unit, to_be_told(occurrence, *knowing)):
        messages.post(unit, kinds.called_off, occurrence.id, Place.person(person))

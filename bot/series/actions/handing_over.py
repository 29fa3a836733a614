"""The verbs by which what comes again gets another owner: one transaction each."""

from collections.abc import Iterable

from bot import delivery
from bot.core.ids import PersonId
from bot.series.recurring import Kept, Recurring
from bot.series.rules import AlreadyTheirs, NothingToHandOver, TakenOver
from bot.store.once import once
from bot.store.unit import Read, Unit


def hand_over(unit: Unit, *, recurring: Recurring, kept: str, person: PersonId, to: PersonId, is_admin: bool) -> Kept:
    """Give it another owner, who hears of it. Raise NothingToHandOver, AlreadyTheirs, or the refusal of its ceremony."""
    once(unit)
    found = _living(recurring.lock(unit, kept))
    recurring.may_change(unit, found, person, is_admin)
    if found.owner == to:
        raise AlreadyTheirs(to)
    _give(unit, recurring, found, to)
    if to != person:
        delivery.post(unit, recurring.handed, f"{kept}/{person}", delivery.Place.person(to))
    return found


def may_hand_over(read: Read, *, recurring: Recurring, kept: str, person: PersonId, is_admin: bool) -> Kept:
    """Return what this person may hand over. Raise NothingToHandOver or the refusal of its ceremony."""
    found = _living(recurring.find(read, kept))
    recurring.may_change(read, found, person, is_admin)
    return found


def offer(unit: Unit, *, recurring: Recurring, kept: str, left: PersonId, to: Iterable[PersonId]) -> None:
    """Ask people, once, to take over from an owner who has left; nothing where somebody has done so meanwhile."""
    found = recurring.lock(unit, kept)
    if found is None or found.has_ended or found.owner != left or found.offered == left:
        return
    recurring.mark(unit, kept, left)
    for person in to:
        delivery.post(unit, recurring.offer, f"{kept}/{left}", delivery.Place.person(person))


def take_over(unit: Unit, *, recurring: Recurring, kept: str, left: PersonId, person: PersonId) -> None:
    """Become the owner in the place of one who has left. Raise NothingToHandOver, or TakenOver where somebody was first."""
    found = _living(recurring.lock(unit, kept))
    if found.owner != left or found.offered != left:
        raise TakenOver(found.owner)
    _give(unit, recurring, found, person)


def _give(unit: Unit, recurring: Recurring, found: Kept, to: PersonId) -> None:
    recurring.give(unit, found, to)
    delivery.show(unit, recurring.offer, f"{found.id}/{found.owner}")


def _living(found: Kept | None) -> Kept:
    if found is None or found.has_ended:
        raise NothingToHandOver
    return found

"""Offers a person their portable file each quarter: the ledger outlives the job."""

from dataclasses import replace

from bot.core.ids import PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.features.seu.kinds import OFFER, QUARTER
from bot.features.seu.rules.offers import later, next_offer
from bot.features.seu.rules.values import Keeping
from bot.features.seu.store import entries, offers
from bot.schedule import alarms
from bot.store.once import once
from bot.store.unit import Read, Unit
from bot.teams import store as people


def plan(unit: Unit, person: PersonId) -> None:
    """Have a person be offered their file in the next quarter; said again, it is planned once."""
    alarms.wake(unit, QUARTER, person, next_offer(unit.now, _zone(unit, person)))


def offer(unit: Unit, person: PersonId) -> None:
    """Offer a person their file, if they keep minutes, have new ones and have not switched it off; in their daytime."""
    stands = offers.offer(unit, person)
    if not stands.wanted or entries.keeping(unit, person) is not Keeping.YES or not offers.has_new(unit, person, stands.offered):
        return
    at = later(unit.now, _zone(unit, person))
    if at is not None:
        alarms.wake(unit, QUARTER, person, at)
        return
    offers.keep(unit, person, replace(stands, offered=unit.now))
    messages.post(unit, OFFER, person, Place.person(person))
    messages.to_bottom(unit, OFFER, person)


def switch(unit: Unit, *, person: PersonId, wanted: bool) -> None:
    """Offer a person their file each quarter from now on, or no more."""
    once(unit)
    entries.lock_ledger(unit, person)
    offers.keep(unit, person, replace(offers.offer(unit, person), wanted=wanted))
    if wanted:
        plan(unit, person)
    else:
        alarms.cancel_alarm(unit, QUARTER, person)
    messages.show(unit, OFFER, person)


def _zone(read: Read, person: PersonId) -> str:
    found = people.person(read, person)
    return found.zone if found else "UTC"

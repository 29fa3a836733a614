"""What people answer to an announcement."""

from bot.core.ids import PersonId
from bot.delivery import messages
from bot.feature import HOME
from bot.series import rules, store
from bot.series.recurring import Recurring
from bot.series.rules import Reply
from bot.store.once import once
from bot.store.unit import Unit


def answer(unit: Unit, *, recurring: Recurring, occurrence: str, person: PersonId, said: Reply) -> bool:
    """Keep a person's answer and return whether it stands: said again, it is taken back.

    Raise NoSuchOccurrence, NotHeld or Begun.
    """
    once(unit)
    found = store.lock_occurrence(unit, recurring.name, occurrence)
    stands = rules.reply(recurring.name, found, person, said, unit.now)
    store.keep_reply(unit, found.id, person, stands)
    messages.show(unit, recurring.kinds.announcement, occurrence)
    messages.show(unit, HOME, person)
    return stands is not None

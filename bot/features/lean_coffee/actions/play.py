"""What is done about a play of a meeting: begun, shown as it goes on."""

from bot.core.ids import PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.features.lean_coffee.kinds import GOES_ON, PLAY
from bot.features.lean_coffee.rules import play as rules
from bot.features.lean_coffee.store import play as store
from bot.schedule.alarms import wake
from bot.store.once import once
from bot.store.unit import Unit


def begin(unit: Unit, *, person: PersonId) -> bool:
    """Begin a play in a person's direct messages; False where one is on there already."""
    once(unit)
    last = store.last_of(unit, person)
    # One that begins later was begun by a clock that was set back since: nobody waits for that.
    if last is not None and last.begun <= unit.now < last.begun + rules.LASTS:
        return False
    play = store.add(unit, person)
    messages.post(unit, PLAY, play.id, Place.person(person))
    _wake_for_next(unit, play)
    return True


def go_on(unit: Unit, play: str) -> None:
    """Show what a play has come to, and wake when it changes next; nothing where it is forgotten."""
    found = store.play_of(unit, play)
    if found is None:
        return
    messages.show(unit, PLAY, play)
    _wake_for_next(unit, found)


def _wake_for_next(unit: Unit, play: store.Play) -> None:
    if (following := rules.next_moment(play.begun, unit.now)) is not None:
        wake(unit, GOES_ON, play.id, following)

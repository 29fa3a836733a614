"""Actions by which a series or reminder gets another owner."""

from collections.abc import Iterable

from bot.core.ids import PersonId, SeriesId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.feature import HOME
from bot.schedule import schedules
from bot.schedule.schedules import ScheduleId
from bot.series import store
from bot.series.actions.announcing import announced
from bot.series.actions.changing import may_change, show_next
from bot.series.recurring import Recurring
from bot.series.rules import AlreadyTheirs, NoSuchSeries, NothingToHandOver, Reply, Series, SeriesState, TakenOver
from bot.store.once import once
from bot.store.unit import Read, Unit

_THERE = (Reply.COMING, Reply.LATE)


def hand_over(unit: Unit, *, recurring: Recurring, series: str, person: PersonId, to: PersonId, is_admin: bool) -> Series:
    """Give it another owner, who hears of it. Raise NothingToHandOver, AlreadyTheirs or NotOwner."""
    once(unit)
    found = _living(_locked(unit, recurring, series))
    may_change(unit, recurring, found, person, is_admin=is_admin)
    if found.owner == to:
        raise AlreadyTheirs(to)
    _give(unit, recurring, found, to)
    if to != person:
        messages.post(unit, recurring.kinds.handed, f"{series}/{person}", Place.person(to))
    return found


def may_hand_over(read: Read, *, recurring: Recurring, series: str, person: PersonId, is_admin: bool) -> Series:
    """Return what this person may hand over. Raise NothingToHandOver or NotOwner."""
    found = _living(store.named(read, recurring.name, series))
    may_change(read, recurring, found, person, is_admin=is_admin)
    return found


def offer(unit: Unit, *, recurring: Recurring, series: str, left: PersonId, to: Iterable[PersonId]) -> frozenset[SeriesId]:
    """Ask people, once, to take over from an owner who has left, and return what; nothing where somebody has done so meanwhile."""
    found = _locked(unit, recurring, series)
    if found is None or found.state is SeriesState.ENDED or found.owner != left or found.offered == left:
        return frozenset()
    offered = frozenset(one.id for one in together(unit, recurring, found))
    for each in sorted(offered):
        store.mark_offered(unit, each, left)
    for person in to:
        messages.post(unit, recurring.kinds.offer, f"{series}/{left}", Place.person(person))
    return offered


def take_over(unit: Unit, *, recurring: Recurring, series: str, left: PersonId, person: PersonId) -> None:
    """Become the owner in the place of one who has left. Raise NothingToHandOver, or TakenOver where somebody was first."""
    found = _locked(unit, recurring, series)
    theirs = [] if found is None else together(unit, recurring, found)
    if found is None or not theirs:
        raise NothingToHandOver
    if found.owner != left or found.offered != left:
        raise TakenOver(found.owner)
    for one in theirs:
        _give(unit, recurring, one, person)


def running(read: Read, recurring: Recurring) -> list[Series]:
    """Return the series of the workspace that come again yet, or would once somebody lets them go on."""
    found = store.every(read, recurring.name)
    return [one for one in found if one.state is SeriesState.PAUSED or schedules.upcoming(read, ScheduleId(one.id), read.now, 1)]


def together(read: Read, recurring: Recurring, series: Series) -> list[Series]:
    """Return what is handed over with a series of the same owner's, itself included; nothing of what has ended."""
    several = [series] if recurring.all_placed is None else store.in_channel(read, recurring.name, series.channel)
    return [one for one in several if one.owner == series.owner and one.state is not SeriesState.ENDED]


def heirs(read: Read, recurring: Recurring, series: Series) -> frozenset[PersonId]:
    """Return who can take a series over besides admins: those who come to what is announced, and whom its ceremony names."""
    coming = {who for one in announced(read, recurring, series) for who, said in one.replies.items() if said in _THERE}
    return recurring.heirs(read, series, frozenset(coming))


def _locked(unit: Unit, recurring: Recurring, series: str) -> Series | None:
    try:
        return store.lock(unit, recurring.name, series)
    except NoSuchSeries:
        return None


def _living(found: Series | None) -> Series:
    if found is None or found.state is SeriesState.ENDED:
        raise NothingToHandOver
    return found


def _give(unit: Unit, recurring: Recurring, found: Series, to: PersonId) -> None:
    kinds = recurring.kinds
    store.set_owner(unit, found.id, to)
    for occurrence in announced(unit, recurring, found):
        for screen in (kinds.announcement, kinds.reminder):
            messages.show(unit, screen, occurrence.id)
    show_next(unit, recurring, found)
    messages.show(unit, HOME, to)
    messages.show(unit, kinds.offer, f"{found.id}/{found.owner}")

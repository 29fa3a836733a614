"""Whose a series is: handed over by its host, offered when the host has left."""

from bot import delivery, schedule
from bot.core.ids import PersonId
from bot.feature import HOME
from bot.features.lean_coffee import rules, store
from bot.features.lean_coffee.actions.series import announced, show_next
from bot.features.lean_coffee.kinds import ANNOUNCEMENT, PLANNED
from bot.features.lean_coffee.rules import Series, SeriesId, SeriesState
from bot.features.lean_coffee.views.pieces import placed
from bot.presence import attended
from bot.schedule import ScheduleId
from bot.series.recurring import Kept, Recurring
from bot.store.unit import Read, Unit


def _find(read: Read, series: str) -> Kept | None:
    return _kept(read, store.series_named(read, SeriesId(series)))


def _lock(unit: Unit, series: str) -> Kept | None:
    try:
        return _kept(unit, store.lock_series(unit, SeriesId(series)))
    except rules.NoSuchSeries:
        return None


def _kept(read: Read, series: Series | None) -> Kept | None:
    if series is None:
        return None
    ended = series.state is SeriesState.ENDED
    offered = store.offered(read, series.id)
    return Kept(series.id, series.host, series.channel, series.title, offered, ended, series.one_off)


def _running(read: Read) -> list[Kept]:
    """Return the series of the workspace that open a meeting yet, or would once somebody lets them go on."""
    found = [one for one in store.all_series(read) if one.state is SeriesState.PAUSED or _comes_again(read, one)]
    return [kept for kept in (_kept(read, one) for one in found) if kept is not None]


def _comes_again(read: Read, series: Series) -> bool:
    return bool(schedule.upcoming(read, ScheduleId(series.id), read.now, 1))


def _may_change(read: Read, kept: Kept, person: PersonId, is_admin: bool) -> None:
    series = store.series_named(read, SeriesId(kept.id))
    if series is None:
        raise rules.NoSuchSeries
    rules.may_change_series(series, person, is_admin=is_admin)


def _give(unit: Unit, kept: Kept, to: PersonId) -> None:
    store.set_host(unit, SeriesId(kept.id), to)
    series = store.series_named(unit, SeriesId(kept.id))
    assert series is not None  # it is locked
    for occurrence in announced(unit, series):
        delivery.show(unit, ANNOUNCEMENT, occurrence.id)
    delivery.show(unit, PLANNED, series.id)
    show_next(unit, series)
    delivery.show(unit, HOME, kept.owner)


def _coming(read: Read, kept: Kept) -> frozenset[PersonId]:
    """Return who said that they are coming; where nobody has, who came last."""
    series = store.series_named(read, SeriesId(kept.id))
    coming = frozenset[PersonId]().union(*(one.coming for one in announced(read, series))) if series else frozenset[PersonId]()
    last = store.last_meeting_of(read, SeriesId(kept.id))
    return coming or (frozenset() if last is None else attended(read, last))


RECURRING = Recurring(
    purpose="lean_coffee",
    placed=placed,
    find=_find,
    lock=_lock,
    running=_running,
    may_change=_may_change,
    give=_give,
    mark=lambda unit, series, left: store.mark_offered(unit, SeriesId(series), left),
    coming=_coming,
)

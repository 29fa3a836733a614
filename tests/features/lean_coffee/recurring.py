"""Series of meetings, made and changed as Lean Coffee has them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.core.ids import ChannelId, PersonId, SeriesId
from bot.features.lean_coffee.actions.recurring import RECURRING
from bot.features.lean_coffee.kinds import SERIES
from bot.features.lean_coffee.rules.values import Settings
from bot.meetings import rows
from bot.schedule.recurrence import OccurrenceTime as Date
from bot.schedule.recurrence import Recurrence
from bot.series import leads, store
from bot.series.actions import changing
from bot.series.actions.announcing import announce as announce_date
from bot.series.actions.answers import answer
from bot.series.actions.plans import keep
from bot.series.recurring import Terms
from bot.series.rules import A_DAY, Occurrence, Reply, Series
from bot.store.unit import Read, Unit

ANNOUNCEMENT, REMINDER, MISSED, PLANNED = SERIES.announcement, SERIES.reminder, SERIES.missed, SERIES.planned
CALLED_OFF, MOVED, ZONE_GONE = SERIES.called_off, SERIES.moved, SERIES.zone_gone


def save_series(
    unit: Unit,
    *,
    channel: ChannelId,
    host: PersonId,
    title: str,
    settings: Settings,
    recurrence: Recurrence,
    link: str = "",
    ahead: timedelta = A_DAY,
) -> SeriesId:
    """Keep a series as the form's plan is kept, its limits included."""
    kept_as = Terms(title, link, replace(recurrence, duration=settings.length), ahead, rows.settings(settings))
    leads.fit(ahead, kept_as.recurrence, unit.now)
    return keep(unit, recurring=RECURRING, channel=channel, owner=host, terms=kept_as)


def skip_next(unit: Unit, **named: Any) -> None:
    changing.skip_date(unit, recurring=RECURRING, **named)


def pause_series(unit: Unit, **named: Any) -> None:
    changing.pause(unit, recurring=RECURRING, **named)


def resume_series(unit: Unit, **named: Any) -> None:
    changing.resume(unit, recurring=RECURRING, **named)


def end_series(unit: Unit, **named: Any) -> None:
    changing.end(unit, recurring=RECURRING, **named)


def coming(unit: Unit, **named: Any) -> bool:
    return answer(unit, recurring=RECURRING, said=Reply.COMING, **named)


def announce(unit: Unit, *, series: Series, wall: datetime, starts: datetime) -> None:
    announce_date(unit, recurring=RECURRING, series=series, date=Date(wall, starts, None))


def series_of(read: Read, channel: ChannelId) -> tuple[Series, ...]:
    return store.in_channel(read, SERIES.name, channel)


def coming_to(read: Read, person: PersonId) -> tuple[Occurrence, ...]:
    return store.coming_to(read, SERIES.name, person)


def lock_series(unit: Unit, series: SeriesId) -> Series:
    return store.lock(unit, SERIES.name, series)

"""Verbs of series: save, skip, pause, resume, end; who is coming; opening at the hour."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot import delivery, schedule
from bot.core.ids import ChannelId, PersonId
from bot.delivery import Place
from bot.feature import HOME
from bot.features.lean_coffee import rules, store
from bot.features.lean_coffee.actions.meetings import open_meeting
from bot.features.lean_coffee.kinds import AGAIN, ANNOUNCE, ANNOUNCEMENT, MISSED, OCCURRENCE, REMIND, REMINDER
from bot.features.lean_coffee.rules import Occurrence, OccurrenceId, Plan, Series, SeriesId, SeriesState, Settings
from bot.schedule import Call, Recurrence, ScheduleId
from bot.store.unit import Unit

AHEAD = timedelta(days=1)
REMINDED = timedelta(minutes=10)
TRIES_AGAIN = timedelta(minutes=1)


def save_series(
    unit: Unit,
    *,
    channel: ChannelId,
    host: PersonId,
    title: str,
    settings: Settings,
    recurrence: Recurrence,
    link: str = "",
    ahead: timedelta = AHEAD,
) -> SeriesId:
    """Keep a series: announced `ahead` of each meeting, opened by itself at the hour.

    Raise EmptyText, TextTooLong or what the schedule refuses.
    """
    lasting = replace(recurrence, duration=settings.length)
    calls = (Call(ANNOUNCE, ahead), Call(REMIND, REMINDED), Call(OCCURRENCE))
    series = SeriesId(schedule.keep(unit, lasting, calls))
    named = rules.line("meeting", title)
    kept = rules.paragraph("link", link)
    store.add_series(unit, Series(series, channel, host, named, recurrence.zone, settings, kept, ahead))
    delivery.show(unit, HOME, host)
    return series


def skip_occurrence(unit: Unit, *, series: SeriesId, wall: datetime, person: PersonId) -> None:
    """Leave out the occurrence of this wall time, as host. Raise NoSuchSeries, NotHost, SeriesEnded or NotAnOccurrence."""
    hosted = _hosted(unit, series, person)
    schedule.skip(unit, ScheduleId(series), wall)
    _takes_place(unit, hosted, store.occurrence_at(unit, series, wall), False)


def pause_series(unit: Unit, *, series: SeriesId, person: PersonId) -> None:
    """Open no meetings until the series is resumed, as host. Raise NoSuchSeries, NotHost or SeriesEnded."""
    hosted = _hosted(unit, series, person)
    announced = _announced_next(unit, hosted)
    schedule.pause(unit, ScheduleId(series))
    _takes_place(unit, hosted, announced, False)


def resume_series(unit: Unit, *, series: SeriesId, person: PersonId) -> None:
    """Open meetings again from the next occurrence on, as host. Raise NoSuchSeries, NotHost or SeriesEnded."""
    hosted = _hosted(unit, series, person)
    schedule.resume(unit, ScheduleId(series))
    _takes_place(unit, hosted, _announced_next(unit, hosted), True)


def end_series(unit: Unit, *, series: SeriesId, person: PersonId) -> None:
    """Open no meeting of the series ever again, as host. Raise NoSuchSeries, NotHost or SeriesEnded."""
    hosted = _hosted(unit, series, person)
    announced = _announced_next(unit, hosted)
    schedule.end(unit, ScheduleId(series))
    _takes_place(unit, hosted, announced, False)


def coming(unit: Unit, *, occurrence: OccurrenceId, person: PersonId) -> bool:
    """Note that somebody is coming, or, said again, that they are not; return which.

    Raise NoSuchOccurrence when it is unknown, skipped or has begun.
    """
    found = store.lock_occurrence(unit, occurrence)
    if found.skipped or found.meeting is not None or found.starts <= unit.now:
        raise rules.NoSuchOccurrence
    comes = person not in found.coming
    store.set_coming(unit, occurrence, person, comes)
    delivery.show(unit, ANNOUNCEMENT, occurrence)
    delivery.show(unit, HOME, person)
    return comes


def announce(unit: Unit, series: Series, wall: datetime, starts: datetime) -> None:
    """Post the announcement of an occurrence that is still to come."""
    if starts > unit.now:
        occurrence = store.keep_occurrence(unit, series.id, wall, starts)
        delivery.post(unit, ANNOUNCEMENT, occurrence.id, Place.channel(series.channel))


def remind(unit: Unit, series: Series, wall: datetime) -> None:
    """Remind those who said that they are coming."""
    found = store.occurrence_at(unit, series.id, wall)
    if found is not None and not found.skipped and found.starts > unit.now:
        for person in sorted(found.coming):
            delivery.post(unit, REMINDER, found.id, Place.person(person))


def open_occurrence(unit: Unit, series: Series, occurrence: Occurrence) -> None:
    """Open the meeting of an occurrence, also late; where one is running, try again. Past its last chance tell the host."""
    if occurrence.skipped or occurrence.meeting is not None:
        return
    plan = Plan(
        series.channel,
        series.title,
        series.host,
        series.zone,
        series.settings,
        series.link,
        series.id,
        occurrence.starts,
    )
    if unit.now > rules.last_chance(occurrence.starts, series.settings):
        delivery.post(unit, MISSED, occurrence.id, Place.person(series.host))
    else:
        try:
            store.mark_opened(unit, occurrence.id, open_meeting(unit, plan=plan, host_is_here=False))
        except rules.MeetingRunning:
            schedule.wake(unit, AGAIN, occurrence.id, unit.now + TRIES_AGAIN)
    delivery.show(unit, ANNOUNCEMENT, occurrence.id)
    _show_homes(unit, series, occurrence)


def _hosted(unit: Unit, series: SeriesId, person: PersonId) -> Series:
    found = store.lock_series(unit, series)
    if found.host != person:
        raise rules.NotHost(found.host)
    if found.state is SeriesState.ENDED:
        raise rules.SeriesEnded
    return found


def _announced_next(unit: Unit, series: Series) -> Occurrence | None:
    """Return the next occurrence, if it was announced; asked while the rule runs, which knows what is next."""
    following = schedule.next_occurrence(unit, ScheduleId(series.id), unit.now)
    return None if following is None else store.occurrence_at(unit, series.id, following.wall)


def _takes_place(unit: Unit, series: Series, announced: Occurrence | None, takes_place: bool) -> None:
    """Say on an announcement, and on the Homes of those it concerns, whether its meeting takes place."""
    if announced is not None and announced.meeting is None:
        store.mark_skipped(unit, announced.id, not takes_place)
        delivery.show(unit, ANNOUNCEMENT, announced.id)
    _show_homes(unit, series, announced)


def _show_homes(unit: Unit, series: Series, occurrence: Occurrence | None) -> None:
    """Draw anew the next moments of the host and of those who said that they are coming."""
    coming = frozenset[PersonId]() if occurrence is None else occurrence.coming
    for person in sorted(coming | {series.host}):
        delivery.show(unit, HOME, person)

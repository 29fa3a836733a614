"""Verbs of series: save, skip, pause, resume, end; who is coming; opening at the hour."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from bot import delivery, schedule
from bot.core.ids import ChannelId, PersonId
from bot.core.refusal import AllAtOnce
from bot.delivery import Place
from bot.feature import HOME
from bot.features.lean_coffee import rules, store
from bot.features.lean_coffee.actions.announcing import wake_announcements
from bot.features.lean_coffee.actions.meetings import open_meeting
from bot.features.lean_coffee.actions.series_called_off import call_off, take_back
from bot.features.lean_coffee.kinds import AGAIN, ANNOUNCE, ANNOUNCEMENT, BOARD, MISSED, OCCURRENCE, PLANNED, REMIND, REMINDER
from bot.features.lean_coffee.rules import A_DAY, CalledOff, Occurrence, OccurrenceId, Plan, Series, SeriesId, Settings
from bot.features.lean_coffee.views import options
from bot.schedule import Call, Recurrence, ScheduleId
from bot.schedule.drafts import Draft
from bot.schedule.recurrence import occurrences
from bot.series.planning import CHANNEL
from bot.store.once import once
from bot.store.unit import Read, Unit

LOOKED_AT = 60
"""Dates between which the shortest time is looked for: five years of a monthly series."""
REMINDED = timedelta(minutes=10)
TRIES_AGAIN = timedelta(minutes=1)
BACK_AGAIN = (CalledOff.PAUSED, CalledOff.ZONE_GONE)
"""What is called off so takes place after all once its series goes on."""


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
    """Keep a series: announced `ahead` of each meeting, opened by itself at the hour.

    Raise EmptyText, TextTooLong, TooFarAhead or what the schedule refuses.
    """
    lasting = replace(recurrence, duration=settings.length)
    may_announce(lasting, ahead, settings, unit.now)
    calls = (Call(ANNOUNCE, ahead), Call(REMIND, REMINDED), Call(OCCURRENCE))
    series = SeriesId(schedule.keep(unit, lasting, calls))
    named = rules.line("meeting", title)
    kept = rules.paragraph("link", link)
    store.add_series(unit, Series(series, channel, host, named, recurrence.zone, settings, kept, ahead))
    first = schedule.next_occurrence(unit, ScheduleId(series), unit.now)
    if first is not None and schedule.due_before(first.wall, recurrence.zone, ahead) > unit.now:
        delivery.post(unit, PLANNED, series, Place.channel(channel))
    delivery.show(unit, HOME, host)
    return series


def keep_plan(unit: Unit, person: PersonId, plan: Draft) -> None:
    """Turn a plan that a person was shown into a series of theirs. Raise what the rules refuse by now."""
    save_series(
        unit,
        channel=ChannelId(plan.extras[CHANNEL]),
        host=person,
        title=plan.title,
        settings=_settings(plan),
        recurrence=plan.recurrence,
        link=plan.link,
        ahead=options.read_ahead(plan.extras),
    )


def may_plan(plan: Draft, at: datetime) -> None:
    """Hold a plan against its limits. Raise OutOfBounds, DotsOutOfBounds, TooFarAhead, EmptyText or TextTooLong."""
    refused = AllAtOnce()
    refused.read("", rules.line, "meeting", plan.title)
    refused.read("", rules.paragraph, "link", plan.link)
    settings = refused.read(None, _settings, plan)
    if settings is not None:
        refused.read(None, may_announce, plan.recurrence, options.read_ahead(plan.extras), settings, at)
    refused.refuse()


def _settings(plan: Draft) -> Settings:
    asked, lasts = options.read_written(plan.extras), plan.recurrence.duration
    return rules.settle(asked if lasts is None else replace(asked, length=lasts))


def may_announce(recurrence: Recurrence, ahead: timedelta, settings: Settings, at: datetime) -> None:
    """Raise TooFarAhead where the dates of a rule stand too close together to be announced so far ahead."""
    dates = (one.wall for one in islice(occurrences(recurrence, at), LOOKED_AT))
    rules.may_announce(ahead, dates=dates, length=settings.length)


def skip_occurrence(unit: Unit, *, series: SeriesId, wall: datetime, person: PersonId, is_admin: bool = False) -> None:
    """Leave out the occurrence of this wall time. Raise NoSuchSeries, NotSeriesHost, SeriesEnded or NotAnOccurrence."""
    _skip(unit, _hosted(unit, series, person, is_admin), wall, person)


def skip_next(unit: Unit, *, series: SeriesId, starts: datetime, person: PersonId, is_admin: bool = False) -> None:
    """Skip the next meeting of a series if it is the one that starts then (UTC), as its host or an admin.

    Raise NoSuchSeries, NotSeriesHost, SeriesEnded or NoSuchOccurrence.
    """
    hosted = _hosted(unit, series, person, is_admin)
    following = schedule.next_occurrence(unit, ScheduleId(series), unit.now)
    rules.may_skip(following.starts if following else None, starts)
    assert following is not None  # the rule above has seen to it
    _skip(unit, hosted, following.wall, person)


def _skip(unit: Unit, hosted: Series, wall: datetime, by: PersonId) -> None:
    schedule.skip(unit, ScheduleId(hosted.id), wall)
    stood = store.occurrence_at(unit, hosted.id, wall)
    skipped = [] if stood is None or stood.meeting else [call_off(unit, stood.id, CalledOff.SKIPPED, by)]
    show_next(unit, hosted, *skipped)


def pause_series(unit: Unit, *, series: SeriesId, person: PersonId, is_admin: bool = False) -> None:
    """Open no meetings until the series is resumed, as its host or an admin. Raise NoSuchSeries, NotSeriesHost or SeriesEnded."""
    once(unit)
    hosted = _hosted(unit, series, person, is_admin)
    schedule.pause(unit, ScheduleId(series))
    _call_off_all(unit, hosted, CalledOff.PAUSED, person)


def resume_series(unit: Unit, *, series: SeriesId, person: PersonId, is_admin: bool = False) -> None:
    """Open meetings again from the next occurrence on, as its host or an admin; one whose hour has come stays called off.

    Raise NoSuchSeries, NotSeriesHost or SeriesEnded.
    """
    once(unit)
    hosted = _hosted(unit, series, person, is_admin)
    schedule.resume(unit, ScheduleId(series))
    wake_announcements(unit, series)
    paused = [one for one in store.not_opened(unit, series, unit.now) if one.called_off in BACK_AGAIN]
    show_next(unit, hosted, *[take_back(unit, one.id, person) for one in paused])


def end_series(unit: Unit, *, series: SeriesId, person: PersonId, is_admin: bool = False) -> None:
    """Open no meeting of the series ever again, as its host or an admin. Raise NoSuchSeries, NotSeriesHost or SeriesEnded."""
    hosted = _hosted(unit, series, person, is_admin)
    schedule.end(unit, ScheduleId(series))
    _call_off_all(unit, hosted, CalledOff.ENDED, person)


def coming(unit: Unit, *, occurrence: OccurrenceId, person: PersonId) -> bool:
    """Note that somebody is coming, or, said again, that they are not; return which.

    Raise NoSuchOccurrence when it is unknown, skipped or has begun.
    """
    once(unit)
    found = store.lock_occurrence(unit, occurrence)
    if found.skipped or found.meeting is not None or found.starts <= unit.now:
        raise rules.NoSuchOccurrence
    comes = person not in found.coming
    store.set_coming(unit, occurrence, person, comes)
    delivery.show(unit, ANNOUNCEMENT, occurrence)
    delivery.show(unit, HOME, person)
    return comes


def remind(unit: Unit, series: Series, wall: datetime, starts: datetime) -> None:
    """Remind the host, and those who said that they are coming; the host also of what could not be announced yet."""
    found = store.keep_occurrence(unit, series.id, wall, starts)
    if not found.skipped and found.starts > unit.now:
        for person in sorted({series.host, *found.coming}):
            delivery.post(unit, REMINDER, found.id, Place.person(person))


def miss_occurrence(unit: Unit, series: Series, occurrence: Occurrence) -> None:
    """Tell the host, and who is coming, that a meeting could not be opened in time."""
    call_off(unit, occurrence.id, CalledOff.MISSED, None, series.host)
    delivery.post(unit, MISSED, occurrence.id, Place.person(series.host))


def open_occurrence(unit: Unit, series: Series, occurrence: Occurrence) -> None:
    """Open the meeting of an occurrence, also late; where one is running, try again. Past its last chance say that it was missed.

    One whose zone has moved it since it was tried waits for its hour.
    """
    if occurrence.skipped or occurrence.meeting is not None:
        return
    if unit.now < occurrence.starts:
        schedule.wake(unit, AGAIN, occurrence.id, occurrence.starts)
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
        miss_occurrence(unit, series, occurrence)
    else:
        try:
            store.mark_opened(unit, occurrence.id, open_meeting(unit, plan=plan, host_is_here=False))
        except rules.MeetingRunning:
            schedule.wake(unit, AGAIN, occurrence.id, unit.now + TRIES_AGAIN)
    delivery.show(unit, ANNOUNCEMENT, occurrence.id)
    _show_homes(unit, series, occurrence)


def lock_occurrence(unit: Unit, occurrence: OccurrenceId) -> None:
    """Lock what decides whether an occurrence opens: its series, which who pauses or ends it holds, then itself.

    Raise NoSuchOccurrence.
    """
    found = store.occurrence(unit, occurrence)
    if found is not None:
        store.lock_series(unit, found.series)
    store.lock_occurrence(unit, occurrence)


def _hosted(unit: Unit, series: SeriesId, person: PersonId, is_admin: bool) -> Series:
    found = store.lock_series(unit, series)
    rules.may_change_series(found, person, is_admin=is_admin)
    return found


def announced(read: Read, series: Series) -> list[Occurrence]:
    """Return what was announced and can still open: what is to come, and what waits for its channel."""
    length = series.settings.length
    found = store.not_opened(read, series.id, read.now - length)
    return [one for one in found if rules.last_chance(one.starts, series.settings) >= read.now]


def _call_off_all(unit: Unit, series: Series, why: CalledOff, by: PersonId) -> None:
    """Call off what was announced and not called off yet."""
    standing = [one for one in announced(unit, series) if one.called_off is None]
    called_off = [call_off(unit, one.id, why, by) for one in standing]
    show_next(unit, series, *called_off)


def show_next(unit: Unit, series: Series, *changed: Occurrence) -> None:
    """Draw anew what names the next date of a series: its first line, its last summary, the Homes of those whom the date concerns."""
    delivery.show(unit, PLANNED, series.id)
    last = store.last_meeting_of(unit, series.id)
    if last is not None:
        delivery.show(unit, BOARD, last)
    _show_homes(unit, series, *changed)


def _show_homes(unit: Unit, series: Series, *changed: Occurrence) -> None:
    """Draw anew the next moments of the host and of those who said that they are coming."""
    for person in sorted({series.host}.union(*(one.coming for one in changed))):
        delivery.show(unit, HOME, person)

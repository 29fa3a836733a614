"""What wakes a series: it announces a date, reminds of it, opens it at its hour."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from bot.core.facts import Fact, TeamDatesChanged
from bot.core.ids import ChannelId
from bot.core.kinds import AlarmKind
from bot.delivery import messages
from bot.delivery.place import Place
from bot.schedule.alarms import Alarm, AlarmHandler, wake
from bot.schedule.zone_changes import ZoneChanges
from bot.series import rules, store
from bot.series.actions import announcing, changing, opening, team_calendar, zones
from bot.series.recurring import Recurring
from bot.series.rules import Series, SeriesState
from bot.store.unit import Unit


def on_announce(recurring: Recurring, unit: Unit, alarm: Alarm) -> None:
    """Announce the next date of a series; tell the owner where it would come too late, and nothing else will."""
    series = _running(recurring, unit, alarm)
    if series is None or alarm.occurrence is None:
        return
    was_due = rules.due_late(alarm.due, alarm.late)
    if not announcing.announce(unit, recurring=recurring, series=series, date=alarm.occurrence, was_due=was_due):
        not_announced(recurring, unit, alarm)


def not_announced(recurring: Recurring, unit: Unit, alarm: Alarm) -> None:
    """Tell the owner that a date was not announced in time, unless it still opens by itself."""
    found = store.named(unit, recurring.name, alarm.subject) if recurring.opening is None else None
    if found is not None:
        subject = f"{found.id}/{int(alarm.due.timestamp())}"
        messages.post(unit, recurring.kinds.missed, subject, Place.person(found.owner))


def not_reminded(recurring: Recurring, unit: Unit, alarm: Alarm) -> None:
    """Tell the owner that a date was not reminded of in time, where no card has told of it."""
    found = store.named(unit, recurring.name, alarm.subject)
    if found is not None and found.ahead is None:
        not_announced(recurring, unit, alarm)


def on_announce_after(recurring: Recurring, unit: Unit, alarm: Alarm) -> None:
    """Announce what has waited for the end of a meeting."""
    announcing.announce_waiting(unit, recurring=recurring, occurrence=alarm.subject)


def on_remind(recurring: Recurring, unit: Unit, alarm: Alarm) -> None:
    """Remind of the next date."""
    series = _running(recurring, unit, alarm)
    if series is not None and alarm.occurrence is not None:
        opening.remind(unit, recurring=recurring, series=series, date=alarm.occurrence)


def on_hour(recurring: Recurring, unit: Unit, alarm: Alarm) -> None:
    """Open the meeting of a series at its hour."""
    series = _running(recurring, unit, alarm)
    if series is not None and alarm.occurrence is not None:
        found = store.keep_occurrence(unit, series.id, alarm.occurrence.wall, alarm.occurrence.starts)
        opening.open_occurrence(unit, recurring=recurring, series=series, occurrence=found)


def on_hour_skipped(recurring: Recurring, unit: Unit, alarm: Alarm) -> None:
    """Tell the owner, and who is coming, that a meeting could not be opened in time."""
    series = _running(recurring, unit, alarm)
    if series is not None and alarm.occurrence is not None:
        found = store.keep_occurrence(unit, series.id, alarm.occurrence.wall, alarm.occurrence.starts)
        opening.miss_occurrence(unit, recurring=recurring, series=series, occurrence=found)


def on_begun(recurring: Recurring, unit: Unit, alarm: Alarm) -> None:
    """Draw anew the announcement of what has begun."""
    opening.begin(unit, recurring=recurring, occurrence=alarm.subject)


def on_again(recurring: Recurring, unit: Unit, alarm: Alarm) -> None:
    """Try once more to open a meeting whose channel was busy, unless it was called off meanwhile."""
    found = store.occurrence_named(unit, alarm.subject)
    series = None if found is None else store.named(unit, recurring.name, found.series)
    if found is not None and series is not None and series.state is SeriesState.RUNNING:
        opening.open_occurrence(unit, recurring=recurring, series=series, occurrence=found)


def on_pause_over(recurring: Recurring, unit: Unit, alarm: Alarm) -> None:
    """Note that the pause of a series is over."""
    changing.go_on(unit, recurring=recurring, series=alarm.subject)


def on_calendar(recurring: Recurring, unit: Unit, alarm: Alarm) -> None:
    """Have what comes again in a channel follow the calendar of its team."""
    team_calendar.follow(unit, recurring=recurring, channel=ChannelId(alarm.subject))


def answers(recurring: Recurring) -> Mapping[type[Fact], Callable[[Unit, Any], None]]:
    """Return the table of the facts that what comes again follows, for its ceremony's Feature."""

    def on_team_dates(unit: Unit, changed: TeamDatesChanged) -> None:
        wake(unit, recurring.kinds.calendar, changed.channel, unit.now)

    return {TeamDatesChanged: on_team_dates}


def alarms(recurring: Recurring) -> Mapping[AlarmKind, AlarmHandler]:
    """Return the table of what rings, for its ceremony's Feature."""
    kinds = recurring.kinds

    def lock_series(unit: Unit, subject: str) -> None:
        store.lock(unit, recurring.name, subject)

    def lock_announcing(unit: Unit, subject: str) -> None:
        announcing.lock_announcing(unit, recurring, subject)

    def lock_waiting(unit: Unit, subject: str) -> None:
        announcing.lock_waiting(unit, recurring, subject)

    def lock_date(unit: Unit, subject: str) -> None:
        opening.lock_occurrence(unit, recurring, subject)

    follow, lose = partial(zones.follow_zone, recurring), partial(zones.lose_zone, recurring)
    follows = ZoneChanges(lock_series, partial(zones.told, recurring), follow, lose)
    untold, unreminded = partial(not_announced, recurring), partial(not_reminded, recurring)
    calendar = AlarmHandler(partial(on_calendar, recurring))
    table = {
        kinds.calendar: calendar,
        kinds.announce: AlarmHandler(
            partial(on_announce, recurring), lock_announcing, skipped=untold, failed=untold, zones=follows
        ),
        kinds.remind: AlarmHandler(
            partial(on_remind, recurring), lock_series, skipped=unreminded, failed=unreminded, zones=follows
        ),
        kinds.goes_on: AlarmHandler(partial(on_pause_over, recurring), lock_series),
    }
    if recurring.opening is None:
        return table | {kinds.hour: AlarmHandler(partial(on_begun, recurring), lock_date)}
    missed = partial(on_hour_skipped, recurring)
    return table | {
        kinds.announce_after: AlarmHandler(partial(on_announce_after, recurring), lock_waiting),
        kinds.hour: AlarmHandler(partial(on_hour, recurring), lock_series, skipped=missed, zones=follows),
        kinds.again: AlarmHandler(partial(on_again, recurring), lock_date),
    }


def _running(recurring: Recurring, unit: Unit, alarm: Alarm) -> Series | None:
    """Return the series of an alarm if it goes on; what is counted from Sprints has more of them told by that, before they run out."""
    found = store.named(unit, recurring.name, alarm.subject)
    if found is None or found.state is not SeriesState.RUNNING:
        return None
    if found.counted:
        wake(unit, recurring.kinds.calendar, found.channel, unit.now)
    return found

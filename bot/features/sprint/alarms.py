"""What the Sprint does when an alarm falls due: its events, its beginning, its end."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from bot.core.facts import ActionItemsChanged, AgendaChanged, AwayChanged, Fact, QueueChanged, TeamDatesChanged
from bot.core.ids import ChannelId
from bot.core.zones import zone_or_utc
from bot.features.sprint.actions.away import show_away
from bot.features.sprint.actions.card import show_cards
from bot.features.sprint.actions.goals import ask_outcome
from bot.features.sprint.actions.placing import place
from bot.features.sprint.actions.planning import show_homes
from bot.features.sprint.actions.recurring import RECURRING
from bot.features.sprint.kinds import BEGINS, ENDS, SERIES
from bot.schedule.alarms import Alarm, AlarmHandler
from bot.series.alarms import alarms, answers
from bot.store.unit import Unit
from bot.teams.sprint_store import team_sprints
from bot.teams.team_store import lock_team

_A_MOMENT = timedelta(minutes=1)


def on_begins(unit: Unit, alarm: Alarm) -> None:
    """Know the events of a further Sprint, and have what is counted from them follow."""
    channel = ChannelId(alarm.subject)
    place(unit, channel)
    unit.emit(TeamDatesChanged(channel))
    show_homes(unit, channel)


def on_ends(unit: Unit, alarm: Alarm) -> None:
    """Ask what became of the Sprint Goal."""
    channel = ChannelId(alarm.subject)
    sprints = team_sprints(unit, channel)
    if sprints is not None:
        day = (alarm.due - _A_MOMENT).astimezone(zone_or_utc(sprints.zone)).date()
        sprint = sprints.calendar.on(day)
        if sprint is not None:
            ask_outcome(unit, channel, sprint.number)
    place(unit, channel)


def on_ends_skipped(unit: Unit, alarm: Alarm) -> None:
    """Go on with the next Sprint where nobody could be asked in time."""
    place(unit, ChannelId(alarm.subject))


def on_calendar(unit: Unit, alarm: Alarm) -> None:
    """Have the events follow the days that their team works."""
    place(unit, ChannelId(alarm.subject))


def _lock(unit: Unit, channel: str) -> None:
    lock_team(unit, ChannelId(channel))


ALARM_HANDLERS = {
    **alarms(RECURRING),
    SERIES.calendar: AlarmHandler(on_calendar, _lock),
    BEGINS: AlarmHandler(on_begins, _lock),
    ENDS: AlarmHandler(on_ends, _lock, skipped=on_ends_skipped),
}
ANSWERS: Mapping[type[Fact], Callable[[Unit, Any], None]] = {
    **answers(RECURRING),
    AwayChanged: show_away,
    QueueChanged: show_cards,
    ActionItemsChanged: show_cards,
    AgendaChanged: show_cards,
}

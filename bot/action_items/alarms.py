"""What wakes an action item: a reminder, and the end of the day on which it could be reopened."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.action_items import actions, store
from bot.action_items.kinds import REMIND, SETTLED, WEEK
from bot.core.facts import AwayChanged, Fact, TeamDatesChanged
from bot.schedule.alarms import Alarm, AlarmHandler
from bot.store.unit import Unit


def on_remind(unit: Unit, alarm: Alarm) -> None:
    """Remind of an item, or of what is left to remind of once the bot is there again."""
    item = store.named(unit, alarm.subject)
    if item is not None:
        actions.remind(unit, item)


def on_settled(unit: Unit, alarm: Alarm) -> None:
    """Take "Reopen" away from what is done for good."""
    item = store.named(unit, alarm.subject)
    if item is not None:
        actions.settle(unit, item)


def on_week(unit: Unit, alarm: Alarm) -> None:
    """Post the weekly list of a channel."""
    found = store.digest_of(unit, alarm.subject)
    if found is not None:
        actions.post_weekly(unit, found)


ANSWERS: Mapping[type[Fact], Callable[[Unit, Any], None]] = {AwayChanged: actions.hear_away, TeamDatesChanged: actions.hear_dates}
ALARM_HANDLERS = {
    REMIND: AlarmHandler(on_remind, lock=store.hold),
    SETTLED: AlarmHandler(on_settled, lock=store.hold),
    WEEK: AlarmHandler(on_week, lock=store.hold_digest, skipped=on_week),
}

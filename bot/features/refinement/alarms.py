"""What wakes refinement: the card's day, the line's minute, the beginning."""

from bot import delivery
from bot.features.refinement import actions, rules, store
from bot.features.refinement.kinds import BEGUN, MISSED, REMIND, SOON
from bot.schedule import Alarm, Ringing, ZoneChanges
from bot.store.unit import Unit


def lock_reminder(unit: Unit, subject: str) -> None:
    """Lock the reminder that an alarm is about."""
    store.lock_reminder(unit, subject)


def lock_occasion(unit: Unit, subject: str) -> None:
    """Lock the occasion that an alarm is about."""
    store.lock_occasion(unit, subject)


def ring_remind(unit: Unit, alarm: Alarm) -> None:
    """Post the card of the occurrence that the rule calls for, or tell the owner that it would have come too late."""
    if alarm.occurrence is None:
        return
    was_due = rules.due_late(alarm.due, alarm.late)
    if not actions.post_card(unit, reminder=alarm.subject, occurrence=alarm.occurrence, was_due=was_due):
        missed(unit, alarm)


def ring_soon(unit: Unit, alarm: Alarm) -> None:
    """Post the line of the occurrence that the rule calls for."""
    if alarm.occurrence is not None:
        actions.post_line(unit, reminder=alarm.subject, occurrence=alarm.occurrence)


def ring_begun(unit: Unit, alarm: Alarm) -> None:
    """Draw the card anew: it has begun."""
    actions.begin(unit, occasion=alarm.subject)


def missed(unit: Unit, alarm: Alarm) -> None:
    """Tell the owner that a card was not sent; the next one comes by its rule."""
    found = store.reminder_of(unit, alarm.subject)
    if found is not None:
        subject = f"{found.id}/{int(alarm.due.timestamp())}"
        delivery.post(unit, MISSED, subject, delivery.Place.person(found.owner))


ZONES = ZoneChanges(lock_reminder, store.told_since, actions.follow_zone, actions.lose_zone)
RINGINGS = {
    REMIND: Ringing(ring_remind, lock=lock_reminder, skipped=missed, failed=missed, zones=ZONES),
    SOON: Ringing(ring_soon, lock=lock_reminder, zones=ZONES),
    BEGUN: Ringing(ring_begun, lock=lock_occasion),
}

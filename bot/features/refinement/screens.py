"""Reads what refinement's messages need, for delivery to draw."""

from datetime import UTC, datetime

from slack_sdk.models.blocks import Block

from bot import schedule
from bot.core.ids import PersonId
from bot.core.kinds import AlarmKind, ScreenKind
from bot.feature import Ends, Owned
from bot.features.refinement import store, views
from bot.features.refinement.actions import RECURRING
from bot.features.refinement.kinds import BEGUN, CARD, LINE, MISSED, ZONE_GONE
from bot.features.refinement.views import ids
from bot.schedule import RuleState, ScheduleId
from bot.series.listeners.handing_over import screens as handing_over_screens
from bot.series.views.choices import choice
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.teams import store as people
from bot.words import Words


def draw_card(read: Read, subject: str, words: Words) -> Message | None:
    """Draw the card of an occasion."""
    shown = _shown(read, subject, words)
    return views.card(words, shown, read.now) if shown else None


def draw_line(read: Read, subject: str, words: Words) -> Message | None:
    """Draw the line shortly before, or that the refinement has been called off since."""
    shown = _shown(read, subject, words)
    return views.line(words, shown) if shown else None


def _shown(read: Read, subject: str, words: Words) -> views.Card | None:
    """Read what an occasion's card and line show."""
    occasion = store.occasion_of(read, subject)
    reminder = store.reminder_of(read, occasion.reminder) if occasion else None
    if occasion is None or reminder is None:
        return None
    kept = schedule.kept(read, ScheduleId(reminder.id))
    said = store.replies(read, occasion.id)
    names = people.names(read, [reminder.owner, *said], words)
    zone = kept.recurrence.zone if kept else "UTC"
    replies = [(names[person], reply) for person, reply in said.items()]
    return views.Card(reminder, occasion, zone, names[reminder.owner], replies, store.standing(read, occasion))


def draw_missed(read: Read, subject: str, words: Words) -> Message | None:
    """Draw what the owner hears of a card that was not sent."""
    named, _, due = subject.rpartition("/")
    reminder = store.reminder_of(read, named)
    if reminder is None:
        return None
    following = schedule.next_occurrence(read, ScheduleId(reminder.id), read.now)
    return views.missed(words, reminder, datetime.fromtimestamp(int(due), UTC), following.starts if following else None)


def draw_zone_gone(read: Read, subject: str, words: Words) -> Message | None:
    """Draw what the owner hears of a reminder whose time zone exists no more; the button goes with what it ends."""
    reminder, kept = store.reminder_of(read, subject), schedule.kept(read, ScheduleId(subject))
    if reminder is None or kept is None:
        return None
    return views.zone_gone(words, reminder, kept.recurrence.zone, ended=kept.state is RuleState.ENDED)


def draw_home(read: Read, person: PersonId, words: Words) -> list[Block]:
    """Draw the next refinements that a person reminds of."""
    moments = [
        (one.starts, reminder.title, reminder.channel)
        for reminder in store.reminders_by(read, person)
        for one in schedule.upcoming(read, ScheduleId(reminder.id), read.now, 2)
    ]
    return views.home(words, sorted(moments))


def owner(read: Read, kind: ScreenKind, subject: str) -> Owned | None:
    """Return who is told when a card cannot stand in its channel: who asked for the reminder."""
    if kind != CARD:
        return None
    occasion = store.occasion_of(read, subject)
    reminder = store.reminder_of(read, occasion.reminder) if occasion else None
    if reminder is None:
        return None
    ends = Ends(ids.MORE, choice("end", reminder.id))
    return Owned(reminder.owner, reminder.channel, reminder.title, ends)


def ahead(read: Read, kind: AlarmKind, subject: str, words: Words) -> str | None:
    """Say what an alarm brings, and to which refinement; None where that is gone."""
    occasion = store.occasion_of(read, subject) if kind == BEGUN else None
    reminder = store.reminder_of(read, occasion.reminder if occasion else subject)
    return views.ahead(words, reminder, kind) if reminder else None


SCREENS = {
    CARD: draw_card,
    LINE: draw_line,
    MISSED: draw_missed,
    ZONE_GONE: draw_zone_gone,
    **handing_over_screens(RECURRING),
}

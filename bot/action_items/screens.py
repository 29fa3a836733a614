"""Reads what the messages about action items need, for delivery to draw."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import partial

from bot.action_items import actions, store
from bot.action_items.kinds import DIGEST, ITEM, LEFT, NEWS, REMINDER, RETURNED, WEEK
from bot.action_items.rules import reminders
from bot.action_items.rules.values import ActionItem
from bot.action_items.views import digests, items, listing, notices
from bot.action_items.views.items import Shown
from bot.core.ids import ChannelId, PersonId
from bot.core.kinds import AlarmKind, ScreenKind
from bot.feature import Draw, HomeRow, Owned
from bot.schedule.working_days import WorkingDays
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.store.unit import Read
from bot.teams import store as people
from bot.teams.team_store import working_days
from bot.words.words import Words

_NEVER = datetime(9999, 1, 1, tzinfo=UTC)


def draw_item(read: Read, subject: str, words: Words) -> Message | None:
    """Draw an item for the owner whose turn it is or was."""
    item, turn = actions.read_subject(subject)
    shown = _shown(read, item, words)
    return None if shown is None else items.owners_message(words, shown, int(turn))


def draw_reminder(read: Read, subject: str, words: Words) -> Message | None:
    """Draw the reminder of a day."""
    item, day = actions.read_subject(subject)
    shown = _shown(read, item, words)
    return None if shown is None else items.reminder(words, shown, date.fromisoformat(day))


def draw_returned(read: Read, subject: str, words: Words, *, has_left: bool) -> Message | None:
    """Draw that nobody has an item, for who noted it."""
    item, turn = actions.read_subject(subject)
    shown = _shown(read, item, words)
    return None if shown is None else notices.returned(words, shown, int(turn), has_left=has_left)


def draw_news(read: Read, subject: str, words: Words) -> Message | None:
    """Draw that an item is done or overdue, for who noted it."""
    shown = _shown(read, actions.read_subject(subject)[0], words)
    return None if shown is None else notices.news(words, shown)


def draw_digest(read: Read, subject: str, words: Words) -> Message | None:
    """Draw what is open in a channel; nothing once that is not wanted any more, or nothing is open."""
    channel = ChannelId(actions.read_subject(subject)[0])
    found, open_items = store.digest_of(read, channel), store.in_channel(read, channel)
    if found is None or not open_items:
        return None
    return digests.digest(words, found, open_items, people.names(read, [item.owner for item in open_items], words))


def owner(read: Read, kind: ScreenKind, subject: str) -> Owned | None:
    """Return who asked for a channel's weekly list: they are told, once, when it cannot be posted there."""
    channel = ChannelId(actions.read_subject(subject)[0])
    found = store.digest_of(read, channel) if kind == DIGEST else None
    return None if found is None else Owned(found.set_by, channel, "", once=channel, shared=digests.not_posted)


def _shown(read: Read, named: str, words: Words) -> Shown | None:
    item = store.named(read, named)
    if item is None:
        return None
    turns = store.turns(read, item.id)
    given = [person for turn in turns for person in (turn.owner, turn.given_by)]
    names = people.names(read, [item.noted_by, *given], words)
    days, zone = working_days(read, item.channel), actions.zone_of(read, item)
    coming = [day for day in reminders.coming(item, days, zone, read.now) if not store.is_away(read, item, day)]
    return Shown(item, turns, names, coming, read.now)


def home_rows(read: Read, person: PersonId, words: Words) -> list[HomeRow]:
    """Read what a person is to do, is asked to do, or has to find somebody for."""
    found, returned = store.open_of(read, person), store.returned_to(read, person)
    asked_by = {item.id: _asked_by(read, item) for item in found}
    names = people.names(read, asked_by.values(), words)
    rows = [listing.returned_row(words, item, item.noted) for item in returned]
    calendars = {channel: working_days(read, channel) for channel in {item.channel for item in found}}
    return [*rows, *(_row(read, item, calendars[item.channel], names[asked_by[item.id]], words) for item in found)]


def _asked_by(read: Read, item: ActionItem) -> PersonId:
    return item.noted_by if item.turn == 0 else store.turns(read, item.id)[-1].given_by


def _row(read: Read, item: ActionItem, days: WorkingDays, asked_by: str, words: Words) -> HomeRow:
    """Read a row of one's own, sorted by when it is due, what has no date last."""
    zone = words.zone.key
    near = reminders.is_due(item, days, zone, read.now)
    at = reminders.nine(item.due, zone) if item.due is not None else _NEVER
    return listing.own_row(words, item, asked_by, at, is_due=near)


def ahead(read: Read, kind: AlarmKind, subject: str, words: Words) -> str | None:
    """Say which action item somebody is reminded of, or which list is posted; None where that is gone."""
    if kind == WEEK:
        return words.say("<#{channel}>: the weekly list of action items", channel=subject)
    item = store.named(read, subject)
    return None if item is None else words.say("“{text}”: somebody is reminded", text=plain(item.text))


SCREENS: Mapping[ScreenKind, Draw] = {
    ITEM: draw_item,
    REMINDER: draw_reminder,
    RETURNED: partial(draw_returned, has_left=False),
    LEFT: partial(draw_returned, has_left=True),
    NEWS: draw_news,
    DIGEST: draw_digest,
}

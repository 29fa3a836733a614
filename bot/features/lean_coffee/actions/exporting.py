"""Reads the record of a meeting as it is taken along."""

import re
from dataclasses import replace

from bot.action_items.store import in_meeting
from bot.core.ids import ChannelId, MeetingId, PersonId
from bot.core.texts import folded
from bot.features.lean_coffee.actions.boards import ceremony_of, find_board
from bot.features.lean_coffee.kinds import ASYNC, NAME
from bot.features.lean_coffee.rules.exports import Format, Held
from bot.features.lean_coffee.rules.record_files import as_csv, as_json
from bot.features.lean_coffee.rules.whole_record import Record, minutes_told, people_in, record_of
from bot.features.lean_coffee.store.past import recorded_in
from bot.features.lean_coffee.views.record_text import as_markdown
from bot.meetings.rules.refusals import NoMeeting
from bot.meetings.store.rosters import guests_of, roster_lines
from bot.presence.store import attended
from bot.store.unit import Read
from bot.teams import store as people
from bot.words.words import Words

_NOT_IN_A_NAME = re.compile("[^a-z0-9]+")
_LONGEST_NAME = 40


def read_held(read: Read, channel: ChannelId, words: Words) -> tuple[Held, ...]:
    """Return the meetings of a channel that have a record, that ended last first, with their days as who asks reads them."""
    found = [(one, ceremony == ASYNC) for ceremony in (NAME, ASYNC) for one in recorded_in(read, channel, ceremony)]
    found.sort(key=lambda one: (one[0].closed, one[0].opened, one[0].id), reverse=True)
    return tuple(Held(one.id, one.title, words.local_date(one.opened), in_windows) for one, in_windows in found)


def read_record(read: Read, meeting: MeetingId, asks: PersonId, words: Words) -> tuple[Record, tuple[PersonId, ...]]:
    """Read the record of a meeting as one person may read it, and whose minutes it tells them. Raise NoMeeting where it has none."""
    found = find_board(read, meeting)
    if found is None or found.closed is None or not ceremony_of(found).has_record(found):
        raise NoMeeting
    found = replace(found, came=attended(read, meeting), promised=in_meeting(read, meeting))
    channel = people.channel(read, found.channel)
    record = record_of(
        found,
        names=people.names(read, people_in(found), words, full=True),
        minutes={line.person: line.minutes for line in roster_lines(read, found)},
        asks=asks,
        guests=guests_of(read, found),
        channel="" if channel is None else channel.name,
    )
    return record, tuple(sorted(minutes_told(found, asks) - {asks}))


def file_name(record: Record, form: Format, words: Words) -> str:
    """Return what the file of a record is called: its title and its day."""
    title = _NOT_IN_A_NAME.sub("-", folded(record.title))[:_LONGEST_NAME].strip("-")
    return f"{title or 'lean-coffee'}-{words.local_date(record.began).isoformat()}.{form.value}"


def text_of(record: Record, form: Format, words: Words) -> str:
    """Write a record in a format that is text."""
    match form:
        case Format.CSV:
            return as_csv(record).decode("utf-8-sig")
        case Format.JSON:
            return as_json(record).decode()
        case _:
            return as_markdown(words, record)


def content_of(record: Record, form: Format, words: Words) -> bytes:
    """Write a record as the content of a file, in a format that is text."""
    return as_csv(record) if form is Format.CSV else text_of(record, form, words).encode()

"""Reads what the messages of any meeting need, for delivery to draw."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from bot.core.ids import MeetingId, PersonId
from bot.core.kinds import AlarmKind, ScreenKind
from bot.feature import Draw, HomeRow, Owned, Slot
from bot.meetings.ceremony import Ceremony
from bot.meetings.rules.second_start import QueuedMeetingId
from bot.meetings.rules.values import M, Meeting
from bot.meetings.store import queued
from bot.meetings.store.boards import link_to_board
from bot.meetings.store.meetings import open_meetings_with
from bot.meetings.store.rosters import guests_of, roster_lines
from bot.meetings.views import ahead as what_comes
from bot.meetings.views import board, forms, home, hosting, queue
from bot.meetings.views.frame import Reader
from bot.presence import store
from bot.series import screens as series
from bot.series import store as series_store
from bot.series.recurring import Recurring
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.teams import store as people
from bot.words.words import Words


def reader(read: Read, words: Words, people_in: Iterable[PersonId], zone: str, *, full: bool = False) -> Reader:
    """Return who reads: their words, the moment of the snapshot, everybody's plain name or full one.

    To one reader in their own zone; to a channel in the meeting's, where Slack cannot write a time in each reader's.
    """
    return Reader(words.in_zone(zone) if words.shared else words, read.now, people.names(read, people_in, words, full=full))


def reader_of(read: Read, words: Words, meeting: Meeting, *others: PersonId) -> Reader:
    """Return who reads a meeting's board, which names its host, who is or was there, who steered it, and others."""
    steered = [meeting.steered.by] if meeting.steered else []
    asks = [meeting.claim.by] if meeting.claim else []
    asks += [meeting.undone.act.by] if meeting.undone else []
    asks += [step.act.by for step in meeting.steps]
    there = meeting.here if meeting.closed is None else meeting.came
    return reader(read, words, [*meeting.hosts, *there, *others, *steered, *asks], meeting.zone)


def drawn(view: Callable[[Reader, M], Message]) -> Callable[[Read, M, Words], Message]:
    """Return how `screens` draws a board that names nobody but its host, who is there, and who steered; once over, as corrected."""

    def draw(read: Read, meeting: M, words: Words) -> Message:
        if meeting.closed is not None:
            meeting = replace(meeting, came=store.attended(read, meeting.id))
        return view(reader_of(read, words, meeting), meeting)

    return draw


def screens(ceremony: Ceremony[M], draw: Callable[[Read, M, Words], Message | None]) -> Mapping[ScreenKind, Draw]:
    """Return the table of a meeting's screens, for its ceremony's Feature. `draw` draws its one message: board, then record."""
    naming, kinds = ceremony.naming, ceremony.kinds

    def draw_board(read: Read, subject: str, words: Words) -> Message | None:
        meeting = ceremony.find(read, MeetingId(subject))
        return None if meeting is None else draw(read, meeting, words)

    def draw_summary(read: Read, subject: str, words: Words) -> Message | None:
        meeting = ceremony.find(read, MeetingId(subject))
        drawn = None if meeting is None or meeting.closed is None else draw(read, meeting, words)
        return None if meeting is None or drawn is None else board.for_host(words, meeting.channel, drawn)

    def draw_roster(read: Read, subject: str, words: Words) -> Message | None:
        meeting = ceremony.find(read, MeetingId(subject))
        if meeting is None or meeting.closed is None:
            return None
        lines = roster_lines(read, meeting)
        named = [line.person for line in lines]
        reads = reader(read, words, named, meeting.zone, full=True)
        return forms.roster(naming, reads, meeting, lines, guests_of(read, meeting))

    def draw_anchor(read: Read, subject: str, words: Words) -> Message | None:
        meeting = ceremony.find(read, MeetingId(subject))
        if meeting is None:
            return None
        return queue.anchor(naming, reader(read, words, [meeting.host], meeting.zone), meeting)

    def draw_handed(read: Read, subject: str, words: Words) -> Message | None:
        named, _, by = subject.rpartition("/")
        meeting = ceremony.find(read, MeetingId(named))
        if meeting is None:
            return None
        name = people.names(read, [PersonId(by)], words, full=True)[PersonId(by)]
        return hosting.handed(words, meeting, name, link_to_board(read, meeting.id))

    def draw_plan_dropped(read: Read, subject: str, words: Words) -> Message | None:
        later = queued.queued_meeting(read, ceremony, QueuedMeetingId(subject))
        return None if later is None else queue.dropped(naming, words, later)

    return {
        kinds.board: draw_board,
        kinds.summary: draw_summary,
        kinds.roster: draw_roster,
        kinds.anchor: draw_anchor,
        kinds.handed: draw_handed,
        kinds.plan_dropped: draw_plan_dropped,
    }


def home_rows(
    ceremony: Ceremony[M],
    read: Read,
    person: PersonId,
    words: Words,
    find: Callable[[Read, MeetingId], M | None] | None = None,
) -> list[HomeRow]:
    """Read the meetings of a ceremony that a person hosts or is in now, and those that they have queued.

    `find` reads one, where less than all of it will do.
    """
    found = [(find or ceremony.find)(read, meeting) for meeting in open_meetings_with(read, person, ceremony.name)]
    running = [
        HomeRow(Slot.NEXT, meeting.opened, home.now(words, meeting, link_to_board(read, meeting.id)))
        for meeting in found
        if meeting is not None
    ]
    waiting = queued.queued_by(read, ceremony, person)
    return [*running, *(HomeRow(Slot.NEXT, read.now, home.queued(words, later.new)) for later in waiting)]


def owner(ceremony: Ceremony[Any], recurring: Recurring | None = None) -> Callable[[Read, ScreenKind, str], Owned | None]:
    """Return who is told when a board or an announcement cannot stand in its channel: the host, who may end the series that it is of."""
    kinds = ceremony.kinds

    def of(read: Read, kind: ScreenKind, subject: str) -> Owned | None:
        meeting = ceremony.find(read, MeetingId(subject)) if kind in (kinds.board, kinds.anchor) else None
        if meeting is None:
            return None if recurring is None else series.owner(read, recurring, kind, subject)
        again = None if recurring is None or meeting.series is None else series_store.named(read, recurring.name, meeting.series)
        theirs = recurring is not None and again is not None and again.owner == meeting.host
        ends = series.ends(recurring, again) if recurring is not None and again is not None and theirs else None
        return Owned(meeting.host, meeting.channel, meeting.title, ends)

    return of


def ahead(
    ceremony: Ceremony[M], recurring: Recurring | None = None, of_meeting: Callable[[Words, M], str] = what_comes.moves_on
) -> Callable[[Read, AlarmKind, str, Words], str | None]:
    """Return what says in a few words what an alarm brings, and to which meeting; `of_meeting`: what the deadline of one does."""
    kinds = ceremony.kinds

    def says(read: Read, kind: AlarmKind, subject: str, words: Words) -> str | None:
        if kind == kinds.deadline:
            meeting = ceremony.find(read, MeetingId(subject))
            return None if meeting is None else of_meeting(words, meeting)
        if kind in (kinds.next_plan, kinds.plan_waited):
            later = queued.queued_meeting(read, ceremony, QueuedMeetingId(subject))
            say = what_comes.opens if kind == kinds.next_plan else what_comes.given_up
            return None if later is None else say(words, later.new.title)
        return None if recurring is None else series.ahead(read, recurring, kind, subject, words)

    return says

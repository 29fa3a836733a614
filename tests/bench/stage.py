"""Meetings for the load, opened by the bot's own actions: a vote with thirty topics, a box that asks for thumbs, a thousand deadlines."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.core.clock import RealClock, SetClock
from bot.core.ids import ChannelId, MeetingId, PersonId, RandomIds, WorkspaceId
from bot.features.lean_coffee.actions import course, talk
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.actions.topics import propose_topic
from bot.features.lean_coffee.rules.settings import MOST_DOTS
from bot.features.lean_coffee.rules.values import Meeting, Proposal, Settings
from bot.features.lean_coffee.store import meetings
from bot.features.lean_coffee.views.ballot import OpenBallot, by_rows
from bot.features.lean_coffee.views.ballot_menus import by_menus
from bot.features.lean_coffee.views.board import board
from bot.meetings.actions import check_in, open_meeting, steer
from bot.meetings.rules.values import NewMeeting
from bot.meetings.screens import reader_of
from bot.slack.rendering import render, render_modal
from bot.store.opening import open_store
from bot.store.unit import Read, RunningStore
from bot.teams import store as teams
from bot.teams.people import Person
from bot.words.words import words_for
from tests.bench.wire import WORKSPACE

HERE = WorkspaceId(WORKSPACE)
PEOPLE = tuple(PersonId(f"U{number}") for number in range(41))
"""The first of them hosts and answers nothing: while somebody is missing, no answer ends the question."""
TOPICS = 30
DOTS = 3
_WORDS = words_for("en-US", "UTC")
_LONG = timedelta(hours=4)
Payload = Mapping[str, Any]
_SETTINGS = Settings(length=2 * _LONG, collect=_LONG, vote=_LONG, boxes=(_LONG, _LONG, _LONG), thumbs=_LONG, dots=DOTS)
_MANY_DOTS = replace(_SETTINGS, dots=MOST_DOTS)
"""Presses of one person give a dot and take it back in turns; what a round leaves given fits."""


@dataclass(frozen=True)
class Board:
    """A meeting that waits for answers, as its people see it: its message or its ballot, and the ids to vote for."""

    meeting: str
    phase: int
    channel: str
    topics: tuple[str, ...]
    payload: dict[str, Any]


@dataclass(frozen=True)
class Stage:
    """What was laid: meetings that ask for thumbs, meetings that vote by menus, and by rows."""

    thumbs: tuple[Board, ...]
    ballots: tuple[Board, ...]
    presses: tuple[Board, ...]


def lay(url: str, boards: int) -> Stage:
    """Open so many meetings of each kind in a database."""
    return asyncio.run(_laid(url, boards))


async def _laid(url: str, boards: int) -> Stage:
    real = RealClock()
    kept = open_store(url, clock=real, real=real, ids=RandomIds(), answers={}, on_commit=lambda rooms: None)
    await kept.start()
    try:
        await kept.write(teams.keep_workspace, HERE, None, name="Guild", domain="guild", bot_user=PersonId("UB"))
        for person in PEOPLE:
            await kept.write(teams.keep_person, HERE, None, Person(person, f"Name {person}"))
        votes = await asyncio.gather(*(_voting(kept, ChannelId(f"CV{number}")) for number in range(boards)))
        rows = await asyncio.gather(*(_voting(kept, ChannelId(f"CP{number}"), _MANY_DOTS) for number in range(boards)))
        asked = await asyncio.gather(*(_asking(kept, ChannelId(f"CT{number}")) for number in range(boards)))
        return Stage(
            tuple([await _board(kept, meeting, _drawn) for meeting in asked]),
            tuple([await _board(kept, meeting, _menus) for meeting in votes]),
            tuple([await _board(kept, meeting, _rows) for meeting in rows]),
        )
    finally:
        await kept.stop()


async def _voting(kept: RunningStore, channel: ChannelId, settings: Settings = _SETTINGS) -> MeetingId:
    """Open a meeting whose forty people may vote on thirty topics."""
    for number in range(TOPICS):
        proposal = Proposal(
            channel, PEOPLE[number % 40 + 1], f"Topic {number}: flaky tests", "Third week in a row, and nobody knows."
        )
        await kept.write(propose_topic, HERE, None, proposal=proposal)
    new = NewMeeting(channel, "Platform guild", PEOPLE[0], "Europe/Madrid", settings)
    meeting = await kept.write(open_meeting, HERE, None, ceremony=course.CEREMONY, new=new)
    for person in PEOPLE[1:]:
        await kept.write(check_in, HERE, None, ceremony=CEREMONY, meeting=meeting, person=person)
    await _steered(kept, meeting, "open_vote")
    return meeting


async def _asking(kept: RunningStore, channel: ChannelId) -> MeetingId:
    """Open a meeting whose first box is over, so that it asks its forty people for thumbs."""
    meeting = await _voting(kept, channel)
    state = await _meeting(kept, meeting)
    dots = (state.topics[0].id,)
    await kept.write(talk.cast_ballot, HERE, None, meeting=meeting, phase=state.phase, voter=PEOPLE[1], dots=dots)
    for verb in ("close_vote", "end_box"):
        await _steered(kept, meeting, verb)
    return meeting


async def _steered(kept: RunningStore, meeting: MeetingId, verb: str) -> None:
    where = {"phase": await _phase(kept, meeting), "person": PEOPLE[0]}
    await kept.write(steer, HERE, None, ceremony=CEREMONY, verb=verb, meeting=meeting, **where)  # type: ignore[arg-type]  # by name


async def _phase(kept: RunningStore, meeting: MeetingId) -> int:
    return (await _meeting(kept, meeting)).phase


async def _meeting(kept: RunningStore, meeting: MeetingId) -> Meeting:
    found = await kept.read(meetings.meeting, HERE, meeting)
    assert found is not None
    return found


def _drawn(read: Read, meeting: Meeting) -> Payload:
    return render(board(reader_of(read, _WORDS, meeting), meeting))


def _menus(read: Read, meeting: Meeting) -> Payload:
    return render_modal(by_menus(_WORDS, meeting, {}))


def _rows(read: Read, meeting: Meeting) -> Payload:
    opened = OpenBallot(meeting.id, meeting.phase)
    return render_modal(by_rows(_WORDS, meeting, PEOPLE[1], opened, at=read.now))


async def _board(kept: RunningStore, named: MeetingId, draw: Callable[[Read, Meeting], Payload]) -> Board:
    def drawn(read: Read) -> dict[str, Any]:
        meeting = meetings.meeting(read, named)
        assert meeting is not None
        return dict(draw(read, meeting))

    meeting = await _meeting(kept, named)
    topics = tuple(topic.id for topic in meeting.topics)
    return Board(named, meeting.phase, meeting.channel, topics, await kept.read(drawn, HERE))


def lay_deadlines(url: str, number: int, due: datetime) -> None:
    """Open so many meetings, in channels of their own, whose gathering ends at one instant: each then opens its vote."""
    asyncio.run(_deadlines(url, number, due))


async def _deadlines(url: str, number: int, due: datetime) -> None:
    settings = Settings()
    kept = open_store(
        url, clock=SetClock(due - settings.collect), real=RealClock(), ids=RandomIds(), answers={}, on_commit=lambda rooms: None
    )
    await kept.start()

    async def one(channel: ChannelId) -> None:
        for topic in ("Flaky tests", "Release day"):
            await kept.write(propose_topic, HERE, None, proposal=Proposal(channel, PEOPLE[1], topic))
        new = NewMeeting(channel, "Platform guild", PEOPLE[0], "Europe/Madrid", settings)
        await kept.write(open_meeting, HERE, None, ceremony=course.CEREMONY, new=new)

    try:
        await asyncio.gather(*(one(ChannelId(f"C{place}")) for place in range(number)))
    finally:
        await kept.stop()

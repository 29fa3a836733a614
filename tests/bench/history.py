"""A workspace with five years behind it, and one thumb with its redraw there and in an empty one."""

import asyncio
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from typing import Any, cast

from bot.core.clock import SetClock
from bot.core.ids import ChannelId, CountedIds, Ids, MeetingId, PersonId, RandomIds
from bot.delivery import messages
from bot.delivery.execute import SenderDeps
from bot.delivery.message_api import MessageApi
from bot.delivery.place import Place
from bot.delivery.screens import Screens
from bot.delivery.sender import Sender
from bot.features.lean_coffee.actions import course, talk
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.actions.recurring import RECURRING
from bot.features.lean_coffee.actions.topics import propose_topic
from bot.features.lean_coffee.kinds import KEEP_TOPIC
from bot.features.lean_coffee.rules.stages import Choice
from bot.features.lean_coffee.rules.values import Meeting, Proposal, Settings
from bot.features.lean_coffee.store import meetings
from bot.features.seu.actions import settling
from bot.house.features import ANSWERED_BY, ROOMS_AND_FEATURES, alarms_of, answers_of, draw_at, screens_of
from bot.meetings.actions import check_in, open_meeting, steer
from bot.meetings.rows import settings
from bot.meetings.rules.values import NewMeeting
from bot.schedule.recurrence import Recurrence
from bot.schedule.tick import Tick
from bot.series.actions.plans import keep
from bot.series.recurring import Terms
from bot.slack.rendering import render
from bot.store.opening import open_store
from bot.store.unit import RunningStore, Unit
from bot.teams import store as teams
from bot.teams.people import Person
from tests.bench.multiplied import multiply, settle_down
from tests.bench.stage import HERE, PEOPLE, Board

MEETINGS, SERIES = 3_000, 500
TOPICS, ATTENDED = 20, 12
"""Of one meeting: 60,000 topics and more than 100,000 messages in all."""
CHANNELS = 12
_ONE, _CHANNEL = "numbermark", "channelmark"
_EVERY = timedelta(days=5 * 365) / MEETINGS
_PAUSE = timedelta(seconds=2)
"""Between two presses: lanes and budgets are free again."""


class Instantly:
    """A Slack that takes every message and answers at once; `shown` counts the redraws."""

    def __init__(self) -> None:
        self.shown = 0
        self._stamps = count(1)

    def __getattr__(self, method: str) -> Any:
        async def call(**arguments: Any) -> dict[str, Any]:
            self.shown += method == "chat_update"
            ts = arguments.get("ts") or f"1795303100.{next(self._stamps):06d}"
            return {"ok": True, "channel": {"id": "D1"} if method == "conversations_open" else arguments.get("channel"), "ts": ts}

        return call


class Desk:
    """A database with what the bot does about a click and about its message, in this process and on a clock that stands."""

    def __init__(self, url: str, now: datetime, ids: Ids) -> None:
        self.clock, self.slack = SetClock(now), Instantly()
        self.store: RunningStore = open_store(
            url, clock=self.clock, real=self.clock, ids=ids, answers=answers_of(ANSWERED_BY), on_commit=lambda rooms: None
        )
        screens = screens_of(ROOMS_AND_FEATURES)
        lent = SenderDeps(
            store=self.store,
            real=self.clock,
            screens=Screens(screens, draw_at(screens)),
            render=render,
            client_for=lambda workspace: cast(MessageApi, self.slack),
            undeliverable=lambda unit, screen, subject, error: None,
        )
        self.sender = Sender(lent)
        self.tick = Tick(self.store, alarms_of(ROOMS_AND_FEATURES), clock=self.clock, real=self.clock)
        self._numbers = count(1)

    async def deliver_all(self) -> None:
        """Show all that is wanted, as fast as lanes and budgets let."""
        idle = 0
        while idle < 5:
            idle = 0 if await self.sender.step() else idle + 1
            self.clock.advance(_PAUSE)

    async def press(self, board: Board) -> float:
        """Give a thumb and redraw its board; return the seconds that both took."""
        self.clock.advance(_PAUSE)
        number, before = next(self._numbers), self.slack.shown
        person, ts = PEOPLE[1 + number % 40], f"{self.clock.now().timestamp():.6f}"
        thumb: dict[str, Any] = {"meeting": MeetingId(board.meeting), "phase": board.phase, "person": person, "ts": ts}
        began = time.perf_counter()
        await self.store.write(talk.give_thumb, HERE, f"thumb.{number}", choice=Choice.MORE, **thumb)
        await self.sender.step()
        took = time.perf_counter() - began
        assert self.slack.shown == before + 1, "a thumb whose board was not redrawn"
        return took


def fill(url: str, now: datetime) -> None:
    """Put five years of meetings and series into a database: one of each is the bot's own work, the others are its copies."""
    asyncio.run(_one_of_each(url, now))
    ring = f"nth_copy % {CHANNELS}"
    multiply(url, _ONE, range(1, MEETINGS), {_ONE: "nth_copy", _CHANNEL: ring}, _EVERY)
    multiply(url, "seriesmark", range(1, SERIES), {"seriesmark": "nth_copy", _CHANNEL: ring})
    settle_down(url)


async def _one_of_each(url: str, now: datetime) -> None:
    desk = Desk(url, now - timedelta(days=1), CountedIds("holder-"))  # without a mark: people and their ledgers are not copied
    await desk.store.start()
    try:
        await _people(desk)
    finally:
        await desk.store.stop()
    desk = Desk(url, now - timedelta(days=1), CountedIds(f"{_ONE}-"))
    await desk.store.start()
    try:
        await _meeting(desk)
    finally:
        await desk.store.stop()
    desk = Desk(url, now - timedelta(days=1), CountedIds("seriesmark-"))
    await desk.store.start()
    try:
        await desk.store.write(_plan, HERE, None, start=datetime(now.year + 1, 6, 3, 10))
        await desk.deliver_all()
    finally:
        await desk.store.stop()


async def _people(desk: Desk) -> None:
    for person in PEOPLE[:ATTENDED]:
        await desk.store.write(teams.keep_person, HERE, None, Person(person, f"Name {person}"))
        await desk.store.write(settling.keep, HERE, None, person=person)


async def _meeting(desk: Desk) -> None:
    """Hold a meeting from its first topic to the last word on its ledgers, and have all its messages stand in Slack."""
    write, channel, people = desk.store.write, ChannelId(f"CT{_CHANNEL}"), PEOPLE[:ATTENDED]
    topics = [
        await write(
            propose_topic,
            HERE,
            None,
            proposal=Proposal(channel, people[n % ATTENDED], f"Topic {n}: flaky tests", "Third week in a row."),
        )
        for n in range(TOPICS)
    ]
    new = NewMeeting(channel, "Platform guild", people[0], "Europe/Madrid", Settings())
    meeting = await write(open_meeting, HERE, None, ceremony=course.CEREMONY, new=new)
    for person in people[1:]:
        await write(check_in, HERE, None, ceremony=CEREMONY, meeting=meeting, person=person)
    await _steer(desk, meeting, "open_vote")
    for place, person in enumerate(people):
        phase, dots = (await _read(desk, meeting)).phase, tuple(topics[(3 * place + step) % TOPICS].id for step in range(3))
        await write(talk.cast_ballot, HERE, None, meeting=meeting, phase=phase, voter=person, dots=dots)
    await _steer(desk, meeting, "close_vote")
    for _ in range(TOPICS):
        desk.clock.advance(timedelta(minutes=2))
        await _steer(desk, meeting, "next")
    await _steer(desk, meeting, "finish")
    await desk.tick.run()
    await write(_ask_to_keep, HERE, None, topics=[topic.id for topic in topics], people=people)
    await desk.deliver_all()


def _ask_to_keep(unit: Unit, *, topics: Iterable[str], people: tuple[PersonId, ...]) -> None:
    for place, topic in enumerate(topics):
        messages.post(unit, KEEP_TOPIC, topic, Place.person(people[place % len(people)]))


def _plan(unit: Unit, *, start: datetime) -> None:
    recurrence = Recurrence("FREQ=WEEKLY", start, "Europe/Madrid")
    terms = Terms("Platform guild", "", recurrence, timedelta(days=1), settings(Settings()))
    keep(unit, recurring=RECURRING, channel=ChannelId(f"CT{_CHANNEL}"), owner=PEOPLE[0], terms=terms)


async def _steer(desk: Desk, meeting: MeetingId, verb: str) -> None:
    phase = (await _read(desk, meeting)).phase
    await desk.store.write(steer, HERE, None, ceremony=CEREMONY, verb=verb, meeting=meeting, phase=phase, person=PEOPLE[0])


async def _read(desk: Desk, meeting: MeetingId) -> Meeting:
    found = await desk.store.read(meetings.meeting, HERE, meeting)
    assert found is not None
    return found


@contextmanager
def _shown_at_once() -> Iterator[None]:
    """Let each thumb be redrawn by itself: a redraw is measured here, not the wait for the next thumb."""
    usual = talk.THUMBS_COUNTED_WITHIN
    vars(talk)["THUMBS_COUNTED_WITHIN"] = timedelta()
    try:
        yield
    finally:
        vars(talk)["THUMBS_COUNTED_WITHIN"] = usual


async def thumbs(desks: dict[str, tuple[str, Board]], now: datetime, rounds: int) -> dict[str, list[float]]:
    """Press in all databases in turns, and return the seconds that a thumb and its redraw took in each, round by round."""
    took: dict[str, list[float]] = {name: [] for name in desks}
    opened = {name: Desk(url, now, RandomIds()) for name, (url, _) in desks.items()}
    for desk in opened.values():
        await desk.store.start()
        await desk.deliver_all()
    try:
        with _shown_at_once():
            for number in range(-5, rounds):
                for name, desk in opened.items():
                    seconds = await desk.press(desks[name][1])
                    if number >= 0:
                        took[name].append(seconds)
    finally:
        for desk in opened.values():
            await desk.store.stop()
    return took

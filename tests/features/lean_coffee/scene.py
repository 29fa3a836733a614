"""A meeting held in memory: people act, time passes, the rules decide."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from inspect import signature
from typing import Any

from bot.core.ids import ChannelId, MeetingId, PersonId
from bot.features.lean_coffee.rules import apply, ballots, boxes, meeting, settings, tables, topics, voting
from bot.features.lean_coffee.rules.changes import Change, TablesOpened, TopicProposed
from bot.features.lean_coffee.rules.stages import Choice, Column, Stage
from bot.features.lean_coffee.rules.values import Ballot, Meeting, Proposal, Topic, TopicId, Wishes
from bot.meetings.rules import course
from bot.meetings.rules.acted import acted
from bot.meetings.rules.values import NewMeeting

TEN = datetime(2026, 12, 1, 10, tzinfo=UTC)
GUILD = ChannelId("C0GUILD")
ANA, BEN, CHLOE, DEV = (PersonId(name) for name in ("U0ANA", "U0BEN", "U0CHLOE", "U0DEV"))


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def clock(text: str) -> datetime:
    """Return the instant of `10:05` or `10:05:30` on the day of the meeting."""
    parts = [int(part) for part in text.split(":")]
    return TEN.replace(hour=parts[0], minute=parts[1], second=parts[2] if len(parts) > 2 else 0)


def topic(name: str, *, proposed: datetime = TEN, carried: int = 0, author: PersonId | None = ANA) -> Topic:
    return Topic(TopicId(name), GUILD, name, "", author, proposed, anonymous=author is None, carried=carried)


class Scene:
    """A meeting of Ana's at ten o'clock."""

    def __init__(self, *waiting: Topic, wishes: Wishes | None = None, here: Iterable[PersonId] = (ANA, BEN, CHLOE)) -> None:
        self.now = TEN
        new = NewMeeting(GUILD, "Platform guild", ANA, "Europe/Madrid", settings.settle(wishes or Wishes()))
        (opened,) = meeting.open_meeting(new, meeting=MeetingId("m1"), waiting=waiting, at=self.now)
        self.meeting: Meeting = opened.meeting
        self.happened: list[Change] = []
        for person in here:
            self.do(course.check_in, person=person)

    def do(self, rule: Callable[..., tuple[Change, ...]], **named: Any) -> tuple[Change, ...]:
        """Let somebody act now, on the board as it is unless they say another phase; then what is due happens."""
        if "phase" in signature(rule).parameters:
            named.setdefault("phase", self.meeting.phase)
        at = {"at": self.now} if "at" in signature(rule).parameters else {}
        changes = rule(self.meeting, **at, **named)
        self._apply(acted(meeting.COURSE, self.meeting, changes))
        self._apply(meeting.fall_due(self.meeting, self.now))
        return changes

    def propose(self, title: str, person: PersonId = BEN, **named: Any) -> Topic:
        proposal = Proposal(GUILD, person, title, anonymous="key" in named)
        (change,) = self.do(topics.propose, proposal=proposal, waiting=0, topic=TopicId(title), **named)
        assert isinstance(change, TopicProposed)
        return change.topic

    def ballot(self, voter: PersonId, *names: str) -> None:
        self.do(ballots.cast_ballot, voter=voter, dots=tuple(TopicId(name) for name in names))

    def thumb(self, person: PersonId, choice: Choice, ts: str | None = None) -> None:
        self.do(boxes.give_thumb, person=person, choice=choice, ts=ts or str(self.now.timestamp()))

    def until(self, text: str) -> "Scene":
        """Let time pass, waking at each deadline on the way."""
        target = clock(text)
        while (wake := meeting.COURSE.wakes_at(self.meeting)) is not None and wake <= target:
            self.now = max(self.now, wake)
            self._apply(meeting.fall_due(self.meeting, self.now))
        self.now = target
        return self

    def to_the_end(self) -> "Scene":
        """Let all of its deadlines pass."""
        while (wake := meeting.COURSE.wakes_at(self.meeting)) is not None:
            self.now = max(self.now, wake)
            self._apply(meeting.fall_due(self.meeting, self.now))
        return self

    def of(self, name: str) -> Topic:
        return topics.topic_of(self.meeting, TopicId(name))

    @property
    def stage(self) -> Stage:
        return self.meeting.stage

    @property
    def running(self) -> str | None:
        return self.meeting.topic

    def _apply(self, changes: tuple[Change, ...]) -> None:
        self.happened.extend(changes)
        self.meeting = apply.applied(self.meeting, changes)


def talking(*names: str, wishes: Wishes | None = None, here: Iterable[PersonId] = (ANA, BEN, CHLOE)) -> Scene:
    """Return a meeting whose vote was closed at ten: each topic has one dot, and they are ranked in the order given."""
    waiting = [topic(name, carried=len(names) - place) for place, name in enumerate(names)]
    return voted(Scene(*waiting, wishes=wishes, here=here), *names)


def large(*names: str, people: int = 12, wishes: Wishes | None = None) -> Scene:
    """Return a meeting of so many people in which a vote was closed at ten."""
    others = [PersonId(f"U0P{number}") for number in range(people - 3)]
    return talking(*names, wishes=wishes, here=(ANA, BEN, CHLOE, *others))


def at_tables(*names: str, people: int = 12) -> Scene:
    """Return a meeting that was split into tables at ten, by Ben."""
    scene = large(*names, people=people)
    scene.do(tables.split, person=BEN)
    return scene


def apart(scene: Scene) -> list[Meeting]:
    """Return the tables that a meeting was split into, as they opened, each with what no table has."""
    (opened,) = [change for change in scene.happened if isinstance(change, TablesOpened)]
    free = tuple(topic for topic in scene.meeting.topics if topic.at_table is None and topic.column is Column.TO_DISCUSS)
    return [replace(table, topics=(*table.topics, *free)) for table in opened.tables]


def voted(scene: Scene, *names: str) -> Scene:
    """Let a vote be opened and closed at once, in which these topics got one dot each, however many there are."""
    scene.do(voting.open_vote, person=ANA)
    ballot = Ballot(ANA, tuple(TopicId(name) for name in names), scene.now)
    scene.meeting = replace(scene.meeting, ballots=(ballot,) if names else ())
    scene.do(voting.close_vote, person=ANA)
    return scene

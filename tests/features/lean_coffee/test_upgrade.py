"""A meeting that was open when the bot was brought to a newer version goes on to its summary."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import MetaData

from bot.core.clock import SetClock
from bot.core.ids import MeetingId, PersonId, RandomIds, WorkspaceId
from bot.features.lean_coffee.kinds import DEADLINE
from bot.features.lean_coffee.rules import series
from bot.features.lean_coffee.rules.ballots import voted
from bot.features.lean_coffee.rules.meeting import COURSE
from bot.features.lean_coffee.rules.settings import settle
from bot.features.lean_coffee.rules.stages import Stage
from bot.features.lean_coffee.rules.values import Meeting, Wishes
from bot.features.lean_coffee.store import meetings
from bot.meetings.rows import settings as written
from bot.meetings.rules.values import Closing
from bot.schedule.alarms import Alarm
from bot.store import migrate, revisions
from bot.store.opening import open_store
from tests.fakes.databases import postgres_database
from tests.fakes.old_rows import Old
from tests.features.lean_coffee import verbs
from tests.features.lean_coffee.scene import ANA, BEN, GUILD, TEN, minutes, seconds
from tests.features.lean_coffee.verbs import on_deadline

BEFORE = "0003"
"""The revision of the version before."""
WORKSPACE = WorkspaceId("T0GUILD")


@pytest.fixture(params=["sqlite", "postgresql"])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of the version before, without a row."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/old.db"
        return
    with postgres_database(MetaData(), "old") as url:
        yield url


class OldMeetings(Old):
    """Meetings of Ana's, as the version before wrote them."""

    def meeting(self, named: str, stage: Stage, **values: Any) -> None:
        """Write an open meeting of Ana's about two topics, in which Ana and Ben are."""
        settings = written(settle(Wishes()))
        opened = {"opened": TEN, "planned_end": TEN + minutes(45), "settings": settings, "revision": 1}
        where = {"channel": GUILD, "title": "Platform guild", "host": ANA, "zone": "UTC", "lane": named}
        self.add("lean_coffee_meeting", id=named, stage=stage.value, **opened, **where, **values)
        for person in (ANA, BEN):
            stretch = {"segment": f"{named} {person}", "session": named, "person": person, "since": TEN}
            self.add("presence_segment", **stretch, source="button")

    def topic(self, meeting: str, named: str, **way: Any) -> None:
        words = {"title": named, "channel": GUILD, "author": BEN, "proposed": TEN, "standing": "agenda"}
        self.add("lean_coffee_topic", id=f"{meeting}-{named}", meeting=meeting, **words)
        self.add("lean_coffee_agenda", meeting=meeting, topic=f"{meeting}-{named}", **({"stands": "to_discuss"} | way))


def fill(url: str) -> None:
    """Write one meeting that votes, one that talks, one that carries on and one that asks again after silence."""
    with revisions.connected(url) as connection:
        command.upgrade(migrate._config(connection), BEFORE)
        old = OldMeetings(connection, WORKSPACE)
        old.meeting("votes", Stage.VOTING, phase=2, dots=3, began=TEN, due=TEN + minutes(2))
        for title in ("one", "two"):
            old.topic("votes", title)
        for person in (ANA, BEN):
            old.add("lean_coffee_ballot", meeting="votes", voter=person, dots="votes-two votes-two")
        ran = {"voted_until": TEN, "dots": 3, "topic": "{}-one", "box": 1, "began": TEN + minutes(1)}
        for named, stage, course in (
            ("talks", Stage.DISCUSSING, {"phase": 3, "due": TEN + minutes(6)}),
            ("carries", Stage.CARRY_ON, {"phase": 7, "due": None, "silences": 1}),
            ("asks", Stage.THUMBS, {"phase": 6, "due": TEN + minutes(1.5), "silences": 1}),
        ):
            of = {name: value.format(named) if isinstance(value, str) else value for name, value in ran.items()}
            old.meeting(named, stage, **of, **course)
            old.topic(named, "one", stands="discussing", dots=2, voters=2, rank=1, opened=TEN + minutes(1))
            old.topic(named, "two", dots=1, voters=1, rank=2)
            old.topic(named, "none", rank=3)


async def test_an_open_meeting_of_the_version_before_goes_on_to_its_summary(
    old_url: str, clock: SetClock, real: SetClock
) -> None:
    fill(old_url)
    migrate.migrate(old_url)
    clock.instant = real.instant = TEN + seconds(70)
    store = open_store(old_url, clock=clock, real=real, ids=RandomIds(), answers={}, on_commit=lambda rooms: None)
    await store.start()
    try:
        found = {
            named: await store.read(meetings.meeting, WORKSPACE, MeetingId(named))
            for named in ("votes", "talks", "carries", "asks")
        }
        assert {named: meeting.stage for named, meeting in found.items() if meeting} == {
            "votes": Stage.VOTING, "talks": Stage.DISCUSSING, "carries": Stage.CARRY_ON, "asks": Stage.THUMBS,
        }  # fmt: skip
        votes = found["votes"]
        assert votes is not None
        assert voted(votes) == {ANA, BEN}  # a ballot of before was sent: nobody waits for its other dot
        ended = {named: await _to_the_end(store, clock, MeetingId(named)) for named in found}
    finally:
        await store.stop()
    talked = {named: [one.topic.title for one in series.summary(meeting).discussed] for named, meeting in ended.items()}
    assert talked == {"votes": ["two"], "talks": ["one", "two"], "carries": ["one"], "asks": ["one", "two"]}
    assert {meeting.how for meeting in ended.values()} == {Closing.DONE}


async def _to_the_end(store: Any, clock: SetClock, named: MeetingId) -> Meeting:
    """Ring a meeting's deadlines until it is over, from where the clock stood."""
    began = clock.instant
    while True:
        meeting: Meeting = await store.read(meetings.meeting, WORKSPACE, named)
        wake = COURSE.wakes_at(meeting)
        if wake is None:
            clock.instant = began
            return meeting
        clock.instant = max(clock.instant, wake)
        await store.write(on_deadline, WORKSPACE, None, alarm=Alarm(DEADLINE, named, wake, timedelta()))


async def test_a_large_meeting_of_the_version_before_splits_into_tables(old_url: str, clock: SetClock, real: SetClock) -> None:
    fill(old_url)
    migrate.migrate(old_url)
    clock.instant = real.instant = TEN + seconds(70)
    store = open_store(old_url, clock=clock, real=real, ids=RandomIds(), answers={}, on_commit=lambda rooms: None)
    await store.start()
    try:
        talks = MeetingId("talks")
        for number in range(10):
            await store.write(verbs.check_in, WORKSPACE, None, meeting=talks, person=PersonId(f"U0P{number}"))
        await store.write(verbs.split, WORKSPACE, None, meeting=talks, phase=3, person=BEN)
        found = await store.read(meetings.meeting, WORKSPACE, talks)
        assert found is not None
        assert [table.topic for table in found.tables] == ["talks-one", "talks-two"]
        for table in found.tables:
            for number in (1, 2):
                person = PersonId(f"U0P{number}{table.place}")
                await store.write(verbs.check_in, WORKSPACE, None, meeting=table.id, person=person)
        ended = await _to_the_end(store, clock, talks)
    finally:
        await store.stop()
    assert [(one.topic.title, one.place) for one in series.summary(ended).discussed] == [("one", 1), ("two", 2)]

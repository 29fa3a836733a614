"""Meetings and what waits for its turn move to the room of meetings in the middle of a vote, with all that their rows say."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import MetaData, insert, select
from sqlalchemy.exc import IntegrityError

from bot.core.clock import SetClock
from bot.core.ids import MeetingId, RandomIds, WorkspaceId
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.actions.talk import cast_ballot
from bot.features.lean_coffee.rules import series, settings
from bot.features.lean_coffee.rules.stages import Stage
from bot.features.lean_coffee.rules.values import TopicId, Wishes
from bot.features.lean_coffee.store import meetings as meetings_store
from bot.meetings import rows
from bot.meetings.alarms import alarms
from bot.meetings.rules.values import Closing
from bot.meetings.store import meetings
from bot.schedule.tick import Tick
from bot.store import migrate, revisions
from bot.store.opening import open_store
from tests.fakes.databases import postgres_database
from tests.fakes.old_rows import Old
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, GUILD, TEN, minutes, seconds

BEFORE, MOVED = "0006", "0007"
"""The revision before the move, and the one that moves."""
WORKSPACE, ELSEWHERE = WorkspaceId("T0GUILD"), WorkspaceId("T0OTHER")
SETTINGS = rows.settings(settings.settle(Wishes()))


@pytest.fixture(params=["sqlite", "postgresql"])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of the version before, without a row."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/old.db"
        return
    with postgres_database(MetaData(), "moved") as url:
        yield url


def fill(old: Old) -> None:
    """Write a meeting in the middle of its vote with every column filled, one in a thread, one that is over, and what waits."""
    who = {"channel": GUILD, "host": ANA, "zone": "Europe/Madrid", "settings": SETTINGS, "link": "https://meet.example/abc"}
    when = {"opened": TEN, "planned_end": TEN + minutes(45), "began": TEN + minutes(3), "due": TEN + minutes(5)}
    steered = {"steered_by": BEN, "steered_what": "opened_vote", "steered_at": TEN + minutes(3)}
    outage = {"outage_began": TEN + minutes(1), "outage_ended": TEN + minutes(2), "outage_given": 60_000_000}
    stands = {"stage": "voting", "phase": 2, "revision": 17, "dots": 3, "regrouped": TEN + minutes(4)}
    talk = {"topic": "one", "box": 2, "silences": 1, "box_left": 5, "box_ran": 7, "verdict": None, "voted_until": None}
    meeting = {"title": "Platform guild", "series": "weekly", "lane": "", **who, **when, **steered, **outage, **stands, **talk}
    old.add("lean_coffee_meeting", id="votes", **meeting)
    old.add("lean_coffee_meeting", id="beside", **meeting | {"lane": "beside", "title": "Retro", "series": None})
    over = {"stage": "closed", "closed": TEN, "how": "done", "due": None, "voted_until": TEN}
    old.add("lean_coffee_meeting", id="over", **meeting | over)
    for named, state in (("offered", "offered"), ("next", "queued"), ("opened", "opened")):
        plan = {"title": named, "state": state, "at": TEN + minutes(4), "revision": 2}
        old.add("lean_coffee_plan", id=named, **who | plan)
    for title in ("one", "two"):
        words = {"title": title, "channel": GUILD, "author": BEN, "proposed": TEN, "standing": "agenda"}
        old.add("lean_coffee_topic", id=title, meeting="votes", **words)
        old.add("lean_coffee_agenda", meeting="votes", topic=title, stands="to_discuss")
    for person in (ANA, BEN, CHLOE):
        stretch = {"segment": person, "session": "votes", "person": person, "since": TEN}
        old.add("presence_segment", **stretch, source="button")
    old.add("lean_coffee_ballot", meeting="votes", voter=BEN, dots="two two", at=TEN + minutes(4))
    old.add("schedule_alarm", kind="lean_coffee:deadline", subject="votes", due=TEN + minutes(5))


def found(connection: Any, table: str) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the rows of a table as they are now, by workspace and id."""
    tables = MetaData()
    tables.reflect(connection, only=[table])
    read = connection.execute(select(tables.tables[table])).mappings()
    return {(row["workspace"], row.get("id") or row.get("meeting")): dict(row) for row in read}


def test_every_row_moves_with_all_that_it_says_and_nothing_stays_behind(old_url: str) -> None:
    with revisions.connected(old_url) as connection:
        command.upgrade(migrate._config(connection), BEFORE)
        for workspace in (WORKSPACE, ELSEWHERE):
            fill(Old(connection, workspace))
        before, plans = found(connection, "lean_coffee_meeting"), found(connection, "lean_coffee_plan")
        assert (len(before), len(plans)) == (6, 6)
        command.upgrade(migrate._config(connection), MOVED)
        of_any, own = found(connection, "meetings_meeting"), found(connection, "lean_coffee_course")
        assert of_any.keys() == own.keys() == before.keys()
        for key, row in before.items():
            assert {"meeting": row["id"], "ceremony": "lean_coffee", **row} == of_any[key] | own[key]
        assert found(connection, "meetings_queued") == {key: {"ceremony": "lean_coffee", **row} for key, row in plans.items()}
        left = MetaData()
        left.reflect(connection)
        assert not {"lean_coffee_meeting", "lean_coffee_plan"} & left.tables.keys()


def test_of_each_lane_one_meeting_stays_open(old_url: str) -> None:
    with revisions.connected(old_url) as connection:
        command.upgrade(migrate._config(connection), BEFORE)
        fill(Old(connection, WORKSPACE))
        command.upgrade(migrate._config(connection), MOVED)
        row = found(connection, "meetings_meeting")[WORKSPACE, "votes"]
        tables = MetaData()
        tables.reflect(connection, only=["meetings_meeting"])
        new = insert(tables.tables["meetings_meeting"])
        connection.execute(new.values(row | {"id": "closed too", "closed": 1}))
        connection.execute(new.values(row | {"id": "in a lane of its own", "lane": "own"}))
        with pytest.raises(IntegrityError), connection.begin_nested():
            connection.execute(new.values(row | {"id": "second", "ceremony": "another"}))


async def test_the_vote_goes_on_to_the_summary_and_what_was_queued_opens(old_url: str, clock: SetClock, real: SetClock) -> None:
    with revisions.connected(old_url) as connection:
        command.upgrade(migrate._config(connection), BEFORE)
        fill(Old(connection, WORKSPACE))
    migrate.migrate(old_url)
    clock.instant = real.instant = TEN + minutes(4) + seconds(30)
    store = open_store(old_url, clock=clock, real=real, ids=RandomIds(), answers={}, on_commit=lambda rooms: None)
    await store.start()
    try:
        votes = MeetingId("votes")
        found = await store.read(meetings_store.meeting, WORKSPACE, votes)
        assert found is not None
        assert (found.stage, found.phase, found.here, found.dots) == (Stage.VOTING, 2, frozenset([ANA, BEN, CHLOE]), 3)
        dots = (TopicId("one"), TopicId("one"), TopicId("one"))
        await store.write(cast_ballot, WORKSPACE, None, meeting=votes, phase=2, voter=CHLOE, dots=dots)
        tick = Tick(store, alarms(CEREMONY), clock=clock, real=real)
        for minute in range(5, 60):
            clock.instant = real.instant = TEN + minutes(minute)
            await tick.run()
        over = await store.read(meetings_store.meeting, WORKSPACE, votes)
        assert over is not None
        assert (over.how, series.summary(over).discussed[0].topic.title) == (Closing.DONE, "one")
        following = await store.read(meetings.open_meeting_of, WORKSPACE, GUILD)
        assert following is not None
        head = await store.read(meetings.head, WORKSPACE, following)
        assert head is not None
        assert (head.title, head.is_open) == ("next", True)
    finally:
        await store.stop()

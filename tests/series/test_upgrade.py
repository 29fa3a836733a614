"""Series and reminders of the version before move into one room: nothing of them is lost, and they go on as they stood."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, MetaData, inspect, text

from bot.core.clock import SetClock
from bot.core.ids import ChannelId, OccurrenceId, PersonId, RandomIds, SeriesId, WorkspaceId
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.actions.recurring import RECURRING as MEETINGS
from bot.features.lean_coffee.rules.settings import settle
from bot.features.lean_coffee.rules.values import Wishes
from bot.features.refinement.actions.recurring import RECURRING as REMINDERS
from bot.meetings import rows
from bot.schedule.tick import Tick
from bot.series import alarms, store
from bot.series.actions import changing
from bot.series.rules import A_WEEK, CalledOff, Occurrence, Reply, Series, SeriesState
from bot.store import migrate, revisions
from bot.store.opening import open_store
from bot.store.unit import RunningStore
from tests.fakes.databases import postgres_database
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, GUILD

BEFORE = "0005"
WORKSPACE, OTHERS = WorkspaceId("T0GUILD"), WorkspaceId("T0OTHER")
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
TEN = datetime(2026, 12, 2, 10, tzinfo=UTC)
SETTINGS = settle(Wishes(length=timedelta(minutes=30)))


@pytest.fixture(params=["sqlite", "postgresql"])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of the version before, filled by its own statements."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/old.db"
        fill(url)
        yield url
        return
    with postgres_database(MetaData(), "series") as url:
        fill(url)
        yield url


def fill(url: str) -> None:
    """Write a running, a paused and an ended one of each ceremony, with dates and answers; and another workspace's."""
    with revisions.connected(url) as connection:
        command.upgrade(migrate._config(connection), BEFORE)
        for number, state in enumerate(("running", "paused", "ended")):
            _a_series(connection, f"s-{state}", state)
            _a_reminder(connection, f"r-{state}", state, created=number)
        _dates_of_a_series(connection)
        _dates_of_a_reminder(connection)
        _write(connection, "lean_coffee_coming", workspace=OTHERS, occurrence="s-next", person=CHLOE)


def _write(connection: Connection, table: str, **row: Any) -> None:
    given = {"workspace": WORKSPACE} | {
        name: _micro(value) if isinstance(value, datetime) else value for name, value in row.items()
    }
    columns = ", ".join(given)
    connection.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({', '.join(f':{name}' for name in given)})"), given)


def _micro(at: datetime) -> int:
    return (at - datetime.fromtimestamp(0, UTC)) // timedelta(microseconds=1)


def _rule(connection: Connection, named: str, state: str) -> None:
    when = {"rule": "FREQ=DAILY", "start": "2026-11-30T10:00:00", "zone": "UTC", "skipped": "", "added": ""}
    _write(connection, "schedule_rule", id=named, **when, duration=None, state=state)


def _a_series(connection: Connection, named: str, state: str) -> None:
    _rule(connection, named, state)
    words = {"channel": GUILD, "host": ANA, "title": "Guild", "zone": "UTC", "link": "https://meet.example/a"}
    ahead = A_WEEK // timedelta(microseconds=1)
    _write(
        connection,
        "lean_coffee_series",
        id=named,
        **words,
        settings=rows.settings(SETTINGS),
        ahead=ahead,
        offered=BEN,
        revision=7,
    )


def _a_reminder(connection: Connection, named: str, state: str, created: int) -> None:
    _rule(connection, named, state)
    words = {"channel": GUILD, "owner": BEN, "title": "Backlog", "link": "https://meet.example/b"}
    at = NOON + timedelta(minutes=created)
    _write(connection, "refinement_reminder", reminder=named, **words, created=at, offered=None, revision=3)


def _dates_of_a_series(connection: Connection) -> None:
    def date(named: str, series: str, day: int, **more: Any) -> None:
        when = {"wall": f"2026-12-0{day}T10:00:00", "starts": TEN + timedelta(days=day - 2)}
        empty: dict[str, Any] = {"meeting": None, "skipped": False, "called_off": None, "called_off_by": None}
        _write(connection, "lean_coffee_occurrence", id=named, series=series, **when, **(empty | more))

    date("s-held", "s-running", 1, meeting="m1")
    date("s-next", "s-running", 2)
    date("s-skipped", "s-running", 3, skipped=True, called_off="skipped", called_off_by=ANA)
    date("s-off", "s-paused", 2, skipped=True, called_off="paused", called_off_by=BEN)
    date("s-lost", "nobody's", 2)
    for named, person in (("s-next", BEN), ("s-next", CHLOE), ("s-off", CHLOE), ("s-lost", BEN)):
        _write(connection, "lean_coffee_coming", occurrence=named, person=person)


def _dates_of_a_reminder(connection: Connection) -> None:
    for state in ("running", "paused", "ended"):
        for day, begins in ((1, None), (2, TEN)):
            named = f"r-{state}-{day}"
            when = {"wall": f"2026-12-0{day}T10:00:00", "starts": TEN + timedelta(days=day - 2)}
            was_due = NOON if day == 2 else None
            _write(
                connection,
                "refinement_occasion",
                occasion=named,
                reminder=f"r-{state}",
                **when,
                skipped=False,
                was_due=was_due,
                revision=1,
            )
            if begins is not None:
                about = {"kind": "refinement:begun", "subject": named, "due": begins, "wall": ""}
                _write(connection, "schedule_alarm", **about, attempts=0, not_before=None)
    skipped = {"wall": "2026-12-03T10:00:00", "starts": TEN + timedelta(days=1), "skipped": True}
    _write(connection, "refinement_occasion", occasion="r-skipped", reminder="r-paused", **skipped, was_due=None, revision=1)
    for person, said, minute in ((CHLOE, "late", 1), (ANA, "absent", 2), (BEN, "late", 0)):
        at = NOON + timedelta(minutes=minute)
        _write(connection, "refinement_reply", occasion="r-running-2", person=person, reply=said, at=at)


@pytest.fixture
async def moved(old_url: str, clock: SetClock, real: SetClock) -> Any:
    """The same database, brought to this version and at work; it is noon of the day before the next dates."""
    migrate.migrate(old_url)
    clock.instant = real.instant = NOON
    running = open_store(old_url, clock=clock, real=real, ids=RandomIds(), answers={}, on_commit=lambda rooms: None)
    await running.start()
    yield running
    await running.stop()


async def series(moved: RunningStore, ceremony: str, named: str) -> Series:
    found = await moved.read(store.named, WORKSPACE, ceremony, named)
    assert found is not None
    return found


async def date(moved: RunningStore, named: str) -> Occurrence:
    found = await moved.read(store.occurrence_named, WORKSPACE, named)
    assert found is not None
    return found


async def test_every_series_and_reminder_is_there_with_all_that_was_kept_of_it(moved: RunningStore) -> None:
    for named, state in (("s-running", SeriesState.RUNNING), ("s-paused", SeriesState.PAUSED), ("s-ended", SeriesState.ENDED)):
        meeting = await series(moved, "lean_coffee", named)
        assert replace(meeting, own="") == Series(
            SeriesId(named), "lean_coffee", GUILD, ANA, "Guild", "UTC", "https://meet.example/a", A_WEEK, "", state, False, BEN
        )
        assert CEREMONY.read_settings(meeting.own) == SETTINGS
    reminder = await series(moved, "refinement", "r-running")
    assert reminder == Series(
        SeriesId("r-running"), "refinement", GUILD, PersonId(BEN), "Backlog", "UTC", "https://meet.example/b"
    )
    listed = await moved.read(store.in_channel, WORKSPACE, "refinement", ChannelId(GUILD))
    assert [one.id for one in listed] == ["r-running", "r-paused"]
    assert await moved.read(store.named, WORKSPACE, "refinement", "s-running") is None


async def test_every_date_stands_as_it_was_called_off_opened_or_answered(moved: RunningStore) -> None:
    assert (await date(moved, "s-held")).meeting == "m1"
    coming = await date(moved, "s-next")
    assert (coming.starts, coming.wall, coming.called_off) == (TEN, TEN.replace(tzinfo=None), None)
    assert coming.coming == {BEN, CHLOE}
    assert ((await date(moved, "s-skipped")).called_off, (await date(moved, "s-skipped")).called_off_by) == (
        CalledOff.SKIPPED,
        ANA,
    )
    assert ((await date(moved, "s-off")).called_off, (await date(moved, "s-off")).called_off_by) == (CalledOff.PAUSED, BEN)
    answered = await date(moved, "r-running-2")
    assert list(answered.replies.items()) == [(BEN, Reply.LATE), (CHLOE, Reply.LATE), (ANA, Reply.ABSENT)]
    assert answered.was_due == NOON


async def test_a_reminders_card_says_from_now_on_itself_what_its_rule_said(moved: RunningStore) -> None:
    said = {named: (await date(moved, named)).called_off for state in ("running", "paused", "ended") for named in days_of(state)}
    assert said == {
        "r-running-1": None,
        "r-running-2": None,
        "r-paused-1": None,
        "r-paused-2": CalledOff.PAUSED,
        "r-ended-1": None,
        "r-ended-2": CalledOff.ENDED,
    }
    assert (await date(moved, "r-skipped")).called_off is CalledOff.SKIPPED


def days_of(state: str) -> list[str]:
    return [f"r-{state}-1", f"r-{state}-2"]


async def test_what_names_nothing_that_is_there_stays_behind(moved: RunningStore) -> None:
    assert await moved.read(store.occurrence_named, WORKSPACE, "s-lost") is None
    assert await moved.read(store.occurrence_named, OTHERS, "s-next") is None


async def test_what_was_paused_goes_on_and_what_runs_is_paused(moved: RunningStore) -> None:
    for recurring, prefix, owner in ((MEETINGS, "s", ANA), (REMINDERS, "r", BEN)):
        paused = OccurrenceId("s-off" if prefix == "s" else "r-paused-2")
        named: dict[str, Any] = {"recurring": recurring, "person": owner}
        await moved.write(changing.resume, WORKSPACE, None, series=f"{prefix}-paused", **named)
        assert (await date(moved, paused)).called_off is None
        await moved.write(changing.pause, WORKSPACE, None, series=f"{prefix}-running", **named)
        running = OccurrenceId("s-next" if prefix == "s" else "r-running-2")
        assert (await date(moved, running)).called_off is CalledOff.PAUSED
    assert (await date(moved, "r-skipped")).called_off is CalledOff.SKIPPED


async def test_an_alarm_that_was_set_before_rings_as_it_would_have(moved: RunningStore, clock: SetClock, real: SetClock) -> None:
    tick = Tick(moved, alarms.alarms(REMINDERS), clock=clock, real=real)
    clock.instant = TEN
    assert await tick.run() == 3
    assert await tick.next_due() is None


def test_the_tables_of_before_are_gone(old_url: str) -> None:
    migrate.migrate(old_url)
    with revisions.connected(old_url) as connection:
        tables = inspect(connection).get_table_names()
    gone = {"lean_coffee_series", "lean_coffee_occurrence", "lean_coffee_coming"}
    gone |= {"refinement_reminder", "refinement_occasion", "refinement_reply"}
    assert gone.isdisjoint(tables)

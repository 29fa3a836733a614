"""A copy that is put back goes on from now: what was posted since is not posted anew, and no date that is over is told of."""

import errno
import os
import re
import stat
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, select, update

from bot.core.clock import SetClock
from bot.core.ids import CountedIds
from bot.delivery.tables import MessageRow
from bot.features.lean_coffee.kinds import BOARD, SERIES
from bot.features.lean_coffee.rules.stages import Stage
from bot.house import restoring
from bot.house.features import ANSWERED_BY, answers_of
from bot.house.restoring import restore
from bot.meetings.rules.values import Closing
from bot.schedule.heartbeat import pulse
from bot.schedule.tables import AlarmRow
from bot.store import sqlite_file
from bot.store.backup import back_up
from bot.store.base import in_workspace
from bot.store.copies import CopyFailed
from bot.store.migrate import migrate
from bot.store.opening import open_store
from bot.store.transaction import Answering
from bot.store.unit import Read, Unit
from tests.fakes.databases import postgres_database
from tests.fakes.passing import pass_until
from tests.features.lean_coffee.conftest import desk
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.recurring import ANNOUNCEMENT, PLANNED
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, GUILD

__all__ = ["desk"]

_MESSAGES = (
    select(MessageRow).where(MessageRow.workspace == in_workspace(), MessageRow.place == "channel").order_by(MessageRow.made)
)
_ALARMS = select(AlarmRow.kind, AlarmRow.due).where(AlarmRow.workspace == in_workspace())


@pytest.fixture
def answers() -> Answering:
    return answers_of(ANSWERED_BY)


@pytest.fixture
def elsewhere(database_url: str, tmp_path: Path) -> Iterator[str]:
    """An empty place for a copy, on the same engine."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path}/elsewhere.db"
        return
    with postgres_database(MetaData(), "restored") as url:
        yield url


@pytest.fixture
async def copy(desk: Desk, database_url: str, tmp_path: Path) -> Path:
    """A backup of a bot that was alive, with a meeting in its talk whose board stands in Slack, and a series for the day after."""
    await desk.presses("Save", (await desk.types('every friday at 15:00 "Weekly" for 45m')).ack, ANA)
    await desk.talks("Green builds", "Flaky tests", wishes="for 45m")
    await desk.store.write(posted, desk.workspace)
    await desk.act(pulse, replica="r", silent=False)
    back_up(database_url, tmp_path / "copy")
    return tmp_path / "copy"


def posted(unit: Unit) -> None:
    """Let delivery have posted all that it was asked to, but for the last move of the board to the bottom, and one line."""
    stands = update(MessageRow).where(MessageRow.workspace == in_workspace(), MessageRow.screen != PLANNED.name)
    unit.run(stands.values(ts="1.0", channel=GUILD, posted=1))


@asynccontextmanager
async def started(url: str, clock: SetClock, desk: Desk) -> AsyncIterator[Desk]:
    """Start a bot on a database."""
    answers = answers_of(ANSWERED_BY)
    store = open_store(url, clock=clock, real=clock, ids=CountedIds("later"), answers=answers, on_commit=lambda rooms: None)
    await store.start()
    try:
        again = Desk(store, clock, clock, desk.workspace)
        again._last = desk._last
        yield again
    finally:
        await store.stop()


async def messages(desk: Desk) -> list[Any]:
    def read(read: Read) -> list[Any]:
        return list(read.rows(_MESSAGES))

    return await desk.store.read(read, desk.workspace)


async def to_be_posted(desk: Desk) -> list[str]:
    """Name the screens that delivery would post in a channel now."""
    return [one.screen for one in await messages(desk) if one.state == "live" and one.due is not None and one.bottom > one.posted]


async def overdue(desk: Desk, now: datetime) -> list[str]:
    def read(read: Read) -> list[str]:
        return [row.kind for row in read.rows(_ALARMS) if row.due <= now]

    return await desk.store.read(read, desk.workspace)


async def test_a_copy_in_an_empty_place_is_what_was_copied_and_people_go_on_voting(
    desk: Desk, copy: Path, elsewhere: str, tmp_path: Path
) -> None:
    now = SetClock(desk.clock.now() + timedelta(minutes=2))
    done = await restore(elsewhere, copy, clock=now)
    assert done.since == desk.clock.now()
    back_up(elsewhere, tmp_path / "again")
    async with started(elsewhere, now, desk) as again:
        await again.tick.run()
        meeting = await again.meeting()
        assert (meeting.closed, meeting.stage, len(meeting.topics)) == (None, Stage.DISCUSSING, 2)
        assert await to_be_posted(again) == [BOARD.name]
        for minutes in range(1, 6):
            await pass_until(again, now.now() + timedelta(minutes=minutes))
        assert (await again.meeting()).phase > meeting.phase
        assert "Weekly" in (await again.types("series")).text


@pytest.mark.parametrize("span", [timedelta(hours=3), timedelta(days=3)], ids=["3 hours", "3 days"])
async def test_hours_and_days_later_nothing_old_is_posted_anew_and_no_alarm_of_the_past_rings_in_vain(
    desk: Desk, copy: Path, elsewhere: str, span: timedelta
) -> None:
    now = SetClock(desk.clock.now() + span)
    await restore(elsewhere, copy, clock=now)
    async with started(elsewhere, now, desk) as again:
        rung: list[str] = []
        again.tick._observe = lambda kind, outcome, late: rung.append(kind)
        await again.tick.run()
        meeting = await again.meeting()
        assert (meeting.how, meeting.closed) == (Closing.AFTER_OUTAGE, meeting.planned_end)
        (board,) = [one for one in await messages(again) if one.screen == BOARD.name]
        assert (board.ts, board.state, board.bottom > board.posted, board.wanted > board.shown) == ("1.0", "live", False, True)
        assert await to_be_posted(again) == ([ANNOUNCEMENT.name] if span > timedelta(days=1) else [])  # of this afternoon's
        settled = ["seu:attended", *["seu:settle"] * 3]  # Ana, Ben and Chloé were there
        assert sorted(rung) == sorted([*settled, *([SERIES.announce.name] if span > timedelta(days=1) else [])])
        assert await overdue(again, now.now()) == []
        assert not [one for one in await again.shown() if one.screen.endswith(":missed")]
        await again.types('start "Retro"', BEN)
        assert (await again.meeting()).closed is None


async def test_a_series_that_was_announced_since_goes_on_with_the_date_that_is_still_to_come(
    desk: Desk, copy: Path, elsewhere: str
) -> None:
    friday = desk.clock.now().replace(hour=14) + timedelta(days=(4 - desk.clock.now().weekday()) % 7)
    now = SetClock(friday + timedelta(days=5, hours=22))
    await restore(elsewhere, copy, clock=now)
    async with started(elsewhere, now, desk) as again:
        await again.tick.run()
        assert await to_be_posted(again) == []
        assert not [one for one in await again.shown() if one.screen.endswith(":missed")]
        await pass_until(again, now.now() + timedelta(hours=4))
        assert await to_be_posted(again) == [ANNOUNCEMENT.name]


async def test_what_stood_there_is_kept_beside_a_file_and_replaced_on_a_server(
    desk: Desk, copy: Path, database_url: str, tmp_path: Path
) -> None:
    await desk.types('start "Later"', CHLOE)
    with pytest.raises(CopyFailed, match=r"in use by another process|A bot works with this database"):
        await restore(database_url, copy, clock=desk.clock)
    await desk.store.stop()
    now = SetClock(desk.clock.now() + timedelta(minutes=1))
    if not database_url.startswith("sqlite"):
        with pytest.raises(CopyFailed, match="A bot works with this database"):
            await forget_beats(database_url, lambda: restore(database_url, copy, clock=now), beats=1)
    done = await forget_beats(database_url, lambda: restore(database_url, copy, clock=now))
    async with started(database_url, now, desk) as again:
        assert (await again.meeting()).title == "Platform guild"
    if done.aside is not None:
        assert mode_of(database_url) == 0o600
        async with started(f"sqlite:///{done.aside}", now, desk) as before:
            assert (await before.meeting()).title == "Platform guild"
    said = "\n".join(restoring.said_of(done, now.now() + timedelta(hours=1)))
    assert "1.0 hours ago" in said
    assert "erase them again" in said


async def test_what_another_program_has_in_the_schema_is_neither_taken_nor_touched(
    desk: Desk, database_url: str, tmp_path: Path
) -> None:
    if database_url.startswith("sqlite"):
        return  # a file is the bot's alone
    import psycopg

    await desk.types('start "Platform guild"', CHLOE)
    await desk.store.stop()
    with psycopg.connect(database_url, autocommit=True) as raw:
        raw.execute('CREATE TABLE "Somebody\'s ""own""" (mark text)')
        raw.execute('INSERT INTO "Somebody\'s ""own""" VALUES (%s)', ["before"])
        try:
            made = back_up(database_url, tmp_path / "copy")
            assert not [name for name in made.rows if "Somebody" in name]
            raw.execute('UPDATE "Somebody\'s ""own""" SET mark = %s', ["since"])
            await forget_beats(database_url, lambda: restore(database_url, tmp_path / "copy", clock=desk.clock))
            assert raw.execute('SELECT mark FROM "Somebody\'s ""own"""').fetchall() == [("since",)]
        finally:
            raw.execute('DROP TABLE "Somebody\'s ""own"""')


async def forget_beats(url: str, does: Callable[[], Any], beats: int = 0) -> Any:
    """Restore where the last beat of a server's bot is of now, or long ago."""
    if not url.startswith("sqlite"):
        import psycopg

        with psycopg.connect(url, autocommit=True) as raw:
            raw.execute("DELETE FROM schedule_heartbeat")
            if beats:
                raw.execute("INSERT INTO schedule_heartbeat VALUES ('r', extract(epoch FROM clock_timestamp()) * 1000000)")
    return await does()


async def test_a_file_that_a_link_leads_to_is_replaced_where_it_is(sqlite_url: str, tmp_path: Path) -> None:
    file, link = Path(sqlite_url.removeprefix("sqlite:///")), tmp_path / "volume" / "link.db"
    link.parent.mkdir()
    link.symlink_to(file)
    back_up(f"sqlite:///{link}", tmp_path / "copy.db")
    done = await restore(f"sqlite:///{link}", tmp_path / "copy.db")
    assert link.readlink() == file
    assert done.aside is not None
    assert done.aside.parent == file.parent
    assert names_in(link.parent) == ["link.db"]


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc which file a descriptor is of")
async def test_what_root_makes_is_given_to_whose_the_database_or_its_folder_is(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(sqlite_url, tmp_path / "copy.db")
    folder = tmp_path / "state"
    folder.mkdir()
    given: set[tuple[str, int, int]] = set()

    def give(opened: int, user: int, group: int) -> None:
        given.add((Path(f"/proc/self/fd/{opened}").resolve().name, user, group))

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "fchown", give)
    await restore(f"sqlite:///{folder}/a.db", tmp_path / "copy.db")
    owner = (folder.stat().st_uid, folder.stat().st_gid)
    assert {("a.db-lock", *owner), (".a.db.restoring", *owner)} <= given
    migrate(f"sqlite:///{folder}/b.db")
    assert {("b.db-lock", *owner), ("b.db", *owner)} <= given
    given.clear()
    monkeypatch.setattr(os, "geteuid", lambda: 1)
    await restore(f"sqlite:///{folder}/a.db", tmp_path / "copy.db")
    assert given == set()


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "cannot take the copy: the disk is full. Nothing was restored."),
        (PermissionError(errno.EACCES, "Permission denied"), "cannot take a copy (PermissionError). Nothing was restored."),
    ],
)
async def test_where_no_copy_can_be_made_all_is_as_it_was_and_the_reason_is_said(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: OSError, said: str
) -> None:
    back_up(sqlite_url, tmp_path / "copy.db")
    await restore(f"sqlite:///{tmp_path}/a.db", tmp_path / "copy.db")
    before = (tmp_path / "a.db").read_bytes()

    def fails(*_: object) -> int:
        raise fault

    monkeypatch.setattr(sqlite_file, "make_beside", fails)
    (tmp_path / "a.db-lock").touch()
    monkeypatch.setattr(sqlite_file.Hold, "take", lambda self: None)
    with pytest.raises(CopyFailed, match=re.escape(said)):
        await restore(f"sqlite:///{tmp_path}/a.db", tmp_path / "copy.db")
    assert (tmp_path / "a.db").read_bytes() == before
    assert names_in(tmp_path) == ["a.db", "a.db-lock", "copy.db"]


def mode_of(url: str) -> int:
    return stat.S_IMODE(Path(url.removeprefix("sqlite:///")).stat().st_mode)


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


async def test_a_copy_of_an_older_version_is_migrated_only_where_that_is_said(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(sqlite_url, tmp_path / "copy")
    monkeypatch.setattr(restoring, "head", lambda: "9999")
    with pytest.raises(CopyFailed, match=r"this version needs 9999.*--migrate"):
        await restore(f"sqlite:///{tmp_path}/new.db", tmp_path / "copy")
    assert not (tmp_path / "new.db").exists()
    await restore(f"sqlite:///{tmp_path}/new.db", tmp_path / "copy", migrates=True)
    assert names_in(tmp_path) == ["copy", "new.db", "new.db-lock"]

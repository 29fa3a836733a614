"""Moving business time with the bot, and pulling its plug."""

import asyncio
import json
import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Literal

import pytest

from bot.rehearsal.demo import forgetting
from bot.rehearsal.file_lock import FileLock
from bot.rehearsal.http_out import HttpAnswer
from bot.rehearsal.plug import SubprocessPlug
from tests.fakes.until import until
from tests.rehearsal.stage import ANA, GUILD, FakeApp, FakeTime, answer, settle, stage

CONTROL = ("http://bot.test/control", "secret")


class WalkingBot(FakeApp):
    """A bot with a control endpoint, which walks from alarm to alarm and may be down."""

    def __init__(self, start: datetime) -> None:
        super().__init__()
        self.start, self.offset, self.down = start, 0.0, False
        self.alarms: list[tuple[datetime, str]] = []
        self.walking = asyncio.Event()
        self.walking.set()

    async def send(self, method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> HttpAnswer:
        if not url.startswith(CONTROL[0]):
            return await super().send(method, url, headers, body)
        assert (url, headers["Authorization"]) == ("http://bot.test/control/clock", "Bearer secret")
        if self.down:
            raise ConnectionRefusedError
        if method == "POST":
            to = datetime.fromisoformat(json.loads(body)["to"])
            self.offset = (to - self.start).total_seconds() / 2
            await self.walking.wait()
            self.offset = (to - self.start).total_seconds()
            self.alarms = [each for each in self.alarms if each[0] > to]
        following = {"at": self.alarms[0][0].isoformat(), "what": self.alarms[0][1]} if self.alarms else None
        return answer({"now": "", "offset_seconds": self.offset, "next": following, "idle": True})


async def test_the_next_moment_is_the_bots_and_the_room_goes_there_with_it() -> None:
    bot = WalkingBot(FakeTime().now())
    bot.alarms = [(bot.start + timedelta(days=3), "Lean Coffee is announced"), (bot.start + timedelta(days=4), "It opens")]
    async with stage(http=bot, control=CONTROL) as scene:
        assert (await scene.client.clock())["next"]["what"] == "Lean Coffee is announced"
        moved = await scene.client.next_moment()
        assert (moved["offset_seconds"], moved["next"]["what"]) == (3 * 86_400, "It opens")
        assert scene.room.offset_seconds == 3 * 86_400
        ts = await scene.post()
        assert datetime.fromtimestamp(float(ts), UTC).date() == (bot.start + timedelta(days=3)).date()


async def test_what_the_bot_posts_on_its_way_is_stamped_with_that_moment() -> None:
    bot = WalkingBot(FakeTime().now())
    bot.walking.clear()
    async with stage(http=bot, control=CONTROL) as scene:
        moving = asyncio.ensure_future(scene.client.ahead(86_400))
        await until(lambda: scene.room.offset_seconds > 0)
        ts = await scene.post()
        assert float(ts) == pytest.approx(bot.start.timestamp() + 43_200, abs=1)
        bot.walking.set()
        assert (await moving)["offset_seconds"] == 86_400


async def test_a_post_right_after_a_step_is_stamped_with_that_step() -> None:
    bot = WalkingBot(FakeTime().now())
    bot.walking.clear()
    async with stage(http=bot, control=CONTROL) as scene:
        moving = asyncio.ensure_future(scene.client.ahead(86_400))
        await until(lambda: bot.offset > 0)
        bot.offset += 3_600  # a step that the room has had no time to notice
        ts = await scene.post()
        assert float(ts) == pytest.approx(bot.start.timestamp() + 46_800, abs=1)
        bot.walking.set()
        await moving


async def test_while_the_bot_is_down_the_clock_stays() -> None:
    bot = WalkingBot(FakeTime().now())
    bot.down = True
    async with stage(http=bot, control=CONTROL) as scene:
        assert (await scene.client.clock())["next"] is None
        assert (await scene.client.ahead(60))["error"] == "Cortado is not running, so the clock stays where it is."
        assert (await scene.client.next_moment())["ok"] is False
        assert scene.room.offset_seconds == 0


async def test_there_may_be_no_next_moment_and_time_never_goes_back() -> None:
    async with stage() as scene:
        assert (await scene.client.next_moment())["error"] == "There is no next moment. Start or schedule something first."
        for seconds in (0, -5, 10**9):
            assert (await scene.client.ahead(seconds))["ok"] is False
        assert (await scene.client.ahead(3600))["offset_seconds"] == 3600


def plug_of(tmp_path: Path, offset: list[float]) -> SubprocessPlug:
    script = "import os, time; print(os.environ['CLOCK_OFFSET_SECONDS'], flush=True); time.sleep(60)"
    return SubprocessPlug(
        [sys.executable, "-c", script], lambda: {"CLOCK_OFFSET_SECONDS": str(offset[0])}, tmp_path / "log" / "bot.log"
    )


async def logged(text: str, log: Path) -> None:
    await until(lambda: log.exists() and text in log.read_text())


async def test_the_plug_kills_the_process_and_starts_another_with_the_clocks_offset(tmp_path: Path) -> None:
    offset = [0.0]
    plug = plug_of(tmp_path, offset)
    async with stage(plug=plug) as scene:
        await plug.start()
        await logged("0.0", tmp_path / "log" / "bot.log")
        first = plug.pid
        assert first is not None
        offset[0] = 3600.0
        assert (await scene.client.pull_plug())["bot_state"] == "up"
        assert plug.pid not in (None, first)
        await logged("3600.0", tmp_path / "log" / "bot.log")
        with pytest.raises(ProcessLookupError):
            os.kill(first, 0)
        await plug.stop()
        assert plug.state == "down"
        assert plug.pid is None


def names(folder: Path, pattern: str) -> list[str]:
    return sorted(each.name for each in folder.glob(pattern))


async def test_a_reset_throws_the_bots_database_away_but_never_anothers(tmp_path: Path) -> None:
    plug, database = plug_of(tmp_path, [0.0]), tmp_path / "cortado.db"
    for name in ("cortado.db", "cortado.db-wal"):
        (tmp_path / name).write_text("kept")
    async with stage(plug=plug) as scene:
        scene.room.forget_bot = forgetting(database)
        await plug.start()
        await scene.post()
        with FileLock(tmp_path / "cortado.db-lock"):
            refused = await scene.client.reset()
        assert refused["error"] == f"Another process ({os.getpid()}) uses {database}, so nothing was reset. End it first."
        assert database.exists()
        assert len(await scene.messages(ANA)) == 1
        assert plug.state == "up"
        assert (await scene.client.reset())["ok"]
        assert names(tmp_path, "cortado.db*") == ["cortado.db-lock"]
        assert await scene.messages(ANA) == []
        await plug.stop()


async def test_a_plug_may_stay_pulled_for_a_while(tmp_path: Path) -> None:
    plug = plug_of(tmp_path, [0.0])
    async with stage(plug=plug) as scene:
        await plug.start()
        assert (await scene.client.pull_plug(down_seconds=30))["bot_state"] == "down"
        await scene.time.pass_by(29)
        assert plug.pid is None
        await scene.time.pass_by(1)
        await until(lambda: plug.pid is not None)
        await plug.stop()


async def test_a_bot_that_dies_by_itself_is_seen_to_be_down(tmp_path: Path) -> None:
    plug = SubprocessPlug([sys.executable, "-c", "raise SystemExit(3)"], dict, tmp_path / "bot.log")
    async with stage(plug=plug) as scene:
        await plug.start()
        assert plug.state == "up"
        async with asyncio.timeout(60):
            await scene.room.changes.after(scene.room.changes.revision)
        assert (await scene.client.workspace())["bot_state"] == "down"
        await plug.kill()


async def test_a_bot_is_starting_until_it_answers(tmp_path: Path) -> None:
    answers = asyncio.Event()

    async def ready() -> bool:
        return answers.is_set()

    plug = SubprocessPlug([sys.executable, "-c", "import time; time.sleep(60)"], dict, tmp_path / "bot.log", ready=ready)
    async with stage(plug=plug) as scene:
        await plug.start()
        assert (await scene.client.workspace())["bot_state"] == "starting"
        answers.set()
        await until(lambda: plug.state == "up")
        assert (await scene.client.workspace())["bot_state"] == "up"
        await plug.stop()


async def test_without_a_plug_there_is_nothing_to_pull() -> None:
    async with stage() as scene:
        assert (await scene.client.pull_plug())["error"].startswith("Cortado was not started by this room")
        await scene.client.command(ANA, GUILD, "/coffee")
        await settle()
        assert len(scene.app.received) == 1


class Switch:
    """A plug with no process behind it."""

    def __init__(self) -> None:
        self.state: Literal["up", "down", "starting"] = "up"
        self.changed: Callable[[], object] = lambda: None

    async def kill(self) -> None:
        self.state = "down"

    async def start(self) -> None:
        self.state = "up"


async def test_a_new_room_whose_bot_forgets_stamps_its_messages_with_the_present() -> None:
    async with stage(plug=Switch()) as scene:
        scene.room.forget_bot = partial(asyncio.sleep, 0)
        await scene.client.ahead(30 * 86_400)
        await scene.post()
        await scene.client.reset()
        assert datetime.fromtimestamp(float(await scene.post()), UTC) == scene.time.now()


async def test_a_new_room_never_repeats_a_stamp_to_a_bot_that_remembers() -> None:
    async with stage() as scene:
        before = await scene.post()
        await scene.client.reset()
        assert await scene.post() > before

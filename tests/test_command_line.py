"""The command line as it is typed: what it says, how it ends."""

import asyncio
import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
import yaml

from bot.__main__ import _begin_collecting
from bot.rehearsal.app import build_room, serve
from bot.rehearsal.installation import Installation, from_manifest
from bot.rehearsal.room import Room
from bot.settings import Settings
from tests.fakes.until import until
from tests.house.stand_ins import free_port

ROOT = Path(__file__).parents[1]


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An environment without any setting, in a folder without `.env`."""
    kept = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    return kept | {"PYTHONPATH": str(ROOT), "DATABASE_URL": f"sqlite:///{tmp_path / 'here.db'}"}


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    """A workspace with the app installed as its manifest says."""
    manifest = yaml.safe_load((ROOT / "app.yaml").read_text(encoding="utf-8"))
    opened = asyncio.Event()
    found = build_room(app=Installation(**from_manifest(manifest)))
    serving = asyncio.create_task(serve(found, port=0, ready=opened))
    await opened.wait()
    yield found
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


def installed(room: Room) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": room.app.bot_token,
        "SLACK_APP_TOKEN": room.app.app_token,
        "SLACK_API_URL": f"{room.base_url}/api/",
        "PORT": str(free_port()),
    }


def test_what_the_start_has_made_is_left_out_of_later_collections() -> None:
    gc.disable()
    before = gc.get_freeze_count()
    try:
        _begin_collecting(3000)
        assert gc.isenabled()
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()
        gc.enable()


async def cortado(folder: Path, env: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "bot", *words]
    return await asyncio.to_thread(
        subprocess.run, argv, cwd=folder, env=env, capture_output=True, text=True, timeout=120, check=False
    )


async def test_help_names_every_command(tmp_path: Path, env: dict[str, str]) -> None:
    done = await cortado(tmp_path, env, "--help")
    assert done.returncode == 0
    assert [word for word in ("demo", "run", "migrate", "check") if word not in done.stdout] == []


async def test_run_without_a_token_says_what_to_do(tmp_path: Path, env: dict[str, str]) -> None:
    done = await cortado(tmp_path, env, "run")
    assert done.returncode == 1
    assert "SLACK_BOT_TOKEN is not set." in done.stderr
    assert "bot demo" in done.stderr


async def test_settings_that_make_no_sense_are_named_without_a_traceback(tmp_path: Path, env: dict[str, str]) -> None:
    done = await cortado(tmp_path, env | {"PORT": "many", "SLACK_BOT_TOKEN": "hunter2"}, "run")
    assert done.returncode == 1
    assert "PORT:" in done.stderr
    assert "SLACK_BOT_TOKEN is no bot token" in done.stderr
    assert ".env.example shows every variable but the rehearsal room's own." in done.stderr
    assert "Traceback" not in done.stderr
    assert "hunter2" not in done.stderr


async def test_migrate_makes_the_database_and_a_second_time_finds_nothing_to_do(tmp_path: Path, env: dict[str, str]) -> None:
    first, second = await cortado(tmp_path, env, "migrate"), await cortado(tmp_path, env, "migrate")
    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert first.stdout == second.stdout
    assert (tmp_path / "here.db").exists()


async def test_check_finds_nothing_wrong_where_nothing_is(tmp_path: Path, env: dict[str, str], room: Room) -> None:
    done = await cortado(tmp_path, env | installed(room), "check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line for line in done.stdout.splitlines() if not line.startswith("ok")] == []
    assert room.app.bot_token not in done.stdout


async def test_check_says_what_is_wrong_and_how_to_mend_it(tmp_path: Path, env: dict[str, str], room: Room) -> None:
    room.scopes.difference_update({"users:read", "im:write"})
    wrong = installed(room) | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nowhere", "SLACK_APP_TOKEN": "xapp-wrong"}
    done = await cortado(tmp_path, env | wrong, "check")
    assert done.returncode == 1
    assert (
        "Missing: im:write (to open the direct message in which a person gets their minutes); "
        "users:read (to read a person's name, time zone and language)." in done.stdout
    )
    assert "install it in the workspace again" in done.stdout
    assert "app token: Slack refuses it" in done.stdout
    assert "wrong   database" in done.stdout


async def test_check_says_that_slack_is_out_of_reach(tmp_path: Path, env: dict[str, str]) -> None:
    away = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s", "SLACK_API_URL": f"http://127.0.0.1:{free_port()}/api/"}
    done = await cortado(tmp_path, env | away, "check")
    assert done.returncode == 1
    assert "Slack cannot be reached" in done.stdout


async def test_a_token_that_slack_refuses_ends_the_run(tmp_path: Path, env: dict[str, str], room: Room) -> None:
    done = await cortado(tmp_path, env | installed(room) | {"SLACK_BOT_TOKEN": "xoxb-of-another"}, "run")
    assert done.returncode == 1
    assert "Slack does not accept SLACK_BOT_TOKEN (invalid_auth)." in done.stderr
    assert "xoxb-of-another" not in done.stderr + done.stdout


async def test_run_answers_and_ends_cleanly_when_it_is_told_to(tmp_path: Path, env: dict[str, str], room: Room) -> None:
    settings = installed(room)
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=tmp_path, env=env | settings, stderr=asyncio.subprocess.PIPE
    )
    try:
        async with httpx.AsyncClient() as http:

            async def ready() -> bool:
                try:
                    return (await http.get(f"http://127.0.0.1:{settings['PORT']}/readyz")).status_code == 200
                except httpx.TransportError:
                    return False

            await until(ready)
        running.send_signal(signal.SIGTERM)
        _, said = await asyncio.wait_for(running.communicate(), 60)
    finally:
        if running.returncode is None:
            running.kill()
    assert running.returncode == 0
    assert json.loads(said.splitlines()[-1])["event"] == "stopped"


async def test_a_second_run_on_the_same_file_is_refused(tmp_path: Path, env: dict[str, str], room: Room) -> None:
    first = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=tmp_path, env=env | installed(room), stdout=asyncio.subprocess.DEVNULL
    )
    try:

        async def connected() -> bool:
            return bool(room.sockets.connected)

        await until(connected)
        second = await cortado(tmp_path, env | installed(room), "run")
        assert second.returncode == 1
        assert "Traceback" not in second.stderr
        assert second.stderr.strip()
    finally:
        first.terminate()
        await first.wait()


@pytest.mark.parametrize("which", ["PORT", "METRICS_PORT"])
async def test_a_port_that_is_taken_is_said(tmp_path: Path, env: dict[str, str], room: Room, which: str) -> None:
    taken = room.base_url.rpartition(":")[2]
    done = await cortado(tmp_path, env | installed(room) | {which: taken}, "run")
    assert done.returncode == 1
    assert f"Cannot listen on 127.0.0.1:{taken}" in done.stderr


async def test_the_demo_opens_a_room_with_the_bot_in_it_and_ends_both(tmp_path: Path, env: dict[str, str], room: Room) -> None:
    port, env = str(free_port()), env | {"METRICS_PORT": room.base_url.rpartition(":")[2]}  # of another bot, which runs
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--no-browser", "--port", port, cwd=tmp_path, env=env, stdout=asyncio.subprocess.PIPE
    )
    try:
        async with httpx.AsyncClient() as http:

            async def up() -> bool:
                try:
                    return bool((await http.get(f"http://127.0.0.1:{port}/room/workspace")).json()["bot_state"] == "up")
                except httpx.TransportError:
                    return False

            await until(up)
            wish = {"as": "U0ANA", "channel": "C0GUILD", "command": "/seu", "text": ""}
            assert (await http.post(f"http://127.0.0.1:{port}/room/act/command", json=wish)).json()["ok"]
            view = (await http.get(f"http://127.0.0.1:{port}/room/view", params={"as": "U0ANA"})).json()
            assert any(message["ephemeral"] for place in view["conversations"] for message in place["messages"])
        running.terminate()
        said, _ = await asyncio.wait_for(running.communicate(), 60)
    finally:
        if running.returncode is None:
            running.kill()
    assert running.returncode == 0
    assert f"http://127.0.0.1:{port}" in said.decode()
    log = (tmp_path / ".demo" / "bot.log").read_text(encoding="utf-8").splitlines()
    assert json.loads(log[-1])["event"] == "stopped"


async def test_a_demo_that_is_killed_takes_its_bot_along(tmp_path: Path, env: dict[str, str]) -> None:
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--no-browser", "--port", str(free_port()), cwd=tmp_path, env=env,
        stdout=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    log = tmp_path / ".demo" / "bot.log"

    async def said(event: str) -> bool:
        return log.exists() and any(json.loads(line)["event"] == event for line in log.read_text(encoding="utf-8").splitlines())

    try:
        await until(lambda: said("open"))
    finally:
        running.kill()
        await running.wait()
    await until(lambda: said("stopped"))


async def test_the_demo_says_that_its_port_is_taken(tmp_path: Path, env: dict[str, str], room: Room) -> None:
    done = await cortado(tmp_path, env, "demo", "--no-browser", "--port", room.base_url.rpartition(":")[2])
    assert done.returncode == 1
    assert "bot demo --port" in done.stderr
    assert "make demo PORT=" in done.stderr
    assert "Traceback" not in done.stderr


@asynccontextmanager
async def demo(folder: Path, env: dict[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a demo until the end of the block."""
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--no-browser", "--port", str(free_port()), cwd=folder,
        env=env | {"PYTHONUNBUFFERED": "1"}, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield running
    finally:
        running.terminate()
        await asyncio.wait_for(running.communicate(), 60)


async def said_until(running: asyncio.subprocess.Process, text: str) -> str:
    """Read what a process says up to a line that holds a text."""
    assert running.stdout is not None
    said = ""
    async with asyncio.timeout(60):
        while text not in said:
            line = await running.stdout.readline()
            assert line, said
            said += line.decode()
    return said


async def test_a_second_demo_in_the_same_folder_gives_up_and_names_the_first(tmp_path: Path, env: dict[str, str]) -> None:
    async with demo(tmp_path, env) as first:
        said = await said_until(first, "The rehearsal room is open")
        assert "did not start" not in said
        done = await cortado(tmp_path, env, "demo", "--no-browser", "--port", str(free_port()))
        assert done.returncode == 1
        assert f"A demo runs here already (process {first.pid})." in done.stderr
        assert said.split()[-1] in done.stderr
        assert "Traceback" not in done.stderr
    async with demo(tmp_path, env) as third:
        await said_until(third, "The rehearsal room is open")


async def test_a_demo_without_its_bot_says_so_with_the_end_of_the_log(tmp_path: Path, env: dict[str, str]) -> None:
    (tmp_path / ".demo" / "cortado.db").mkdir(parents=True)
    (tmp_path / ".demo" / "bot.log").write_text("Something of yesterday.\n", encoding="utf-8")
    async with demo(tmp_path, env) as running:
        said = await said_until(running, "Ctrl-C ends both")
    assert "The bot did not start." in said
    assert "Look at DATABASE_URL" in said
    assert "yesterday" not in said


def test_make_takes_the_port_of_the_demo() -> None:
    told = subprocess.run(["make", "--dry-run", "demo", "PORT=8800"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "-m bot demo --port 8800" in told.stdout

"""The command line as it is typed: what it says, how it ends."""

import asyncio
import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import httpx
import pytest

from bot.__main__ import app
from bot.core.missing import said_of_missing
from bot.house.process import begin_collecting
from bot.rehearsal.demo import Demo, command_line, run_demo
from bot.rehearsal.file_lock import FileLock
from bot.rehearsal.room import Room
from tests.command_line.typed import NO_TOKENS, typed
from tests.fakes.open_room import open_room
from tests.fakes.until import until, wait_until
from tests.house.stand_ins import free_port

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.timeout(method="thread")
"""A signal does not reach a test whose command runs uvloop."""


@pytest.fixture(autouse=True)
def found(alone: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is started in the test's folder finds the bot, and keeps its database there."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("DATABASE_URL", "sqlite:///here.db")


@pytest.fixture
def room() -> Iterator[Room]:
    """A workspace with the app installed as its manifest says, served by a thread."""
    with open_room() as room:
        yield room


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
        begin_collecting(3000)
        assert gc.isenabled()
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()
        gc.enable()


def cortado(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    return subprocess.run(
        [*command_line("bot"), *words], env=os.environ | env, capture_output=True, text=True, timeout=90, check=False
    )


@contextmanager
def started(*words: str, **env: str) -> Iterator[subprocess.Popen[str]]:
    """Start a command in a process of its own, and kill it at the end where it still runs."""
    with subprocess.Popen(
        [*command_line("bot"), *words], env=os.environ | {"PYTHONUNBUFFERED": "1"} | env, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as running:  # fmt: skip
        try:
            yield running
        finally:
            running.kill()


def ended(running: subprocess.Popen[str]) -> tuple[str, str]:
    """Tell a process to end, and give what it has said."""
    running.send_signal(signal.SIGTERM)
    said = running.communicate(timeout=60)
    assert running.returncode == 0, said
    return said


@pytest.mark.parametrize("words", [(), ("workspace",)])
def test_help_names_every_command_by_one_whole_line(words: tuple[str, ...]) -> None:
    group = app.commands["workspace"] if words else app
    assert isinstance(group, click.Group)
    done = typed(*words, "--help", COLUMNS="80")
    lines = {line.split()[0]: line for line in done.output.partition("Commands:\n")[2].splitlines() if line.strip()}
    assert group.commands.keys() <= lines.keys()
    assert [
        line for name, line in lines.items() if name in group.commands and not (line.endswith(".") and "..." not in line)
    ] == []
    assert typed(*words, "-h", COLUMNS="80").output == done.output


def test_what_deletes_can_be_tried_before_and_what_asks_can_be_told_not_to() -> None:
    group = app.commands["workspace"]
    assert isinstance(group, click.Group)
    commands = {**app.commands, **{f"workspace {name}": command for name, command in group.commands.items()}}
    takes = {name: {option for each in command.params for option in each.opts} for name, command in commands.items()}
    assert {name for name, options in takes.items() if "--dry-run" in options} == {"purge", "workspace erase"}
    asks = {"doctor", "import", "purge", "restore", "workspace erase"}
    assert {name for name, options in takes.items() if "--yes" in options} == asks


def test_a_python_without_the_packages_names_the_one_that_has_them() -> None:
    bare = [sys.executable, "-S", "-m", "bot", "check"]
    done = subprocess.run(bare, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"This Python ({sys.executable}) has no click" in done.stderr
    assert "make packages" in done.stderr
    assert "Traceback" not in done.stderr
    with pytest.raises(ModuleNotFoundError):
        said_of_missing(ModuleNotFoundError(name="bot.house.never"))


def test_run_without_a_token_says_what_to_do() -> None:
    done = typed("run", **NO_TOKENS)
    assert done.exit_code == 1
    assert "SLACK_BOT_TOKEN is not set." in done.stderr
    assert "bot demo" in done.stderr


def test_settings_that_make_no_sense_are_named_without_a_traceback() -> None:
    done = typed("run", PORT="many", SLACK_BOT_TOKEN="hunter2")
    assert done.exit_code == 1
    assert "PORT is a whole number from 0 to 65535." in done.stderr
    assert "SLACK_BOT_TOKEN is no bot token" in done.stderr
    assert ".env.example shows every variable but the rehearsal room's own." in done.stderr
    assert "Traceback" not in done.stderr
    assert "hunter2" not in done.stderr


def test_a_replica_on_sqlite_loads_neither_the_driver_of_postgresql_nor_alembic() -> None:
    typed("migrate")
    starts = (
        "import sys, bot.settings, bot.house.build, bot.house.serving, bot.store.revisions as of;"
        " from bot.house.options import Options;"
        " of.make_current('sqlite:///here.db', migrate=None); bot.house.build.build(Options('sqlite:///here.db', 'xoxb-1'));"
        " print({'psycopg', 'alembic', 'holidays', 'icalendar', 'bot.rehearsal'} & sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-c", starts], capture_output=True, text=True, check=False)
    assert done.stdout == "set()\n", done.stderr


def test_migrate_makes_the_database_and_a_second_time_finds_nothing_to_do(tmp_path: Path) -> None:
    first = cortado("migrate")
    assert first.returncode == 0, first.stderr
    assert (tmp_path / "here.db").stat().st_mode & 0o777 == 0o600
    second = typed("migrate")
    assert second.exit_code == 0, second.stderr
    assert first.stdout == second.stdout


def test_check_finds_nothing_wrong_where_nothing_is(room: Room) -> None:
    done = cortado("check", **installed(room))
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line for line in done.stdout.splitlines() if not line.startswith("ok")] == []
    assert room.app.bot_token not in done.stdout
    assert "Left out, as you may: files:read (to read a file that somebody chose in a form)." in done.stdout


def test_check_says_what_is_wrong_and_how_to_mend_it(room: Room) -> None:
    room.scopes.difference_update({"users:read", "im:write"})
    wrong = installed(room) | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nowhere", "SLACK_APP_TOKEN": "xapp-wrong"}
    done = typed("check", **wrong)
    assert done.exit_code == 1
    assert (
        "Missing: im:write (to open the direct message in which a person gets their minutes); "
        "users:read (to read a person's name, time zone and language, and whether their status says that they are away)."
        in done.stdout
    )
    assert "install it in the workspace again" in done.stdout
    assert "app token: Slack refuses it" in done.stdout
    assert "wrong   database" in done.stdout


def test_programmes_that_cannot_be_read_are_said_by_check_and_end_the_run(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text("key: Ours\n", encoding="utf-8")
    said = "ours.yaml: version: is missing."
    checked, ran = (typed(command, SEU_PROGRAMMES=str(tmp_path)) for command in ("check", "run"))
    assert "wrong   programmes: ours.yaml: key: “Ours” is not a key" in checked.stdout
    assert said in checked.stdout
    assert ran.exit_code == 1
    assert said in ran.stderr.splitlines()


def test_check_names_what_is_no_setting_and_which_one_may_be_meant(tmp_path: Path) -> None:
    lines = "MEETING_MONTHS=12\nSLACK_SIGNING_SECRT=hunter2\nCOLOUR=hunter2\nPORT=4000\nSLACK_BOT_TOKEN_FILE=\nCOMPOSE_FILE=a\nCORTADO_IMAGE=b\n"
    (tmp_path / ".env").write_text(lines, encoding="utf-8")
    said = typed("check").stdout
    assert "warning settings: MEETING_MONTHS in .env is no setting of this version.\n        Is MEETINGS_MONTHS meant?" in said
    assert (
        "warning settings: SLACK_SIGNING_SECRT in .env is no setting of this version.\n        Is SLACK_SIGNING_SECRET meant?"
        in said
    )
    assert "warning settings: COLOUR in .env is no setting of this version.\n        Take the line away" in said
    assert said.count("is no setting") == 3
    assert "hunter2" not in said


def test_check_says_that_slack_is_out_of_reach() -> None:
    done = typed("check", SLACK_API_URL=f"http://127.0.0.1:{free_port()}/api/")
    assert done.exit_code == 1
    assert "Slack cannot be reached" in done.stdout


def test_a_token_that_slack_refuses_ends_the_run(room: Room) -> None:
    done = typed("run", **installed(room) | {"SLACK_BOT_TOKEN": "xoxb-of-another"})
    assert done.exit_code == 1
    assert "Slack does not accept SLACK_BOT_TOKEN (invalid_auth)." in done.stderr
    assert "xoxb-of-another" not in done.stderr + done.stdout


def test_run_answers_lets_no_other_have_its_file_and_ends_cleanly_when_it_is_told_to(room: Room) -> None:
    settings = installed(room)
    with started("run", **settings) as running:

        def ready() -> bool:
            try:
                return httpx.get(f"http://127.0.0.1:{settings['PORT']}/readyz").status_code == 200
            except httpx.TransportError:
                return False

        wait_until(ready)
        assert typed("health", PORT=settings["PORT"]).stdout == "All is well.\n"
        second = typed("run", **installed(room))
        assert second.exit_code == 1
        assert "Traceback" not in second.stderr
        assert f" {running.pid})" in second.stderr
        _, said = ended(running)
    assert json.loads(said.splitlines()[-1])["event"] == "stopped"


@pytest.mark.parametrize("which", ["PORT", "METRICS_PORT"])
def test_a_port_that_is_taken_is_said(room: Room, which: str) -> None:
    taken = room.base_url.rpartition(":")[2]
    done = typed("run", **installed(room) | {which: taken})
    assert done.exit_code == 1
    assert f"Cannot listen on 127.0.0.1:{taken}" in done.stderr
    assert (
        f"Another program listens there, perhaps this bot already. End that one, or set {which} to another port." in done.stderr
    )


def test_the_demo_opens_a_room_with_the_bot_in_it_is_the_only_one_in_its_folder_and_ends_both(tmp_path: Path, room: Room) -> None:
    port = str(free_port())
    taken = room.base_url.rpartition(":")[2]  # of another bot, which runs
    with started("demo", "--no-browser", "--port", port, METRICS_PORT=taken) as running:
        said = ""
        while "Ctrl-C ends both" not in said:
            assert running.stdout is not None
            line = running.stdout.readline()
            assert line, said
            said += line
        assert f"The rehearsal room is open: http://127.0.0.1:{port}\n" in said
        assert "did not start" not in said
        second = typed("demo", "--no-browser", "--port", "0")
        assert second.exit_code == 1
        assert f"A demo runs here already (process {running.pid})." in second.stderr
        assert f"http://127.0.0.1:{port}" in second.stderr
        assert "Traceback" not in second.stderr
        with httpx.Client(base_url=f"http://127.0.0.1:{port}/room", timeout=60) as http:
            assert http.get("/workspace").json()["bot_state"] == "up"
            wish = {"as": "U0ANA", "channel": "C0GUILD", "command": "/seu", "text": ""}
            assert http.post("/act/command", json=wish).json()["ok"]
            view = http.get("/view", params={"as": "U0ANA"}).json()
            assert any(message["ephemeral"] for place in view["conversations"] for message in place["messages"])
        ended(running)
    log = (tmp_path / ".demo" / "bot.log").read_text(encoding="utf-8").splitlines()
    assert json.loads(log[-1])["event"] == "stopped"
    with FileLock(tmp_path / ".demo" / "lock"):  # free for a third
        pass


def test_a_demo_with_workspaces_has_a_folder_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / ".demo" / "workspaces"
    folder.mkdir(parents=True)
    with FileLock(folder / "lock"):
        done = typed("demo", "--workspaces", "--no-browser")
    assert (done.exit_code, f"A demo runs here already (process {os.getpid()})." in done.stderr) == (1, True)


def test_a_demo_that_is_killed_takes_its_bot_along(tmp_path: Path) -> None:
    log = tmp_path / ".demo" / "bot.log"

    def said(event: str) -> bool:
        return log.exists() and any(json.loads(line)["event"] == event for line in log.read_text(encoding="utf-8").splitlines())

    with started("demo", "--no-browser", "--port", "0") as running:
        wait_until(lambda: said("open"))
        running.kill()
        running.wait(60)
    wait_until(lambda: said("stopped"))


def test_the_demo_says_that_its_port_is_taken(room: Room) -> None:
    done = typed("demo", "--no-browser", "--port", room.base_url.rpartition(":")[2])
    assert done.exit_code == 1
    assert "bot demo --port" in done.stderr
    assert "make demo PORT=" in done.stderr
    assert "Traceback" not in done.stderr


async def test_a_demo_without_its_bot_says_so_with_the_end_of_the_log(tmp_path: Path) -> None:
    folder = tmp_path / ".demo"
    (folder / "cortado.db").mkdir(parents=True)
    (folder / "bot.log").write_text("Something of yesterday.\n", encoding="utf-8")
    said: list[str] = []
    demo = asyncio.create_task(run_demo(Demo(command_line("bot", "run"), ROOT / "app.yaml", folder, 0, False, said.append)))
    try:
        await until(lambda: demo.done() or any("Ctrl-C ends both" in line for line in said))
    finally:
        demo.cancel()
        await asyncio.gather(demo, return_exceptions=True)
    assert "The bot did not start." in said
    assert any("cortado.db cannot be opened. Let DATABASE_URL name" in line for line in said)
    assert not any("yesterday" in line for line in said)


def test_make_takes_the_port_of_the_demo() -> None:
    told = subprocess.run(["make", "--dry-run", "demo", "PORT=8800"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "-m bot demo --port 8800" in told.stdout

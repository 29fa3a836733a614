"""A demo of its own for each test, in an empty folder: what can be seen and moved from outside, and `python -m bot demo`."""

import json
import os
import select
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from tests.fakes.until import wait_until

ROOT = Path(__file__).parents[2]
STARTS_WITHIN = 60.0
"""Seconds from the command line to the open page."""
SHOWS_WITHIN = 30.0
"""Seconds from a press to the board that shows it."""


class RunningDemo:
    """A demo that is open; the block ends the connection to it, and whoever started it ends it."""

    def __init__(self, folder: Path, url: str, team: str = "") -> None:
        self.folder = folder
        self.url = url
        self.team = team
        self.http = httpx.Client(base_url=url, timeout=75, params={"team": team} if team else {})

    def __enter__(self) -> "RunningDemo":
        self._wait_for_the_bot()
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def _wait_for_the_bot(self) -> None:
        def up() -> bool:
            return bool(self.http.get("/room/workspace").json()["bot_state"] == "up")

        wait_until(up, lambda: f"the bot did not start: {self.log}", seconds=STARTS_WITHIN)

    @property
    def log(self) -> str:
        """The bot's log so far."""
        path = self.folder / ".demo" / "bot.log"
        return path.read_text() if path.exists() else ""

    def of(self, team: str) -> "RunningDemo":
        """The same demo, seen and moved in one of its workspaces."""
        return RunningDemo(self.folder, self.url, team)

    def view(self, person: str) -> dict[str, Any]:
        """All that a person sees, from the room's own mouth."""
        return dict(self.http.get("/room/view", params={"as": person}).json())

    def shows(self, text: str) -> None:
        """Wait until the room shows a text, whatever the page shows."""

        def seen() -> str:
            return str(self.view("U0ANA")["conversations"])

        wait_until(lambda: text in seen(), lambda: f"{text!r} did not come: {seen()}", seconds=SHOWS_WITHIN)

    def newest(self, channel: str) -> str:
        """The blocks of the app's newest message in a channel, or its text; empty where it has said nothing."""
        talk = next(one for one in self.view("U0ANA")["conversations"] if one["id"] == channel)
        shown = [one for one in talk["messages"] if one["is_bot"] and not one["ephemeral"]]
        return json.dumps(shown[-1].get("blocks") or shown[-1]["text"], ensure_ascii=False) if shown else ""

    def calls(self, method: str) -> list[dict[str, Any]]:
        """The bot's calls of a method of the Web API."""
        return list(self.http.get("/room/calls", params={"method": method}).json())

    def now(self) -> datetime:
        """Business time."""
        return datetime.fromisoformat(self.http.get("/room/clock").json()["now"])

    def goes_to_noon_of(self, is_wanted: Callable[[date], bool]) -> None:
        """Go ahead to the next wanted day, 12:00 UTC: no test depends on the day on which it runs."""
        now = self.now()
        noon = now.replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=1)
        while not is_wanted(noon.date()):
            noon += timedelta(days=1)
        self.waits(noon - now)

    def waits(self, span: timedelta) -> None:
        """Let business time pass."""
        answer = self.http.post("/room/clock", json={"by_seconds": span.total_seconds()}).json()
        assert answer.get("ok", True), answer

    def nobody_served_for(self, span: timedelta) -> None:
        """Make the bot's last pulse older, while it is down: what an outage is measured by."""
        with closing(sqlite3.connect(self.folder / ".demo" / "cortado.db", isolation_level=None)) as raw:
            raw.execute("UPDATE schedule_heartbeat SET beat = beat - ?", [span // timedelta(microseconds=1)])

    def act(self, verb: str, person: str, **act: Any) -> dict[str, Any]:
        """Act as a person behind the page's back."""
        return dict(self.http.post(f"/room/act/{verb}", json={"as": person, **act}).json())


@contextmanager
def started_demo(folder: Path, *options: str) -> Iterator[RunningDemo]:
    """Start `python -m bot demo` in a folder, on a port that nobody has; the room ends with the block, and ends the bot."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--port", "0", "--no-browser", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        with RunningDemo(folder, _address(process)) as running:
            yield running
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _address(process: "subprocess.Popen[bytes]") -> str:
    assert process.stdout is not None
    said, end = "", time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and process.poll() is None:
        ready, _, _ = select.select([process.stdout], [], [], 0.5)
        if ready:
            said += os.read(process.stdout.fileno(), 4096).decode()
        for line in said.splitlines():
            if "The rehearsal room is open: " in line and said.endswith("\n"):
                return line.rpartition(" ")[2]
    raise RuntimeError(f"the demo did not open: {said}")

"""Makes a history of what a rehearsal room has kept: its journal, its people, its clock."""

from datetime import datetime
from typing import Any

from bot.rehearsal.room import Room
from bot.rehearsal.shapes import Json
from tests.history.events import History
from tests.history.recorder import Recorder


class Follower:
    """Records what a room's journal has, and goes on with what comes: look at it before the journal forgets."""

    def __init__(self, room: Room, *, forms_may_fail: bool = False) -> None:
        self._room = room
        self._seen = self._lines = 0
        self.recorder = Recorder({}, forms_may_fail=forms_may_fail)

    def look(self) -> None:
        """Record what has come since the last look. Raise Forgotten where the journal no longer has all of it."""
        requests, calls = self._room.journal.requests(self._seen), self._room.journal.calls(since=self._seen)
        people = self._room.workspace.people.values()
        self.recorder.names |= {each.id: each.real_name.split()[0] for each in people}
        self.recorder.handles |= {each.name: each.id for each in people}
        for line in requests:
            if "payload" in line:
                ended = seconds(line["at_real"])
                began, answered = ended - float(line["ms"]) / 1000, line["outcome"] == "ok"
                self.recorder.request(line["kind"], line["payload"], began, ended, answered=answered, body=line["answer"])
        for line in calls:
            self._call(line)
        self._lines += len(requests) + len(calls)
        self._seen = max((line["n"] for line in (*requests, *calls)), default=self._seen)
        if self._lines != self._seen:
            raise Forgotten(f"{self._seen - self._lines} lines of the journal were never seen")

    def _call(self, line: Json) -> None:
        if line["method"] == "response_url":
            self.recorder.told(str(line.get("url", "")))
        elif line["ok"]:
            said = line["answer"]
            at, business = seconds(line["at_real"]), seconds(line["at"])
            self.recorder.call(line["method"], line["args"], at, business, str(said.get("ts", "")), str(said.get("channel", "")))

    def history(self, **more: Any) -> History:
        """Give the history until now."""
        self.look()
        return self.recorder.history(seconds(self._room.clock.real.now().isoformat()), **more)


class Forgotten(Exception):
    """The journal keeps a bounded number of lines, and nobody has looked at some."""


def seconds(instant: str) -> float:
    """Read an instant of the journal as seconds since 1970."""
    return datetime.fromisoformat(instant).timestamp()

"""Makes a history of what a rehearsal room has kept: its journal, its people, its clock."""

from datetime import datetime
from typing import Any

from bot.rehearsal.room import Room
from tests.history.events import History
from tests.history.recorder import Recorder


def recorder_of(room: Room) -> Recorder:
    """Record all that a room's journal still has."""
    found = Recorder({each.id: each.real_name.split()[0] for each in room.workspace.people.values()})
    for line in room.journal.requests():
        if "payload" in line:
            ended = seconds(line["at_real"])
            began = ended - float(line["ms"]) / 1000
            answered = line["outcome"] == "ok"
            found.request(line["kind"], line["payload"], began, ended, answered=answered, body=line["answer"])
    for line in room.journal.calls():
        if line["method"] == "response_url":
            found.told(str(line["url"]))
        elif line["ok"]:
            said = line["answer"]
            at, business = seconds(line["at_real"]), seconds(line["at"])
            found.call(line["method"], line["args"], at, business, str(said.get("ts", "")), str(said.get("channel", "")))
    return found


def history_of(room: Room, **more: Any) -> History:
    """Give the history of a room until now."""
    return recorder_of(room).history(seconds(room.clock.real.now().isoformat()), **more)


def seconds(instant: str) -> float:
    """Read an instant of the journal as seconds since 1970."""
    return datetime.fromisoformat(instant).timestamp()

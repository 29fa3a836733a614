"""Judges what a rehearsal room has seen, at the end of whatever test had a bot in it."""

from collections.abc import Iterable

from bot.rehearsal.journal import KEPT
from bot.rehearsal.room import Room
from tests.history.checker import RIGHT_WITHIN, faults_of
from tests.history.events import Event
from tests.history.of_room import recorder_of, seconds


class BrokenPromises(AssertionError):
    """What a history tells that must not be."""


def judge(
    room: Room, more: Iterable[Event] = (), *, within: float | None = RIGHT_WITHIN, copies: int = 0, quiet: bool = True
) -> None:
    """Hold all that was seen against what was promised. Raise BrokenPromises.

    `more`: what the room does not know; `copies`: how many of a message may stand beside the live one; `quiet`: whether all is done.
    """
    requests, calls = room.journal.requests(), room.journal.calls()
    assert max(len(requests), len(calls)) < KEPT, "the journal no longer has all of it: judge while it does"
    recorder = recorder_of(room)
    for event in more:
        recorder.add(event)
    history = recorder.history(seconds(room.clock.real.now().isoformat()), copies=copies, quiet=quiet)
    if found := faults_of(history, within=within):
        raise BrokenPromises("\n".join(str(fault) for fault in found))

"""Judges what a rehearsal room has seen, at the end of whatever test had a bot in it."""

from collections.abc import Iterable

from bot.rehearsal.room import Room
from tests.history.checker import RIGHT_WITHIN, faults_of
from tests.history.events import Event
from tests.history.of_room import Follower


class BrokenPromises(AssertionError):
    """What a history tells that must not be."""


def judge(
    room: Room,
    more: Iterable[Event] = (),
    *,
    within: float | None = RIGHT_WITHIN,
    copies: int = 0,
    quiet: bool = True,
    doubts: Iterable[tuple[float, float]] = (),
) -> None:
    """Hold all that was seen against what was promised. Raise BrokenPromises.

    `more`: what the room does not know; `copies`: how many of a message may stand beside the live one; `quiet`: whether all is done;
    `doubts`: when (real seconds) the word may be lost by which somebody hears that what they pressed was not done.
    """
    seen = Follower(room)
    seen.recorder.doubts += doubts
    for event in more:
        seen.recorder.add(event)
    history = seen.history(copies=copies, quiet=quiet)
    if found := faults_of(history, within=within):
        raise BrokenPromises("\n".join(str(fault) for fault in found))

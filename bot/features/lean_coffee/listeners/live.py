"""The live board of a meeting: read, linked to, told apart from its old copies."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot import delivery
from bot.core.refusal import Refusal
from bot.feature import Deps
from bot.features.lean_coffee import rules, store
from bot.features.lean_coffee.actions.course import has_summary
from bot.features.lean_coffee.kinds import BOARD
from bot.features.lean_coffee.rules import Meeting, MeetingId, MeetingOver
from bot.features.lean_coffee.views import help as helping
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.ids import read_value
from bot.slack.answers import Answer
from bot.slack.requests import Click
from bot.slack.surfaces import Message
from bot.store.unit import Read

Listener = Callable[[Click, Deps], Awaitable[Answer]]

_ASKED_OF_ALL = {ids.THUMB_MORE, ids.THUMB_NEUTRAL, ids.THUMB_NEXT}
"""Forty people press these in the same seconds: a thumb that counts is not asked which copy it came from."""


async def read_meeting(deps: Deps, meeting: MeetingId) -> Meeting:
    """Return a meeting of this workspace. Raise NoMeeting."""
    found = await deps.store.read(store.meeting, meeting)
    if found is None:
        raise rules.NoMeeting
    return found


async def link_to_board(deps: Deps, meeting: MeetingId) -> str:
    """Return the permalink of a meeting's live board, or nothing while it stands nowhere."""
    return await deps.store.read(store.link_to_board, meeting)


def on_any_copy(listener: Listener) -> Listener:
    """Let a click on an old copy of a board remove the copy and say where the live one is; what the click gave stays given."""

    async def on_click(click: Click, deps: Deps) -> Answer:
        try:
            answer = await listener(click, deps)
        except Refusal as refused:
            live = await _without_old_copy(click, deps)
            if isinstance(refused, MeetingOver) and (session := await deps.store.read(_session, _meeting_of(click))):
                return Answer.say(helping.too_late(deps.words, refused, session))
            if live is None:
                raise
            return Answer.say(helping.old_copy(deps.words, live, counted=False))
        live = None if click.action in _ASKED_OF_ALL else await _without_old_copy(click, deps)
        if live is None or answer.said is not None:
            return answer
        return replace(answer, said=Message(helping.old_copy(deps.words, live, counted=True)))

    return on_click


def _meeting_of(click: Click) -> MeetingId:
    """Return the meeting that a button or a choice of a board names."""
    return MeetingId(read_value(click.value)[0].rpartition(":")[2])


def _session(read: Read, meeting: MeetingId) -> str | None:
    """Return what a meeting is called where minutes are kept; None where nobody met."""
    found = store.meeting(read, meeting, store.Part.TOPICS)
    return found.id if found is not None and has_summary(found) else None


async def _without_old_copy(click: Click, deps: Deps) -> str | None:
    """Remove the clicked board where it is an old copy, and link to the live one; None where it is the live one."""
    if click.message is None or click.channel is None:
        return None
    meeting = _meeting_of(click)
    copy = {"channel": str(click.channel), "ts": click.message}
    # Asked before anything is written: most clicks are on the live board, and leave nothing to store.
    if await deps.store.read(delivery.ghost, BOARD, meeting, **copy) is None:
        return None
    if await deps.store.write(delivery.remove_ghost, BOARD, meeting, **copy) is None:
        return None
    return await link_to_board(deps, meeting)

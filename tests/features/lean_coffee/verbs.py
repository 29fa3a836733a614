"""The verbs of Lean Coffee as its tests call them: its own, and those of any meeting with its ceremony filled in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.actions.merging import merge_topics, take_apart, undo_merge
from bot.features.lean_coffee.actions.reports import remove_hidden, report_topic, restore_topic
from bot.features.lean_coffee.actions.talk import (
    add_takeaway,
    cast_ballot,
    give_dot,
    give_thumb,
    say_done,
    take_dot,
    talk_about,
    vote_again,
)
from bot.features.lean_coffee.actions.topics import edit_topic, keep_topic, propose_topic, remove_topic, withdraw_topic
from bot.meetings import actions as meetings
from bot.meetings import alarms, hosting, queue
from bot.meetings.store import queued

__all__ = [
    "add_minute",
    "add_takeaway",
    "back_to_one_table",
    "cancel_meeting",
    "carry_on",
    "cast_ballot",
    "check_in",
    "close_vote",
    "edit_topic",
    "end_box",
    "finish_meeting",
    "give_dot",
    "give_thumb",
    "hand_over",
    "keep_hosting",
    "keep_topic",
    "leave",
    "lock_turn",
    "merge_topics",
    "move_board",
    "name_cohosts",
    "next_pitch",
    "next_topic",
    "offer_second_meeting",
    "on_deadline",
    "on_deadline_failed",
    "open_in_thread",
    "open_meeting",
    "open_vote",
    "pause",
    "propose_topic",
    "queue_meeting",
    "queued_meeting",
    "remove_hidden",
    "remove_topic",
    "report_topic",
    "restore_topic",
    "resume",
    "room_says",
    "run_off",
    "say_done",
    "skip_pitches",
    "split",
    "state_roster",
    "take_apart",
    "take_back",
    "take_dot",
    "take_over_host",
    "take_turn",
    "talk_about",
    "undo",
    "undo_merge",
    "vote_again",
    "withdraw_topic",
]


def _bound(action: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(action)
    def bound(unit: Any, **named: Any) -> Any:
        return action(unit, ceremony=CEREMONY, **named)

    return bound


def _verb(verb: str) -> Callable[..., Any]:
    def steer(unit: Any, **named: Any) -> None:
        meetings.steer(unit, ceremony=CEREMONY, verb=verb, **named)

    return steer


def room_says(unit: Any, *, more: bool, **named: Any) -> None:
    _verb("room_more" if more else "room_next")(unit, **named)


def on_deadline(unit: Any, alarm: Any) -> None:
    alarms.on_deadline(CEREMONY, unit, alarm)


def on_deadline_failed(unit: Any, alarm: Any) -> None:
    alarms.on_deadline_failed(CEREMONY, unit, alarm)


def lock_turn(unit: Any, *, queued_meeting: Any) -> None:
    queue.lock_turn(unit, CEREMONY, queued_meeting)


def queued_meeting(read: Any, second: Any) -> Any:
    return queued.queued_meeting(read, CEREMONY, second)


undo = _bound(meetings.undo)
cancel_meeting, check_in, leave = _bound(meetings.cancel_meeting), _bound(meetings.check_in), _bound(meetings.leave)
take_over_host, state_roster = _bound(hosting.take_over_host), _bound(meetings.state_roster)
move_board, offer_second_meeting, queue_meeting = (
    _bound(meetings.move_board),
    _bound(queue.offer_second_meeting),
    _bound(queue.queue_meeting),
)
hand_over, name_cohosts, keep_hosting = (
    _bound(hosting.hand_over),
    _bound(hosting.name_cohosts),
    _bound(hosting.keep_hosting),
)
open_meeting, open_in_thread = _bound(meetings.open_meeting), _bound(queue.open_in_thread)
take_turn = _bound(queue.take_turn)
open_vote, close_vote, take_back = _verb("open_vote"), _verb("close_vote"), _verb("take_back")
next_pitch, skip_pitches, run_off = _verb("next_pitch"), _verb("skip_pitches"), _verb("run_off")
pause, resume, add_minute, end_box = _verb("pause"), _verb("resume"), _verb("add_minute"), _verb("end_box")
split, back_to_one_table = _verb("split"), _verb("one_table")
next_topic, carry_on, finish_meeting = _verb("next"), _verb("carry_on"), _verb("finish")

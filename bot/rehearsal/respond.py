"""What an app answers with: the ack of a command, and what it sends to a response_url."""

from collections.abc import Sequence
from dataclasses import replace

from bot.rehearsal.blocks import with_ids
from bot.rehearsal.grants import ResponseUrl
from bot.rehearsal.records import Message
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import Json, SlackError

LONGEST = 40_000
RESPONSE_TYPES = ("ephemeral", "in_channel")


def respond(room: Room, to: ResponseUrl, body: object) -> None:
    """Show an answer: new, in place of the message that was clicked, or by deleting that; raises SlackError."""
    if not isinstance(body, dict):
        raise SlackError("invalid_payload")
    original = room.workspace.messages.get(to.channel, {}).get(to.ts or "")
    own = original if original is not None and original.user == room.app.bot_user else None
    if body.get("delete_original"):
        if own is None:
            raise SlackError("message_not_found")
        room.workspace.remove(own.channel, own.ts)
        return
    replaces = bool(body.get("replace_original")) and to.ts is not None
    text, blocks = _content(room, body, own.blocks if replaces and own is not None else ())
    if replaces:
        if own is None:
            raise SlackError("message_not_found")
        room.workspace.put(replace(own, text=text, blocks=tuple(blocks), edited=room.clock.stamp()))
    else:
        _post(room, to, body, text, blocks)


def _content(room: Room, body: Json, before: Sequence[Json]) -> tuple[str, list[Json]]:
    text, given = body.get("text") or "", body.get("blocks") or []
    if not isinstance(text, str) or not isinstance(given, list):
        raise SlackError("invalid_payload")
    if not text.strip() and not given:
        raise SlackError("no_text")
    if len(text) > LONGEST:
        raise SlackError("msg_too_long")
    if complaints := room.block_complaints(given):
        raise SlackError("invalid_blocks", *complaints)
    return text, with_ids(given, room.ids, before)


def _post(room: Room, to: ResponseUrl, body: Json, text: str, blocks: list[Json]) -> None:
    kind = body.get("response_type", "ephemeral")
    if kind not in RESPONSE_TYPES:
        raise SlackError("invalid_response_type")
    thread_ts = body.get("thread_ts") or to.thread_ts
    room.workspace.put(Message(
        to.channel, room.clock.stamp(), room.app.bot_user, text, room.app.display_name, True, tuple(blocks),
        thread_ts=thread_ts, addressee=to.person if kind == "ephemeral" else None,
    ))  # fmt: skip


def whisper(room: Room, person: str, channel: str, text: str) -> None:
    """Tell a person something in a channel, as Slackbot does: only that person sees it."""
    room.workspace.put(Message(channel, room.clock.stamp(), "USLACKBOT", text, "Slackbot", True, addressee=person))

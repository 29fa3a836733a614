"""chat.*: posting, changing and deleting messages."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.rehearsal.blocks import with_ids
from bot.rehearsal.installation import METADATA
from bot.rehearsal.methods.call import Call
from bot.rehearsal.records import Conversation, Message
from bot.rehearsal.shapes import Json, SlackError

LONGEST_TEXT = 40_000
LONGEST_UPDATE_BYTES = 4_000  # of the text field, which a post may exceed: Slack refuses the longer update
LARGEST_METADATA = 8_000


def read_blocks(call: Call, before: Sequence[Json] = ()) -> list[Json] | None:
    """Read and check the blocks, which are drawn in place of others or anew; None when there are none in the call."""
    given = call.structure("blocks", "invalid_blocks_format")
    if given is None:
        return None
    if not isinstance(given, list):
        raise SlackError("invalid_blocks_format")
    if complaints := call.room.block_complaints(given):
        raise SlackError("invalid_blocks", *complaints)
    return with_ids(given, call.room.ids, before)


def read_metadata(call: Call) -> Json | None:
    """Read and check the metadata; an empty object takes it away."""
    given: Any = call.structure("metadata", "invalid_metadata_format")
    if given is None:
        return None
    if given == {}:
        return {}
    if (
        not isinstance(given, dict)
        or not isinstance(given.get("event_type"), str)
        or not isinstance(given.get("event_payload"), dict)
    ):
        raise SlackError("invalid_metadata_format")
    if not given["event_type"] or set(given) - {"event_type", "event_payload"}:
        raise SlackError("invalid_metadata_format")
    if len(str(given)) > LARGEST_METADATA:
        raise SlackError("metadata_too_large")
    return dict(given)


def _text(call: Call, blocks: list[Json] | None) -> str:
    text = call.maybe("text") or ""
    if not text.strip() and not blocks:
        raise SlackError("no_text")
    if len(text) > LONGEST_TEXT:
        raise SlackError("msg_too_long")
    return text


def _place_to_post(call: Call) -> Conversation:
    workspace, bot = call.room.workspace, call.room.app.bot_user
    wanted = call.maybe("channel") or ""
    if wanted in workspace.people:
        return workspace.direct(wanted)
    channel = call.conversation()
    if channel.archived:
        raise SlackError("is_archived")
    if bot not in channel.members and "chat:write.public" not in call.room.scopes:
        raise SlackError("not_in_channel")
    return channel


def _thread(call: Call, channel: Conversation) -> str | None:
    thread_ts = call.maybe("thread_ts")
    if thread_ts is None:
        return None
    parent = call.room.workspace.messages[channel.id].get(thread_ts)
    if parent is None or parent.addressee is not None:
        raise SlackError("thread_not_found")
    return parent.thread_ts or parent.ts


def _written(call: Call, channel: Conversation, blocks: list[Json] | None, text: str) -> Message:
    app = call.room.app
    return Message(
        channel.id, call.room.clock.stamp(), app.bot_user, text, app.display_name, True, tuple(blocks or ()), _thread(call, channel)
    )  # fmt: skip


def post_message(call: Call) -> Json:
    """Post a message in a channel, a thread, or the direct conversation with a person."""
    call.need("chat:write")
    channel = _place_to_post(call)
    blocks = read_blocks(call)
    metadata = read_metadata(call)
    message = _written(call, channel, blocks, _text(call, blocks))
    broadcast = message.thread_ts is not None and call.flag("reply_broadcast")
    message = call.room.workspace.put(replace(message, broadcast=broadcast, metadata=metadata or None))
    _tell_of_metadata(call, channel, message)
    return {"channel": channel.id, "ts": message.ts, "message": _with_metadata(call, message)}


def _tell_of_metadata(call: Call, channel: Conversation, message: Message) -> None:
    """Tell the app of the metadata in its post where it asked for that, may hear it and is in the conversation."""
    app = call.room.app
    is_in = channel.kind == "dm" or app.bot_user in channel.members
    if message.metadata and is_in and METADATA in call.room.scopes and app.hears_of(message.metadata["event_type"]):
        call.room.emit(call.room.payloads.metadata_posted(message))


def _with_metadata(call: Call, message: Message) -> Json:
    shown = call.room.payloads.message(message)
    return shown | {"metadata": message.metadata} if message.metadata else shown


def _own_message(call: Call, refused_as: str) -> Message:
    channel = call.conversation()
    message = call.room.workspace.messages[channel.id].get(call.word("ts"))
    if message is None or message.addressee is not None:
        raise SlackError("message_not_found")
    if message.user != call.room.app.bot_user:
        raise SlackError(refused_as)
    if channel.archived:
        raise SlackError("is_archived")
    return message


def update(call: Call) -> Json:
    """Change a message of the bot; blocks and metadata that are left out stay."""
    call.need("chat:write")
    message = _own_message(call, "cant_update_message")
    blocks = read_blocks(call, message.blocks)
    metadata = read_metadata(call)
    if blocks is None and "text" not in call.args:
        raise SlackError("no_text")
    new_blocks = list(message.blocks) if blocks is None else blocks
    text = _text(call, new_blocks) if "text" in call.args else message.text
    if len(text.encode()) > LONGEST_UPDATE_BYTES:
        raise SlackError("msg_too_long")
    changed = replace(
        message, text=text, blocks=tuple(new_blocks), edited=call.room.clock.stamp(),
        metadata=message.metadata if metadata is None else metadata or None,
    )  # fmt: skip
    call.room.workspace.put(changed)
    return {"channel": message.channel, "ts": message.ts, "text": text, "message": _with_metadata(call, changed)}


def delete(call: Call) -> Json:
    """Delete a message of the bot."""
    call.need("chat:write")
    message = _own_message(call, "cant_delete_message")
    call.room.workspace.remove(message.channel, message.ts)
    return {"channel": message.channel, "ts": message.ts}


def post_ephemeral(call: Call) -> Json:
    """Show a message to one member of a channel that the bot is in."""
    call.need("chat:write")
    channel = call.conversation()
    addressee = call.person()
    if channel.archived:
        raise SlackError("is_archived")
    if call.room.app.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    if addressee.id not in channel.members:
        raise SlackError("user_not_in_channel")
    blocks = read_blocks(call)
    message = replace(_written(call, channel, blocks, _text(call, blocks)), addressee=addressee.id)
    call.room.workspace.put(message)
    return {"message_ts": message.ts}


def get_permalink(call: Call) -> Json:
    """Give the address of a message."""
    channel = call.conversation()
    message = call.room.workspace.messages[channel.id].get(call.word("message_ts"))
    if message is None or message.addressee is not None:
        raise SlackError("message_not_found")
    return {"channel": channel.id, "permalink": permalink(call.room.base_url, message)}


def permalink(base_url: str, message: Message) -> str:
    """Write the address at which the page shows a message."""
    return f"{base_url}/archives/{message.channel}/p{message.ts.replace('.', '')}"

"""conversations.*: channels, their members, direct conversations."""

from collections.abc import Callable

from bot.rehearsal.methods.call import Call
from bot.rehearsal.records import Conversation
from bot.rehearsal.shapes import Json, SlackError

SCOPE_OF = {"public_channel": "channels:read", "private_channel": "groups:read", "im": "im:read", "mpim": "mpim:read"}


def _kind(conversation: Conversation) -> str:
    if conversation.kind == "dm":
        return "im"
    return "private_channel" if conversation.is_private else "public_channel"


def _written(call: Call) -> Callable[[Conversation], Json]:
    bot = call.room.app.bot_user

    def write(conversation: Conversation) -> Json:
        if conversation.kind == "dm":
            other = next(each for each in conversation.members if each != bot)
            return {
                "id": conversation.id,
                "is_im": True,
                "is_channel": False,
                "user": other,
                "is_archived": False,
                "created": 1_700_000_000,
            }
        return {
            "id": conversation.id, "name": conversation.name, "name_normalized": conversation.name, "is_channel": not conversation.is_private,
            "is_group": conversation.is_private, "is_im": False, "is_mpim": False, "is_private": conversation.is_private,
            "is_archived": conversation.archived, "is_general": False, "is_member": bot in conversation.members,
            "created": 1_700_000_000, "creator": conversation.members[0] if conversation.members else bot,
            "context_team_id": call.room.app.team_id, "topic": {"value": ""}, "purpose": {"value": ""},
        }  # fmt: skip

    return write


def _readable(call: Call) -> Conversation:
    conversation = call.conversation()
    if conversation.kind == "channel":
        call.need(SCOPE_OF[_kind(conversation)])
    return conversation


def info(call: Call) -> Json:
    """Describe a conversation."""
    conversation = _readable(call)
    described = _written(call)(conversation)
    return {"channel": described | {"num_members": len(conversation.members)} if call.flag("include_num_members") else described}


def _listed(call: Call, wanted: Callable[[Conversation], bool]) -> Json:
    types = [each.strip() for each in (call.maybe("types") or "public_channel").split(",")]
    for each in types:
        if each not in SCOPE_OF:
            raise SlackError("invalid_types")
        call.need(SCOPE_OF[each])
    without_archived = call.flag("exclude_archived")
    every = [
        each for each in call.room.workspace.conversations.values()
        if _kind(each) in types and call.bot_may_see(each) and wanted(each) and not (without_archived and each.archived)
    ]  # fmt: skip
    return call.page(every, _written(call), "channels")


def list_all(call: Call) -> Json:
    """List the conversations that the bot can see, of the types asked for."""
    return _listed(call, lambda conversation: True)


def of_user(call: Call) -> Json:
    """List the conversations that somebody is in, by default the bot."""
    member = call.maybe("user") or call.room.app.bot_user
    if member != call.room.app.bot_user and member not in call.room.workspace.people:
        raise SlackError("user_not_found")
    return _listed(call, lambda conversation: member in conversation.members)


def members(call: Call) -> Json:
    """List the members of a conversation."""
    conversation = _readable(call)
    return call.page(conversation.members, str, "members")


def open_direct(call: Call) -> Json:
    """Open the direct conversation with one person."""
    call.need("im:write")
    wanted = call.maybe("users")
    if wanted is None:
        raise SlackError("users_list_not_supplied")
    if "," in wanted:
        call.need("mpim:write")
    if wanted == call.room.app.bot_user:
        raise SlackError("cannot_dm_bot")
    if wanted not in call.room.workspace.people:
        raise SlackError("user_not_found")
    known = {each.id for each in call.room.workspace.conversations.values()}
    direct = call.room.workspace.direct(wanted)
    channel = _written(call)(direct) if call.flag("return_im") else {"id": direct.id}
    return {"channel": channel, **({"no_op": True, "already_open": True} if direct.id in known else {})}


def join(call: Call) -> Json:
    """Let the bot join a public channel."""
    call.need("channels:join")
    conversation = call.conversation()
    if conversation.kind == "dm" or conversation.is_private:
        raise SlackError("method_not_supported_for_channel_type")
    if conversation.archived:
        raise SlackError("is_archived")
    new = call.room.workspace.join(call.room.app.bot_user, conversation.id)
    now = call.room.workspace.conversations[conversation.id]
    return {"channel": _written(call)(now), **({} if new else {"warning": "already_in_channel"})}


def history(call: Call) -> Json:
    """List the messages of a conversation, newest first; only for a token with a history scope."""
    conversation = call.conversation()
    prefix = {"im": "im", "private_channel": "groups", "public_channel": "channels"}[_kind(conversation)]
    call.need(f"{prefix}:history")
    if call.room.app.bot_user not in conversation.members:
        raise SlackError("not_in_channel")
    oldest, latest, inclusive = call.maybe("oldest") or "", call.maybe("latest") or "9" * 12, call.flag("inclusive")

    def wanted(ts: str) -> bool:
        return (oldest < ts < latest) or (inclusive and ts in (oldest, latest))

    every = [
        message for message in reversed(call.room.workspace.messages[conversation.id].values())
        if message.addressee is None and (message.thread_ts is None or message.broadcast) and wanted(message.ts)
    ]  # fmt: skip
    with_metadata = call.flag("include_all_metadata")
    page = call.page(
        every,
        lambda one: call.room.payloads.message(one) | ({"metadata": one.metadata} if with_metadata and one.metadata else {}),
        "messages",
    )
    return page | {"has_more": bool(page["response_metadata"]["next_cursor"])}

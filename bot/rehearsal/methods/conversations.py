"""conversations.*: channels, their members, direct conversations."""

from collections.abc import Callable, Sequence

from bot.rehearsal.methods.call import Call
from bot.rehearsal.records import Conversation, Message
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


def members(call: Call) -> Json:
    """List the members of a conversation."""
    conversation = _readable(call)
    return call.page(conversation.members, str, "members")


def of_person(call: Call) -> Json:
    """List the channels that a person is in; of private ones those that the bot is in too."""
    person = call.person() if call.maybe("user") else None
    who = call.room.app.bot_user if person is None else person.id
    kinds = (call.maybe("types") or "public_channel").split(",")
    for kind in kinds:
        if kind not in SCOPE_OF:
            raise SlackError("invalid_types")
        call.need(SCOPE_OF[kind])
    theirs = [
        each
        for each in call.room.workspace.conversations.values()
        if who in each.members and _kind(each) in kinds and call.bot_may_see(each)
    ]
    live = [each for each in theirs if not (each.archived and call.flag("exclude_archived"))]
    return call.page(live, _written(call), "channels")


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


def history(call: Call) -> Json:
    """List the messages of a conversation, newest first; only for a token with a history scope."""
    conversation, within = _with_history(call), _window(call)
    every = [
        message for message in reversed(call.room.workspace.messages[conversation.id].values())
        if message.addressee is None and (message.thread_ts is None or message.broadcast) and within(message.ts)
    ]  # fmt: skip
    return _messages(call, every)


def replies(call: Call) -> Json:
    """List a thread, its parent first, then the replies as they came; `ts` may be that of any message of it."""
    conversation, within = _with_history(call), _window(call)
    written = call.room.workspace.messages[conversation.id]
    one = written.get(call.word("ts"))
    parent = None if one is None else written.get(one.thread_ts or one.ts)
    if parent is None or parent.addressee is not None:
        raise SlackError("thread_not_found")
    following = [each for each in written.values() if each.thread_ts == parent.ts and each.addressee is None and within(each.ts)]
    return _messages(call, [parent, *following])


def _with_history(call: Call) -> Conversation:
    conversation = call.conversation()
    prefix = {"im": "im", "private_channel": "groups", "public_channel": "channels"}[_kind(conversation)]
    call.need(f"{prefix}:history")
    if call.room.app.bot_user not in conversation.members:
        raise SlackError("not_in_channel")
    return conversation


def _window(call: Call) -> Callable[[str], bool]:
    oldest, latest, inclusive = call.maybe("oldest") or "", call.maybe("latest") or "9" * 12, call.flag("inclusive")
    return lambda ts: (oldest < ts < latest) or (inclusive and ts in (oldest, latest))


def _messages(call: Call, every: Sequence[Message]) -> Json:
    with_metadata = call.flag("include_all_metadata")
    page = call.page(
        every,
        lambda one: call.room.payloads.message(one) | ({"metadata": one.metadata} if with_metadata and one.metadata else {}),
        "messages",
    )
    return page | {"has_more": bool(page["response_metadata"]["next_cursor"])}

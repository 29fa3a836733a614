"""The state that the page shows: the workspace as one person sees it."""

from collections import defaultdict

from bot.rehearsal import install_controls
from bot.rehearsal.acts import command_line
from bot.rehearsal.methods.chat import permalink
from bot.rehearsal.records import Conversation, Message, View
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import Json

SHOWN_MESSAGES = 200


def whole_workspace(room: Room) -> Json:
    """Describe the workspace, the bot and what is turned on."""
    app, people = room.app, room.workspace.people
    return {
        "team": {"id": app.team_id, "name": app.team_name, "domain": app.domain},
        "bot": {"user_id": app.bot_user, "name": app.display_name, "reads_messages": app.reads_messages},
        "people": [
            {"id": each.id, "name": each.name, "real_name": each.real_name, "tz": each.tz, "locale": each.locale,
             "avatar_color": each.avatar_color, "initials": each.initials, "is_admin": each.is_admin, "in_crowd": each.in_crowd}
            for each in people.values()
        ],
        "channels": [
            {"id": each.id, "name": each.name, "is_private": each.is_private, "is_member_bot": app.bot_user in each.members,
             "members": [member for member in each.members if member in people], "archived": each.archived}
            for each in room.workspace.conversations.values() if each.kind == "channel"
        ],
        "commands": [command_line(each) for each in app.commands if room.is_installed],
        "shortcuts": [
            {name: each.get(name, "") for name in ("name", "callback_id", "type", "description")}
            for each in app.shortcuts if room.is_installed
        ],
        **install_controls.look(room),
        "now": room.clock.now().isoformat(),
        "offset_seconds": room.offset_seconds,
        "bot_state": room.bot_state,
        "faults": [fault.as_json() for fault in room.faults.on],
        "rates": room.rates.on,
    }  # fmt: skip


def person_view(room: Room, person: str, since: int = -1) -> Json:
    """Describe all that a person sees; of the conversations those that changed after a revision."""
    workspace = room.workspace
    seen = [each for each in workspace.conversations.values() if workspace.may_see(person, each)]
    home = room.views.homes.get(person)
    return {
        "revision": room.changes.revision,
        "conversation_ids": [each.id for each in seen],
        "conversations": [_conversation(room, person, each) for each in seen if workspace.revisions.get(each.id, 0) > since],
        "home": _view(room, home) if home is not None else None,
        "modals": [_view(room, each) for each in room.views.stacks.get(person, [])],
        "toasts": list(room.views.toasts.get(person, [])),
    }


def _view(room: Room, view: View) -> Json:
    return {**room.payloads.view(view), "errors": view.errors, "busy": view.busy}


def _conversation(room: Room, person: str, conversation: Conversation) -> Json:
    visible = [each for each in room.workspace.messages[conversation.id].values() if each.addressee in (None, person)]
    replies: dict[str, list[Message]] = defaultdict(list)
    for message in visible:
        if message.thread_ts is not None:
            replies[message.thread_ts].append(message)
    top = [each for each in visible if each.thread_ts is None or each.broadcast][-SHOWN_MESSAGES:]
    read = room.workspace.read_up_to.get((person, conversation.id), "")
    unread = [each for each in top if each.ts > read and each.user != person and each.addressee is None]
    mentioned = [
        each for each in unread if conversation.kind == "dm" or f"<@{person}>" in each.text or f"<@{person}>" in str(each.blocks)
    ]
    return {
        "id": conversation.id,
        "kind": conversation.kind,
        "name": room.app.display_name if conversation.kind == "dm" else conversation.name,
        "is_private": conversation.is_private,
        "archived": conversation.archived,
        "joined": person in conversation.members,
        "unread": len(unread),
        "mentions": len(mentioned),
        "read_up_to": read,
        "messages": [_message(room, each, replies[each.ts]) for each in top],
    }


def _message(room: Room, message: Message, replies: list[Message]) -> Json:
    shown: Json = {
        "ts": message.ts, "user": message.user, "username": message.username, "is_bot": message.is_bot, "text": message.text,
        "edited": message.edited is not None, "ephemeral": message.addressee is not None, "deleted": False,
        "broadcast": message.broadcast, "permalink": permalink(room.base_url, message),
        "replies": [_message(room, each, []) for each in replies],
    }  # fmt: skip
    if message.blocks:
        shown["blocks"] = list(message.blocks)
    if message.thread_ts is not None:
        shown["thread_ts"] = message.thread_ts
    return shown

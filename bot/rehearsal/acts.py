"""What people do in channels: write, give commands, press shortcuts, come and go."""

from collections.abc import Mapping

from bot.rehearsal import statuses
from bot.rehearsal.deliver import Ack
from bot.rehearsal.records import Conversation, Message, Person
from bot.rehearsal.respond import respond, whisper
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import ActRefused, Json, SlackError
from bot.rehearsal.typed import command_text, message_text


def not_running(room: Room) -> str:
    """Say why nothing answers, and what helps."""
    if not room.is_installed:
        return f"{room.app.display_name} is not installed in {room.app.team_name}."
    if room.bot_state == "starting":
        return "Cortado is starting. Try again in a moment."
    return "Cortado is not running."


def word(act: Json, name: str) -> str:
    """Read what an act must say; raises ActRefused."""
    given = act.get(name)
    if not isinstance(given, str) or not given:
        raise ActRefused(f"The act has to say {name}.")
    return given


def who(room: Room, act: Json) -> Person:
    """Find the person who acts."""
    person = room.workspace.people.get(str(act.get("as")))
    if person is None:
        raise ActRefused(f"Nobody here has the id {act.get('as')}.")
    return person


def where(room: Room, act: Json, person: Person | None = None) -> Conversation:
    """Find the conversation of an act; with a person only one that this person may see."""
    conversation = room.workspace.conversations.get(str(act.get("channel")))
    if conversation is None or (person is not None and not room.workspace.may_see(person.id, conversation)):
        raise ActRefused("There is no such channel.")
    return conversation


def _where_member(room: Room, act: Json, person: Person) -> Conversation:
    conversation = where(room, act, person)
    if person.id not in conversation.members:
        raise ActRefused(f"Join #{conversation.name} first.")
    if conversation.archived:
        raise ActRefused(f"#{conversation.name} is archived.")
    return conversation


def visible_message(room: Room, act: Json, person: Person) -> Message:
    """Find a message that the person can see."""
    conversation = where(room, act, person)
    message = room.workspace.messages[conversation.id].get(str(act.get("ts")))
    if message is None or message.addressee not in (None, person.id):
        raise ActRefused("That message is no longer there.")
    return message


def url_for(room: Room, person: Person, channel: Conversation, message: Message | None = None) -> tuple[str, str]:
    """Give a new response_url and its id."""
    ts = message.ts if message is not None else None
    name = room.grants.response_url(person.id, channel.id, ts, message.thread_ts if message is not None else None)
    return f"{room.base_url}/respond/{name}", name


async def write(room: Room, act: Json) -> Json:
    """Write as a person; text that begins with a slash is a command."""
    person, text = who(room, act), word(act, "text")
    if text.startswith("/"):
        command_name, _, rest = text.partition(" ")
        if act.get("thread_ts"):
            raise ActRefused(f"{command_name} is not supported in threads.")
        return await command(room, {**act, "command": command_name, "text": rest})
    if not text.strip():
        raise ActRefused("A message needs some text.")
    channel = _where_member(room, act, person)
    if channel.kind == "dm" and not room.app.reads_messages:
        raise ActRefused(f"Sending messages to {room.app.display_name} has been turned off.")
    thread_ts = act.get("thread_ts") or None
    if thread_ts is not None and thread_ts not in room.workspace.messages[channel.id]:
        raise ActRefused("That thread is no longer there.")
    sent = message_text(text, room.workspace, room.app)
    message = room.workspace.put(Message(channel.id, room.clock.stamp(), person.id, sent, person.name, thread_ts=thread_ts))
    room.workspace.mark_read(person.id, channel.id, message.ts)
    if f"<@{room.app.bot_user}>" in sent and channel.kind == "channel":
        _mention(room, person, channel, message)
    return {"ts": message.ts}


def _mention(room: Room, person: Person, channel: Conversation, message: Message) -> None:
    if room.app.bot_user not in channel.members:
        whisper(
            room, person.id, channel.id, f"Cortado is not in #{channel.name}. To bring it in, type /invite @{room.app.bot_name}"
        )
        return
    event = {"type": "app_mention", **{name: value for name, value in room.payloads.message(message).items() if name != "type"}}
    room.emit({**event, "channel": channel.id, "event_ts": message.ts})


async def command(room: Room, act: Json) -> Json:
    """Give a slash command and show what the app acknowledges it with."""
    person, name = who(room, act), word(act, "command")
    channel = _where_member(room, act, person)
    text = str(act.get("text") or "")
    if name == "/invite":
        return await _invite_by_command(room, act, text)
    if name == "/status":
        whisper(room, person.id, channel.id, statuses.typed(room, person, text))
        return {"outcome": "ok"}
    known = room.app.command(name)
    if known is None or not room.is_installed:
        whisper(room, person.id, channel.id, f"{name} is not a valid command.")
        return {"outcome": "unknown_command"}
    url, url_id = url_for(room, person, channel)
    sent = command_text(text, room.workspace, room.app, bool(known.get("should_escape", True)))
    grants = {"response_url": url, "trigger_id": room.grants.trigger(person.id)}
    ack = await room.send("slash_commands", room.payloads.command(person, channel, name, sent, grants))
    _show_ack(room, person, channel, name, url_id, ack)
    return {"outcome": ack.outcome}


async def _invite_by_command(room: Room, act: Json, text: str) -> Json:
    wanted = text.strip().removeprefix("@").casefold()
    if wanted not in (room.app.bot_name, room.app.display_name.casefold()):
        raise ActRefused(f"Only Cortado can be invited here: /invite @{room.app.bot_name}")
    return await invite_bot(room, act)


def _show_ack(room: Room, person: Person, channel: Conversation, name: str, url_id: str, ack: Ack) -> None:
    failed = {
        "timeout": f"{name} failed with the error “operation_timeout”",
        "http_error": f"{name} failed with the error “http_service_error”",
        "down": not_running(room),
    }.get(ack.outcome)
    if failed is not None:
        whisper(room, person.id, channel.id, failed)
        return
    body = {"text": ack.body} if isinstance(ack.body, str) else ack.body
    if body in (None, {}):
        return
    try:
        # An ack is no use of the response_url, so the grant is looked at rather than used.
        respond(room, room.grants.peek_response_url(url_id), body)
    except SlackError as error:
        whisper(room, person.id, channel.id, f"{name} failed with the error “{error.code}”")
        room.journal.request({"kind": "ack_refused", "error": error.code, "messages": list(error.messages), "answer": body})


def tell_outcome(room: Room, person: Person, ack: Ack) -> Json:
    """Tell a person when a click did not get through, and give what happened."""
    told = {
        "timeout": "Cortado did not answer in time.",
        "http_error": "Cortado answered with an error.",
        "down": not_running(room),
    }
    if ack.outcome in told:
        room.views.tell(person.id, told[ack.outcome])
    return {"outcome": ack.outcome}


async def shortcut(room: Room, act: Json) -> Json:
    """Use a shortcut, on a message or from anywhere."""
    person, callback_id = who(room, act), word(act, "callback_id")
    known = room.app.shortcut(callback_id)
    if known is None or not room.is_installed:
        raise ActRefused(f"There is no shortcut {callback_id}.")
    trigger, stamp = room.grants.trigger(person.id), room.clock.stamp()
    if known.get("type") == "message":
        message = visible_message(room, act, person)
        channel = room.workspace.conversations[message.channel]
        grants = {"trigger_id": trigger, "response_url": url_for(room, person, channel, message)[0]}
        payload = room.payloads.message_shortcut(person, channel, message, callback_id, stamp, grants)
    else:
        payload = room.payloads.shortcut(person, callback_id, trigger, stamp)
    return tell_outcome(room, person, await room.send("interactive", payload))


async def open_home(room: Room, act: Json) -> Json:
    """Look at the app's Home."""
    person = who(room, act)
    if not room.is_installed:
        return {}
    event: Json = {"type": "app_home_opened", "user": person.id, "channel": room.workspace.direct(person.id).id, "tab": "home"}
    home = room.views.homes.get(person.id)
    room.emit({**event, "event_ts": room.clock.stamp(), **({"view": room.payloads.view(home)} if home is not None else {})})
    return {}


async def read(room: Room, act: Json) -> Json:
    """Note that a person has read a conversation up to a message."""
    person = who(room, act)
    room.workspace.mark_read(person.id, where(room, act, person).id, word(act, "ts"))
    return {}


def _joined(room: Room, who_joined: str, channel: Conversation, inviter: str | None) -> None:
    members = room.workspace.conversations[channel.id].members
    if room.app.bot_user in members:  # Slack tells an app only of channels that it is in
        event: Json = {"type": "member_joined_channel", "user": who_joined, "channel": channel.id, "team": room.app.team_id}
        kind = "G" if channel.is_private else "C"
        room.emit({**event, "channel_type": kind, "event_ts": room.clock.stamp(), **({"inviter": inviter} if inviter else {})})


async def join(room: Room, act: Json) -> Json:
    """Join a public channel."""
    person = who(room, act)
    channel = where(room, act, person)
    if room.workspace.join(person.id, channel.id):
        _joined(room, person.id, channel, None)
    return {}


async def leave(room: Room, act: Json) -> Json:
    """Leave a channel."""
    person = who(room, act)
    channel = where(room, act, person)
    if channel.kind == "dm":
        raise ActRefused("A direct conversation cannot be left.")
    room.workspace.leave(person.id, channel.id)
    if room.app.bot_user in channel.members:  # Slack tells an app only of channels that it is in
        event: Json = {"type": "member_left_channel", "user": person.id, "channel": channel.id, "team": room.app.team_id}
        kind = "G" if channel.is_private else "C"
        room.emit({**event, "channel_type": kind, "event_ts": room.clock.stamp()})
    return {}


async def invite_bot(room: Room, act: Json) -> Json:
    """Bring the bot into a channel, as a member of it."""
    person = who(room, act)
    channel = _where_member(room, act, person)
    if channel.kind == "dm":
        raise ActRefused("Nobody can be invited into a direct conversation.")
    if not room.is_installed:
        raise ActRefused(not_running(room))
    if not room.workspace.join(room.app.bot_user, channel.id):
        raise ActRefused(f"Cortado is already in #{channel.name}.")
    _joined(room, room.app.bot_user, channel, person.id)
    return {}


async def delete_message(room: Room, act: Json) -> Json:
    """Delete a message as an admin can, whoever wrote it."""
    channel = where(room, act)
    if word(act, "ts") not in room.workspace.messages[channel.id]:
        raise ActRefused("That message is no longer there.")
    room.workspace.remove(channel.id, str(act["ts"]))
    return {}


def command_line(known: Mapping[str, object]) -> Json:
    """Write a command as the page's completion shows it."""
    return {name: known.get(name, "") for name in ("command", "description", "usage_hint")}

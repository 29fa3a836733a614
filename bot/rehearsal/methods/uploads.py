"""files.*: uploads in the two steps that Slack asks for."""

from bot.rehearsal.methods.call import Call
from bot.rehearsal.records import Message
from bot.rehearsal.shapes import Json, SlackError


def get_upload_url(call: Call) -> Json:
    """Announce a file and get the address to send it to."""
    call.need("files:write")
    try:
        length = int(call.word("length"))
    except ValueError:
        raise SlackError("invalid_arguments", "length must be an integer [json-pointer:/length]") from None
    file = call.room.files.announce(call.word("filename"), length)
    return {"upload_url": f"{call.room.base_url}/files/upload/{file.id}", "file_id": file.id}


def _bring(call: Call, file_id: str) -> None:
    """Bring an upload to the workspace in which it ends, where the token is of a whole organization."""
    for team in call.install.teams if call.install is not None else ():
        other = call.room.slack.rooms[team]
        if other is not call.room and (file := other.files.give_away(file_id)) is not None:
            call.room.files.take(file)


def complete(call: Call) -> Json:
    """Finish uploads and share them in a channel."""
    call.need("files:write")
    listed = call.structure("files", "invalid_arguments")
    if not isinstance(listed, list) or not listed or not all(isinstance(each, dict) and each.get("id") for each in listed):
        raise SlackError("invalid_arguments", "must be a list of files with ids [json-pointer:/files]")
    channel = call.conversation("channel_id") if call.maybe("channel_id") else None
    if channel is not None and call.room.app.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    for each in listed:
        _bring(call, str(each["id"]))
    done = [call.room.files.complete(str(each["id"]), each.get("title")) for each in listed]
    if channel is not None:
        app = call.room.app
        links = [f"<{call.room.base_url}/files/{file.id}|{file.name}>" for file in done]
        text = "\n".join([*([call.word("initial_comment")] if call.maybe("initial_comment") else []), *links])
        stamp = call.room.clock.stamp()
        call.room.workspace.put(
            Message(channel.id, stamp, app.bot_user, text, app.display_name, True, thread_ts=call.maybe("thread_ts"))
        )
    return {"files": [{"id": file.id, "title": file.name} for file in done]}

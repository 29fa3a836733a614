"""The websocket at which the app listens in Socket Mode."""

from starlette.websockets import WebSocket

from bot.rehearsal.room import Room
from bot.rehearsal.shapes import SlackError
from bot.rehearsal.socket_mode import LINE_GONE


async def socket_line(socket: WebSocket) -> None:
    """Let an app with a ticket in, and hear its acknowledgements."""
    room: Room = socket.app.state.room
    try:
        room.sockets.take_ticket(socket.path_params["ticket"])
    except SlackError as error:
        await socket.close(4403, error.code)
        return
    await socket.accept()
    try:
        await room.sockets.opened(socket)
        while True:
            room.sockets.heard(socket, await socket.receive_text())
    except LINE_GONE:
        pass
    finally:
        await room.sockets.closed(socket)

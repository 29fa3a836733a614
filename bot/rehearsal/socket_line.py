"""The websocket at which the app listens in Socket Mode."""

from starlette.websockets import WebSocket

from bot.rehearsal.room import Slack
from bot.rehearsal.shapes import SlackError
from bot.rehearsal.socket_mode import LINE_GONE


async def socket_line(socket: WebSocket) -> None:
    """Let an app with a ticket in, and hear its acknowledgements."""
    slack: Slack = socket.app.state.slack
    sockets = slack.first.sockets  # all workspaces share the app's connections
    try:
        sockets.take_ticket(socket.path_params["ticket"])
    except SlackError as error:
        await socket.close(4403, error.code)
        return
    await socket.accept()
    try:
        await sockets.opened(socket)
        while True:
            sockets.heard(socket, await socket.receive_text())
    except LINE_GONE:
        pass
    finally:
        await sockets.closed(socket)

"""Ends a connection without an answer."""

from starlette.requests import Request
from starlette.responses import Response
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

EXTENSION = "rehearsal.drop"


class DroppableProtocol(HttpToolsProtocol):
    """HTTP of uvicorn that lends each request the means to end its connection."""

    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        self.scope["extensions"] = {EXTENSION: {"drop": self.transport.abort}}


def drop_connection(request: Request) -> Response:
    """End the connection of a request at once; without a network the caller gets a ConnectionResetError."""
    lent = request.scope.get("extensions", {}).get(EXTENSION)
    if lent is None:
        raise ConnectionResetError("the rehearsal room dropped the connection")
    lent["drop"]()
    return Response(status_code=204)

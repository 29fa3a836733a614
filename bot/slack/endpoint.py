"""The HTTP endpoint: checks size and signature on the raw bytes, decodes in C, hands Bolt a dict."""

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from bot.slack.bolt import asked
from bot.slack.decode import decode
from bot.slack.reading import UnknownKind, Unreadable
from bot.slack.signature import Signature

MOST_BYTES = 1_048_576
_RETRIES = (b"x-slack-retry-num", b"x-slack-retry-reason")
_TIMESTAMP, _SIGNATURE = b"x-slack-request-timestamp", b"x-slack-signature"
_EMPTY = Response()
"""The answer to nearly every request; it keeps nothing of the one that it answers."""
Headers = dict[bytes, bytes]
Refused = Callable[[str], None]
"""Told why a request never reached a handler: `too large`, `signature`, `unreadable`, `unknown kind`."""


class Endpoint:
    """An ASGI application for `/slack/events`: commands, clicks, forms and events alike."""

    def __init__(self, app: AsyncApp, signature: Signature, refused: Refused = lambda reason: None) -> None:
        self._app = app
        self._signature = signature
        self._refused = refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        response = await self._response(dict(scope["headers"]), receive)
        await response(scope, receive, send)

    async def _response(self, headers: Headers, receive: Receive) -> Response:
        body = await _body(headers, receive)
        if body is None:
            return self._refuse(413, "too large")
        if not self._signature.holds(body, _text(headers, _TIMESTAMP), _text(headers, _SIGNATURE)):
            return self._refuse(401, "signature")
        try:
            return await self._answered(decode(body, _text(headers, b"content-type") or ""), headers)
        except UnknownKind:
            return self._refuse(404, "unknown kind")
        except Unreadable:
            return self._refuse(400, "unreadable")

    async def _answered(self, body: dict[str, Any], headers: Headers) -> Response:
        if body.get("type") == "url_verification":
            return JSONResponse({"challenge": str(body.get("challenge", ""))})
        if "ssl_check" in body:
            return _EMPTY
        retries = {name.decode(): headers[name].decode("latin-1") for name in _RETRIES if name in headers}
        answer = await self._app.async_dispatch(asked(body, retries))
        if not answer.body and answer.status == 200:
            return _EMPTY
        return Response(answer.body, answer.status, media_type=answer.headers["content-type"][0] if answer.body else None)

    def _refuse(self, status: int, reason: str) -> Response:
        self._refused(reason)
        return PlainTextResponse(reason, status)


async def _body(headers: Headers, receive: Receive) -> bytes | None:
    """Return the raw body, or None once it is known to be larger than any request of Slack's."""
    announced = headers.get(b"content-length", b"0")
    if not announced.isdigit() or int(announced) > MOST_BYTES:
        return None
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        part = message.get("body", b"")
        size += len(part)
        if size > MOST_BYTES:
            return None
        parts.append(part)
        if not message.get("more_body", False):
            return parts[0] if len(parts) == 1 else b"".join(parts)


def _text(headers: Headers, name: bytes) -> str | None:
    value = headers.get(name)
    return None if value is None else value.decode("latin-1")

"""The HTTP endpoint: checks size and signature, decodes the body, passes it to Bolt."""

import asyncio
from collections.abc import Callable
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from bot.core.access_log import AccessLog
from bot.slack.bodies import HungUp, read_body
from bot.slack.bolt import to_bolt_request
from bot.slack.decode import decode
from bot.slack.reading import UnknownKind, Unreadable
from bot.slack.signature import Signature

log = structlog.get_logger(__name__)

PATIENCE_SECONDS = 5.0
"""How long a body may take to come: Slack sends it in one piece, and gives up after three."""
_RETRIES = (b"x-slack-retry-num", b"x-slack-retry-reason")
_TIMESTAMP, _SIGNATURE = b"x-slack-request-timestamp", b"x-slack-signature"
_EMPTY = Response()
"""The answer to nearly every request; it keeps nothing of the one that it answers."""
Headers = dict[bytes, bytes]
Refused = Callable[[str], None]
"""Told why a request never reached a handler: `too large`, `too slow`, `signature`, `unreadable`, `unknown kind`."""


class Endpoint:
    """An ASGI application for `/slack/events`: commands, clicks, forms and events alike."""

    def __init__(
        self, app: AsyncApp, signature: Signature, refused: Refused = lambda reason: None, patience: float = PATIENCE_SECONDS
    ) -> None:
        self._access = AccessLog(log)
        self._app = app
        self._signature = signature
        self._refused = refused
        self._patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = dict(scope["headers"])
        response = await self._response(headers, receive)
        if response.status_code == 401:
            self._access.refused(_lacking(headers), address=str((scope.get("client") or ("",))[0]))
        await response(scope, receive, send)

    async def _response(self, headers: Headers, receive: Receive) -> Response:
        timestamp, signature = _text(headers, _TIMESTAMP), _text(headers, _SIGNATURE)
        if not self._signature.may_hold(timestamp, signature):
            return self._refuse_unread(401, "signature")
        content_type = _text(headers, b"content-type") or ""
        try:
            async with asyncio.timeout(self._patience):
                body = await read_body(content_type, headers.get(b"content-length", b"0"), receive)
        except TimeoutError:
            return self._refuse_unread(408, "too slow")
        except HungUp:
            return _EMPTY
        if body is None:
            return self._refuse_unread(413, "too large")
        try:
            if not self._signature.holds(body, timestamp, signature):
                return self._refuse(401, "signature")
        except UnicodeDecodeError:
            return self._refuse(400, "unreadable")  # signed or not: Slack sends text
        try:
            return await self._answered(decode(body, content_type), headers)
        except UnknownKind:
            return self._refuse(404, "unknown kind")
        except Unreadable:
            return self._refuse(400, "unreadable")

    async def _answered(self, body: dict[str, Any], headers: Headers) -> Response:
        if body.get("type") == "url_verification":
            return _challenged(body.get("challenge"))
        if "ssl_check" in body:
            return _EMPTY
        retries = {name.decode(): headers[name].decode("latin-1") for name in _RETRIES if name in headers}
        answer = await self._app.async_dispatch(to_bolt_request(body, retries))
        if not answer.body and answer.status == 200:
            return _EMPTY
        return Response(answer.body, answer.status, media_type=answer.headers["content-type"][0] if answer.body else None)

    def _refuse(self, status: int, reason: str) -> Response:
        self._refused(reason)
        return PlainTextResponse(reason, status)

    def _refuse_unread(self, status: int, reason: str) -> Response:
        """Refuse what was not read to its end, and hang up: what still comes would be held for nobody."""
        self._refused(reason)
        return PlainTextResponse(reason, status, {"connection": "close"})


def _challenged(challenge: object) -> Response:
    """Give a challenge back. Raise Unreadable for what is no text."""
    if not isinstance(challenge, str):
        raise Unreadable("the challenge is no text")
    try:
        return JSONResponse({"challenge": challenge})
    except UnicodeEncodeError as half:
        raise Unreadable("the challenge is no text") from half


def _lacking(headers: Headers) -> str:
    """Say what is wrong with a request that was not taken for Slack's; a signature that is there is wrong, or old."""
    return "unsigned" if _SIGNATURE not in headers or _TIMESTAMP not in headers else "wrong or old signature"


def _text(headers: Headers, name: bytes) -> str | None:
    value = headers.get(name)
    return None if value is None else value.decode("latin-1")

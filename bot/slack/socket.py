"""Socket Mode: envelopes in, acks out, over slack_sdk's client, into the same Bolt app."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.lasting import LastingFault
from bot.slack.bolt import to_bolt_request
from bot.slack.client import is_loopback, web_client
from bot.slack.endpoint import Refused
from bot.slack.errors import DEAD_TOKEN, LIMITED, error_of, pause_of
from bot.slack.reading import UnknownKind, Unreadable

log = structlog.get_logger(__name__)

Wait = Callable[[float], Awaitable[None]]
_LIMIT_SECONDS = 30.0
_LONGEST_SECONDS = 60.0


_FINAL = DEAD_TOKEN | {"missing_scope", "no_permission", "not_allowed_token_type"}
"""Slack's words for an app token that will never open a line."""


class _Line(SocketModeClient):
    """slack_sdk's client, which tells why Slack gives it no line: at the start, and when one that broke is taken up again."""

    def __init__(self, app_token: str, web: AsyncWebClient, told: Callable[[str | None], None], wait: Wait) -> None:
        super().__init__(app_token, web_client=web, logger=logging.getLogger("slack_sdk.socket_mode"))
        self._told = told
        self._wait = wait

    async def issue_new_wss_url(self) -> str:
        """Ask Slack for a line. Raise SlackApiError, once a limit is over."""
        try:
            answer = await self.web_client.apps_connections_open(app_token=self.app_token)
        except SlackApiError as refused:
            error = error_of(refused)
            self._told(error)
            if error in LIMITED:
                await self._wait(min(pause_of(refused.response) or _LIMIT_SECONDS, _LONGEST_SECONDS))
            raise
        self._told(None)
        return str(answer["url"])


class SocketReceiver:
    """Keeps one connection to Slack and answers what comes through it."""

    def __init__(
        self, app: AsyncApp, app_token: str, base_url: str, refused: Refused = lambda reason: None, wait: Wait = asyncio.sleep
    ) -> None:
        self._app = app
        self._app_token = app_token
        self._base_url = base_url
        self._refused = refused
        self._wait = wait
        self._client: SocketModeClient | None = None
        self._error: str | None = None
        self._away = LastingFault(log, "Slack cannot be reached by Socket Mode", "Slack is reached by Socket Mode")
        self.has_connected = False
        """Whether a line has stood since the start."""
        self.on_refused: Callable[[str], None] = lambda error: None
        """Told Slack's word once it will never give this app token a line."""
        self._connecting: asyncio.Task[None] | None = None
        self._receiving = False

    async def start(self) -> None:
        """Begin to connect; tries on, with longer and longer pauses, until Slack answers."""
        self._client = _Line(self._app_token, web_client(self._base_url), self._line_asked, self._wait)
        if is_loopback(self._base_url):
            self._client.proxy = None
        self._client.socket_mode_request_listeners.append(self._receive)
        self._receiving = True
        self._connecting = asyncio.create_task(self._connect(self._client))

    async def pause(self) -> None:
        """Take nothing new; what comes now stays without an ack, and Slack sends it to another connection."""
        self._receiving = False
        if self._connecting is not None:
            self._connecting.cancel()

    async def stop(self) -> None:
        """Close the connection; acks that are still due must be out before."""
        await self.pause()
        if self._client is not None:
            await self._client.close()  # type: ignore[no-untyped-call]  # slack_sdk leaves it without annotations

    async def connected(self) -> bool:
        """Say whether Slack is on the line."""
        return self._client is not None and await self._client.is_connected()

    async def _connect(self, client: SocketModeClient) -> None:
        pause = 1.0
        while True:
            try:
                await client.connect_to_new_endpoint()
            except Exception as fault:  # noqa: BLE001 — whatever it is, trying again is all that helps, if anything does
                if self._error in _FINAL:
                    return
                self._away.met(error_of(fault) if isinstance(fault, SlackApiError) else type(fault).__name__)
                await self._wait(pause)
                pause = min(pause * 2, 30.0)
            else:
                self.has_connected = True
                self._away.over()
                return

    def _line_asked(self, error: str | None) -> None:
        if error is not None and error != self._error:  # a line that broke is asked for every five seconds: once is news
            log.warning("Slack gives no line for Socket Mode", error=error)
        self._error = error
        if error in _FINAL:
            self.on_refused(str(error))

    async def _receive(self, client: AsyncBaseSocketModeClient, envelope: SocketModeRequest) -> None:
        if not self._receiving:
            return
        payload = await self._answered(envelope)
        await client.send_socket_mode_response(SocketModeResponse(envelope_id=envelope.envelope_id, payload=payload))

    async def _answered(self, envelope: SocketModeRequest) -> dict[str, Any] | None:
        """Return the payload of the ack. An envelope that cannot be read is acked too: sent again, it would be no clearer."""
        retries = {} if envelope.retry_attempt is None else {"x-slack-retry-num": str(envelope.retry_attempt)}
        try:
            answer = await self._app.async_dispatch(to_bolt_request(envelope.payload, retries, envelope.envelope_id))
        except UnknownKind:
            self._refused("unknown kind")
            return None
        except Unreadable:
            self._refused("unreadable")
            return None
        if not answer.body:
            return None
        return json.loads(answer.body) if answer.body.startswith("{") else {"text": answer.body}

"""The Bolt app: checks that the workspace is installed and passes requests to the dispatch."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.ids import WorkspaceId
from bot.slack.dispatch import Ack, Dispatch
from bot.slack.reading import Unreadable, organization_of, read
from bot.slack.requests import Request


@dataclass(frozen=True)
class Installed:
    """An installation of the app in a workspace: its token, and who the bot is there."""

    workspace: WorkspaceId
    bot_token: str = field(repr=False)
    bot_user: str
    bot_id: str = ""


Authorize = Callable[[WorkspaceId], Awaitable[Installed | None]]
LookUp = Callable[[WorkspaceId, str], Awaitable[Installed | None]]
"""Asks the database for a workspace that this process does not know; with its organization, or an empty text."""


class _Authorizer(AsyncAuthorize):
    """Lets every request through to `_Answering`, which asks our own books.

    Where nobody is authorised Bolt itself answers: it waits for a call to Slack before the ack, and tells a form so in plain text,
    which Slack takes for no answer.
    """

    def __init__(self) -> None:
        """Need nothing."""

    async def __call__(self, *, enterprise_id: str | None, team_id: str | None, **_: Any) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)


class _App(AsyncApp):
    """Bolt without the client that it makes for each request: ours come from the house, and nobody would use this one."""

    def _init_context(self, req: AsyncBoltRequest) -> None:
        req.context["client"] = self.client


class _Answering(AsyncMiddleware):
    """The last middleware, and the one listener: the request is typed already, so a dict finds its handler.

    Bolt's listeners would find it by trying one after the other, and inject thirty arguments for each: twice the time of an ack.
    """

    def __init__(self, dispatch: Dispatch, authorize: Authorize, look_up: LookUp | None) -> None:
        self._dispatch = dispatch
        self._authorize = authorize
        self._look_up = look_up

    async def async_process(self, *, req: AsyncBoltRequest, **_: Any) -> BoltResponse:
        """Answer the request; nothing comes after."""
        request: Request = req.context["request"]
        if (reason := self._dispatch.excess(request)) is not None:
            return to_bolt_response(self._dispatch.turned_away(request, req.body, reason))
        if await self._authorize(request.workspace) is None and not await self._is_found(request, req.body):
            return to_bolt_response(self._dispatch.elsewhere(request, req.body))
        return to_bolt_response(await self._dispatch(request, req.body))

    async def _is_found(self, request: Request, body: Mapping[str, Any]) -> bool:
        return self._look_up is not None and await self._look_up(request.workspace, organization_of(body) or "") is not None


def build_app(dispatch: Dispatch, authorize: Authorize, web: AsyncWebClient, look_up: LookUp | None = None) -> AsyncApp:
    """Put the app together: the dispatch answers whoever has installed the app and does not ask too much, and tells the others so.

    Signatures, `ssl_check` and `url_verification` are the endpoint's; Socket Mode knows none of them. The bot's own events are
    wanted (it was invited) or never asked for (messages).
    """
    app = _App(
        name="cortado",
        logger=_quiet_logger(),
        client=web,
        authorize=_Authorizer(),
        process_before_response=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )

    app.use(_Answering(dispatch, authorize, look_up))
    return app


def to_bolt_request(body: dict[str, Any], headers: Mapping[str, str], envelope: str | None = None) -> AsyncBoltRequest:
    """Read a body once, here, and lay the typed request beside it for the listener. Raise Unreadable."""
    request = read(body, envelope)
    try:
        return AsyncBoltRequest(body=body, headers=dict(headers), context={"request": request}, mode="socket_mode")
    except (AttributeError, TypeError, LookupError) as fault:
        raise Unreadable(f"Bolt cannot read it: {type(fault).__name__}") from fault


def to_bolt_response(ack: Ack | None) -> BoltResponse:
    """Return the ack as Bolt's response: empty, or JSON."""
    return BoltResponse(status=200, body=ack if ack is not None else "")


def _quiet_logger() -> logging.Logger:
    """Return the logger that Bolt writes to: errors only, for its warnings quote whole requests."""
    logger = logging.getLogger("bolt")
    logger.setLevel(logging.ERROR)
    return logger

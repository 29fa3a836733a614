"""Slack's Web API as the bot uses it: a port, and the one implementation over slack_sdk."""

from collections.abc import Callable, Mapping
from ipaddress import ip_address
from time import perf_counter
from typing import Any, Protocol
from urllib.parse import urlsplit

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import LOST, error_of, in_log, odd_answer
from bot.slack.genuine import READ_BYTES, complaint, is_slacks

log = structlog.get_logger(__name__)

Payload = Mapping[str, Any]
Observe = Callable[[str, str, float], None]
"""Told of each call: Slack's method, its outcome (`ok`, Slack's error, `timeout`, `unreachable`), seconds."""

TIMEOUT_SECONDS = 5
SLACK = "https://slack.com/api/"
_FORBIDDEN = frozenset({"access_denied", "missing_scope", "no_permission", "not_allowed_token_type", "team_access_not_granted"})
"""What a token may not do, until somebody gives it more: said once for each method, also where the call was no must."""
_OF_A_TEAM = frozenset({"conversations.list", "users.conversations", "users.list"})
"""What an organization's token can only be asked with the workspace that is meant."""


class SlackApi(Protocol):
    """One workspace's Slack. Each method answers with Slack's object.

    Raises SlackApiError when Slack says no (429 and 5xx included), and what is `LOST` when nobody knows (`bot.slack.errors`).
    No call waits for a limit to end: delivery has its own way to wait, and a person's trigger is over by then.
    """

    async def call(self, method: str, /, **arguments: Any) -> dict[str, Any]:
        """Call a method that takes JSON, by its name."""
        ...

    async def ask(self, method: str, /, **arguments: Any) -> dict[str, Any]:
        """Call a method that only reads, by its name."""
        ...

    async def chat_postMessage(self, **arguments: Any) -> dict[str, Any]:  # noqa: N802 — the spelling of Slack and of slack_sdk
        """Post a message: channel, text, blocks, metadata, thread_ts, reply_broadcast."""
        ...

    async def chat_postEphemeral(self, **arguments: Any) -> dict[str, Any]:  # noqa: N802 — the spelling of Slack and of slack_sdk
        """Post what one person sees until they reload: channel, user, text, blocks."""
        ...

    async def chat_update(self, **arguments: Any) -> dict[str, Any]:
        """Put another text in the place of a message: channel, ts, text, blocks."""
        ...

    async def chat_delete(self, **arguments: Any) -> dict[str, Any]:
        """Delete a message: channel, ts."""
        ...

    async def conversations_open(self, **arguments: Any) -> dict[str, Any]:
        """Open the DM with a person: users."""
        ...

    async def conversations_history(self, **arguments: Any) -> dict[str, Any]:
        """Read a channel's messages (only where the token has a history scope): channel, oldest, include_all_metadata."""
        ...

    async def conversations_replies(self, **arguments: Any) -> dict[str, Any]:
        """Read a thread (only where the token has a history scope): channel, ts, include_all_metadata."""
        ...

    async def conversations_info(self, **arguments: Any) -> dict[str, Any]:
        """Read a channel: channel."""
        ...

    async def users_info(self, **arguments: Any) -> dict[str, Any]:
        """Read a person: user, include_locale."""
        ...

    async def views_open(self, **arguments: Any) -> dict[str, Any]:
        """Open a form: trigger_id, view."""
        ...

    async def views_push(self, **arguments: Any) -> dict[str, Any]:
        """Lay a form on top of the open one: trigger_id, view."""
        ...

    async def views_update(self, **arguments: Any) -> dict[str, Any]:
        """Put another form in the place of an open one: view_id, hash, view."""
        ...

    async def views_publish(self, **arguments: Any) -> dict[str, Any]:
        """Show an App Home: user_id, view."""
        ...

    async def fetch(self, url: str, most: int) -> bytes:
        """Read what stands at an address that Slack gave, at most so many bytes."""
        ...

    async def put(self, url: str, content: bytes) -> None:
        """Send content to an address that Slack gave."""
        ...

    async def auth_test(self) -> dict[str, Any]:
        """Ask whose token this is; `scopes` is added from the headers, a list of words."""
        ...

    async def respond(self, url: str, payload: Payload) -> None:
        """Answer by a `response_url`. Raise RespondRefused when Slack does not take it."""
        ...


class RespondRefused(Exception):
    """Slack did not take an answer by `response_url`: it is used up, or too old, or somebody else has answered."""

    def __init__(self, status: int, error: str = "") -> None:
        super().__init__(f"response_url answered {error or status}")
        self.status = status
        self.error = error


class SlackClient:
    """The Web API of one workspace over slack_sdk, on a session that the house opens and closes."""

    def __init__(
        self,
        token: str,
        session: aiohttp.ClientSession,
        *,
        base_url: str = SLACK,
        observe: Observe = lambda method, outcome, seconds: None,
        team: str | None = None,
    ) -> None:
        """`team`: the workspace that is meant, where the token is of a whole organization."""
        self._session = session
        self._team = team
        self._observe = observe
        self._forbidden: set[tuple[str, str]] = set()
        self.web = web_client(base_url, session, token)

    async def call(self, method: str, /, **arguments: Any) -> dict[str, Any]:
        """Call a method that takes JSON, by its name."""
        return await self._measured(method, json=_given(arguments))

    async def ask(self, method: str, /, **arguments: Any) -> dict[str, Any]:
        """Call a method that only reads: a GET, its arguments in the query; Slack documents a query of a POST nowhere."""
        given = _given(arguments)
        if self._team is not None and method in _OF_A_TEAM:
            given["team_id"] = self._team
        return await (self._measured(method, http_verb="GET", params=given) if given else self._measured(method))

    async def chat_postMessage(self, **arguments: Any) -> dict[str, Any]:  # noqa: N802 — the spelling of Slack and of slack_sdk
        """Post a message."""
        return await self.call("chat.postMessage", **arguments)

    async def chat_postEphemeral(self, **arguments: Any) -> dict[str, Any]:  # noqa: N802 — the spelling of Slack and of slack_sdk
        """Post what one person sees until they reload."""
        return await self.call("chat.postEphemeral", **arguments)

    async def chat_update(self, **arguments: Any) -> dict[str, Any]:
        """Put another text in the place of a message."""
        return await self.call("chat.update", **arguments)

    async def chat_delete(self, **arguments: Any) -> dict[str, Any]:
        """Delete a message."""
        return await self.call("chat.delete", **arguments)

    async def conversations_open(self, **arguments: Any) -> dict[str, Any]:
        """Open the DM with a person."""
        return await self.call("conversations.open", **arguments)

    async def conversations_history(self, **arguments: Any) -> dict[str, Any]:
        """Read a channel's messages."""
        return await self.ask("conversations.history", **arguments)

    async def conversations_replies(self, **arguments: Any) -> dict[str, Any]:
        """Read a thread."""
        return await self.ask("conversations.replies", **arguments)

    async def conversations_info(self, **arguments: Any) -> dict[str, Any]:
        """Read a channel."""
        return await self.ask("conversations.info", **arguments)

    async def users_info(self, **arguments: Any) -> dict[str, Any]:
        """Read a person."""
        return await self.ask("users.info", **arguments)

    async def views_open(self, **arguments: Any) -> dict[str, Any]:
        """Open a form."""
        return await self.call("views.open", **arguments)

    async def views_push(self, **arguments: Any) -> dict[str, Any]:
        """Lay a form on top of the open one."""
        return await self.call("views.push", **arguments)

    async def views_update(self, **arguments: Any) -> dict[str, Any]:
        """Put another form in the place of an open one."""
        return await self.call("views.update", **arguments)

    async def views_publish(self, **arguments: Any) -> dict[str, Any]:
        """Show an App Home."""
        return await self.call("views.publish", **arguments)

    async def auth_test(self) -> dict[str, Any]:
        """Ask whose token this is, and with which scopes."""
        return await self._measured("auth.test")

    async def fetch(self, url: str, most: int) -> bytes:
        """Read a file of Slack's; only Slack is shown the token. Raise what is LOST, also for what is no file."""
        if not is_slacks_own(url, self.web.base_url):
            raise aiohttp.InvalidURL(url, "not Slack's")
        headers = {"Authorization": f"Bearer {self.web.token}"}
        async with self._session.get(url, headers=headers, proxy=self.web.proxy, allow_redirects=False) as answer:
            if answer.status != 200 or answer.content_type == "text/html":  # a page to sign in on: the token may not read it
                raise aiohttp.ClientPayloadError(f"{answer.status} {answer.content_type}")
            content = b""
            async for part in answer.content.iter_chunked(READ_BYTES):
                content += part
                if len(content) > most:
                    raise aiohttp.ClientPayloadError("longer than Slack said")
            return content

    async def put(self, url: str, content: bytes) -> None:
        """Send a file to where Slack said; its address is the right to do so. Raise what is LOST."""
        if not is_slacks_own(url, self.web.base_url):
            raise aiohttp.InvalidURL(url, "not Slack's")
        async with self._session.post(url, data=content, proxy=self.web.proxy, allow_redirects=False) as answer:
            if answer.status >= 300:
                raise aiohttp.ClientPayloadError(str(answer.status))

    async def respond(self, url: str, payload: Payload) -> None:
        """Answer by a `response_url`."""
        began = perf_counter()
        outcome = "unreachable"
        try:
            async with self._session.post(url, json=payload, proxy=self.web.proxy, allow_redirects=False) as answer:
                error = "" if answer.status < 300 else str(answer.status)
                outcome = error = error or complaint(await answer.content.read(READ_BYTES))
                if error:
                    raise RespondRefused(answer.status, error)
                outcome = "ok"
        finally:
            self._observe("response_url", outcome, perf_counter() - began)

    async def _measured(self, method: str, **parts: Any) -> dict[str, Any]:
        began = perf_counter()
        outcome = "unreachable"
        try:
            read = await self._answered(method, parts)
            outcome = "ok"
        except SlackApiError as refused:
            outcome = error_of(refused)
            self._note(method, refused)
            raise
        except TimeoutError:
            outcome = "timeout"
            raise
        finally:
            self._observe(method, outcome, perf_counter() - began)
        return read

    async def _answered(self, method: str, parts: Mapping[str, Any]) -> dict[str, Any]:
        try:
            answer = await self.web.api_call(method, **parts)
        except LOST:
            raise
        except (AttributeError, LookupError, RecursionError, UnicodeDecodeError) as odd:
            raise odd_answer(method) from odd  # slack_sdk takes whatever came for an object of Slack's
        read = dict(answer.data) if isinstance(answer.data, dict) else {}
        if not is_slacks(method, read):
            raise odd_answer(method)
        if method == "auth.test":
            read["scopes"] = [word.strip() for word in answer.headers.get("x-oauth-scopes", "").split(",") if word.strip()]
        return read

    def _note(self, method: str, refused: SlackApiError) -> None:
        error = error_of(refused)
        if error in _FORBIDDEN and (method, error) not in self._forbidden:
            self._forbidden.add((method, error))
            log.warning("Slack forbids a call", **(in_log(refused) | {"method": method}))


def web_client(base_url: str, session: aiohttp.ClientSession | None = None, token: str | None = None) -> AsyncWebClient:
    """Return slack_sdk's client without any retry of its own; a stand-in on this machine is never reached by a proxy."""
    web = AsyncWebClient(token, base_url, timeout=TIMEOUT_SECONDS, session=session, retry_handlers=[])
    if is_loopback(base_url):
        web.proxy = None
    return web


def is_slacks_own(url: str, base_url: str) -> bool:
    """Say whether an address is Slack's, or of the stand-in that is spoken to."""
    try:
        found, base = urlsplit(url), urlsplit(base_url)
        host = found.hostname or ""
    except ValueError:
        return False
    if found.scheme == "https" and host.endswith((".slack.com", ".slack-gov.com", ".slack-files.com")):
        return True
    return (found.scheme, found.netloc) == (base.scheme, base.netloc)


def is_loopback(url: str) -> bool:
    """Say whether a URL points at this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def open_session() -> aiohttp.ClientSession:
    """Open the session that all calls share: 5 s for each, kept connections. Must run in the loop."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS))


def _given(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if value is not None}

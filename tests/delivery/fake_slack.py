"""A Slack that knows its messages, says no as Slack does, and can fail in each of Slack's ways."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.core.clock import SetClock

NOT_DONE = ("429", "503", "refused", "500", "killed before")
DONE = ("lost", "500 after", "killed after")


class Killed(BaseException):
    """The process ended here."""


@dataclass
class Posted:
    channel: str
    ts: str
    text: str
    metadata: dict[str, Any]
    thread_ts: str | None = None
    edits: int = 0
    blocks: list[Any] = field(default_factory=list)


@dataclass
class Fault:
    method: str
    kind: str
    times: int
    retry_after: int | None = 1


@dataclass
class Call:
    method: str
    at: Any
    arguments: dict[str, Any]


@dataclass
class FakeSlack:
    real: SetClock
    channels: set[str] = field(default_factory=lambda: {"C1", "C2"})
    people: set[str] = field(default_factory=lambda: {"UANA", "UBEN"})
    archived: set[str] = field(default_factory=set)
    messages: dict[tuple[str, str], Posted] = field(default_factory=dict)
    homes: dict[str, Any] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    during: dict[str, Callable[[], Any]] = field(default_factory=dict)
    """What happens elsewhere while a call of this method is under way."""
    tells: Callable[[Posted], Awaitable[None]] | None = None
    """What hears of each post, before the call is answered."""
    history_is_readable: bool = True
    longest_text: int = 40_000
    lacks: set[str] = field(default_factory=set)
    """Types of blocks that it does not know."""
    dm: str = "D"
    """How the channels of DMs begin."""
    _count: int = 0

    def fail(self, method: str, kind: str, times: int = 1, retry_after: int | None = 1) -> None:
        self.faults.append(Fault(method, kind, times, retry_after))

    def forgets_dms(self) -> None:
        """Let the app have been made anew: its old conversations are none of its own."""
        self.dm = "D2"
        self.channels = {channel for channel in self.channels if not channel.startswith("D")}

    def renumber(self, old: str, new: str) -> None:
        """Give a channel another id, its messages with it."""
        self.channels = self.channels - {old} | {new}
        for place, ts in [at for at in self.messages if at[0] == old]:
            self.messages[new, ts] = self.messages.pop((place, ts))

    def texts(self, channel: str) -> list[str]:
        return [message.text for message in self.standing(channel)]

    def standing(self, channel: str) -> list[Posted]:
        return sorted((message for (place, _), message in self.messages.items() if place == channel), key=lambda one: one.ts)

    def made(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    async def chat_postMessage(self, **arguments: Any) -> AsyncSlackResponse:  # noqa: N802 - Slack's own name
        return await self._called("chat.postMessage", arguments, self._post)

    async def chat_update(self, **arguments: Any) -> AsyncSlackResponse:
        return await self._called("chat.update", arguments, self._update)

    async def chat_delete(self, **arguments: Any) -> AsyncSlackResponse:
        return await self._called("chat.delete", arguments, self._delete)

    async def conversations_open(self, **arguments: Any) -> AsyncSlackResponse:
        return await self._called("conversations.open", arguments, self._open)

    async def conversations_history(self, **arguments: Any) -> AsyncSlackResponse:
        return await self._called("conversations.history", arguments, self._history)

    async def conversations_replies(self, **arguments: Any) -> AsyncSlackResponse:
        return await self._called("conversations.replies", arguments, self._history)

    async def views_publish(self, **arguments: Any) -> AsyncSlackResponse:
        return await self._called("views.publish", arguments, self._publish)

    async def _called(self, method: str, arguments: dict[str, Any], act: Callable[..., dict[str, Any]]) -> AsyncSlackResponse:
        self.calls.append(Call(method, self.real.now(), arguments))
        fault = self._fault(method)
        if fault is not None and fault.kind not in DONE:
            self._raise(method, fault)
        answer = act(**arguments)
        if self.tells is not None and method == "chat.postMessage" and "ts" in answer:
            await self.tells(self.messages[answer["channel"], answer["ts"]])
        if method in self.during:
            await self.during.pop(method)()
        if fault is not None:
            self._raise(method, fault)
        if "error" in answer:
            raise self._error(method, {"ok": False, **answer})
        return self._response(method, {"ok": True, **answer})

    def _fault(self, method: str) -> Fault | None:
        for fault in self.faults:
            if fault.method in {method, "*"}:
                fault.times -= 1
                if not fault.times:
                    self.faults.remove(fault)
                return fault
        return None

    def _raise(self, method: str, fault: Fault) -> None:
        match fault.kind:
            case "429":
                headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
                raise self._error(method, {"ok": False, "error": "ratelimited"}, 429, headers)
            case "500" | "500 after" | "503":
                raise self._error(method, {}, int(fault.kind[:3]))
            case "refused":
                raise ConnectionRefusedError
            case "lost":
                raise TimeoutError
            case "killed before" | "killed after":
                raise Killed
            case error:
                raise self._error(method, {"ok": False, "error": error})

    def _error(self, method: str, body: dict[str, Any], status: int = 200, headers: Any = None) -> Exception:
        answer = self._response(method, body, status, headers)
        return SlackApiError("The request failed.", answer)  # type: ignore[no-untyped-call]  # slack_sdk left it without types

    def _response(self, method: str, body: dict[str, Any], status: int = 200, headers: Any = None) -> AsyncSlackResponse:
        return AsyncSlackResponse(
            client=AsyncWebClient(),
            http_verb="POST",
            api_url=method,
            req_args={},
            data=body,
            headers=headers or {},
            status_code=status,
        )

    def _post(self, *, channel: str, text: str, metadata: dict[str, Any], **more: Any) -> dict[str, Any]:
        refused = self._refused(channel, text, more)
        if refused is not None:
            return {"error": refused}
        self._count += 1
        ts = f"{int(self.real.now().timestamp())}.{self._count:06d}"
        self.messages[channel, ts] = Posted(channel, ts, text, metadata, more.get("thread_ts"), blocks=more.get("blocks", []))
        return {"channel": channel, "ts": ts}

    def _update(self, *, channel: str, ts: str, text: str, blocks: list[Any]) -> dict[str, Any]:
        refused = self._refused(channel, text, {"blocks": blocks})
        if refused is None and (channel, ts) not in self.messages:
            refused = "message_not_found"
        if refused is not None:
            return {"error": refused}
        self.messages[channel, ts].text = text
        self.messages[channel, ts].blocks = blocks
        self.messages[channel, ts].edits += 1
        return {"channel": channel, "ts": ts}

    def _refused(self, channel: str, text: str, more: dict[str, Any]) -> str | None:
        if channel not in self.channels:
            return "channel_not_found"
        if channel in self.archived:
            return "is_archived"
        if not text and not more.get("blocks"):
            return "no_text"
        if len(text) > self.longest_text:
            return "msg_too_long"
        if self.lacks & {block["type"] for block in more.get("blocks", [])}:
            return "invalid_blocks"
        thread = more.get("thread_ts")
        return "thread_not_found" if thread is not None and (channel, thread) not in self.messages else None

    def _delete(self, *, channel: str, ts: str) -> dict[str, Any]:
        if self.messages.pop((channel, ts), None) is None:
            return {"error": "message_not_found"}
        return {"channel": channel, "ts": ts}

    def _open(self, *, users: str) -> dict[str, Any]:
        if users not in self.people:
            return {"error": "user_not_found"}
        channel = f"{self.dm}{users}"
        self.channels.add(channel)
        return {"channel": {"id": channel}}

    def _history(
        self, *, channel: str, limit: int, include_all_metadata: bool, oldest: str, cursor: str = "0", ts: str | None = None
    ) -> dict[str, Any]:
        if not self.history_is_readable:
            return {"error": "missing_scope"}
        assert include_all_metadata
        begin = int(cursor)
        found = [one for one in self.standing(channel) if float(one.ts) >= float(oldest) and one.thread_ts == ts][::-1]
        page = found[begin : begin + limit]
        following = str(begin + limit) if begin + limit < len(found) else ""
        return {
            "messages": [{"ts": one.ts, "text": one.text, "metadata": one.metadata} for one in page],
            "response_metadata": {"next_cursor": following},
        }

    def _publish(self, *, user_id: str, view: dict[str, Any]) -> dict[str, Any]:
        assert view["type"] == "home"
        self.homes[user_id] = view
        return {"view": view}

"""One step as a call to Slack: what is sent, and what the answer means."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.delivery.failures import Flawed, Unknown, fault_of
from bot.delivery.message_api import MessageApi, Payload, Reply
from bot.delivery.rate_limits import CALL_SECONDS
from bot.delivery.results import Copy, Done, Failed, Found, Lacking, Opened, Result, Shown
from bot.delivery.steps import PendingMessage, StaleCopy, Step
from bot.slack.post_metadata import mark_of, marked

_CLOCKS_APART = timedelta(minutes=2)
"""How far Slack's clock may be ahead of ours when a post is looked for."""
_PAGE, _PAGES = 100, 10
_REFUSED_BLOCKS = Flawed("invalid_blocks")


@dataclass(frozen=True)
class Drawing:
    """What a message is to show: the payload of one revision; `newer`: blocks in it that its plainer twin does without."""

    revision: int
    payload: Payload
    newer: frozenset[str] = frozenset()


async def call(client: MessageApi, step: Step, work: PendingMessage | StaleCopy, drawing: Drawing | None) -> Result:
    """Do one step and say what it came to: never raises, never longer than 5 s."""
    revision = drawing.revision if drawing is not None else 0
    try:
        async with asyncio.timeout(CALL_SECONDS):
            if isinstance(work, StaleCopy):
                await client.chat_delete(channel=work.channel, ts=work.ts)
                return Done()
            return await _call(client, step, work, drawing)
    except Exception as error:  # noqa: BLE001 - whatever the transport raises is one of the faults that delivery knows
        fault = fault_of(error)
        if drawing is not None and drawing.newer and fault == _REFUSED_BLOCKS:
            return Lacking(drawing.newer)
        return Failed(fault, revision)


async def _call(client: MessageApi, step: Step, message: PendingMessage, drawing: Drawing | None) -> Result:
    match step, drawing:
        case Step.OPEN, _:
            reply = await client.conversations_open(users=message.place_id)
            return Opened(str(reply["channel"]["id"]))
        case Step.SEARCH, _:
            return Found(tuple(await _copies(client, message)))
        case Step.POST, Drawing():
            return _copy(await client.chat_postMessage(**_post(message, drawing)), message, drawing)
        case Step.UPDATE, Drawing():
            await client.chat_update(channel=message.channel, ts=message.ts, **{"blocks": []} | dict(drawing.payload))
            return Shown(drawing.revision)
        case Step.PUBLISH, Drawing():
            await client.views_publish(user_id=message.place_id, view=drawing.payload)
            return Shown(drawing.revision)
        case _:
            raise ValueError(f"{step} needs a drawing, or is no call to Slack.")


def _post(message: PendingMessage, drawing: Drawing) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        **drawing.payload,
        "channel": message.posting_channel,
        "metadata": marked(message.id, drawing.revision),
        "unfurl_links": False,
        "unfurl_media": False,
    }
    if message.thread_ts is not None:
        arguments |= {"thread_ts": message.thread_ts, "reply_broadcast": bool(message.broadcast)}
    return arguments


def _copy(reply: Reply, message: PendingMessage, drawing: Drawing) -> Result:
    ts = reply.get("ts")
    if not ts:
        return Failed(Unknown("no ts"), drawing.revision)
    return Copy(str(reply.get("channel") or message.posting_channel), str(ts), drawing.revision)


async def _copies(client: MessageApi, message: PendingMessage) -> list[Copy]:
    """Look for the copies that were posted since a post began, other than the one that is known to stand, the oldest first."""
    since = message.posting
    where: dict[str, Any] = {"channel": message.posting_channel, "limit": _PAGE, "include_all_metadata": True}
    if since is not None:
        where["oldest"] = f"{(since - _CLOCKS_APART).timestamp():.6f}"
    read = client.conversations_history
    if message.thread_ts is not None:
        read, where = client.conversations_replies, where | {"ts": message.thread_ts}
    found: dict[str, Copy] = {}
    for _ in range(_PAGES):
        reply = await read(**where)
        for posted in reply.get("messages") or ():
            revision = _revision(posted, message)
            if revision and posted["ts"] != message.ts:
                found[posted["ts"]] = Copy(str(message.posting_channel), str(posted["ts"]), revision)
        cursor = (reply.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            break
        where["cursor"] = cursor
    return [found[ts] for ts in sorted(found, key=_seconds)]


def _revision(posted: Any, message: PendingMessage) -> int:
    """Return the revision of a copy of this message, 0 for anything else."""
    mark = mark_of(posted.get("metadata"))
    return mark[1] if mark is not None and mark[0] == message.id else 0


def _seconds(ts: str) -> tuple[int, str]:
    whole, _, part = ts.partition(".")
    return int(whole), part

"""The calls that delivery makes, by the names of slack_sdk's asynchronous client."""

from collections.abc import Mapping
from typing import Any, Protocol

Reply = Any
"""What Slack answered: answers to `reply["ts"]` and `reply.get("ts")`."""


class MessageApi(Protocol):
    """One workspace's Slack. Each call raises SlackApiError where Slack says no, and the transport's errors where it says nothing.

    It neither retries nor waits out a rate limit by itself: delivery remembers both in the database.
    """

    async def chat_postMessage(self, **arguments: Any) -> Reply:  # noqa: N802 - Slack's own name
        """Post a message; answers `channel` and `ts`."""
        ...

    async def chat_update(self, **arguments: Any) -> Reply:
        """Replace the text and blocks of a message."""
        ...

    async def chat_delete(self, **arguments: Any) -> Reply:
        """Delete a message."""
        ...

    async def conversations_open(self, **arguments: Any) -> Reply:
        """Open the DM with a person; answers `channel.id`."""
        ...

    async def conversations_history(self, **arguments: Any) -> Reply:
        """Read one page of a channel; answers `messages`, newest first."""
        ...

    async def conversations_replies(self, **arguments: Any) -> Reply:
        """Read one page of a thread; answers `messages`."""
        ...

    async def views_publish(self, **arguments: Any) -> Reply:
        """Replace one person's App Home."""
        ...


Payload = Mapping[str, Any]
"""What a surface becomes: `text` and `blocks` of a message, the view of a Home."""

"""Files of people: one that a form brought is read, one is sent to a person; where the token may."""

from typing import Any, Protocol

from bot.core.refusal import Refusal
from bot.slack.errors import FAILED

READ, WRITE = "files:read", "files:write"
"""Scopes that whoever installs the app may leave out."""


class FileApi(Protocol):
    """The calls that files need, as one workspace's client has them."""

    async def call(self, method: str, /, **arguments: Any) -> dict[str, Any]:
        """Call a method that takes JSON, by its name."""
        ...

    async def ask(self, method: str, /, **arguments: Any) -> dict[str, Any]:
        """Call a method that only reads, by its name."""
        ...

    async def fetch(self, url: str, most: int) -> bytes:
        """Read what stands at an address that Slack gave."""
        ...

    async def put(self, url: str, content: bytes) -> None:
        """Send content to an address that Slack gave."""
        ...


class OfFile(Refusal):
    """Something is wrong with a file that a form brought."""

    field = "file"


class FileTooLarge(OfFile):
    """The file has more bytes than are read."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class FileNotRead(OfFile):
    """Slack did not give the file, or it is another person's."""


class FileNotSent(Refusal):
    """Slack did not take the file."""


async def may(slack: FileApi, scope: str) -> bool:
    """Say whether the token has a scope now; where Slack does not say, it has not."""
    try:
        return scope in (await slack.ask("auth.test")).get("scopes", ())
    except FAILED:
        return False


async def read_file(slack: FileApi, file: str, person: str, most: int) -> bytes:
    """Return what a person's file holds. Raise FileTooLarge or FileNotRead."""
    try:
        told = (await slack.ask("files.info", file=file)).get("file") or {}
        if told.get("user") != person or not told.get("url_private_download"):
            raise FileNotRead
        if int(told.get("size") or 0) > most:
            raise FileTooLarge(most)
        return await slack.fetch(told["url_private_download"], most)
    except FAILED as fault:
        raise FileNotRead from fault


async def send_file(slack: FileApi, person: str, name: str, content: bytes) -> None:
    """Send a person a file by direct message. Raise FileNotSent."""
    try:
        told = await slack.ask("files.getUploadURLExternal", filename=name, length=len(content))
        await slack.put(told["upload_url"], content)
        talk = (await slack.call("conversations.open", users=person))["channel"]["id"]
        await slack.call("files.completeUploadExternal", files=[{"id": told["file_id"], "title": name}], channel_id=talk)
    except (*FAILED, KeyError, TypeError) as fault:
        raise FileNotSent from fault

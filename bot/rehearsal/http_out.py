"""HTTP requests that the room makes: to the bot's request URL and to its control endpoint."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol

import aiohttp


@dataclass(frozen=True)
class HttpAnswer:
    """A whole answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Http(Protocol):
    """What the room needs of an HTTP client; raises OSError when nobody answers."""

    async def send(self, method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> HttpAnswer:
        """Send one request and read the whole answer."""
        ...


class AioHttp:
    """HTTP over the network, through one pool of connections that opens at the first need."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def send(self, method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> HttpAnswer:
        """Send one request and read the whole answer; raises OSError when nobody answers."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=None), connector=aiohttp.TCPConnector(limit=0)
            )
        try:
            async with self._session.request(method, url, headers=dict(headers), data=body, allow_redirects=False) as answer:
                lowered = {name.lower(): value for name, value in answer.headers.items()}
                return HttpAnswer(answer.status, lowered, await answer.read())
        except aiohttp.ClientError as error:
            raise OSError(str(error)) from error

    async def __aenter__(self) -> "AioHttp":
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

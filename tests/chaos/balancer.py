"""The way from Slack to several replicas: each request to the next one that takes the connection."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit, urlunsplit

import aiohttp

from bot.rehearsal.http_out import AioHttp, HttpAnswer


class Balancer(AioHttp):
    """Gives requests to replicas in turn, as a load balancer does: only what nobody has begun to read goes to another one."""

    def __init__(self, ports: Sequence[int]) -> None:
        super().__init__()
        self._ports = list(ports)

    async def send(self, method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> HttpAnswer:
        """Send one request; raises OSError when nobody takes it, or the one who did does not answer."""
        for _ in self._ports:
            self._ports.append(self._ports.pop(0))
            to = urlunsplit(urlsplit(url)._replace(netloc=f"127.0.0.1:{self._ports[0]}"))
            try:
                return await super().send(method, to, headers, body)
            except OSError as error:
                if not isinstance(error.__cause__, aiohttp.ClientConnectorError):
                    raise
        raise OSError("no replica takes a connection")

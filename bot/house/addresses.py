"""From where a request comes: the end of its connection, or what trusted proxies say."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address

from starlette.requests import Request
from starlette.types import Scope

_FORWARDED = b"x-forwarded-for"
_LONGEST = 64
Address = IPv4Address | IPv6Address


def address_of(request: Request) -> str:
    """Return the address that a request comes from, as the front has found it; the empty text where there is none."""
    return request.client.host if request.client is not None else ""


def with_address(scope: Scope, proxies: int) -> Scope:
    """Return a request as coming from where the last `proxies` in front of the bot say; none: from the end of the connection.

    Each adds the address that it was asked from to `X-Forwarded-For`: who asks writes what stands further left, and it is never read.
    """
    address = _forwarded(scope["headers"], proxies) if proxies else None
    return scope if address is None else {**scope, "client": (str(address), 0)}


def network_of(host: str) -> str:
    """Return what counts as one address: of IPv6 the network of 64 bits, which is one household's or one machine's."""
    address = _read(host)
    if isinstance(address, IPv6Address):
        return str(IPv6Address(int(address) >> 64 << 64))
    return host if address is None else str(address)


def _forwarded(headers: Iterable[tuple[bytes, bytes]], proxies: int) -> Address | None:
    """Find the address that the first of the trusted proxies was asked from; None where the last of them says nothing that is one."""
    said = b",".join(value for name, value in headers if name == _FORWARDED)
    entries = said.decode("latin-1").rsplit(",", proxies)[-proxies:]
    return next((address for address in map(_read, entries) if address is not None), None)


def _read(said: str) -> Address | None:
    """Read an address, with the port that some proxies add; None for what is none."""
    said = said.strip()[:_LONGEST]
    if said.startswith("["):
        said = said[1:].partition("]")[0]
    elif said.count(":") == 1:
        said = said.partition(":")[0]
    try:
        address = ip_address(said.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address

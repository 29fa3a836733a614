"""From where a page is asked for."""

from starlette.requests import Request


def address_of(request: Request) -> str:
    """Return the address at the other end of the connection: a proxy's, where one stands in front. No header is believed."""
    return request.client.host if request.client is not None else ""

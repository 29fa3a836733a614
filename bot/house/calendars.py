"""Serves the calendars: a person's feed, and single series as files, to whoever knows the secret."""

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.calendars import actions, store
from bot.calendars.rules import WALL, calendar, one_date, single
from bot.core.access_log import AccessLog
from bot.core.ids import MACHINE, PersonId
from bot.house.addresses import address_of
from bot.series.recurring import Recurring
from bot.store.errors import StoreUnavailable
from bot.store.unit import Read, Store
from bot.teams import store as teams
from bot.words.words import Words, words_for

log = structlog.get_logger("house")

_GUARDED = {
    "content-security-policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
}
"""A link is a secret: it is told to nobody, and what it gives is shown as nothing but a calendar."""
_NOTHING = PlainTextResponse("There is no calendar here. Its owner may have made a new link.", 404, _GUARDED)
_Written = Callable[[Read, Sequence[Recurring], PersonId, str], bytes | None]
_AGAIN = PlainTextResponse("The calendar cannot be read right now.", 503, {"retry-after": "60"})


def calendar_routes(calendars: Store, recurring: Sequence[Recurring]) -> list[Route]:
    """Return the routes under `/calendar`."""

    access = AccessLog(log)

    async def feed(request: Request) -> Response:
        return await _served(request, _feed)

    async def file(request: Request) -> Response:
        return await _served(request, _file, request.path_params["series"])

    async def date(request: Request) -> Response:
        return await _served(request, _date, f"{request.path_params['series']}/{request.path_params['wall']}")

    async def _served(request: Request, read: _Written, of: str = "") -> Response:
        try:
            found = await calendars.read(store.whose, MACHINE, request.path_params["secret"])
            if found is None:
                access.refused("unknown calendar link", address=address_of(request))
                return _NOTHING
            workspace, person = found
            written = await calendars.read(read, workspace, recurring, person, of)
        except StoreUnavailable:
            return _AGAIN
        return _NOTHING if written is None else _answered(request, written, of)

    return [
        Route("/calendar/{secret}.ics", feed),
        Route("/calendar/{secret}/{series}.ics", file),
        Route("/calendar/{secret}/{series}/{wall}.ics", date),
    ]


def _answered(request: Request, written: bytes, file: str) -> Response:
    """Answer with a calendar, or that the client has it (RFC 9110, 13.1.2)."""
    tag = f'"{sha256(written).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, max-age=300", **_GUARDED}
    asked = [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]
    if tag in asked or "*" in asked:
        return Response(status_code=304, headers=headers)
    if file:
        headers["content-disposition"] = 'attachment; filename="cortado.ics"'
    return Response(written, headers=headers, media_type="text/calendar; charset=utf-8")


def _feed(read: Read, recurring: Sequence[Recurring], person: PersonId, _: str) -> bytes | None:
    return calendar("Cortado", actions.entries(read, recurring, person, _words(read, person)))


def _file(read: Read, recurring: Sequence[Recurring], person: PersonId, series: str) -> bytes | None:
    found = actions.entry_of(read, recurring, person, series, _words(read, person))
    return None if found is None else single(found)


def _date(read: Read, recurring: Sequence[Recurring], person: PersonId, of: str) -> bytes | None:
    """Write one date of a series, named by its wall time (`20261201T100000`); None where it has none then."""
    series, _, named = of.partition("/")
    found = actions.entry_of(read, recurring, person, series, _words(read, person))
    try:
        wall = datetime.strptime(named, WALL)  # noqa: DTZ007 - wall time has no zone
    except ValueError:
        return None
    held = None if found is None else actions.takes_place(read, found, series, wall)
    return None if found is None or held is None else one_date(found, wall, takes_place=held)


def _words(read: Read, person: PersonId) -> Words:
    known = teams.person(read, person)
    return words_for("en-GB", "UTC") if known is None else words_for(known.locale, known.zone)

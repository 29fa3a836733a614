"""Checks that a person may change what is others' to change; admins are asked of Slack."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Concatenate, TypeVar

from bot.core.ids import ChannelId, PersonId
from bot.feature import Deps
from bot.store.unit import Read, Unit
from bot.teams.people import NotAllowed

T = TypeVar("T")


async def change(deps: Deps, action: Callable[Concatenate[Unit, ...], T], **named: object) -> T:
    """Run an action that takes `is_admin`. Raise what it raises, or RightsNotTold where Slack does not say in time who is one."""
    return await _tried(deps, lambda is_admin: deps.store.write(action, is_admin=is_admin, **named))


async def look(deps: Deps, query: Callable[Concatenate[Read, ...], T], **named: object) -> T:
    """Run a query that takes `is_admin`. Raise what it raises, or RightsNotTold."""
    return await _tried(deps, lambda is_admin: deps.store.read(query, is_admin=is_admin, **named))


async def members_of(people: Iterable[PersonId], channel: ChannelId, deps: Deps, field: str | None = None) -> None:
    """Let only members of the workspace who are in a channel host, as Slack says now.

    Raise what `Directory.member_of` raises, beside a form's field.
    """
    for person in people:
        await deps.directory.member_of(person, channel, field)


async def _tried(deps: Deps, do: Callable[[bool], Awaitable[T]]) -> T:
    """Try it as anybody first: an owner's act never waits for Slack."""
    try:
        return await do(False)
    except NotAllowed:
        if not await deps.directory.is_admin(deps.person.id):
            raise
    return await do(True)

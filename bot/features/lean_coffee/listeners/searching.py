"""Requests to search the records of Lean Coffee, in what the person may see as they ask."""

import asyncio
from functools import partial

from bot.core.ids import ChannelId, MeetingId, PersonId
from bot.feature import Deps
from bot.features.lean_coffee.rules.searching import ChannelsNotTold, Hit, latest_first, words_of
from bot.features.lean_coffee.store.searching import MOST, search
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.searching import found
from bot.meetings.store.boards import link_to_board
from bot.paging import paged, turned
from bot.slack.answers import Answer
from bot.slack.errors import FAILED
from bot.slack.requests import Click, Command
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.teams import store as teams
from bot.teams.directory import MEMBERS_SECONDS

_SEARCH = partial(search)
"""Never read in the loop: without a name of its own a query runs in a thread."""
_ASKED = 10
"""Of so many public channels that a person is not in and that have finds, Slack is asked whether they are public still."""


async def on_search(command: Command, text: str, deps: Deps) -> Answer:
    """Show what has all of the words that were typed, where the person may see it."""
    return Answer.say(await _found(command.person, text, deps, 0))


async def on_page(click: Click, deps: Deps) -> Answer:
    """Show another page of what was found, searched anew: who has left a channel meanwhile finds nothing of it."""
    page, text = turned(click.value)
    return Answer.replace(await _found(click.person, text, deps, page))


async def _found(person: PersonId, text: str, deps: Deps, page: int) -> Message:
    words = words_of(text)
    own = await _own_channels(person, deps)
    known = await deps.store.read(teams.channels)
    inside = [one.id for one in known if one.id in own]
    hits: list[Hit] = await deps.store.read(_SEARCH, inside, words)
    outside = [one.id for one in known if one.id not in own and not one.is_private]
    more: list[Hit] = await deps.store.read(_SEARCH, outside, words)
    with_hits = list(dict.fromkeys(hit.channel for hit in latest_first(more)))
    seen = await deps.directory.may_look_into(person, with_hits[:_ASKED]) if with_hits else frozenset()
    shown = latest_first([*hits, *(hit for hit in more if hit.channel in seen)])
    part = paged(page, len(shown))
    meetings = {hit.meeting for hit in shown[part.start : part.stop] if hit.meeting is not None}
    links = await deps.store.read(_links, frozenset(meetings))
    return found(
        deps.words,
        text,
        shown,
        links,
        page=page,
        most=max(len(hits), len(more)) >= MOST,
        unasked=max(0, len(with_hits) - _ASKED) if seen else 0,
    )


async def _own_channels(person: PersonId, deps: Deps) -> frozenset[ChannelId]:
    """Return the channels that a person is in, as Slack says now. Raise ChannelsNotTold where it does not say in time."""
    try:
        async with asyncio.timeout(MEMBERS_SECONDS):
            return await deps.directory.channels_of(person, archived=True)
    except FAILED as fault:
        raise ChannelsNotTold from fault


def _links(read: Read, meetings: frozenset[MeetingId]) -> dict[MeetingId, str]:
    return {one: link_to_board(read, one) for one in meetings}


CLICKS = {ids.SEARCH_BEFORE: on_page, ids.SEARCH_AFTER: on_page}

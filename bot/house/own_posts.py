"""Hears of the bot's own posts: delivery learns where each stands, also one whose answer was lost."""

import asyncio
from contextlib import suppress

from bot.core.ids import WorkspaceId
from bot.core.tasks import Wait
from bot.delivery.reported_posts import LinkingTo, is_news, note_post
from bot.delivery.results import Copy
from bot.slack.answers import Answer
from bot.slack.requests import Event, OwnPost
from bot.store.errors import StoreUnavailable
from bot.store.unit import Store

POSTED = "message_metadata_posted"
_TRIES, _SECONDS = 60, 1.0
"""A minute without the database: Slack has its acknowledgement by then, and does not tell again."""


class OwnPosts:
    """The listener for that event. It comes with every post: nobody is looked up, and nothing written where the post is known."""

    def __init__(self, store: Store, linking_to: LinkingTo, wait: Wait = asyncio.sleep) -> None:
        self._store = store
        self._linking_to = linking_to
        self._wait = wait

    async def __call__(self, event: Event) -> Answer:
        """Note a post in the workspace that made it; in a shared channel another one may be told of it."""
        post = event.own_post
        if post is None:
            return Answer.nothing()
        for workspace in dict.fromkeys((post.workspace, event.workspace)):
            await self._noted(post, workspace)
        return Answer.nothing()

    async def _noted(self, post: OwnPost, workspace: WorkspaceId) -> None:
        for _ in range(_TRIES - 1):
            with suppress(StoreUnavailable):
                return await self._note(post, workspace)
            await self._wait(_SECONDS)
        return await self._note(post, workspace)

    async def _note(self, post: OwnPost, workspace: WorkspaceId) -> None:
        if await self._store.read(is_news, workspace, message=post.message, ts=post.ts):
            copy = Copy(post.channel, post.ts, post.revision)
            await self._store.write(note_post, workspace, None, message=post.message, copy=copy, linking_to=self._linking_to)

"""Hears of the bot's own posts: delivery learns where each stands, also one whose answer was lost."""

from bot.delivery.results import Copy
from bot.delivery.told import is_news, note_post
from bot.slack.answers import Answer
from bot.slack.requests import Event
from bot.store.unit import Store

POSTED = "message_metadata_posted"


class OwnPosts:
    """The listener for that event. It comes with every post: nobody is looked up, and nothing written where the post is known."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def __call__(self, event: Event) -> Answer:
        """Note a post in the workspace that made it; in a shared channel another one may be told of it."""
        post = event.own_post
        if post is None:
            return Answer.nothing()
        for workspace in dict.fromkeys((post.workspace, event.workspace)):
            if await self._store.read(is_news, workspace, message=post.message, ts=post.ts):
                copy = Copy(post.channel, post.ts, post.revision)
                await self._store.write(note_post, workspace, None, message=post.message, copy=copy)
        return Answer.nothing()

"""Requests about days on which somebody is away."""

from bot.feature import Deps
from bot.features.refinement.actions import away
from bot.slack.answers import Answer
from bot.slack.requests import Event
from bot.teams.status import read_status


async def on_status(event: Event, deps: Deps) -> Answer:
    """Follow what somebody's status in Slack says."""
    if event.profile_of:
        await deps.store.write(away.hear_status, person=event.profile_of, status=read_status(event.profile))
    return Answer.nothing()


EVENTS = {"user_status_changed": on_status}

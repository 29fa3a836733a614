"""Requests about days on which somebody is away."""

from bot.feature import Deps
from bot.features.sprint.actions.away import be_away
from bot.features.sprint.views import away as views
from bot.slack.answers import Answer
from bot.slack.requests import Command
from bot.slack.text import as_typed
from bot.teams.away_store import own_days
from bot.teams.typed_days import read_days


async def on_away(command: Command, text: str, deps: Deps) -> Answer:
    """Keep the days that were typed; without any, say which are kept."""
    today = deps.today
    if not text:
        own = await deps.store.read(own_days, command.person, today)
        return Answer.say(views.away(deps.words, [one.days for one in own], today))
    days = read_days(as_typed(text), today)
    kept = await deps.store.write(be_away, person=command.person, days=days, today=today)
    return Answer.say(views.away(deps.words, (), today, kept))

"""Requests to have one announced date as a file -> a file in the direct messages, or text to copy."""

from collections.abc import Sequence

from bot.calendars import actions, views
from bot.calendars.rules import NoSuchDate
from bot.feature import CALENDAR_FILE, Deps, Feature
from bot.series.recurring import Recurring
from bot.slack.answers import Answer
from bot.slack.files import WRITE, may, send_file
from bot.slack.requests import Click

_NAME = "date.ics"


def feature_of(recurring: Sequence[Recurring]) -> Feature:
    """Return what gives dates of what comes again as files, whether or not calendar apps reach the bot."""

    async def on_file(click: Click, deps: Deps) -> Answer:
        file = await deps.store.read(actions.announced_date, recurring, click.value, deps.words)
        if file is None:
            raise NoSuchDate
        await deps.directory.open_to(click.person, file.channel)
        if not await may(deps.files, WRITE):
            return Answer.open(views.date_to_copy(deps.words, file))
        await send_file(deps.files, click.person, _NAME, file.content)
        return Answer.say(views.date_sent(deps.words, file, has_calendars=deps.has_calendars))

    return Feature(name="calendar_files", clicks={CALENDAR_FILE: on_file}, explain=views.explain)

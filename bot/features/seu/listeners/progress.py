"""Requests about how far a person is -> action -> answer."""

from bot.feature import Deps
from bot.features.seu.actions import overview
from bot.features.seu.views import ids, my_seus, over_time
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command


async def on_my_seus(command: Command, rest: str, deps: Deps) -> Answer:
    """Show a person how far they are, in private."""
    return Answer.say(await deps.store.read(overview.my_seus_of, command.person, deps.words))


async def on_open(click: Click, deps: Deps) -> Answer:
    """Show a person how far they are after a click, as a form: a Home and a direct message have no private answers."""
    message = await deps.store.read(overview.my_seus_of, click.person, deps.words)
    form = my_seus.in_a_form(deps.words, message)
    return Answer.update(form) if click.in_form else Answer.open(form)


async def on_over_time(click: Click, deps: Deps) -> Answer:
    """Show a person how their minutes have grown."""
    today = deps.today
    form = over_time.in_a_form(deps.words, await deps.store.read(overview.pictures, click.person, today), today)
    return Answer.update(form) if click.in_form else Answer.open(form)


async def on_send_chart(click: Click, deps: Deps) -> Answer:
    """Send a person the same as a chart, in a direct message."""
    await deps.store.write(overview.send_chart, person=click.person)
    today = deps.today
    pictures = await deps.store.read(overview.pictures, click.person, today)
    return Answer.update(over_time.in_a_form(deps.words, pictures, today, sent=True))


CLICKS = {ids.OPEN: on_open, ids.OVER_TIME: on_over_time, ids.SEND_CHART: on_send_chart}

"""Requests for a forecast -> drawn beside the loop -> answer."""

from dataclasses import replace

from bot.core.chance import seeded
from bot.core.ids import ChannelId
from bot.feature import Deps
from bot.features.refinement.actions import forecasts as actions
from bot.features.refinement.rules.forecast.history import Basis
from bot.features.refinement.rules.forecast.kept import ForecastGone, ManyWait, NothingReady
from bot.features.refinement.rules.forecast.outlook import forecast
from bot.features.refinement.rules.forecast.question import WEEKS, HowLong, Question, read_question
from bot.features.refinement.rules.items import ItemState
from bot.features.refinement.store import forecasts as store
from bot.features.refinement.store import items
from bot.features.refinement.store.forecasts import Kept
from bot.features.refinement.views import forecast as views
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.surfaces import Message
from bot.slack.text import as_typed

MOST_IN_LINE = 20
"""Forecasts that are drawn one after the other, half a second each; who asks for one more is told so at once."""
_USUAL = 10
"""Items that an empty form asks about where nothing stands in the queue."""


async def on_forecast(command: Command, text: str, deps: Deps) -> Answer:
    """Answer what is asked of the team of this channel; without a question, open the form."""
    channel = (await deps.directory.reachable(command.channel or ChannelId(""))).id
    if not text:
        waiting = await deps.store.read(items.counts, channel)
        most = waiting[ItemState.READY] or waiting[ItemState.TO_REFINE] or _USUAL
        question = Question(HowLong(most, most))
        return Answer.open(views.question_form(deps.words, question, views.as_typed(question), f"{channel} "))
    question = read_question(as_typed(text), deps.today)
    return Answer.say(await _answered(question, channel, deps))


async def on_window(click: Click, deps: Deps) -> Answer:
    """Open the form in which the same is asked of another window."""
    kept = await _kept(click.value, deps)
    question = kept.forecast.question
    url = click.response_url or ""
    form = views.question_form(deps.words, question, views.as_typed(question), f"{kept.channel} {url}")
    return Answer.push(form) if click.in_form else Answer.open(form)


async def on_asked(form: Form, deps: Deps) -> Answer:
    """Answer what the form asks, in the place of the private message that it was opened from, else of the form."""
    named, _, url = form.private.partition(" ")
    channel = (await deps.directory.open_to(form.person, ChannelId(named))).id
    asked = read_question(form.text("question"), deps.today)
    weeks, basis = form.text("weeks"), form.text("basis")
    question = replace(
        asked,
        weeks=int(weeks) if weeks in map(str, WEEKS) else asked.weeks,
        basis=Basis(basis) if basis in tuple(Basis) else asked.basis,
        splits="splits" in form.chosen("splits"),
    )
    message = await _answered(question, channel, deps)
    if url:
        return Answer(cleared=True, replaced=message, replaced_at=url)
    return Answer.update(views.in_a_form(deps.words, message))


async def on_ready(click: Click, deps: Deps) -> Answer:
    """Ask when all that is ready is done, of the same window."""
    kept = await _kept(click.value, deps)
    ready = (await deps.store.read(items.counts, kept.channel))[ItemState.READY]
    if not ready:
        raise NothingReady
    question = replace(kept.forecast.question, of=HowLong(ready, ready))
    return _in_place(click, await _answered(question, kept.channel, deps), deps)


async def on_share(click: Click, deps: Deps) -> Answer:
    """Show a forecast to all of its channel."""
    kept = await _kept(click.value, deps)
    await deps.directory.reachable(kept.channel)
    await deps.store.write(actions.share_forecast, forecast=click.value)
    return _in_place(click, views.private(deps.words, views.Kept(click.value, kept.forecast), shared=True), deps)


def _in_place(click: Click, message: Message, deps: Deps) -> Answer:
    if click.in_form:
        return Answer.update(views.in_a_form(deps.words, message, click.private))
    return Answer.replace(message)


async def _kept(forecast: str, deps: Deps) -> Kept:
    """Return a forecast of a channel that the person may look into. Raise ForecastGone."""
    kept = await deps.store.read(store.kept, forecast)
    if kept is None:
        raise ForecastGone
    await deps.directory.open_to(deps.person.id, kept.channel)
    return kept


async def _answered(question: Question, channel: ChannelId, deps: Deps) -> Message:
    """Draw a forecast aside, so that who asks for something else does not wait, and keep it. Raise ManyWait.

    The same question on the same day falls alike: chance is seeded with it, and two people who ask do not read two dates.
    """
    if deps.aside.in_line >= MOST_IN_LINE:
        raise ManyWait
    today = deps.today
    known = await deps.store.read(store.known, channel, today, question.basis)
    chance = seeded(f"{deps.store.workspace} {channel} {today} {question}")
    found = await deps.aside.run(forecast, question, known, today, chance)
    named = await deps.store.write(actions.keep_forecast, channel=channel, person=deps.person.id, found=found)
    return views.private(deps.words, views.Kept(named, found))


SUBCOMMANDS = {"forecast": on_forecast}
CLICKS = {views.WINDOW: on_window, views.READY: on_ready, views.SHARE: on_share}
FORMS = {views.FORM: on_asked}

"""A second start in a channel: the offer, and its two buttons."""

from bot.feature import Deps
from bot.features.lean_coffee import actions, rules, store
from bot.features.lean_coffee.actions.starting import offer_shown
from bot.features.lean_coffee.listeners.live import link_to_board, read_meeting
from bot.features.lean_coffee.rules import MeetingId, Plan, PlanId
from bot.features.lean_coffee.views import ids, second_start, starting
from bot.features.lean_coffee.views.ids import read_value
from bot.slack.answers import Answer
from bot.slack.requests import Click
from bot.slack.surfaces import Message


async def offer(running: MeetingId, plan: Plan, deps: Deps, draft: str = "") -> Message:
    """Keep the plan of a start that met a running meeting, and offer what can become of it; `draft`: the preview that it came from."""
    if draft:
        kept = await deps.store.write(offer_shown, draft=draft, plan=plan)
    else:
        kept = await deps.store.write(actions.offer_plan, plan=plan)
    found = await read_meeting(deps, running)
    link, takes = await link_to_board(deps, running), rules.takes_topics(found)
    return second_start.offer(deps.words, found.title, link, kept, takes_topics=takes)


async def on_queue(click: Click, deps: Deps) -> Answer:
    """Let the meeting open when the running one has ended; where that is so already, the board shows it."""
    plan = await _plan(click, deps)
    running = await deps.store.write(actions.queue_plan, plan=plan, person=click.person)
    second = await deps.store.read(store.plan, plan)
    assert second is not None  # it has just been queued
    if running is None:
        return _settled(click, None, second_start.opened(deps.words, second.plan.title), deps)
    told = second_start.queued(deps.words, second.plan.title, running)
    return _settled(click, told, told, deps)


async def on_in_thread(click: Click, deps: Deps) -> Answer:
    """Open the meeting in a thread; its first message takes the place of the offer."""
    plan = await _plan(click, deps)
    await deps.store.write(actions.open_in_thread, plan=plan, person=click.person)
    return _settled(click, None, second_start.in_a_thread(deps.words), deps)


async def _plan(click: Click, deps: Deps) -> PlanId:
    """Return the plan that is offered, where the bot can still post in its channel. Raise PlanGone."""
    plan = PlanId(read_value(click.value)[0])
    second = await deps.store.read(store.plan, plan)
    if second is None:
        raise rules.PlanGone
    await deps.directory.reachable(second.plan.channel)
    return plan


def _settled(click: Click, told: Message | None, in_form: Message, deps: Deps) -> Answer:
    """Put what became of an offer in its place: nothing in a message, for the channel shows it; a word in a form."""
    if click.in_form:
        return Answer.update(starting.told_form(deps.words, in_form))
    return Answer.remove() if told is None else Answer.replace(told)


CLICKS = {ids.QUEUE: on_queue, ids.IN_THREAD: on_in_thread}

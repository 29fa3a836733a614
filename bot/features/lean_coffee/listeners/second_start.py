"""A second start in a channel: the offer, and its two buttons."""

from bot.core.ids import ChannelId
from bot.feature import Deps
from bot.features.lean_coffee import actions, rules, store
from bot.features.lean_coffee.listeners.live import link_to_board, read_meeting
from bot.features.lean_coffee.rules import MeetingId, Plan, PlanId
from bot.features.lean_coffee.views import ids, second_start
from bot.features.lean_coffee.views.ids import read_value
from bot.slack.answers import Answer
from bot.slack.requests import Click


async def offer(running: MeetingId, plan: Plan, deps: Deps) -> Answer:
    """Keep the plan of a start that met a running meeting, and offer what can become of it."""
    kept = await deps.store.write(actions.offer_plan, plan=plan)
    found = await read_meeting(deps, running)
    link, takes = await link_to_board(deps, running), rules.takes_topics(found)
    return Answer.say(second_start.offer(deps.words, found.title, link, kept, takes_topics=takes))


async def on_queue(click: Click, deps: Deps) -> Answer:
    """Let the meeting open when the running one has ended; where that is so already, the board shows it."""
    await deps.directory.reachable(click.channel or ChannelId(""))
    plan = PlanId(read_value(click.value)[0])
    running = await deps.store.write(actions.queue_plan, plan=plan, person=click.person)
    if running is None:
        return Answer.remove()
    second = await deps.store.read(store.plan, plan)
    assert second is not None  # it has just been queued
    return Answer.replace(second_start.queued(deps.words, second.plan.title, running))


async def on_in_thread(click: Click, deps: Deps) -> Answer:
    """Open the meeting in a thread; its first message takes the place of the offer."""
    await deps.directory.reachable(click.channel or ChannelId(""))
    plan = PlanId(read_value(click.value)[0])
    await deps.store.write(actions.open_in_thread, plan=plan, person=click.person)
    return Answer.remove()


CLICKS = {ids.QUEUE: on_queue, ids.IN_THREAD: on_in_thread}

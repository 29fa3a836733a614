"""One meeting to come, and a series, as somebody types when: previewed, never kept unseen."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.ids import ChannelId
from bot.feature import Deps
from bot.features.lean_coffee.actions.recurring import RECURRING
from bot.features.lean_coffee.views import options, typed
from bot.features.lean_coffee.views.pieces import NAMING
from bot.features.lean_coffee.views.typed import HourOver, Start
from bot.schedule.drafts import Draft
from bot.schedule.grammar.errors import AlreadyOver, NotUnderstood
from bot.schedule.grammar.parsed import Parts
from bot.schedule.grammar.parts import FromToday
from bot.schedule.grammar.sentences import Sentence, assemble
from bot.schedule.recurrence import Recurrence
from bot.series.listeners.plans import in_a_form, previewed, usual
from bot.series.recurring import CHANNEL
from bot.slack.answers import Answer
from bot.slack.requests import Command
from bot.teams.people import Channel


async def on_plan(command: Command, text: str, deps: Deps) -> Answer:
    """Preview the one meeting that a sentence plans, or open the form where it does not say when."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    if text:
        return await planned(channel, typed.parted(text), deps)
    deps = await deps.as_host()
    tomorrow = _here(deps).date() + timedelta(days=1)
    once = Recurrence("", datetime.combine(tomorrow, time(10)), deps.person.zone)
    return await in_a_form(RECURRING, Draft(once, named(channel, "", deps), extras=_extras(channel, Start())), deps)


async def on_every(command: Command, text: str, deps: Deps) -> Answer:
    """Preview the series that a sentence asks for, or open the form where it does not say when."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    start, parts = typed.read_series(f"every {text}")
    deps = await deps.as_host()
    if not typed.says_anything_of_when(parts):
        return await in_a_form(RECURRING, usual(deps, named(channel, start.title, deps), _extras(channel, start)), deps)
    return await _previewed(channel, start, _assembled(parts, deps), deps)


async def planned(channel: Channel, parts: Parts, deps: Deps) -> Answer:
    """Preview what was typed for one meeting, or for several where the sentence says so."""
    deps = await deps.as_host()
    if typed.comes_again(parts):
        start, series = typed.read_series(parts.text)
        return await _previewed(channel, start, _assembled(series, deps), deps)
    start, once = typed.of_one(parts, today=_here(deps))
    return await _previewed(channel, start, _once(once, deps), deps)


def _once(parts: Parts, deps: Deps) -> Sentence:
    """Return when one meeting is to be. Raise HourOver for an hour of today that is over, and what the schedule refuses."""
    try:
        return _assembled(parts, deps)
    except AlreadyOver as over:
        if FromToday(0) in parts.each(FromToday):
            raise HourOver(over.wall, typed.tomorrows(parts.text)) from over
        raise


def _assembled(parts: Parts, deps: Deps) -> Sentence:
    """Return what the schedule reads; strange words that are a slip of an option are told as that one."""
    try:
        return assemble(parts, at=deps.now, zone=deps.person.zone)
    except NotUnderstood as refused:
        raise typed.slip_in(parts.text, refused.rest) or refused from None


async def _previewed(channel: Channel, start: Start, said: Sentence, deps: Deps) -> Answer:
    plan = Draft(said.recurrence, named(channel, start.title, deps), start.link, _extras(channel, start))
    return await previewed(RECURRING, plan, deps)


def named(channel: Channel, title: str, deps: Deps) -> str:
    """Return what a meeting is called: as was said, else after its channel."""
    return title or NAMING.in_channel(deps.words, channel.name)


def _extras(channel: Channel, start: Start) -> Mapping[str, str]:
    return {**options.written(replace(start.wishes, length=None), start.ahead), CHANNEL: channel.id}


def _here(deps: Deps) -> datetime:
    """Return the moment on the clock of who asks."""
    return deps.now.astimezone(ZoneInfo(deps.person.zone))

"""One meeting to come, and a series, as somebody types when: previewed, never kept unseen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.ids import ChannelId
from bot.feature import Deps
from bot.meetings.ceremony import Ceremony
from bot.meetings.listeners.starting import Beside
from bot.meetings.views import typed
from bot.meetings.views.options import StartOptions
from bot.meetings.views.refused_times import refuse_past
from bot.meetings.views.typed import HourOver, Start
from bot.schedule.anchors import TeamDates
from bot.schedule.drafts import Draft
from bot.schedule.grammar.errors import AlreadyOver, NotUnderstood
from bot.schedule.grammar.parsed import Parts
from bot.schedule.grammar.parts import FromToday
from bot.schedule.grammar.sentences import Sentence, assemble
from bot.schedule.recurrence import Recurrence
from bot.series.listeners.plans import in_a_form, previewed, team_of, usual
from bot.series.recurring import CHANNEL, Recurring
from bot.slack.answers import Answer
from bot.slack.requests import Command
from bot.teams.people import Channel


@dataclass(frozen=True)
class TypedMeetings:
    """The meetings of a ceremony, now and to come, as people type them; `beside` says what one can do while another one runs."""

    ceremony: Ceremony[Any]
    recurring: Recurring
    options: StartOptions[Any]
    beside: Beside | None = None

    def named(self, channel: Channel, title: str, deps: Deps) -> str:
        """Return what a meeting is called: as was said, else after its channel."""
        return title or self.options.naming.in_channel(deps.words, channel.name)

    def extras(self, channel: Channel, start: Start[Any]) -> Mapping[str, str]:
        """Return what the draft of a plan keeps beside its title, its link and when it is."""
        return {**self.options.written(replace(start.wishes, length=None), start.leads), CHANNEL: channel.id}


async def on_plan(meetings: TypedMeetings, command: Command, text: str, deps: Deps) -> Answer:
    """Preview the one meeting that a sentence plans, or open the form where it does not say when."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    if text:
        return await planned(meetings, channel, typed.parted(meetings.options, text), deps)
    deps = await deps.as_host()
    tomorrow = _here(deps).date() + timedelta(days=1)
    once = Recurrence("", datetime.combine(tomorrow, time(10)), deps.person.zone)
    extras = meetings.extras(channel, Start(meetings.options.nothing))
    return await in_a_form(meetings.recurring, Draft(once, meetings.named(channel, "", deps), extras=extras), deps)


async def on_every(meetings: TypedMeetings, command: Command, text: str, deps: Deps) -> Answer:
    """Preview the series that a sentence asks for, or open the form where it does not say when."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    start, parts = typed.read_series(meetings.options, f"every {text}")
    deps = await deps.as_host()
    if not typed.says_anything_of_when(parts):
        plan = usual(deps, meetings.named(channel, start.title, deps), meetings.extras(channel, start))
        return await in_a_form(meetings.recurring, plan, deps)
    said = _assembled(meetings, parts, await team_of(channel.id, deps), deps)
    return await _previewed(meetings, channel, start, said, deps)


async def in_a_form_of(meetings: TypedMeetings, channel: Channel, text: str, deps: Deps) -> Answer:
    """Open the form on the series that a sentence asks for."""
    start, parts = typed.read_series(meetings.options, text)
    deps = await deps.as_host()
    said = _assembled(meetings, parts, await team_of(channel.id, deps), deps)
    return await in_a_form(meetings.recurring, _drafted(meetings, channel, start, said, deps), deps)


async def planned(meetings: TypedMeetings, channel: Channel, parts: Parts, deps: Deps) -> Answer:
    """Preview what was typed for one meeting, or for several where the sentence says so. Raise DayOver, or what reading it raises."""
    refuse_past(meetings.options, parts)
    deps = await deps.as_host()
    team = await team_of(channel.id, deps)
    if typed.comes_again(parts):
        start, series = typed.read_series(meetings.options, parts.text)
        return await _previewed(meetings, channel, start, _assembled(meetings, series, team, deps), deps)
    start, once = typed.of_one(meetings.options, parts, today=_here(deps))
    return await _previewed(meetings, channel, start, _once(meetings, once, team, deps), deps)


def _once(meetings: TypedMeetings, parts: Parts, team: TeamDates, deps: Deps) -> Sentence:
    """Return when one meeting is to be. Raise HourOver for an hour of today that is over, and what the schedule refuses."""
    try:
        return _assembled(meetings, parts, team, deps)
    except AlreadyOver as over:
        if FromToday(0) in parts.each(FromToday):
            raise HourOver(over.wall, typed.tomorrows(meetings.options.naming.command, parts.text)) from over
        raise


def _assembled(meetings: TypedMeetings, parts: Parts, team: TeamDates, deps: Deps) -> Sentence:
    """Return what the schedule reads; strange words that are a slip of an option are told as that one."""
    try:
        return assemble(parts, at=deps.now, zone=deps.person.zone, team=team)
    except NotUnderstood as refused:
        raise typed.slip_in(meetings.options, parts.text, refused.rest) or refused from None


async def _previewed(meetings: TypedMeetings, channel: Channel, start: Start[Any], said: Sentence, deps: Deps) -> Answer:
    return await previewed(meetings.recurring, _drafted(meetings, channel, start, said, deps), deps)


def _drafted(meetings: TypedMeetings, channel: Channel, start: Start[Any], said: Sentence, deps: Deps) -> Draft:
    return Draft(said.recurrence, meetings.named(channel, start.title, deps), start.link, meetings.extras(channel, start))


def _here(deps: Deps) -> datetime:
    """Return the moment on the clock of who asks."""
    return deps.now.astimezone(ZoneInfo(deps.person.zone))

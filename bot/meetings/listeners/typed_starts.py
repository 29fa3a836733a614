"""A start as it was typed: opened where all of it is understood, else shown to its author first."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.ids import ChannelId
from bot.core.limits import line, paragraph
from bot.core.texts import asks_something
from bot.feature import Deps
from bot.meetings.listeners import typed_plans
from bot.meetings.listeners.starting import start as start_meeting
from bot.meetings.listeners.typed_plans import TypedMeetings
from bot.meetings.rules.values import LIMITS, NewMeeting
from bot.meetings.store.meetings import running_in
from bot.meetings.views import starting, typed
from bot.meetings.views.hosts import COHOSTS
from bot.meetings.views.queue import told_form
from bot.meetings.views.refused_times import refuse_span
from bot.meetings.views.typed import Start
from bot.schedule.drafts import Draft, DraftGone, DraftSaved, drop_draft, keep_draft, read_draft
from bot.schedule.explain import explain as of_schedule
from bot.schedule.recurrence import Recurrence
from bot.series.listeners.rights import members_of
from bot.series.recurring import CHANNEL
from bot.series.views.plans import read_written, written
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.surfaces import Message
from bot.teams.people import Channel

_EVERYWHERE = (DraftGone, DraftSaved)


async def on_start(meetings: TypedMeetings, command: Command, text: str, deps: Deps, note: str = "") -> Answer:
    """Start a meeting as it was typed, plan one that is to be later, or show first what was not understood.

    `note` says why it is shown in any case: a first word was no command, and nothing is public by a slip of the pen.
    """
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    parts = typed.parted(meetings.options, text)
    refuse_span(meetings.options, parts)
    if typed.says_when(parts):
        return await typed_plans.planned(meetings, channel, parts, deps)
    start = typed.read_start(meetings.options, parts)
    if note or not start.is_clear or asks_something(text):
        return await shown(meetings, channel, start, deps, note)
    return await opened(meetings, channel, start, deps) or Answer.nothing()


async def opened(meetings: TypedMeetings, channel: Channel, start: Start[Any], deps: Deps) -> Answer | None:
    """Open the meeting; where one is running, answer with the way to it and what this one can do instead."""
    deps = await deps.as_host()
    new = await _new(meetings, channel, start, deps)
    told = await start_meeting(meetings.ceremony, new, deps, beside=meetings.beside)
    return None if told is None else Answer.say(told)


async def shown(meetings: TypedMeetings, channel: Channel, start: Start[Any], deps: Deps, note: str = "") -> Answer:
    """Show a start to its author alone, with Start, Edit and Cancel. Raise what it could not be opened for."""
    deps = await deps.as_host()
    new = await _new(meetings, channel, start, deps)
    line("meeting", new.title, LIMITS["meeting"])
    paragraph("link", start.link, LIMITS["link"])
    asked_at = deps.now.astimezone(ZoneInfo(deps.person.zone)).replace(tzinfo=None, microsecond=0)
    extras = starting.extras_of(meetings.options, start, channel.id, note)
    draft = Draft(Recurrence("", asked_at, deps.person.zone), new.title, start.link, extras)
    kept = await deps.store.write(keep_draft, purpose=_drafts(meetings), person=deps.person.id, draft=draft)
    running = await deps.store.read(running_in, channel.id)
    title = "" if running is None else running.title
    return Answer.say(starting.preview(meetings.options, deps.words, kept, draft, new.settings, deps.now, running=title))


async def on_start_button(meetings: TypedMeetings, click: Click, deps: Deps) -> Answer:
    """Start a meeting with the usual times; the offer goes away."""
    channel = await deps.directory.reachable(click.channel or ChannelId(""))
    return await opened(meetings, channel, Start(meetings.options.nothing), deps) or Answer.remove()


async def on_start_now(meetings: TypedMeetings, click: Click, deps: Deps) -> Answer:
    """Start what was shown, with its times counted from now; where a meeting runs by now, say so in its place."""
    try:
        draft = await _read(meetings, click.value, deps)
        start = Start(meetings.options.read_written(draft.extras), draft.title, draft.link)
        told = await _start(meetings, click.value, draft, start, deps)
    except _EVERYWHERE as settled:
        return Answer.replace(_settled(meetings, settled, deps))
    return Answer.remove() if told is None else Answer.replace(told)


async def on_edit(meetings: TypedMeetings, click: Click, deps: Deps) -> Answer:
    """Open the form of a start with all that was typed in it."""
    try:
        draft = await _read(meetings, click.value, deps)
    except _EVERYWHERE as settled:
        return Answer.replace(_settled(meetings, settled, deps))
    return Answer.open(starting.form(meetings.options, deps.words, draft, written(click.value, click.response_url)))


async def on_edited(meetings: TypedMeetings, form: Form, deps: Deps) -> Answer:
    """Start what the form says; all that is wrong in it is told beside its fields at once."""
    naming, words = meetings.options.naming, deps.words
    named, url = read_written(form.private)
    start, wrong = starting.read_form(meetings.options, form)
    if wrong:
        explain = meetings.recurring.explain
        return Answer.field_errors({block: explain(one, words) or of_schedule(one, words) or "" for block, one in wrong.items()})
    try:
        told = await _start(meetings, named, await _read(meetings, named, deps), start, deps)
    except _EVERYWHERE as settled:
        said = _settled(meetings, settled, deps)
        return Answer.update(told_form(naming, words, said)).and_replace(url, said.text)
    if told is not None:
        return Answer.update(told_form(naming, words, told)).and_replace(url, told.text)
    return Answer.close().and_replace(url, starting.started(naming, words, start.title))


async def on_drop(meetings: TypedMeetings, click: Click, deps: Deps) -> Answer:
    """Forget the start and take its preview away; one that was started meanwhile says so."""
    try:
        await deps.store.write(drop_draft, purpose=_drafts(meetings), person=click.person, draft=click.value)
    except DraftSaved as settled:
        return Answer.replace(_settled(meetings, settled, deps))
    return Answer.remove()


async def _start(meetings: TypedMeetings, named: str, draft: Draft, start: Start[Any], deps: Deps) -> Message | None:
    """Open the start of a draft, or return the offer that is made where another one runs. Raise DraftGone or DraftSaved."""
    channel = await deps.directory.reachable(ChannelId(draft.extras[CHANNEL]))
    deps = await deps.as_host()
    new = await _new(meetings, channel, start, deps)
    return await start_meeting(meetings.ceremony, new, deps, draft=named, beside=meetings.beside)


async def _read(meetings: TypedMeetings, draft: str, deps: Deps) -> Draft:
    return await deps.store.read(read_draft, purpose=_drafts(meetings), person=deps.person.id, draft=draft)


def _settled(meetings: TypedMeetings, settled: DraftGone | DraftSaved, deps: Deps) -> Message:
    if isinstance(settled, DraftSaved):
        return Message(starting.started(meetings.options.naming, deps.words, settled.plan.title))
    return Message(of_schedule(settled, deps.words) or "")


async def _new(meetings: TypedMeetings, channel: Channel, start: Start[Any], deps: Deps) -> NewMeeting[Any]:
    """Return the meeting that is asked for. Raise what its options raise, and what `members_of` does."""
    title, settings = meetings.named(channel, start.title, deps), meetings.options.settle(start.wishes)
    await members_of(settings.cohosts, channel.id, deps, COHOSTS.name)
    return NewMeeting(channel.id, title, deps.person.id, deps.person.zone, settings, start.link)


def _drafts(meetings: TypedMeetings) -> str:
    """Return what the drafts of starts are kept under."""
    return meetings.options.naming.id("start")


def clicks(meetings: TypedMeetings) -> Mapping[str, Callable[[Click, Deps], Awaitable[Answer]]]:
    """Return the table of the buttons of a start, for a ceremony's Feature: that of its invitation, and those of the preview."""
    verbs = {"start": on_start_button, "start_now": on_start_now, "edit_start": on_edit, "drop_start": on_drop}
    return {meetings.options.naming.id(verb): partial(listener, meetings) for verb, listener in verbs.items()}


def forms(meetings: TypedMeetings) -> Mapping[str, Callable[[Form, Deps], Awaitable[Answer]]]:
    """Return the table of the form of a start, for a ceremony's Feature."""
    return {meetings.options.naming.id("start_form"): partial(on_edited, meetings)}

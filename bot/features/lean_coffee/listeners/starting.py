"""A start as it was typed: opened where all of it is understood, else shown to its author first."""

from zoneinfo import ZoneInfo

from bot.core.ids import ChannelId, MeetingId
from bot.feature import Deps
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.listeners import plans
from bot.features.lean_coffee.rules import settings, texts, topics
from bot.features.lean_coffee.rules.values import Plan, Wishes
from bot.features.lean_coffee.store import meetings
from bot.features.lean_coffee.store.meetings import Part
from bot.features.lean_coffee.views import ids, options, starting, typed
from bot.features.lean_coffee.views.explain import explain
from bot.features.lean_coffee.views.pieces import NAMING, of_a_topic
from bot.features.lean_coffee.views.typed import Start
from bot.meetings.listeners.starting import start as start_meeting
from bot.meetings.views.queue import told_form
from bot.schedule.drafts import Draft, DraftGone, DraftSaved, drop_draft, keep_draft, read_draft
from bot.schedule.explain import explain as of_schedule
from bot.schedule.recurrence import Recurrence
from bot.series.recurring import CHANNEL
from bot.series.views.plans import read_written, written
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.teams.people import Channel
from bot.words.words import Words

START = NAMING.id("start")
"""What the drafts of starts are kept under."""
_EVERYWHERE = (DraftGone, DraftSaved)


async def on_start(command: Command, text: str, deps: Deps) -> Answer:
    """Start a meeting as it was typed, plan one that is to be later, or show first what was not understood."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    parts = typed.parted(text)
    if typed.says_when(parts):
        return await plans.planned(channel, parts, deps)
    start = typed.read_start(parts)
    if not start.is_clear:
        return await shown(channel, start, deps)
    return await opened(channel, start, deps) or Answer.nothing()


async def on_other(command: Command, text: str, note: str, deps: Deps) -> Answer:
    """Show what would be planned or started where a first word is no command: nothing is public by a slip of the pen."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    parts = typed.parted(text)
    if typed.says_when(parts):
        return await plans.planned(channel, parts, deps)
    return await shown(channel, typed.read_start(parts), deps, note)


async def opened(channel: Channel, start: Start, deps: Deps) -> Answer | None:
    """Open the meeting; where one is running, answer with the way to it and what this one can do instead."""
    deps = await deps.as_host()
    plan = _plan(channel.id, plans.named(channel, start.title, deps), start.link, start.wishes, deps)
    told = await start_meeting(CEREMONY, plan, deps, beside=_beside)
    return None if told is None else Answer.say(told)


async def shown(channel: Channel, start: Start, deps: Deps, note: str = "") -> Answer:
    """Show a start to its author alone, with Start, Edit and Cancel. Raise what it could not be opened for."""
    deps = await deps.as_host()
    title = plans.named(channel, start.title, deps)
    plan = _plan(channel.id, title, start.link, start.wishes, deps)
    texts.line("meeting", plan.title)
    texts.paragraph("link", plan.link)
    asked_at = deps.now.astimezone(ZoneInfo(deps.person.zone)).replace(tzinfo=None, microsecond=0)
    draft = Draft(Recurrence("", asked_at, deps.person.zone), title, start.link, starting.extras_of(start, channel.id, note))
    kept = await deps.store.write(keep_draft, purpose=START, person=deps.person.id, draft=draft)
    return Answer.say(starting.preview(deps.words, kept, draft, plan.settings, deps.now))


async def on_start_now(click: Click, deps: Deps) -> Answer:
    """Start what was shown, with its times counted from now; where a meeting runs by now, say so in its place."""
    try:
        told = await _start(click.value, await _read(click.value, deps), deps)
    except _EVERYWHERE as settled:
        return Answer.replace(_settled(settled, deps))
    return Answer.remove() if told is None else Answer.replace(told)


async def on_edit(click: Click, deps: Deps) -> Answer:
    """Open the form of a start with all that was typed in it."""
    try:
        draft = await _read(click.value, deps)
    except _EVERYWHERE as settled:
        return Answer.replace(_settled(settled, deps))
    return Answer.open(starting.form(deps.words, draft, written(click.value, click.response_url)))


async def on_edited(form: Form, deps: Deps) -> Answer:
    """Start what the form says; all that is wrong in it is told beside its fields at once."""
    named, url = read_written(form.private)
    start, wrong = starting.read_form(form)
    if wrong:
        return Answer.field_errors(
            {block: explain(one, deps.words) or of_schedule(one, deps.words) or "" for block, one in wrong.items()}
        )
    try:
        before = await _read(named, deps)
        edited = Draft(
            before.recurrence, start.title, start.link, {CHANNEL: before.extras[CHANNEL], **options.written(start.wishes)}
        )
        told = await _start(named, edited, deps)
    except _EVERYWHERE as settled:
        said = _settled(settled, deps)
        return Answer.update(told_form(NAMING, deps.words, said)).and_replace(url, said.text)
    if told is not None:
        return Answer.update(told_form(NAMING, deps.words, told)).and_replace(url, told.text)
    return Answer.close().and_replace(url, starting.started(deps.words, start.title))


async def on_drop(click: Click, deps: Deps) -> Answer:
    """Forget the start and take its preview away; one that was started meanwhile says so."""
    try:
        await deps.store.write(drop_draft, purpose=START, person=click.person, draft=click.value)
    except DraftSaved as settled:
        return Answer.replace(_settled(settled, deps))
    return Answer.remove()


async def _start(named: str, draft: Draft, deps: Deps) -> Message | None:
    """Open the meeting of a draft, or return the offer that is made where another one runs. Raise DraftGone or DraftSaved."""
    channel = await deps.directory.reachable(ChannelId(draft.extras[CHANNEL]))
    deps = await deps.as_host()
    plan = _plan(channel.id, draft.title, draft.link, options.read_written(draft.extras), deps)
    return await start_meeting(CEREMONY, plan, deps, draft=named, beside=_beside)


def _beside(read: Read, running: MeetingId, words: Words) -> str:
    """Say what becomes of a topic while that meeting runs."""
    found = meetings.meeting(read, running, Part(0))
    return of_a_topic(words, joins=found is not None and topics.takes_topics(found))


async def _read(draft: str, deps: Deps) -> Draft:
    return await deps.store.read(read_draft, purpose=START, person=deps.person.id, draft=draft)


def _settled(settled: DraftGone | DraftSaved, deps: Deps) -> Message:
    if isinstance(settled, DraftSaved):
        return Message(starting.started(deps.words, settled.plan.title))
    return Message(of_schedule(settled, deps.words) or "")


def _plan(channel: ChannelId, title: str, link: str, wishes: Wishes, deps: Deps) -> Plan:
    return Plan(channel, title, deps.person.id, deps.person.zone, settings.settle(wishes), link)


CLICKS = {ids.START_NOW: on_start_now, ids.EDIT_START: on_edit, ids.DROP_START: on_drop}
FORMS = {ids.START_FORM: on_edited}

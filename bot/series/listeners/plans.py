"""Requests about plans -> action -> answer."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial

from bot.core.ids import ChannelId, PersonId
from bot.core.refusal import AllAtOnce
from bot.core.texts import on_one_line
from bot.core.zones import zone_or_utc
from bot.feature import Deps
from bot.schedule.anchored import for_team
from bot.schedule.anchors import TeamDates
from bot.schedule.drafts import INSTEAD_OF, Draft, DraftGone, DraftSaved, drop_draft, keep_draft, read_draft
from bot.schedule.explain import explain
from bot.schedule.form import read_length, read_schedule
from bot.schedule.grammar.in_words import with_zone
from bot.schedule.grammar.sentences import assemble, parse
from bot.schedule.recurrence import Recurrence, check
from bot.schedule.recurrence_rule import DAY_CODES
from bot.series.actions.editing import as_previewed, edit_plan, plan_of
from bot.series.actions.plans import hold, save_plan
from bot.series.actions.seating import hosts_of_plan
from bot.series.listeners.rights import change, look, members_of
from bot.series.recurring import CHANNEL, SERIES, ZONE_OF_BEFORE, Recurring
from bot.series.rules import PlannedAlready
from bot.series.views import plans as views
from bot.series.views.leads import read_leads
from bot.series.views.typed_leads import bare_leads, lead_phrases, leads_said
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.surfaces import Message, Modal
from bot.slack.text import as_typed
from bot.teams import calendar
from bot.teams.mentions import names_in
from bot.teams.people import Channel, Heard, ZoneNotTold

_LEADS = (*lead_phrases(), bare_leads())


async def previewed(recurring: Recurring, plan: Draft, deps: Deps) -> Answer:
    """Show its author a plan that was typed as a sentence. Raise ZoneNotTold where nobody knows in which zone it was meant."""
    shown = await _previewed(recurring, _in_their_zone(plan, deps), deps)
    return Answer.say(shown.message)


async def typed(
    recurring: Recurring, command: Command, text: str, deps: Deps, title: Callable[[Channel], str] = lambda channel: ""
) -> Answer:
    """Preview what a sentence plans in the channel of a command, or open the form where nothing is said.

    `title`: what it is called where the sentence does not say. Raise what cannot be read, and GuestsDoNotHost.
    """
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    deps = await deps.as_host()
    extras = {**await deps.store.read(recurring.usual, channel.id), CHANNEL: channel.id}
    if not text:
        return await in_a_form(recurring, usual(deps, title(channel), extras), deps)
    team = await team_of(channel.id, deps)
    sentence = as_typed(text, await names_in(text, deps.directory, deps.words))
    parts = parse(sentence, own=_LEADS)
    said, extras = assemble(parts, at=deps.now, zone=deps.person.zone, team=team), {**extras, **leads_said(parts)}
    named = on_one_line(said.title) or title(channel)
    return await previewed(recurring, Draft(said.recurrence, named, said.link, extras), deps)


async def team_of(channel: ChannelId, deps: Deps) -> TeamDates:
    """Return what a schedule of a channel is read with, its holidays loaded beside the loop: the first team's take a while."""
    team = await deps.store.read(calendar.team_dates, channel)
    if team.working_days.country:
        await asyncio.to_thread(team.working_days.holiday, deps.now.date())
    return team


def usual(deps: Deps, title: str, extras: Mapping[str, str]) -> Draft:
    """Return what an empty form begins with: every week at 10:00, from tomorrow on."""
    zone = zone_or_utc(deps.person.zone)
    tomorrow = deps.now.astimezone(zone).date() + timedelta(days=1)
    weekly = Recurrence(f"FREQ=WEEKLY;BYDAY={DAY_CODES[tomorrow.weekday()]}", datetime.combine(tomorrow, time(10)), zone.key)
    return Draft(weekly, title, extras=extras)


def _in_their_zone(plan: Draft, deps: Deps) -> Draft:
    """Note in a plan that its zone is the one that Slack said last, not now: its preview says so."""
    if plan.recurrence.zone != deps.person.zone:
        return plan
    match deps.person.heard:
        case Heard.NEVER:
            raise ZoneNotTold
        case Heard.BEFORE:
            return replace(plan, extras={**plan.extras, ZONE_OF_BEFORE: plan.recurrence.zone})
        case Heard.NOW:
            return plan


async def ask_to_edit(recurring: Recurring, series: str, deps: Deps) -> Modal:
    """Return the form of a saved series, filled with what it is, for who may change it."""
    plan = await look(deps, plan_of, recurring=recurring, series=series, person=deps.person.id)
    return views.plan_form(recurring, deps.words, plan, await _kept(recurring, plan, deps))


async def in_a_form(recurring: Recurring, plan: Draft, deps: Deps) -> Answer:
    """Open the form on a plan that nobody has typed yet."""
    return Answer.open(views.plan_form(recurring, deps.words, plan, await _kept(recurring, plan, deps)))


async def on_edit(recurring: Recurring, click: Click, deps: Deps) -> Answer:
    """Open a plan as a form."""
    try:
        plan = await _read(recurring, click.person, click.value, deps)
    except (DraftGone, DraftSaved) as settled:
        return _without_buttons(recurring, settled, deps)
    return Answer.open(views.plan_form(recurring, deps.words, plan, views.written(click.value, click.response_url)))


async def on_planned(recurring: Recurring, form: Form, deps: Deps) -> Answer:
    """Preview what the form says; wishes that the form does not show stay as they were."""
    draft, url = views.read_written(form.private)
    try:
        before = await _read(recurring, form.person, draft, deps)
    except DraftSaved as settled:
        return Answer.say(_saved(recurring, settled.plan, deps))
    deps = await deps.as_host()
    team = await team_of(ChannelId(before.extras[CHANNEL]), deps)
    plan = _read_form(recurring, form, before, draft, team, deps)
    return Answer.update(_to_save(recurring, await _previewed(recurring, plan, deps), url, deps))


def _to_save(recurring: Recurring, shown: "_Shown", url: str, deps: Deps) -> Modal:
    return views.save_form(recurring, deps.words, shown.plan, shown.message, views.written(shown.draft, url))


def _read_form(recurring: Recurring, form: Form, before: Draft, draft: str, team: TeamDates, deps: Deps) -> Draft:
    """Return the plan that a form says, held against its limits. Raise all that is wrong with it at once."""
    refused = AllAtOnce()
    unread: tuple[str, Mapping[str, str]] = (before.title, {})
    said = refused.read(None, read_schedule, form, at=deps.now, zone=deps.person.zone, team=team, before=before.recurrence)
    title, changed = refused.read(unread, recurring.read, form)
    changed = {**changed, **read_leads(form)}
    first = before.extras.get(INSTEAD_OF, draft)
    # Where the schedule cannot be read, the other limits are still held: for a single date, of which no limit of a rhythm speaks.
    recurrence = said.recurrence if said else _a_single_date(before, refused.read(None, read_length, form))
    plan = Draft(recurrence, title, said.link if said else "", {**before.extras, **changed, INSTEAD_OF: first})
    refused.read(None, hold, recurring, plan, deps.now)
    refused.refuse()
    return plan


def _a_single_date(before: Draft, lasts: timedelta | None) -> Recurrence:
    return Recurrence("", before.recurrence.start, before.recurrence.zone, duration=lasts)


@dataclass(frozen=True)
class _Shown:
    """A plan as its author was asked about it, with its draft's id and its preview."""

    plan: Draft
    draft: str
    message: Message


async def _previewed(recurring: Recurring, plan: Draft, deps: Deps) -> _Shown:
    """Hold a plan against its limits, keep it as a draft and draw it."""
    channel = ChannelId(plan.extras[CHANNEL])
    plan = replace(plan, recurrence=for_team(plan.recurrence, await team_of(channel, deps), deps.now))
    check(plan.recurrence, deps.now)
    hold(recurring, plan, deps.now)
    for field, people in recurring.named(plan).items():
        await members_of(people, channel, deps, field)
    asked, as_kept = await deps.store.read(as_previewed, recurring=recurring, plan=plan)
    hosts = await deps.store.read(hosts_of_plan, recurring=recurring, plan=as_kept)
    draft = await _kept(recurring, asked, deps)
    return _Shown(asked, draft, views.preview(recurring, deps.words, as_kept, draft, deps.now, hosts))


async def _asked_again(recurring: Recurring, person: PersonId, draft: str, deps: Deps) -> _Shown:
    """Preview once more what somebody else has planned meanwhile, with the question whether it is to be a second one."""
    plan = await _read(recurring, person, draft, deps)
    extras = {**plan.extras, INSTEAD_OF: plan.extras.get(INSTEAD_OF, draft)}
    return await _previewed(recurring, replace(plan, extras=extras), deps)


async def on_save(recurring: Recurring, click: Click, deps: Deps) -> Answer:
    """Save the plan that was previewed; what has been settled in another way says how, without its buttons."""
    try:
        return Answer.replace(await _save(recurring, click.person, click.value, deps))
    except PlannedAlready:
        return Answer.replace((await _asked_again(recurring, click.person, click.value, deps)).message)
    except (DraftGone, DraftSaved) as settled:
        return _without_buttons(recurring, settled, deps)


async def on_save_form(recurring: Recurring, form: Form, deps: Deps) -> Answer:
    """Save the plan that was previewed in a form; the preview that the form was opened from says so too, at once."""
    draft, url = views.read_written(form.private)
    try:
        told = await _save(recurring, form.person, draft, deps)
    except PlannedAlready:
        return Answer.update(_to_save(recurring, await _asked_again(recurring, form.person, draft, deps), url, deps))
    except DraftSaved as settled:
        told = _saved(recurring, settled.plan, deps)
    return Answer.update(views.told_form(recurring, deps.words, told)).and_replace(url, told)


async def _save(recurring: Recurring, person: PersonId, draft: str, deps: Deps) -> str:
    """Save a plan if the bot can still post in its channel; a request delivered twice says nothing. Raise DraftGone or DraftSaved."""
    changes = False
    with suppress(DraftGone, DraftSaved):
        waiting = await _read(recurring, person, draft, deps)
        changes = SERIES in waiting.extras
        await deps.directory.reachable(ChannelId(waiting.extras[CHANNEL]))
    if changes:
        plan = await change(deps, edit_plan, recurring=recurring, person=person, draft=draft)
    else:
        plan = await deps.store.write(save_plan, recurring=recurring, person=person, draft=draft)
    return _saved(recurring, plan, deps)


async def on_drop(recurring: Recurring, click: Click, deps: Deps) -> Answer:
    """Forget the plan and take its preview away; one that was saved meanwhile says so."""
    try:
        await deps.store.write(drop_draft, purpose=recurring.name, person=click.person, draft=click.value)
    except DraftSaved as settled:
        return _without_buttons(recurring, settled, deps)
    return Answer.remove()


def _without_buttons(recurring: Recurring, settled: DraftGone | DraftSaved, deps: Deps) -> Answer:
    """Put what became of a plan in the place of its preview."""
    if isinstance(settled, DraftSaved):
        return Answer.replace(_saved(recurring, settled.plan, deps))
    return Answer.replace(explain(settled, deps.words) or "")


def _saved(recurring: Recurring, plan: Draft, deps: Deps) -> str:
    """Say what was saved, and where."""
    rule, channel = with_zone(plan.recurrence, deps.words), plan.extras[CHANNEL]
    if SERIES in plan.extras:
        return deps.words.say("Changed: {rule}, in <#{channel}>.", rule=rule, channel=channel)
    return recurring.saved(deps.words, rule, channel, plan.recurrence.once)


async def _read(recurring: Recurring, person: PersonId, draft: str, deps: Deps) -> Draft:
    return await deps.store.read(read_draft, purpose=recurring.name, person=person, draft=draft)


async def _kept(recurring: Recurring, plan: Draft, deps: Deps) -> str:
    return await deps.store.write(keep_draft, purpose=recurring.name, person=deps.person.id, draft=plan)


def clicks(recurring: Recurring) -> Mapping[str, Callable[[Click, Deps], Awaitable[Answer]]]:
    """Return the table of a plan's buttons."""
    table = {"save_plan": on_save, "edit_plan": on_edit, "drop_plan": on_drop}
    return {recurring.kinds.id(verb): partial(listener, recurring) for verb, listener in table.items()}


def forms(recurring: Recurring) -> Mapping[str, Callable[[Form, Deps], Awaitable[Answer]]]:
    """Return the table of a plan's forms."""
    table = {"plan": on_planned, "save_plan": on_save_form}
    return {recurring.kinds.id(verb): partial(listener, recurring) for verb, listener in table.items()}

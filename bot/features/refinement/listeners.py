"""Requests about refinement reminders -> action -> answer."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, time, timedelta
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo

from bot import schedule
from bot.core.ids import ChannelId, PersonId
from bot.feature import Deps
from bot.features.refinement import actions, rules, store, views
from bot.features.refinement.rules import Reply
from bot.features.refinement.views import ids
from bot.schedule import Recurrence, RuleState, ScheduleId, next_after
from bot.schedule.drafts import Draft, DraftGone, drop_draft, keep_draft, read_draft
from bot.schedule.form import read_schedule
from bot.schedule.in_words import in_words
from bot.schedule.preview import preview
from bot.schedule.sentences import Sentence, read_sentence
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.surfaces import Message, Modal
from bot.slack.text import as_typed
from bot.store.unit import Read, Unit
from bot.teams import Accountability
from bot.teams import store as teams
from bot.words import Words

WORDS = ("remind", "reminders", "po", "help")
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_VERBS: Mapping[str, Callable[..., None]] = {"pause": actions.pause, "resume": actions.resume}


async def on_refine(command: Command, deps: Deps) -> Answer:
    """Read the first word of `/refine` and do what it asks; a typo gets the nearest command."""
    word, _, rest = command.text.strip().partition(" ")
    match word.lower():
        case "remind":
            return await _on_remind(command, rest.strip(), deps)
        case "reminders":
            return Answer.say(await _list(deps, (await deps.directory.reachable(_channel(command))).id))
        case "po":
            return Answer.say(await _product_owner(command, rest.strip(), deps))
        case "" | "help":
            return Answer.say(views.help_by_example(deps.words))
        case _:
            nearest = get_close_matches(word.lower(), WORDS, 1)
            return Answer.say(views.help_by_example(deps.words, word, nearest[0] if nearest else ""))


async def _on_remind(command: Command, text: str, deps: Deps) -> Answer:
    channel = (await deps.directory.reachable(_channel(command))).id
    if not text:
        return Answer.open(views.plan_form(deps.words, _usual(deps), channel))
    sentence = read_sentence(as_typed(text), at=deps.now, zone=deps.person.zone)
    message, _ = await _previewed(deps, command.person, sentence, sentence.title, {"channel": channel})
    return Answer.say(message)


async def _product_owner(command: Command, text: str, deps: Deps) -> str:
    """Say who is the Product Owner of this channel's team, or write down who it is from now on."""
    channel = (await deps.directory.reachable(_channel(command))).id
    if not text:
        return views.product_owner(deps.words, await deps.store.read(teams.holder, channel, Accountability.PRODUCT_OWNER))
    mention = _MENTION.fullmatch(text)
    if mention is None:
        raise rules.NobodyNamed
    named = (await deps.directory.person(PersonId(mention.group(1)))).id
    await deps.store.write(
        actions.name_product_owner, person=command.person, is_admin=deps.person.is_admin, channel=channel, named=named
    )
    return views.product_owner(deps.words, named)


def _usual(deps: Deps) -> Draft:
    """Return what the empty form begins with: every week at 10:00, from tomorrow on."""
    tomorrow = deps.now.astimezone(ZoneInfo(deps.person.zone)).date() + timedelta(days=1)
    code = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[tomorrow.weekday()]
    return Draft(Recurrence(f"FREQ=WEEKLY;BYDAY={code}", datetime.combine(tomorrow, time(10)), deps.person.zone))


async def _previewed(
    deps: Deps, person: PersonId, sentence: Sentence, title: str, extras: Mapping[str, str]
) -> tuple[Message, str]:
    """Keep a plan as a draft and draw it for its author; return the draft's id too."""
    draft = Draft(sentence.recurrence, title[: views.LONGEST_TITLE], sentence.link, extras)
    named = await deps.store.write(keep_draft, purpose=actions.PURPOSE, person=person, draft=draft)
    first = next_after(draft.recurrence, deps.now)
    note = views.preview_note(deps.words, draft.recurrence.zone, first.starts) if first else ""
    buttons = {"save": ids.SAVE, "edit": ids.EDIT, "drop": ids.DROP}
    return preview(deps.words, draft, at=deps.now, channel=extras["channel"], note=note, named=named, **buttons), named


async def on_save(click: Click, deps: Deps) -> Answer:
    """Save the reminder that was previewed."""
    return Answer.replace(await _save(deps, click.person, click.value))


async def on_save_form(form: Form, deps: Deps) -> Answer:
    """Save the reminder that was previewed in a form."""
    return Answer.update(views.told_form(deps.words, await _save(deps, form.person, form.private)))


async def _save(deps: Deps, person: PersonId, draft: str) -> str:
    """Save a plan if the bot can still post in its channel; a request delivered twice finds its draft gone and says nothing."""
    with suppress(DraftGone):
        waiting = await deps.store.read(_draft, person, draft)
        await deps.directory.reachable(ChannelId(waiting.extras["channel"]))
    plan = await deps.store.write(actions.save_reminder, person=person, draft=draft)
    rule = f"{in_words(plan.recurrence, deps.words)}, {plan.recurrence.zone}"
    return views.saved(deps.words, rule, plan.extras["channel"])


async def on_edit(click: Click, deps: Deps) -> Answer:
    """Open a plan as a form."""
    plan = await deps.store.read(_draft, click.person, click.value)
    return Answer.open(views.plan_form(deps.words, plan, plan.extras["channel"], click.value))


async def on_planned(form: Form, deps: Deps) -> Answer:
    """Preview what the form says; saving it takes the place of the plan that was edited."""
    sentence = read_schedule(form, at=deps.now, zone=deps.person.zone)
    channel, edited = views.read_place(form)
    extras = {"channel": channel} | ({actions.INSTEAD_OF: edited} if edited else {})
    message, named = await _previewed(deps, form.person, sentence, form.text("title").strip(), extras)
    return Answer.update(views.save_form(deps.words, message, named))


async def on_drop(click: Click, deps: Deps) -> Answer:
    """Forget the plan and take its preview away."""
    await deps.store.write(drop_plan, person=click.person, draft=click.value)
    return Answer.remove()


async def on_more(click: Click, deps: Deps) -> Answer:
    """Do what was chosen in the ⋮ menu of a reminder, and list them anew."""
    verb, reminder, starts = views.read_option(click.value)
    if verb == "end":
        return await _ask_to_end(reminder, click.person, deps)
    named: dict[str, Any] = {"person": click.person, "is_admin": deps.person.is_admin, "reminder": reminder}
    note = ""
    if verb == "skip":
        await deps.store.write(actions.skip_next, **named, starts=starts)
        note = deps.words.say("Skipped: {when}.", when=deps.words.slack_day_time(starts))
    elif verb in _VERBS:
        await deps.store.write(_VERBS[verb], **named)
    else:
        raise rules.NoSuchReminder
    return Answer.replace(await _list(deps, _channel(click), note))


async def _ask_to_end(reminder: str, person: PersonId, deps: Deps) -> Answer:
    """Ask once more: a slip in a menu must not end a reminder."""
    return Answer.open(await deps.store.read(read_end, reminder, person, deps))


def read_end(read: Read, reminder: str, person: PersonId, deps: Deps) -> Modal:
    """Read what the end of a reminder takes away, and draw the question. Raise NotOwner or NoSuchReminder."""
    found = store.reminder_of(read, reminder)
    if found is None:
        raise rules.NoSuchReminder
    rule = actions.may_change(read, found, person, is_admin=deps.person.is_admin)
    following = schedule.next_occurrence(read, rule, read.now)
    announced = following is not None and store.occasion_at(read, reminder, following.wall) is not None
    return views.end_form(deps.words, found, following.starts if following else None, announced=announced)


async def on_ended(form: Form, deps: Deps) -> Answer:
    """End the reminder, as somebody who was asked once more."""
    await deps.store.write(actions.end, person=form.person, is_admin=deps.person.is_admin, reminder=form.private)
    found = await deps.store.read(store.reminder_of, form.private)
    return Answer.update(views.told_form(deps.words, views.ended(deps.words, found))) if found else Answer.close()


async def on_late(click: Click, deps: Deps) -> Answer:
    """Note that a person will be late, or no longer; the card shows it."""
    return await _reply(click, deps, Reply.LATE)


async def on_absent(click: Click, deps: Deps) -> Answer:
    """Note that a person cannot come, or can after all; the card shows it."""
    return await _reply(click, deps, Reply.ABSENT)


async def _reply(click: Click, deps: Deps, said: Reply) -> Answer:
    await deps.store.write(actions.reply, person=click.person, occasion=click.value, said=said)
    return Answer.nothing()


def _draft(read: Read, person: PersonId, draft: str) -> Draft:
    return read_draft(read, purpose=actions.PURPOSE, person=person, draft=draft)


def drop_plan(unit: Unit, *, person: PersonId, draft: str) -> None:
    """Forget a person's plan."""
    drop_draft(unit, purpose=actions.PURPOSE, person=person, draft=draft)


async def _list(deps: Deps, channel: ChannelId, note: str = "") -> Message:
    lines = await deps.store.read(read_lines, channel, deps.words)
    return views.reminders(deps.words, lines, note)


def read_lines(read: Read, channel: ChannelId, words: Words) -> list[views.ReminderLine]:
    """Read the reminders of a channel that have not ended and whose last date is not over."""
    lines = []
    for reminder in store.reminders_in(read, channel):
        kept = schedule.kept(read, ScheduleId(reminder.id))
        if kept is None or kept.state is RuleState.ENDED:
            continue
        upcoming = [one.starts for one in schedule.upcoming(read, ScheduleId(reminder.id), read.now, 2)]
        paused = kept.state is RuleState.PAUSED
        if not (upcoming or paused):
            continue
        lines.append(views.ReminderLine(reminder, in_words(kept.recurrence, words), kept.recurrence.zone, upcoming, paused))
    return lines


def _channel(request: Click | Command) -> ChannelId:
    return request.channel or ChannelId("")


COMMANDS = {"/refine": on_refine}
CLICKS = {
    ids.SAVE: on_save,
    ids.EDIT: on_edit,
    ids.DROP: on_drop,
    ids.MORE: on_more,
    ids.LATE: on_late,
    ids.ABSENT: on_absent,
}
FORMS = {ids.PLAN_FORM: on_planned, ids.SAVE_FORM: on_save_form, ids.END_FORM: on_ended}

"""Requests about refinement reminders -> action -> answer."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from bot import schedule
from bot.core.ids import ChannelId, PersonId
from bot.core.pages import Pages
from bot.core.refusal import Refusal
from bot.core.texts import first_word, on_one_line
from bot.feature import Deps
from bot.features.refinement import actions, rules, store, views
from bot.features.refinement.rules import Reply
from bot.features.refinement.views import ids, typed
from bot.schedule import RuleState, ScheduleId
from bot.schedule.drafts import Draft
from bot.schedule.in_words import in_words
from bot.schedule.sentences import read_sentence
from bot.series.listeners.handing_over import ask_to_hand_over
from bot.series.listeners.plans import clicks, forms, in_a_form, previewed, usual
from bot.series.listeners.rights import change, look
from bot.series.planning import CHANNEL, Planning
from bot.series.views.choices import read_choice
from bot.series.views.handing_over import HAND_OVER
from bot.series.views.paging import page_of
from bot.series.views.plans import told_form
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.surfaces import Message, Modal
from bot.slack.text import as_typed
from bot.store.unit import Read
from bot.teams import Accountability
from bot.teams import store as teams
from bot.teams.mentions import names_in
from bot.words import Words

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_VERBS: Mapping[str, Callable[..., None]] = {"pause": actions.pause, "resume": actions.resume}
PLANNING = Planning(
    purpose="refinement",
    title=views.form_title,
    fields=views.plan_fields,
    read=views.read_plan,
    note=views.preview_note,
    keep=actions.keep_plan,
    saved=views.saved,
    limits=actions.may_plan,
    recurring=actions.RECURRING,
)


async def on_refine(command: Command, deps: Deps) -> Answer:
    """Read the first word of `/refine` and do what it asks; another word leads to what it means."""
    word, rest = first_word(command.text)
    match word:
        case "remind":
            return await _on_remind(command, rest, deps)
        case "reminders":
            return Answer.say(await _list(deps, (await deps.directory.reachable(_channel(command))).id))
        case "po":
            return Answer.say(await _product_owner(command, rest, deps))
        case "" | "help":
            return Answer.say(views.help_by_example(deps.words))
        case _:
            return await _on_other(command, word, rest, deps)


async def _on_other(command: Command, word: str, rest: str, deps: Deps) -> Answer:
    """Do what another word means where that is private, or show the line that was meant, with all that was typed in it."""
    meant = typed.meant_by(word, alone=not rest)
    if meant == typed.HELP:
        return Answer.say(views.help_by_example(deps.words))
    if meant == typed.LIST:
        note = deps.words.say("Skip, pause and end stand in the ⋮ menu of each reminder.")
        return Answer.say(await _list(deps, (await deps.directory.reachable(_channel(command))).id, note))
    if meant == typed.REMIND and not rest:
        return await _on_remind(command, "", deps)
    if not meant:
        with suppress(Refusal):
            return await _on_remind(command, command.text, deps)
    line = f"/refine {meant} {as_typed(rest)}".strip() if meant else ""
    return Answer.say(views.help_by_example(deps.words, word, line))


async def _on_remind(command: Command, text: str, deps: Deps) -> Answer:
    channel = (await deps.directory.reachable(_channel(command))).id
    deps = await deps.as_host()
    if not text:
        return await in_a_form(PLANNING, usual(deps, "", {CHANNEL: channel}), deps)
    read = as_typed(text, await names_in(text, deps.directory, deps.words))
    said = read_sentence(read, at=deps.now, zone=deps.person.zone)
    plan = Draft(said.recurrence, on_one_line(said.title), said.link, {CHANNEL: channel})
    return await previewed(PLANNING, plan, deps)


async def _product_owner(command: Command, text: str, deps: Deps) -> str:
    """Say who is the Product Owner of this channel's team, or write down who it is from now on."""
    channel = (await deps.directory.reachable(_channel(command))).id
    if not text:
        return views.product_owner(deps.words, await deps.store.read(teams.holder, channel, Accountability.PRODUCT_OWNER))
    mention = _MENTION.fullmatch(text)
    if mention is None:
        raise rules.NobodyNamed
    named = (await deps.directory.member(PersonId(mention.group(1)))).id
    await deps.directory.host(command.person)
    await change(deps, actions.name_product_owner, person=command.person, channel=channel, named=named)
    return views.product_owner(deps.words, named)


async def on_more(click: Click, deps: Deps) -> Answer:
    """Do what was chosen in the ⋮ menu of a reminder, and list them anew; in the place of an old list stands why it could not be done."""
    try:
        return await _chosen(click, deps)
    except Refusal as refused:
        note = views.explain(refused, deps.words)
        # The message to somebody who was shut out of the channel has this button too, and is no list.
        if note is None or not click.is_ephemeral:
            raise
        return Answer.replace(await _list(deps, _channel(click), note, of=read_choice(click.value)[1]))


async def on_page(click: Click, deps: Deps) -> Answer:
    """Show another page of the list in the place of the one that was left."""
    return Answer.replace(await _list(deps, _channel(click), page=Pages.read(click.value)))


async def _chosen(click: Click, deps: Deps) -> Answer:
    verb, reminder, starts = read_choice(click.value)
    if verb == "end":
        return await _ask_to_end(reminder, click.person, deps)
    if verb == HAND_OVER:
        return await ask_to_hand_over(actions.RECURRING, reminder, deps)
    named: dict[str, Any] = {"person": click.person, "reminder": reminder}
    note = ""
    if verb == "skip":
        await change(deps, actions.skip_next, **named, starts=starts)
        note = deps.words.say("Skipped: {when}.", when=deps.words.slack_day_time(starts))
    elif verb in _VERBS:
        await change(deps, _VERBS[verb], **named)
    else:
        raise rules.NoSuchReminder
    return Answer.replace(await _list(deps, _channel(click), note, of=reminder))


async def _ask_to_end(reminder: str, person: PersonId, deps: Deps) -> Answer:
    """Ask once more: a slip in a menu must not end a reminder."""
    return Answer.open(await look(deps, read_end, reminder=reminder, person=person, words=deps.words))


def read_end(read: Read, *, reminder: str, person: PersonId, is_admin: bool, words: Words) -> Modal:
    """Read what the end of a reminder takes away, and draw the question. Raise NotOwner or NoSuchReminder."""
    found = store.reminder_of(read, reminder)
    if found is None:
        raise rules.NoSuchReminder
    rule = actions.may_change(read, found, person, is_admin=is_admin)
    following = schedule.next_occurrence(read, rule, read.now)
    announced = following is not None and store.occasion_at(read, reminder, following.wall) is not None
    last = following is not None and schedule.next_occurrence(read, rule, following.starts) is None
    return views.end_form(words, found, following.starts if following else None, announced=announced, last=last)


async def on_ended(form: Form, deps: Deps) -> Answer:
    """End the reminder, as somebody who was asked once more."""
    await change(deps, actions.end, person=form.person, reminder=form.private)
    found = await deps.store.read(store.reminder_of, form.private)
    if found is None:
        return Answer.close()
    return Answer.update(told_form(PLANNING, deps.words, views.ended(deps.words, found), views.ending(deps.words)))


async def on_late(click: Click, deps: Deps) -> Answer:
    """Note that a person will be late, or no longer; the card shows it."""
    return await _reply(click, deps, Reply.LATE)


async def on_absent(click: Click, deps: Deps) -> Answer:
    """Note that a person cannot come, or can after all; the card shows it."""
    return await _reply(click, deps, Reply.ABSENT)


async def _reply(click: Click, deps: Deps, said: Reply) -> Answer:
    await deps.store.write(actions.reply, person=click.person, occasion=click.value, said=said)
    return Answer.nothing()


async def _list(deps: Deps, channel: ChannelId, note: str = "", *, page: int = 0, of: str = "") -> Message:
    lines = await deps.store.read(read_lines, channel, deps.words)
    page = page_of([line.reminder.id for line in lines], of) if of else page
    return views.reminders(deps.words, lines, note, page)


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
    **clicks(PLANNING),
    ids.MORE: on_more,
    ids.BEFORE: on_page,
    ids.AFTER: on_page,
    ids.LATE: on_late,
    ids.ABSENT: on_absent,
}
FORMS = {**forms(PLANNING), ids.END_FORM: on_ended}

"""A series: previewed, saved, listed, skipped, paused, ended; who is coming."""

from collections.abc import Callable, Mapping
from contextlib import suppress

from bot import schedule
from bot.core.ids import ChannelId, PersonId
from bot.feature import Deps
from bot.features.lean_coffee import actions, rules, store
from bot.features.lean_coffee.actions.series import announced, may_announce
from bot.features.lean_coffee.rules import OccurrenceId, Series, SeriesId, Wishes
from bot.features.lean_coffee.views import Reader, ids, planning, planning_called_off, typed
from bot.features.lean_coffee.views.ids import read_value
from bot.features.lean_coffee.views.planning_called_off import Lost
from bot.schedule import ScheduleId, next_after
from bot.schedule.drafts import Draft, DraftGone, drop_draft, keep_draft, read_draft, take_draft
from bot.schedule.form import read_schedule
from bot.schedule.in_words import in_words
from bot.schedule.preview import preview
from bot.schedule.sentences import Sentence, read_sentence
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.surfaces import Message
from bot.store.unit import Read, Unit
from bot.teams import store as people
from bot.words import Words

PURPOSE = "lean_coffee"
"""What drafts of series are kept under."""
INSTEAD_OF = "instead of"
"""The draft that was edited: saving the one saves neither twice."""
_VERBS: Mapping[str, Callable[..., None]] = {"pause": actions.pause_series, "resume": actions.resume_series}


async def on_every(command: Command, text: str, deps: Deps) -> Answer:
    """Preview the series that a sentence asks for."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    start, words_of_time = typed.read_series(text)
    sentence = read_sentence(f"every {words_of_time}", at=deps.now, zone=deps.person.zone)
    title = start.title or sentence.title or deps.words.say("Lean Coffee in #{channel}", channel=channel.name)
    message, _ = await _previewed(deps, command.person, channel.id, sentence, title, typed.written(start))
    return Answer.say(message)


async def _previewed(
    deps: Deps, person: PersonId, channel: ChannelId, sentence: Sentence, title: str, wishes: Mapping[str, str]
) -> tuple[Message, str]:
    """Hold the wishes against their limits, keep the plan as a draft and draw it for its author."""
    ahead = typed.read_ahead(wishes)
    may_announce(sentence.recurrence, ahead, _settings(wishes, sentence), deps.now)
    first = next_after(sentence.recurrence, deps.now)
    draft = Draft(sentence.recurrence, title, sentence.link, {**wishes, "channel": channel})
    named = await deps.store.write(keep_draft, purpose=PURPOSE, person=person, draft=draft)
    note = planning.preview_note(deps.words, ahead, at_once=first is not None and first.starts - ahead <= deps.now)
    buttons = {"save": ids.SAVE_SERIES, "edit": ids.EDIT_SERIES, "drop": ids.DROP_SERIES}
    return preview(deps.words, draft, at=deps.now, channel=channel, note=note, named=named, **buttons), named


def _settings(wishes: Mapping[str, str], plan: Sentence | Draft) -> rules.Settings:
    asked = typed.read_written(wishes)
    lasts = plan.recurrence.duration
    return rules.settle(asked if lasts is None else Wishes(**{**vars(asked), "length": lasts}))


async def on_save(click: Click, deps: Deps) -> Answer:
    """Save the series that was previewed."""
    return Answer.replace(await _save(deps, click.person, click.value))


async def on_save_form(form: Form, deps: Deps) -> Answer:
    """Save the series that was previewed in a form."""
    return Answer.update(planning.told_form(deps.words, await _save(deps, form.person, form.private)))


async def _save(deps: Deps, person: PersonId, draft: str) -> str:
    """Save a plan if the bot can still post in its channel; a request delivered twice finds its draft gone and says nothing."""
    with suppress(DraftGone):
        waiting = await deps.store.read(_draft, person, draft)
        await deps.directory.reachable(ChannelId(waiting.extras["channel"]))
    plan = await deps.store.write(save_draft, person=person, draft=draft)
    return planning.saved(deps.words, f"{in_words(plan.recurrence, deps.words)}, {plan.recurrence.zone}", plan.extras["channel"])


def save_draft(unit: Unit, *, person: PersonId, draft: str) -> Draft:
    """Turn a person's plan into a series and return it. Raise DraftGone, or what the rules refuse by now."""
    plan = take_draft(unit, purpose=PURPOSE, person=person, draft=draft)
    drop_draft(unit, purpose=PURPOSE, person=person, draft=plan.extras.get(INSTEAD_OF, ""))
    actions.save_series(
        unit,
        channel=ChannelId(plan.extras["channel"]),
        host=person,
        title=plan.title,
        settings=_settings(plan.extras, plan),
        recurrence=plan.recurrence,
        link=plan.link,
        ahead=typed.read_ahead(plan.extras),
    )
    return plan


async def on_edit(click: Click, deps: Deps) -> Answer:
    """Open a plan as a form."""
    plan = await deps.store.read(_draft, click.person, click.value)
    return Answer.open(planning.plan_form(deps.words, plan, click.value, typed.read_ahead(plan.extras)))


async def on_planned(form: Form, deps: Deps) -> Answer:
    """Preview what the form says; wishes that the form does not show stay as they were."""
    before = await deps.store.read(_draft, form.person, form.private)
    sentence = read_schedule(form, at=deps.now, zone=deps.person.zone)
    title = rules.line("meeting", form.text("meeting"))
    kept = {name: text for name, text in before.extras.items() if name != "channel"}
    wishes = kept | {INSTEAD_OF: form.private, typed.ANNOUNCE: form.text("announce") or kept.get(typed.ANNOUNCE, "")}
    channel = ChannelId(before.extras["channel"])
    message, named = await _previewed(deps, form.person, channel, sentence, title, wishes)
    return Answer.update(planning.save_form(deps.words, message, named))


async def on_drop(click: Click, deps: Deps) -> Answer:
    """Forget the plan and take its preview away."""
    await deps.store.write(drop, person=click.person, draft=click.value)
    return Answer.remove()


def drop(unit: Unit, *, person: PersonId, draft: str) -> None:
    """Forget a person's plan."""
    drop_draft(unit, purpose=PURPOSE, person=person, draft=draft)


def _draft(read: Read, person: PersonId, draft: str) -> Draft:
    return read_draft(read, purpose=PURPOSE, person=person, draft=draft)


async def on_series(command: Command, deps: Deps) -> Answer:
    """List the series of a channel."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    return Answer.say(await deps.store.read(read_list, channel.id, deps.words))


def read_list(read: Read, channel: ChannelId, words: Words) -> Message:
    """Read and draw the series of a channel that have not ended."""
    found = store.series_of(read, channel)
    lines = []
    for series in found:
        rule = schedule.kept(read, ScheduleId(series.id))
        if rule is not None:
            told = f"{in_words(rule.recurrence, words)}, {rule.recurrence.zone}"
            moments = [one.starts for one in schedule.upcoming(read, ScheduleId(series.id), read.now)]
            lines.append(planning.SeriesLine(series, told, moments))
    hosts = people.names(read, list(dict.fromkeys(series.host for series in found)))
    return planning.series_list(Reader(words, read.now, hosts), lines)


async def on_series_more(click: Click, deps: Deps) -> Answer:
    """Do what was chosen in the ⋮ menu of a series, and list them anew."""
    verb, series, starts = planning.read_choice(click.value)
    if verb == "end":
        return await _ask_to_end(series, click.person, deps)
    if verb == "skip":
        await deps.store.write(actions.skip_next, series=series, starts=starts, person=click.person)
    elif verb in _VERBS:
        await deps.store.write(_VERBS[verb], series=series, person=click.person)
    else:
        raise rules.NoSuchSeries
    return Answer.replace(await deps.store.read(read_list, click.channel or ChannelId(""), deps.words))


async def _ask_to_end(series: SeriesId, person: PersonId, deps: Deps) -> Answer:
    """Ask the host once more: a slip in a menu must not end a series."""
    found, lost = await deps.store.read(read_lost, series, person)
    return Answer.open(planning_called_off.end_form(deps.words, found, lost))


def read_lost(read: Read, series: SeriesId, person: PersonId) -> tuple[Series, Lost]:
    """Read what the end of a series takes away. Raise NoSuchSeries, NotHost or SeriesEnded."""
    found = store.series_named(read, series)
    if found is None:
        raise rules.NoSuchSeries
    rules.may_change_series(found, person)
    following = schedule.next_occurrence(read, ScheduleId(series), read.now)
    standing = [one for one in announced(read, found) if one.called_off is None]
    coming = {each for one in standing for each in rules.to_be_told(one, person)}
    waiting = store.waiting_topics(read, found.channel)
    return found, Lost(following.starts if following else None, len(coming), len(waiting))


async def on_ended(form: Form, deps: Deps) -> Answer:
    """End the series, as its host who was asked once more."""
    series = SeriesId(form.private)
    await deps.store.write(actions.end_series, series=series, person=form.person)
    found = await deps.store.read(store.series_named, series)
    return (
        Answer.close()
        if found is None
        else Answer.update(planning.told_form(deps.words, planning_called_off.ended(deps.words, found)))
    )


async def on_coming(click: Click, deps: Deps) -> Answer:
    """Note that a person is coming, and take it back when it is pressed again; the announcement shows it."""
    occurrence = OccurrenceId(read_value(click.value)[0])
    if await deps.store.write(actions.coming, occurrence=occurrence, person=click.person):
        return Answer.nothing()
    return Answer.say(deps.words.say("Noted: you are not coming. Press “I'm coming” again if you are after all."))


CLICKS = {
    ids.SAVE_SERIES: on_save,
    ids.EDIT_SERIES: on_edit,
    ids.DROP_SERIES: on_drop,
    ids.SERIES_MORE: on_series_more,
    ids.COMING: on_coming,
}
FORMS = {ids.SERIES_FORM: on_planned, ids.SAVE_SERIES_FORM: on_save_form, ids.END_SERIES_FORM: on_ended}

"""Requests about what comes again: listed, skipped, paused, moved, ended, answered."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.core.ids import ChannelId, PersonId
from bot.core.pages import Pages
from bot.core.refusal import Refusal
from bot.feature import Deps
from bot.schedule import schedules
from bot.schedule.grammar.errors import FirstDayMissing, TimeMissing
from bot.schedule.schedules import ScheduleId
from bot.series import store
from bot.series.actions import changing
from bot.series.actions.announcing import announced
from bot.series.actions.answers import answer
from bot.series.actions.moving import move_date
from bot.series.actions.turns import not_me
from bot.series.listeners.changing import read_change
from bot.series.listeners.handing_over import ask_to_hand_over
from bot.series.listeners.lists import anew, from_a_list, listed
from bot.series.listeners.rights import change, look
from bot.series.recurring import Lost, Recurring
from bot.series.rules import NoSuchSeries, Reply, Series, to_be_told
from bot.series.views import called_off, moving
from bot.series.views.changing import CHANGE
from bot.series.views.choices import read_choice
from bot.series.views.handing_over import HAND_OVER
from bot.series.views.plans import read_written, told_form
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.surfaces import Modal
from bot.store.unit import Read
from bot.words.words import Words

_VERBS: Mapping[str, Callable[..., None]] = {"pause": changing.pause, "resume": changing.resume}


async def on_list(recurring: Recurring, command: Command, deps: Deps, note: str = "") -> Answer:
    """List what comes again in the channel of a command, below a note."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    return Answer.say(await listed(recurring, deps, channel.id, note))


async def on_more(recurring: Recurring, click: Click, deps: Deps) -> Answer:
    """Do what was chosen in the ⋮ menu, and list all anew; in the place of an old list stands why it could not be done."""
    try:
        return await _chosen(recurring, click, deps)
    except Refusal as refused:
        note = recurring.explain(refused, deps.words)
        # The message to an owner who was shut out of the channel has this button too, and is no list.
        if note is None or not click.is_ephemeral:
            raise
        return Answer.replace(await listed(recurring, deps, click.channel, note, of=read_choice(click.value)[1]))


async def _chosen(recurring: Recurring, click: Click, deps: Deps) -> Answer:
    verb, series, starts = read_choice(click.value)
    named = {"recurring": recurring, "series": series, "person": click.person}
    note = ""
    if verb == "end":
        return Answer.open(from_a_list(click, await look(deps, read_end, **named, words=deps.words)))
    if verb == CHANGE:
        return Answer.open(await look(deps, read_change, **named, words=deps.words))
    if verb == moving.MOVE:
        form = moving.move_form(recurring, deps.words, await look(deps, changing.own, **named), starts)
        return Answer.open(from_a_list(click, form))
    if verb == HAND_OVER:
        return Answer.open(from_a_list(click, await ask_to_hand_over(recurring, series, deps)))
    if verb == "skip":
        await change(deps, changing.skip_date, **named, starts=starts)
        note = recurring.skipped(deps.words, starts)
    elif verb in _VERBS:
        await change(deps, _VERBS[verb], **named)
    else:
        raise NoSuchSeries(recurring.name)
    return Answer.replace(await listed(recurring, deps, click.channel, note, of=series))


async def on_page(recurring: Recurring, click: Click, deps: Deps) -> Answer:
    """Show another page of the list in the place of the one that was left."""
    return Answer.replace(await listed(recurring, deps, click.channel, page=Pages.read(click.value)))


def read_end(read: Read, *, recurring: Recurring, series: str, person: PersonId, is_admin: bool, words: Words) -> Modal:
    """Read what the end of a series takes away, and ask once more: a slip in a menu must not end it.

    Raise NoSuchSeries, NotOwner or SeriesEnded.
    """
    found = changing.own(read, recurring=recurring, series=series, person=person, is_admin=is_admin)
    upcoming = schedules.upcoming(read, ScheduleId(series), read.now, 2)
    following = upcoming[0] if upcoming else None
    still_on = [one for one in announced(read, recurring, found) if one.called_off is None]
    coming = {each for one in still_on for each in to_be_told(one, person)}
    stands = following is not None and store.occurrence_at(read, found.id, following.wall) is not None
    lost = Lost(following.starts if following else None, stands, len(upcoming) == 1, len(coming))
    return called_off.end_form(recurring, words, found, list(recurring.losing(read, words, found, lost)))


async def on_ended(recurring: Recurring, form: Form, deps: Deps) -> Answer:
    """End the series, as somebody who was asked once more."""
    series, url = read_written(form.private)
    await change(deps, changing.end, recurring=recurring, series=series, person=form.person)
    found, lost = await deps.store.read(read_ended, recurring, series)
    if found is None:
        return Answer.close()
    named = recurring.ending(deps.words, found)
    told = told_form(recurring, deps.words, called_off.ended(deps.words, named, lost), named.button)
    return await anew(Answer.update(told), url, recurring, found, deps)


def read_ended(read: Read, recurring: Recurring, series: str) -> tuple[Series | None, datetime | None]:
    """Read a series that has just ended, and the first date that does not take place."""
    found = store.named(read, recurring.name, series)
    return found, None if found is None else changing.first_lost(read, found)


async def on_moved(recurring: Recurring, form: Form, deps: Deps) -> Answer:
    """Move the date to what the form says, as somebody who may."""
    choice, url = read_written(form.private)
    _, series, starts = read_choice(choice)
    if not form.text("starting"):
        raise FirstDayMissing
    if not form.text("time"):
        raise TimeMissing
    to = datetime.fromisoformat(f"{form.text('starting')}T{form.text('time')}")
    named = {"recurring": recurring, "series": series, "person": form.person}
    moved = await change(deps, move_date, **named, starts=starts, to=to)
    found = await deps.store.read(store.named, recurring.name, series)
    assert found is not None  # it has just been moved
    told = moving.moved_to(recurring, deps.words, found, moved.starts)
    shown = told_form(recurring, deps.words, told, moving.moving(recurring, deps.words, found))
    return await anew(Answer.update(shown), url, recurring, found, deps)


async def on_reply(recurring: Recurring, said: Reply, click: Click, deps: Deps) -> Answer:
    """Note what a person answers, and take it back when it is pressed again; the announcement shows it."""
    occurrence, _, _ = click.value.partition(":")
    stands = await deps.store.write(answer, recurring=recurring, occurrence=occurrence, person=click.person, said=said)
    if stands or recurring.taken_back is None:
        return Answer.nothing()
    return Answer.say(recurring.taken_back(deps.words))


async def on_not_me(recurring: Recurring, click: Click, deps: Deps) -> Answer:
    """Have the next one host, as whose turn it is; the message says so itself."""
    await deps.store.write(not_me, recurring=recurring, occurrence=click.value, person=click.person)
    return Answer.nothing()

"""Requests about what comes again: listed, skipped, paused, moved, ended, answered."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.core.ids import ChannelId, PersonId
from bot.core.pages import Pages
from bot.core.refusal import Refusal
from bot.feature import Deps
from bot.paging import page_of
from bot.schedule import schedules
from bot.schedule.grammar.errors import FirstDayMissing, TimeMissing
from bot.schedule.schedules import ScheduleId
from bot.series import store
from bot.series.actions import changing
from bot.series.actions.announcing import announced
from bot.series.actions.answers import answer
from bot.series.actions.moving import move_date
from bot.series.actions.seating import host_of, hosts_to_come
from bot.series.actions.turns import not_me
from bot.series.listeners.changing import read_change
from bot.series.listeners.handing_over import ask_to_hand_over
from bot.series.listeners.rights import change, look
from bot.series.recurring import Lost, Recurring
from bot.series.rules import NoSuchSeries, Reply, Series, SeriesState, to_be_told
from bot.series.views import called_off, listing, moving, turns
from bot.series.views.changing import CHANGE
from bot.series.views.choices import read_choice
from bot.series.views.handing_over import HAND_OVER
from bot.series.views.plans import told_form
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.surfaces import Message, Modal
from bot.store.unit import Read
from bot.teams import store as people
from bot.words.words import Words

_VERBS: Mapping[str, Callable[..., None]] = {"pause": changing.pause, "resume": changing.resume}


async def on_list(recurring: Recurring, command: Command, deps: Deps, note: str = "") -> Answer:
    """List what comes again in the channel of a command, below a note."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    return Answer.say(await listed(recurring, deps, channel.id, note))


async def listed(
    recurring: Recurring, deps: Deps, channel: ChannelId | None, note: str = "", *, page: int = 0, of: str = ""
) -> Message:
    """List what comes again in a channel below a note: a page of it, or the page that the series `of` stands on."""
    lines = await deps.store.read(read_lines, recurring, channel or ChannelId(""), deps.words)
    page = page_of([line.series.id for line in lines], of) if of else page
    drawn = listing.listed(recurring, deps.words, lines, note, page)
    return listing.with_calendar(deps.words, drawn, channel) if deps.has_calendars and lines and channel else drawn


def read_lines(read: Read, recurring: Recurring, channel: ChannelId, words: Words) -> list[listing.Line]:
    """Read the series of a channel that have not ended, but for those that are over."""
    found = store.in_channel(read, recurring.name, channel)
    lines = []
    for series in found:
        rule = schedules.find_schedule(read, ScheduleId(series.id))
        dates = schedules.upcoming(read, ScheduleId(series.id), read.now)
        moments = [one.starts for one in dates]
        if rule is not None and (moments or not is_over(read, recurring, series)):
            told, host = recurring.rule(read, words, series, rule.recurrence), host_of(read, recurring, series, words)
            hosts = hosts_to_come(read, recurring, series, dates)
            names = people.names(read, [one for one in hosts if one is not None], words)
            lines.append(listing.Line(series, told, host, moments, turns.called(names, hosts)))
    return lines


def is_over(read: Read, recurring: Recurring, series: Series) -> bool:
    """Tell whether what has no date left is not worth listing: it is not paused, and nothing of it is to be opened."""
    if series.state is SeriesState.PAUSED or (recurring.opening is not None and not recurring.is_one(series)):
        return False
    return not any(one.called_off is None for one in announced(read, recurring, series))


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
        return Answer.open(await look(deps, read_end, **named, words=deps.words))
    if verb == CHANGE:
        return Answer.open(await look(deps, read_change, **named, words=deps.words))
    if verb == moving.MOVE:
        return Answer.open(moving.move_form(recurring, deps.words, await look(deps, changing.own, **named), starts))
    if verb == HAND_OVER:
        return await ask_to_hand_over(recurring, series, deps)
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
    await change(deps, changing.end, recurring=recurring, series=form.private, person=form.person)
    found, lost = await deps.store.read(read_ended, recurring, form.private)
    if found is None:
        return Answer.close()
    named = recurring.ending(deps.words, found)
    return Answer.update(told_form(recurring, deps.words, called_off.ended(deps.words, named, lost), named.button))


def read_ended(read: Read, recurring: Recurring, series: str) -> tuple[Series | None, datetime | None]:
    """Read a series that has just ended, and the first date that does not take place."""
    found = store.named(read, recurring.name, series)
    return found, None if found is None else changing.first_lost(read, found)


async def on_moved(recurring: Recurring, form: Form, deps: Deps) -> Answer:
    """Move the date to what the form says, as somebody who may."""
    _, series, starts = read_choice(form.private)
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
    return Answer.update(told_form(recurring, deps.words, told, moving.moving(recurring, deps.words, found)))


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

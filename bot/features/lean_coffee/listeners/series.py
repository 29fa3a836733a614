"""A series: previewed, saved, listed, skipped, paused, ended; who is coming."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot import schedule
from bot.core.ids import ChannelId, PersonId
from bot.core.pages import Pages
from bot.core.refusal import Refusal
from bot.feature import Deps
from bot.features.lean_coffee import actions, rules, store
from bot.features.lean_coffee.actions.recurring import RECURRING
from bot.features.lean_coffee.actions.series import announced
from bot.features.lean_coffee.rules import OccurrenceId, Series, SeriesId
from bot.features.lean_coffee.views import Reader, explain, ids, planning, planning_called_off
from bot.features.lean_coffee.views.ids import read_value
from bot.features.lean_coffee.views.planning_called_off import Lost
from bot.schedule import ScheduleId
from bot.schedule.in_words import with_zone
from bot.schedule.unclear import FirstDayMissing, TimeMissing
from bot.series.listeners.handing_over import ask_to_hand_over
from bot.series.listeners.plans import clicks, forms
from bot.series.listeners.rights import change, look
from bot.series.planning import Planning
from bot.series.views.choices import read_choice
from bot.series.views.handing_over import HAND_OVER
from bot.series.views.paging import page_of
from bot.series.views.plans import told_form
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.teams import store as people
from bot.words import Words

_VERBS: Mapping[str, Callable[..., None]] = {"pause": actions.pause_series, "resume": actions.resume_series}
PLANNING = Planning(
    purpose="lean_coffee",
    title=planning.form_title,
    fields=planning.plan_fields,
    read=planning.read_plan,
    note=planning.preview_note,
    keep=actions.keep_plan,
    saved=planning.saved,
    limits=actions.may_plan,
    recurring=RECURRING,
)


async def on_series(command: Command, deps: Deps) -> Answer:
    """List the series of a channel."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    return Answer.say(await deps.store.read(read_list, channel.id, deps.words))


def read_list(read: Read, channel: ChannelId, words: Words, note: str = "", page: int = 0, of: str = "") -> Message:
    """Read and draw the series of a channel that have not ended, below a note: a page of them, or the page `of` one of them."""
    found = [series for series in store.series_of(read, channel) if not over(read, series)]
    lines = []
    for series in found:
        rule = schedule.kept(read, ScheduleId(series.id))
        if rule is not None:
            moments = [one.starts for one in schedule.upcoming(read, ScheduleId(series.id), read.now)]
            lines.append(planning.SeriesLine(series, with_zone(rule.recurrence, words), moments))
    hosts = people.names(read, [series.host for series in found], words)
    page = page_of([line.series.id for line in lines], of) if of else page
    return planning.series_list(Reader(words, read.now, hosts), lines, note, page)


def over(read: Read, series: Series) -> bool:
    """Tell whether a planned meeting has had its hour: it opened, or never will."""
    return series.one_off and not (schedule.next_occurrence(read, ScheduleId(series.id), read.now) or announced(read, series))


async def on_series_more(click: Click, deps: Deps) -> Answer:
    """Do what was chosen in the ⋮ menu of a series, and list them anew; in the place of an old list stands why it could not be done."""
    try:
        return await _chosen(click, deps)
    except Refusal as refused:
        note = explain(refused, deps.words)
        # The message to a host who was shut out of the channel has this button too, and is no list.
        if note is None or not click.is_ephemeral:
            raise
        of = read_choice(click.value)[1]
        return Answer.replace(await deps.store.read(read_list, click.channel or ChannelId(""), deps.words, note, of=of))


async def _chosen(click: Click, deps: Deps) -> Answer:
    verb, named, starts = read_choice(click.value)
    series = SeriesId(named)
    if verb == "end":
        return await _ask_to_end(series, click.person, deps)
    if verb == "move":
        return Answer.open(planning.move_form(deps.words, await look(deps, read_own, series=series, person=click.person), starts))
    if verb == HAND_OVER:
        return await ask_to_hand_over(RECURRING, series, deps)
    if verb == "skip":
        await change(deps, actions.skip_next, series=series, starts=starts, person=click.person)
    elif verb in _VERBS:
        await change(deps, _VERBS[verb], series=series, person=click.person)
    else:
        raise rules.NoSuchSeries
    return Answer.replace(await deps.store.read(read_list, click.channel or ChannelId(""), deps.words, of=series))


async def on_page(click: Click, deps: Deps) -> Answer:
    """Show another page of the list in the place of the one that was left."""
    page = Pages.read(click.value)
    return Answer.replace(await deps.store.read(read_list, click.channel or ChannelId(""), deps.words, page=page))


async def _ask_to_end(series: SeriesId, person: PersonId, deps: Deps) -> Answer:
    """Ask once more: a slip in a menu must not end a series."""
    found, lost = await look(deps, read_lost, series=series, person=person)
    return Answer.open(planning_called_off.end_form(deps.words, found, lost))


def read_own(read: Read, *, series: SeriesId, person: PersonId, is_admin: bool) -> Series:
    """Read a series that this person may change. Raise NoSuchSeries, NotSeriesHost or SeriesEnded."""
    found = store.series_named(read, series)
    if found is None:
        raise rules.NoSuchSeries
    rules.may_change_series(found, person, is_admin=is_admin)
    return found


async def on_moved(form: Form, deps: Deps) -> Answer:
    """Move the meeting to what the form says, as somebody who may."""
    _, named, starts = read_choice(form.private)
    if not form.text("starting"):
        raise FirstDayMissing
    if not form.text("time"):
        raise TimeMissing
    to = datetime.fromisoformat(f"{form.text('starting')}T{form.text('time')}")
    series = SeriesId(named)
    moved = await change(deps, actions.move_meeting, series=series, starts=starts, to=to, person=form.person)
    found = await deps.store.read(store.series_named, series)
    assert found is not None  # it has just been moved
    told = planning.moved_to(deps.words, found, moved.starts)
    return Answer.update(told_form(PLANNING, deps.words, told, planning.moving(deps.words)))


def read_lost(read: Read, *, series: SeriesId, person: PersonId, is_admin: bool) -> tuple[Series, Lost]:
    """Read what the end of a series takes away. Raise NoSuchSeries, NotSeriesHost or SeriesEnded."""
    found = read_own(read, series=series, person=person, is_admin=is_admin)
    following = schedule.next_occurrence(read, ScheduleId(series), read.now)
    standing = [one for one in announced(read, found) if one.called_off is None]
    coming = {each for one in standing for each in rules.to_be_told(one, person)}
    waiting = store.waiting_topics(read, found.channel)
    return found, Lost(following.starts if following else None, len(coming), len(waiting))


async def on_ended(form: Form, deps: Deps) -> Answer:
    """End the series, as somebody who was asked once more."""
    series = SeriesId(form.private)
    await change(deps, actions.end_series, series=series, person=form.person)
    found = await deps.store.read(store.series_named, series)
    if found is None:
        return Answer.close()
    told, title = planning_called_off.ended(deps.words, found), planning_called_off.ending(deps.words, found)
    return Answer.update(told_form(PLANNING, deps.words, told, title))


async def on_coming(click: Click, deps: Deps) -> Answer:
    """Note that a person is coming, and take it back when it is pressed again; the announcement shows it."""
    occurrence = OccurrenceId(read_value(click.value)[0])
    if await deps.store.write(actions.coming, occurrence=occurrence, person=click.person):
        return Answer.nothing()
    return Answer.say(deps.words.say("Noted: you are not coming. Press “I'm coming” again if you are after all."))


CLICKS = {
    **clicks(PLANNING),
    ids.SERIES_MORE: on_series_more,
    ids.SERIES_BEFORE: on_page,
    ids.SERIES_AFTER: on_page,
    ids.COMING: on_coming,
}
FORMS = {
    **forms(PLANNING),
    ids.END_SERIES_FORM: on_ended,
    ids.MOVE_FORM: on_moved,
}

"""Requests that change a saved series: its plan, one date of it, a pause with an end."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime
from functools import partial

from bot.core.ids import PersonId
from bot.feature import Deps
from bot.papers.paper import Paper
from bot.papers.roster import Occasion, Signatory, roster_sheet
from bot.papers.sending import send_paper
from bot.schedule import schedules
from bot.schedule.changes import QuietTooFar
from bot.schedule.schedules import ScheduleId
from bot.series import store
from bot.series.actions import changing as actions
from bot.series.actions.seating import hosts_to_come
from bot.series.listeners.plans import ask_to_edit
from bot.series.listeners.rights import change, look
from bot.series.recurring import Recurring
from bot.series.rules import CalledOff, NoSuchSeries
from bot.series.views import changing as views
from bot.series.views import moving, turns
from bot.series.views.choices import read_choice
from bot.slack.answers import Answer
from bot.slack.requests import Click, Form
from bot.slack.surfaces import Modal
from bot.store.unit import Read
from bot.teams import store as people
from bot.words.words import Words


def read_change(
    read: Read, *, recurring: Recurring, series: str, person: PersonId, is_admin: bool, words: Words, note: str = ""
) -> Modal:
    """Read what can be changed of a series, for who may change it. Raise NoSuchSeries, NotOwner or SeriesEnded."""
    found = actions.own(read, recurring=recurring, series=series, person=person, is_admin=is_admin)
    rule = schedules.find_schedule(read, ScheduleId(series))
    if rule is None:
        raise NoSuchSeries(recurring.name)
    dates = schedules.upcoming(read, ScheduleId(series), read.now, views.SHOWN)
    hosts = hosts_to_come(read, recurring, found, dates)
    called = turns.called(people.names(read, [one for one in hosts if one is not None], words), hosts)
    skipped = [one for one in store.not_opened(read, found.id, read.now) if one.called_off is CalledOff.SKIPPED]
    told = recurring.rule(read, words, found, rule.recurrence)
    return views.change_form(
        recurring, words, views.Changeable(found, told, [one.starts for one in dates], skipped, called), note
    )


def read_sheet(
    read: Read, *, recurring: Recurring, series: str, person: PersonId, is_admin: bool, starts: datetime, words: Words
) -> Paper:
    """Read the roster of a date to come, of those who say that they are coming, for who may change it.

    Raise NoSuchSeries, NotOwner or SeriesEnded.
    """
    found = actions.own(read, recurring=recurring, series=series, person=person, is_admin=is_admin)
    if recurring.signed is None:
        raise NoSuchSeries(recurring.name)
    date_of = next((one for one in store.not_opened(read, found.id, read.now) if one.starts == starts), None)
    coming = sorted(date_of.coming) if date_of else []
    host = (date_of.host if date_of else None) or found.owner
    names = people.names(read, [host, *coming], words, full=True)
    kind, rule = recurring.signed(words, found)
    occasion = Occasion(found.title, kind, starts, None, found.zone, names[host], rule)
    return roster_sheet(words, occasion, [Signatory(names[one]) for one in coming], read.now)


async def on_edit(recurring: Recurring, click: Click, deps: Deps) -> Answer:
    """Put the form of the plan in the place of the form that it was asked for in."""
    return Answer.update(await ask_to_edit(recurring, click.value, deps))


async def on_date(recurring: Recurring, click: Click, deps: Deps) -> Answer:
    """Skip a date, ask when it is to be instead, or send its roster to sign."""
    verb, series, starts = read_choice(click.value)
    named = {"recurring": recurring, "series": series, "person": click.person}
    if verb == moving.MOVE:
        return Answer.update(moving.move_form(recurring, deps.words, await look(deps, actions.own, **named), starts))
    if verb == views.SHEET:
        await send_paper(
            deps.files, click.person, "roster.pdf", await look(deps, read_sheet, **named, starts=starts, words=deps.words)
        )
        note = deps.words.say("The roster is on its way to you, as a PDF in our direct messages.")
        return Answer.update(await look(deps, read_change, **named, words=deps.words, note=note))
    await change(deps, actions.skip_date, **named, starts=starts)
    note = deps.words.say("Skipped: {when}.", when=deps.words.slack_day_time(starts))
    return Answer.update(await look(deps, read_change, **named, words=deps.words, note=note))


async def on_back(recurring: Recurring, click: Click, deps: Deps) -> Answer:
    """Take the skip of a date back, from the form or from the card that says so."""
    named = {"recurring": recurring, "person": click.person}
    found = await change(deps, actions.take_skip_back, **named, occurrence=click.value)
    if not click.in_form:
        return Answer.nothing()
    note = deps.words.say("The skip is taken back.")
    return Answer.update(await look(deps, read_change, **named, series=found.id, words=deps.words, note=note))


async def on_go_on(recurring: Recurring, click: Click, deps: Deps) -> Answer:
    """Go on with a series that is paused."""
    named = {"recurring": recurring, "series": click.value, "person": click.person}
    await change(deps, actions.resume, **named)
    return Answer.update(await look(deps, read_change, **named, words=deps.words, note=deps.words.say("It goes on.")))


async def on_until(recurring: Recurring, form: Form, deps: Deps) -> Answer:
    """Pause a series until the day of the form."""
    try:
        until = date.fromisoformat(form.text("until"))
    except ValueError as wrong:
        raise QuietTooFar from wrong
    named = {"recurring": recurring, "series": form.private, "person": form.person}
    await change(deps, actions.pause_until, **named, until=until)
    note = deps.words.say("Paused until {day}.", day=deps.words.day(until))
    return Answer.update(await look(deps, read_change, **named, words=deps.words, note=note))


def clicks(recurring: Recurring) -> Mapping[str, Callable[[Click, Deps], Awaitable[Answer]]]:
    """Return the table of the buttons, for its ceremony's Feature."""
    table = {views.EDIT: on_edit, views.DATE: on_date, views.BACK: on_back, views.GO_ON: on_go_on}
    return {recurring.kinds.id(verb): partial(listener, recurring) for verb, listener in table.items()}


def forms(recurring: Recurring) -> Mapping[str, Callable[[Form, Deps], Awaitable[Answer]]]:
    """Return the table of the form, for its ceremony's Feature."""
    return {recurring.kinds.id(views.UNTIL): partial(on_until, recurring)}

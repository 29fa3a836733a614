"""What the host is shown and states of who was there -> action -> answer."""

from typing import Any

from bot.core.ids import MeetingId
from bot.core.refusal import AllAtOnce, Refusal
from bot.feature import Deps
from bot.meetings import actions
from bot.meetings.ceremony import Ceremony
from bot.meetings.listeners.reading import read_meeting
from bot.meetings.rules.guards import host_only
from bot.meetings.rules.refusals import NoMeeting
from bot.meetings.rules.roster import Word, checked
from bot.meetings.rules.values import Meeting
from bot.meetings.store.rosters import guests_of, roster_lines
from bot.meetings.store.totals import totals_of
from bot.meetings.views import forms as drawn
from bot.meetings.views.afterwards import totals_form
from bot.meetings.views.frame import Reader
from bot.meetings.views.ids import read_value
from bot.slack.answers import Answer
from bot.slack.requests import Click, Form
from bot.slack.surfaces import Modal
from bot.store.unit import Read
from bot.teams import store as people
from bot.words.words import Words


async def open_roster(ceremony: Ceremony[Any], named: MeetingId, click: Click, deps: Deps) -> Answer:
    """Open the form in which the host states a person's minutes. Raise NoMeeting or NotHost."""
    meeting = await read_meeting(ceremony, named, deps)
    host_only(meeting, click.person)
    return Answer.open(await deps.store.read(read_form, ceremony, meeting, deps.words))


def read_form(read: Read, ceremony: Ceremony[Any], meeting: Meeting, words: Words) -> Modal:
    """Read and draw the form of a roster, with all who are on it."""
    lines = roster_lines(read, meeting)
    names = people.names(read, [line.person for line in lines], words, full=True)
    return drawn.roster_form(ceremony.naming, Reader(words, read.now, names), meeting, lines, guests_of(read, meeting))


async def open_totals(ceremony: Ceremony[Any], named: MeetingId, click: Click, deps: Deps) -> Answer:
    """Show the host of a meeting how its series went."""
    meeting = await read_meeting(ceremony, named, deps)
    host_only(meeting, click.person)
    if meeting.series is None:
        raise NoMeeting
    found = await deps.store.read(totals_of, meeting.series)
    return Answer.open(totals_form(ceremony.naming, deps.words, meeting, found))


async def on_totals(ceremony: Ceremony[Any], click: Click, deps: Deps) -> Answer:
    """Show the host of a meeting how its series went, after a button."""
    return await open_totals(ceremony, MeetingId(read_value(click.value)[0]), click, deps)


async def on_roster(ceremony: Ceremony[Any], click: Click, deps: Deps) -> Answer:
    """Open the form in which the host states a person's minutes."""
    return await open_roster(ceremony, MeetingId(read_value(click.value)[0]), click, deps)


async def on_roster_corrected(ceremony: Ceremony[Any], form: Form, deps: Deps) -> Answer:
    """State who was there and for how long, as host; each person whose minutes changed hears of it."""
    meeting = await read_meeting(ceremony, MeetingId(form.private), deps)
    typed = drawn.read_roster(form)
    word = await deps.store.read(_word, meeting, typed, form.text("reason"))
    if word.says_nothing:
        return Answer.close()
    refused = AllAtOnce()
    # Who may not do it is refused before Slack is asked for a name: who was only on the call has never pressed anything here.
    refused.read(word, checked, meeting, word, person=form.person)
    if typed.chosen is not None:
        try:
            await deps.directory.human(typed.chosen, "person")
        except Refusal as refusal:
            refused.add(refusal)
    refused.refuse()
    await deps.store.write(actions.state_roster, ceremony=ceremony, meeting=meeting.id, person=form.person, word=word)
    return Answer.close()


def _word(read: Read, meeting: Meeting, typed: drawn.Typed, reason: str) -> Word:
    """Return what was typed with the names of the guests that stood on the list."""
    on_list = guests_of(read, meeting)
    guests = {on_list[place].name: minutes for place, minutes in typed.places.items() if place < len(on_list)}
    fields = {**typed.fields, **{on_list[place].name: typed.fields[str(place)] for place in typed.places if place < len(on_list)}}
    if typed.guest_minutes is not None:
        guests[typed.guest] = typed.guest_minutes
    return Word(typed.people, guests, reason, fields)

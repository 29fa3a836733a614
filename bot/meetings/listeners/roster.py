"""What the host is shown and states of who was there -> action -> answer."""

from typing import Any

from bot.core.ids import MeetingId, PersonId
from bot.core.refusal import AllAtOnce, Refusal
from bot.feature import Deps
from bot.meetings import actions
from bot.meetings.ceremony import Ceremony
from bot.meetings.listeners.reading import read_meeting
from bot.meetings.rules.guards import host_only
from bot.meetings.rules.refusals import NoMeeting
from bot.meetings.rules.roster import corrected
from bot.meetings.store.totals import totals_of
from bot.meetings.views import forms as drawn
from bot.meetings.views.afterwards import totals_form
from bot.meetings.views.ids import read_value
from bot.slack.answers import Answer
from bot.slack.requests import Click, Form


async def open_roster(ceremony: Ceremony[Any], named: MeetingId, click: Click, deps: Deps) -> Answer:
    """Open the form in which the host states a person's minutes. Raise NoMeeting or NotHost."""
    meeting = await read_meeting(ceremony, named, deps)
    host_only(meeting, click.person)
    return Answer.open(drawn.roster_form(ceremony.naming, deps.words, meeting))


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
    """State a person's minutes, as host; the person hears of it."""
    text = form.text("minutes").strip()
    meeting = await read_meeting(ceremony, MeetingId(form.private), deps)
    minutes = int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else -1
    reason = form.text("reason")
    refused = AllAtOnce()
    # Who may not do it is refused before Slack is asked for a name: who was only on the call has never pressed anything here.
    refused.read("", corrected, meeting, person=form.person, minutes=minutes, reason=reason)
    whose = PersonId(form.text("person"))
    try:
        await deps.directory.human(whose, "person")
    except Refusal as refusal:
        refused.add(refusal)
    refused.refuse()
    await deps.store.write(
        actions.correct_attendance,
        ceremony=ceremony,
        meeting=meeting.id,
        person=form.person,
        whose=whose,
        minutes=minutes,
        reason=reason,
    )
    return Answer.close()

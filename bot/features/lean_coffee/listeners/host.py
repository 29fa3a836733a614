"""What the host alone does: cancel the meeting, take a topic off the board, correct who attended."""

from bot.core.ids import PersonId
from bot.core.refusal import AllAtOnce, Refusal
from bot.feature import Deps
from bot.features.lean_coffee import actions, rules, views
from bot.features.lean_coffee.listeners.live import read_meeting
from bot.features.lean_coffee.rules import Column, MeetingId, TopicId
from bot.features.lean_coffee.views import forms, ids
from bot.features.lean_coffee.views.ids import read_value
from bot.slack.answers import Answer
from bot.slack.requests import Click, Form


async def ask_to_cancel(named: MeetingId, click: Click, deps: Deps) -> Answer:
    """Ask the host once more: a meeting that was cancelled does not come back."""
    meeting = await read_meeting(deps, named)
    rules.open_still(meeting)
    rules.host_only(meeting, click.person)
    return Answer.open(forms.cancel_form(deps.words, meeting))


async def on_cancelled(form: Form, deps: Deps) -> Answer:
    """Cancel the meeting, as host."""
    meeting, phase = read_value(form.private)
    await deps.store.write(actions.cancel_meeting, meeting=MeetingId(meeting), phase=phase, person=form.person)
    return Answer.close()


async def open_removal(named: MeetingId, click: Click, deps: Deps) -> Answer:
    """Open the form in which the host takes a topic off the board."""
    meeting = await read_meeting(deps, named)
    rules.host_only(meeting, click.person)
    if not any(topic.column is Column.TO_DISCUSS for topic in meeting.topics):
        raise rules.NoTopics
    return Answer.open(forms.remove_form(deps.words, meeting))


async def on_removed(form: Form, deps: Deps) -> Answer:
    """Take a topic off the board, as host."""
    topic = TopicId(form.text("topic"))
    await deps.store.write(actions.remove_topic, meeting=MeetingId(form.private), topic=topic, person=form.person)
    return Answer.close()


async def open_roster(named: MeetingId, click: Click, deps: Deps) -> Answer:
    """Open the form in which the host states a person's minutes."""
    meeting = await read_meeting(deps, named)
    rules.host_only(meeting, click.person)
    return Answer.open(views.roster_form(deps.words, meeting))


async def on_roster(click: Click, deps: Deps) -> Answer:
    """Open the form in which the host states a person's minutes."""
    return await open_roster(MeetingId(read_value(click.value)[0]), click, deps)


async def on_roster_corrected(form: Form, deps: Deps) -> Answer:
    """State a person's minutes, as host; the person hears of it."""
    text = form.text("minutes").strip()
    meeting = await read_meeting(deps, MeetingId(form.private))
    minutes = int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else -1
    refused = AllAtOnce()
    # Who may not do it is refused before Slack is asked for a name: who was only on the call has never pressed anything here.
    refused.read("", rules.corrected, meeting, person=form.person, minutes=minutes, reason=form.text("reason"))
    whose = PersonId(form.text("person"))
    try:
        await deps.directory.human(whose, "person")
    except Refusal as refusal:
        refused.add(refusal)
    refused.refuse()
    await deps.store.write(
        actions.correct_attendance,
        meeting=meeting.id,
        person=form.person,
        whose=whose,
        minutes=minutes,
        reason=form.text("reason"),
    )
    return Answer.close()


FORMS = {
    ids.REMOVE_FORM: on_removed,
    ids.CANCEL_FORM: on_cancelled,
    ids.ROSTER_FORM: on_roster_corrected,
}

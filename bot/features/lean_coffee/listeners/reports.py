"""Reporting a topic, and deciding about one that is hidden -> action -> answer."""

from bot.core.ids import MeetingId
from bot.feature import Deps
from bot.features.lean_coffee.actions import reports
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.rules import reports as rules
from bot.features.lean_coffee.rules.refusals import NotHidden, NothingToReport
from bot.features.lean_coffee.rules.values import TopicId
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views import reports as views
from bot.meetings.listeners.reading import read_as_host, read_meeting
from bot.meetings.rules.guards import open_still
from bot.meetings.views.ids import read_option
from bot.slack.answers import Answer
from bot.slack.requests import Click, Form


async def open_report(named: MeetingId, click: Click, deps: Deps) -> Answer:
    """Open the form in which somebody reports a topic."""
    meeting = await read_meeting(CEREMONY, named, deps)
    open_still(meeting)
    topics = rules.reportable(meeting, click.person)
    if not topics:
        raise NothingToReport
    return Answer.open(views.report_form(deps.words, meeting, topics))


async def on_reported(form: Form, deps: Deps) -> Answer:
    """Note a report, and say so to who sent it alone."""
    topic = TopicId(form.text("topic"))
    await deps.store.write(reports.report_topic, meeting=MeetingId(form.private), topic=topic, person=form.person)
    return Answer.update(views.reported(deps.words))


async def open_hidden(named: MeetingId, click: Click, deps: Deps) -> Answer:
    """Open the form in which a host decides about what is hidden."""
    meeting = await read_as_host(CEREMONY, named, click.person, deps)
    topics = rules.hidden(meeting)
    if not topics:
        raise NotHidden
    return Answer.open(views.hidden_form(deps.words, meeting, topics))


async def on_restored(click: Click, deps: Deps) -> Answer:
    """Put a hidden topic back."""
    topic, meeting, _ = read_option(click.value)
    await deps.store.write(reports.restore_topic, meeting=MeetingId(meeting), topic=TopicId(topic), person=click.person)
    return Answer.nothing()


async def on_removed(click: Click, deps: Deps) -> Answer:
    """Take a hidden topic off the list for good."""
    topic, meeting, _ = read_option(click.value)
    await deps.store.write(reports.remove_hidden, meeting=MeetingId(meeting), topic=TopicId(topic), person=click.person)
    return Answer.nothing()


VERBS = {"report": open_report, "hidden": open_hidden}
CLICKS = {ids.RESTORE_TOPIC: on_restored, ids.REMOVE_HIDDEN: on_removed}
FORMS = {ids.REPORT_FORM: on_reported}

"""Taking a topic off the board, live or asynchronous: what a host chooses -> action -> answer."""

from bot.core.ids import MeetingId
from bot.feature import Deps
from bot.features.lean_coffee.actions import topics
from bot.features.lean_coffee.listeners.reading import read_board
from bot.features.lean_coffee.rules.refusals import NoTopics
from bot.features.lean_coffee.rules.values import TopicId
from bot.features.lean_coffee.views import forms, ids
from bot.features.lean_coffee.views.pieces import to_discuss
from bot.meetings.rules.guards import host_only
from bot.slack.answers import Answer
from bot.slack.requests import Click, Form


async def open_removal(named: MeetingId, click: Click, deps: Deps) -> Answer:
    """Open the form in which the host takes a topic off the board."""
    meeting = await read_board(named, deps)
    host_only(meeting, click.person)
    if not to_discuss(meeting):
        raise NoTopics
    return Answer.open(forms.remove_form(deps.words, meeting))


async def on_removed(form: Form, deps: Deps) -> Answer:
    """Take a topic off the board, as host."""
    topic = TopicId(form.text("topic"))
    await deps.store.write(topics.remove_topic, meeting=MeetingId(form.private), topic=topic, person=form.person)
    return Answer.close()


VERBS = {"remove": open_removal}
FORMS = {ids.REMOVE_FORM: on_removed}

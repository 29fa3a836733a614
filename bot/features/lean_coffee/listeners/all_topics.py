"""All topics of a meeting, read and turned page by page in private."""

from bot.core.ids import MeetingId, PersonId
from bot.feature import Deps
from bot.features.lean_coffee.rules.parts import parts, tree
from bot.features.lean_coffee.rules.topics import may_change
from bot.features.lean_coffee.store import meetings
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.all_topics import all_topics
from bot.meetings.rules.refusals import NoMeeting
from bot.meetings.screens import reader
from bot.paging import turned
from bot.slack.answers import Answer
from bot.slack.requests import Click
from bot.slack.surfaces import Modal
from bot.store.unit import Read
from bot.words.words import Words


async def open_all(named: MeetingId, click: Click, deps: Deps) -> Answer:
    """Open the form with every topic of a meeting."""
    return Answer.open(await deps.store.read(_draw, named, click.person, deps.words, 0))


async def on_page(click: Click, deps: Deps) -> Answer:
    """Show another page of them in the place of the one that was left."""
    page, named = turned(click.value)
    return Answer.update(await deps.store.read(_draw, MeetingId(named), click.person, deps.words, page))


def _draw(read: Read, named: MeetingId, person: PersonId, words: Words, page: int) -> Modal:
    meeting = meetings.meeting(read, named)
    if meeting is None:
        raise NoMeeting
    authors = {one.author for topic in meeting.topics for one in tree(topic) if one.author is not None}
    own = {topic.id for topic in meeting.topics if any(may_change(part, person, None) for part in parts(topic))}
    return all_topics(reader(read, words, sorted(authors), meeting.zone), meeting, own, page)


VERBS = {"all_topics": open_all}
CLICKS = {ids.ALL_BEFORE: on_page, ids.ALL_AFTER: on_page}

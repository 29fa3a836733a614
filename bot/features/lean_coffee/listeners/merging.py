"""Merging two topics, and taking them apart: what a host chooses -> action -> answer."""

from bot.core.ids import MeetingId
from bot.feature import Deps
from bot.features.lean_coffee.actions import merging
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.rules import merging as rules
from bot.features.lean_coffee.rules.refusals import NothingToMerge, NotMerged
from bot.features.lean_coffee.rules.topics import to_vote_on
from bot.features.lean_coffee.rules.values import TopicId
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views import merging as views
from bot.meetings.listeners.reading import read_as_host
from bot.meetings.views.ids import read_option, read_value
from bot.slack.answers import Answer
from bot.slack.requests import Click, Form


async def open_merge(named: MeetingId, click: Click, deps: Deps) -> Answer:
    """Open the form in which a host makes one topic of two."""
    meeting = await read_as_host(CEREMONY, named, click.person, deps)
    if not rules.may_merge(meeting):
        raise NothingToMerge
    return Answer.open(views.merge_form(deps.words, meeting, to_vote_on(meeting)))


async def on_merged(form: Form, deps: Deps) -> Answer:
    """Make one topic of the two that were chosen, unless voting has opened meanwhile."""
    named, phase = read_value(form.private)
    await deps.store.write(
        merging.merge_topics,
        meeting=MeetingId(named),
        first=TopicId(form.text("first")),
        second=TopicId(form.text("second")),
        phase=phase,
        person=form.person,
    )
    return Answer.close()


async def open_parting(named: MeetingId, click: Click, deps: Deps) -> Answer:
    """Open the form in which a host makes two topics of a merged one."""
    meeting = await read_as_host(CEREMONY, named, click.person, deps)
    topics = rules.merged(meeting)
    if not topics:
        raise NotMerged
    return Answer.open(views.part_form(deps.words, meeting, topics))


async def on_parted(form: Form, deps: Deps) -> Answer:
    """Make two topics of the merged one that was chosen."""
    named, phase = read_value(form.private)
    topic = TopicId(form.text("topic"))
    await deps.store.write(merging.take_apart, meeting=MeetingId(named), topic=topic, phase=phase, person=form.person)
    return Answer.close()


async def on_undo(click: Click, deps: Deps) -> Answer:
    """Take the last merge back."""
    topic, named, phase = read_option(click.value)
    meeting, merged = MeetingId(named), TopicId(topic)
    await deps.store.write(merging.undo_merge, meeting=meeting, topic=merged, phase=phase, person=click.person)
    return Answer.nothing()


VERBS = {"merge": open_merge, "take_apart": open_parting}
CLICKS = {ids.UNDO_MERGE: on_undo}
FORMS = {ids.MERGE_FORM: on_merged, ids.PART_FORM: on_parted}

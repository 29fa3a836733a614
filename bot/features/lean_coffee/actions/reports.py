"""Verbs of reports: report a topic, put back or remove what was hidden, forget who was erased."""

from bot.core.facts import PersonErased
from bot.core.ids import MeetingId, PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.features.lean_coffee.actions.course import apply_changes, show_waiting
from bot.features.lean_coffee.kinds import HIDDEN_TOPIC
from bot.features.lean_coffee.rules import reports, topics
from bot.features.lean_coffee.rules.changes import TopicHidden
from bot.features.lean_coffee.rules.refusals import NotHidden
from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.values import TopicId
from bot.features.lean_coffee.store import meetings, new
from bot.features.lean_coffee.store import reports as store
from bot.features.lean_coffee.store import topics as topics_store
from bot.store.once import once
from bot.store.unit import Unit


def report_topic(unit: Unit, *, meeting: MeetingId, topic: TopicId, person: PersonId) -> None:
    """Report a topic on the board; at the third report it is hidden, and the host is told. Raise NoMeeting, or what its rule raises."""
    once(unit)
    state = meetings.lock_meeting(unit, meeting)
    changes = reports.report(state, topic=topic, person=person, reports=store.reports_of(unit, topic))
    apply_changes(unit, state, *changes)
    if any(isinstance(change, TopicHidden) for change in changes):
        messages.post(unit, HIDDEN_TOPIC, topic, Place.person(state.host))


def restore_topic(unit: Unit, *, meeting: MeetingId, topic: TopicId, person: PersonId) -> None:
    """Put a hidden topic back, as a host; after the meeting it waits for the next one. Raise NoMeeting, NotHost or NotHidden."""
    state = meetings.lock_meeting(unit, meeting)
    changes = reports.restore(state, topic=topic, person=person)
    if state.closed is None:
        apply_changes(unit, state, *changes)
    else:
        _still_hidden(unit, topic)
        store.wait_again(unit, topic)
        show_waiting(unit, state.channel)
    messages.show(unit, HIDDEN_TOPIC, topic)


def remove_hidden(unit: Unit, *, meeting: MeetingId, topic: TopicId, person: PersonId) -> None:
    """Take a hidden topic off the list for good, as a host. Raise NoMeeting, NotHost or NotHidden."""
    state = meetings.lock_meeting(unit, meeting)
    reports.restore(state, topic=topic, person=person)  # who may put it back may remove it
    if state.closed is None:
        apply_changes(unit, state, *topics.remove(state, topic=topic, person=person))
    else:
        _still_hidden(unit, topic)
        for change in topics.removed(topics.topic_of(state, topic)):
            new.record_topic(unit, change)
    messages.show(unit, HIDDEN_TOPIC, topic)


def hear_erased(unit: Unit, erased: PersonErased) -> None:
    """Forget the reports of a person who is erased."""
    store.forget_reports_by(unit, erased.person)


def _still_hidden(unit: Unit, topic: TopicId) -> None:
    """Raise NotHidden where a topic was decided about since its meeting closed: the record of that keeps it as it was."""
    if topics_store.lock_topic(unit, topic).column is not Column.HIDDEN:
        raise NotHidden

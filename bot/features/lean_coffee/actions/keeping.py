"""Asks the host about a carried topic where its author has left or cannot be written to."""

from collections.abc import Iterator

from bot.core.ids import PersonId
from bot.core.kinds import ScreenKind
from bot.delivery import messages
from bot.delivery.place import Place
from bot.features.lean_coffee.actions.boards import send_record
from bot.features.lean_coffee.kinds import KEEP_TOPIC
from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.values import Topic, TopicId
from bot.features.lean_coffee.store import topics
from bot.store.unit import Read, Unit


def asked(read: Read) -> list[PersonId]:
    """Name the authors who are asked now whether to keep a topic."""
    return sorted({author for author, _ in _unanswered(read)})


def ask_another(unit: Unit, author: PersonId) -> None:
    """Ask the host in the place of an author who has left the workspace."""
    for topic in [topic for asked_of, topic in _unanswered(unit) if asked_of == author]:
        _ask_host(unit, topic)


def instead(unit: Unit, screen: ScreenKind, subject: str) -> None:
    """Send in the place of what Slack refuses: a summary to its host, and the question of an author to the host."""
    send_record(unit, screen, subject)
    topic = topics.topic(unit, TopicId(subject)) if screen == KEEP_TOPIC else None
    if topic is not None and topic.author is not None and topic.column is Column.TO_DISCUSS:
        _ask_host(unit, topic)


def _ask_host(unit: Unit, topic: Topic) -> None:
    """Ask the host of the channel's last meeting, once: where that is the author, or Slack refuses the host too, no answer keeps it."""
    host = topics.host_of(unit, topic.channel)
    if host in (None, topic.author) or messages.was_wanted_at(unit, KEEP_TOPIC, topic.id, Place.person(host)):
        return
    messages.hide(unit, KEEP_TOPIC, topic.id)
    messages.post(unit, KEEP_TOPIC, topic.id, Place.person(host))


def _unanswered(read: Read) -> Iterator[tuple[PersonId, Topic]]:
    for subject, person in messages.with_people(read, KEEP_TOPIC):
        topic = topics.topic(read, TopicId(subject))
        if topic is not None and topic.author == person and topic.column is Column.TO_DISCUSS:
            yield person, topic

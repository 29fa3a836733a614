"""The question for takeaways that follows a topic, where a meeting asks it."""

from datetime import datetime, timedelta

from bot.features.lean_coffee.rules.stages import Column, Stage
from bot.features.lean_coffee.rules.values import Meeting, Topic

ASKED_FOR = timedelta(seconds=60)
"""So long the next topic's board asks about the one before, or as long as a first box lasts where that is shorter."""


def asked_about(meeting: Meeting, at: datetime) -> Topic | None:
    """Return the topic that has just ended, while the board asks what people take with them from it."""
    if not meeting.settings.takeaways_asked or not _follows_a_topic(meeting, at):
        return None
    done = [topic for topic in meeting.topics if topic.column is Column.DISCUSSED]
    return max(done, key=lambda topic: (topic.opened or meeting.opened, topic.rank), default=None)


def _follows_a_topic(meeting: Meeting, at: datetime) -> bool:
    if meeting.stage is not Stage.DISCUSSING or meeting.box != 1 or meeting.silences:
        return meeting.stage is Stage.LAST_CALL
    opened = next((topic.opened for topic in meeting.topics if topic.id == meeting.topic), None)
    return opened is not None and at < opened + min(ASKED_FOR, meeting.settings.boxes[0])

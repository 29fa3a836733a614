"""Every topic of a meeting by pages, to read: what a board folds, with one's own marked."""

from collections.abc import Set as AbstractSet

from slack_sdk.models.blocks import Block

from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.topics import on_agenda
from bot.features.lean_coffee.rules.values import Meeting, Topic, TopicId
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.pieces import dots, spent, told_of
from bot.meetings.views.frame import Reader, facts
from bot.paging import paged, turning
from bot.slack.blocks import context, section
from bot.slack.surfaces import Modal
from bot.slack.text import plain

_ORDER = (Column.DISCUSSING, Column.TO_DISCUSS, Column.DISCUSSED)


def all_topics(reader: Reader, meeting: Meeting, own: AbstractSet[TopicId], page: int = 0) -> Modal:
    """Draw a page of a meeting's topics: what is talked about, what waits in its order, what is done. `own`: the reader's."""
    words, topics = reader.words, in_order(meeting)
    pages = paged(page, len(topics))
    shown = list(enumerate(topics, start=1))[pages.start : pages.stop]
    blocks: list[Block] = [section(_told(reader, number, topic, topic.id in own)) for number, topic in shown]
    if not blocks:
        blocks.append(section(words.say("No topic is on the board.")))
    blocks += [*turning(words, pages, ids.ALL_BEFORE, ids.ALL_AFTER, of=meeting.id), context(words.say("Only you see this."))]
    return Modal("lean_coffee:all_topics", words.say("All topics"), blocks, close=words.say("Close"), private=meeting.id)


def in_order(meeting: Meeting) -> list[Topic]:
    """Return the topics of a meeting as its board has them: the one under discussion first, what is done last."""

    def place(topic: Topic) -> tuple[int, float, int, str]:
        opened = topic.opened.timestamp() if topic.opened and topic.column is Column.DISCUSSED else 0
        return _ORDER.index(topic.column), opened, topic.rank or len(meeting.topics), f"{topic.proposed:%Y%m%d%H%M%S%f}{topic.id}"

    return sorted(on_agenda(meeting), key=place)


def _told(reader: Reader, number: int, topic: Topic, own: bool) -> str:
    words = reader.words
    stands = {Column.DISCUSSING: words.say("being discussed"), Column.DISCUSSED: words.say("discussed")}.get(topic.column, "")
    voted = dots(topic.dots) if topic.rank else ""
    mine = words.say("*yours*") if own else ""
    head = facts(f"{number}. *{plain(topic.title, 200)}*", voted, stands, spent(words, topic.boxes) if topic.boxes else "", mine)
    return f"{head}\n{told_of(reader, topic)}"

"""What waits on a board and what came out so far: its columns, with takeaways and action items."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.action_items.rules.values import ActionItem, State
from bot.action_items.views.lines import line
from bot.features.lean_coffee.rules.stages import Column, Stage
from bot.features.lean_coffee.rules.values import Meeting, Takeaway, Topic, TopicId, TopicMeeting
from bot.features.lean_coffee.views.pieces import (
    carried,
    dots,
    first_of,
    most_dots,
    spent,
    taken_line,
    to_discuss,
    waits_for_next,
)
from bot.features.lean_coffee.views.votes_option import given_by, in_run_off
from bot.meetings.views.frame import Reader, facts
from bot.slack.blocks import divider, grouped
from bot.slack.text import plain
from bot.words.words import Words

IN_VIEW = 5
"""So many topics that wait, so many that are done, and so many takeaways of one keep the buttons of a talk in view."""
_MOST_CHARACTERS = 1_200
"""Characters of the takeaways of one topic that stand on the board; the summary has all of them."""


def taken(reader: Reader, meeting: Meeting, topic: Topic | None) -> list[Block]:
    """Draw the last takeaways and action items of a topic, those that fit below it without pushing its buttons out of view."""
    if topic is None:
        return []
    lines = _last_taken(reader.words, [one for one in meeting.takeaways if one.topic == topic.id], IN_VIEW)
    return grouped([*lines, *_last_promised(reader, promised_for(meeting, topic.id), IN_VIEW)])


def all_promised(meeting: TopicMeeting) -> list[ActionItem]:
    """Return what is to be done of a meeting, or done by now; what was dropped is not shown."""
    return [item for item in meeting.promised if item.state is not State.DROPPED]


def promised_for(meeting: TopicMeeting, topic: TopicId) -> list[ActionItem]:
    """Return those of a topic."""
    return [item for item in all_promised(meeting) if item.about.subject == topic]


def promised_line(reader: Reader, item: ActionItem) -> str:
    """Write an action item as a line of the board."""
    return line(reader.words, item, reader.name(item.owner))


def _last_promised(reader: Reader, items: Sequence[ActionItem], most: int) -> list[str]:
    """Write the last action items, and how many there are before them."""
    lines = [promised_line(reader, item) for item in items[-most:]]
    earlier = len(items) - len(lines)
    before = reader.words.count(
        "{n} earlier action comes with the summary.", "{n} earlier actions come with the summary.", earlier
    )
    return [f"_{before}_", *lines] if earlier else lines


def _last_taken(words: Words, takeaways: Sequence[Takeaway], most: int) -> list[str]:
    lines, room = list[str](), _MOST_CHARACTERS
    for one in reversed(takeaways[-most:]):
        line = taken_line(one)
        room -= len(line)
        if room < 0 and lines:
            break
        lines.insert(0, line)
    earlier = len(takeaways) - len(lines)
    before = words.count("{n} earlier takeaway comes with the summary.", "{n} earlier takeaways come with the summary.", earlier)
    return [f"_{before}_", *lines] if earlier else lines


def columns(reader: Reader, meeting: Meeting, new: int, *, over: bool = False) -> list[Block]:
    """Draw what waits and what is done, few of both so that the buttons stay in view.

    `new`: how many topics wait in the channel for a next meeting. `over`: no topic can be opened any more.
    """
    words, most = reader.words, most_dots(meeting.topics)
    waiting = to_discuss(meeting)
    lines: list[str] = []
    if waiting:
        left = [
            facts(
                f"{_place(t)} {plain(t.title, 160)}  {dots(t.dots, most)}",
                given_by(reader, t),
                in_run_off(words, t),
                carried(words, t),
            )
            for t in waiting
        ]
        lines += [words.say("*Not reached*") if over else words.say("*To discuss*"), *first_of(words, left, IN_VIEW)]
    lines += _done(reader, meeting)
    if new:
        lines.append(waits_for_next(words, new))
    return [divider(), *grouped(lines)] if lines else []


def _place(topic: Topic) -> str:
    """Return a topic's place in the order of the vote; one that was hidden while it was voted on has none."""
    return f"{topic.rank}." if topic.rank else "•"


def done(reader: Reader, meeting: Meeting) -> list[Block]:
    """Draw what is done, below a board that gathers or votes once more."""
    lines = _done(reader, meeting)
    return [divider(), *grouped(lines)] if lines else []


def _done(reader: Reader, meeting: Meeting) -> list[str]:
    """Say what was talked about, each with its takeaways below it: the topics that were talked or written about last."""
    words = reader.words
    found = [topic for topic in meeting.topics if topic.column is Column.DISCUSSED]
    kept = _last_touched(meeting, found)
    lines = [line for topic in kept for line in _discussed(reader, meeting, topic)]
    earlier = len(found) - len(kept)
    if earlier:
        lines.append(words.count("and {n} that was discussed earlier", "and {n} that were discussed earlier", earlier))
    return [*([words.say("*Discussed*"), *lines] if found else []), *_of_the_whole(reader, meeting)]


def _last_touched(meeting: Meeting, topics: Sequence[Topic]) -> list[Topic]:
    """Return so many of the topics as stay in view, in the order of the talk; one that got a takeaway just now is among them."""
    written: dict[str | None, datetime] = {one.topic: one.at for one in meeting.takeaways}
    for item in meeting.promised:
        written[item.about.subject] = max(item.noted, written.get(item.about.subject, item.noted))

    def began(topic: Topic) -> tuple[datetime, int]:
        return topic.opened or meeting.opened, topic.rank

    last = sorted(topics, key=lambda topic: (max(began(topic)[0], written.get(topic.id, meeting.opened)), topic.rank))
    return sorted(last[-IN_VIEW:], key=began)


def _discussed(reader: Reader, meeting: Meeting, topic: Topic) -> list[str]:
    words = reader.words
    head = facts(plain(topic.title, 160), spent(words, topic.boxes), words.say("parked") if topic.parked else "")
    if meeting.stage is Stage.LAST_CALL:
        return [head]  # all takeaways stand above it by then
    last = _last_taken(words, [one for one in meeting.takeaways if one.topic == topic.id], 1)
    return [head, *last, *_last_promised(reader, promised_for(meeting, topic.id), 1)]


def _of_the_whole(reader: Reader, meeting: Meeting) -> list[str]:
    """Say what belongs to no topic of the talk, where the last call does not show it."""
    words = reader.words
    shown = {topic.id for topic in meeting.topics if topic.column in (Column.DISCUSSED, Column.DISCUSSING)}
    loose = [one for one in meeting.takeaways if one.topic not in shown]
    items = [item for item in all_promised(meeting) if item.about.subject not in shown]
    if meeting.stage is Stage.LAST_CALL:
        return []
    takeaways = [words.say("*Takeaways*"), *_last_taken(words, loose, IN_VIEW)] if loose else []
    return [*takeaways, *([words.say("*Actions*"), *_last_promised(reader, items, IN_VIEW)] if items else [])]

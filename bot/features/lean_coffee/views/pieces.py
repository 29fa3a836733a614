"""What several screens of Lean Coffee share: a topic on one line, dots, names, the head of a board."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from slack_sdk.models.blocks import Block

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules import Column, Meeting, Topic
from bot.slack.blocks import grouped, section
from bot.slack.text import plain
from bot.words import Words

ROOMY = 10
"""Up to this many topics each have a block of their own; more fold into lines."""


@dataclass(frozen=True)
class Reader:
    """Who the words are for, when it is, and what people are called."""

    words: Words
    at: datetime
    names: Mapping[PersonId, str]

    def name(self, person: PersonId) -> str:
        """Return a plain name: never a mention."""
        return plain(self.names.get(person, person))

    def all_names(self, people: Iterable[PersonId]) -> str:
        """Return plain names with commas, at most twenty of them."""
        named = sorted((self.name(person) for person in people), key=str.casefold)
        if len(named) <= 20:
            return ", ".join(named)
        return self.words.say("{names} and {n} more", names=", ".join(named[:19]), n=len(named) - 19)


def dots(number: int) -> str:
    """Draw dots beside their number: `●●● 3`; many dots are only counted."""
    return f"{'●' * number} {number}" if 0 < number <= 8 else f"● {number}"


def origin(reader: Reader, topic: Topic) -> str:
    """Say whose topic it is and how often it was carried over."""
    parts = [reader.words.say("anonymous") if topic.author is None else reader.name(topic.author)]
    if topic.carried:
        parts.append(reader.words.say("carried {n}×", n=topic.carried))
    return "_" + " · ".join(parts) + "_"


def context_line(topic: Topic, most: int = 500) -> str:
    """Return a topic's context on one line, with the message it came from."""
    told = plain(topic.context, most)
    return " ".join(part for part in (told, f"<{topic.link}|↗>" if topic.link else "") if part)


def in_full(reader: Reader, topic: Topic, head: str) -> Block:
    """Draw one topic with its context and origin."""
    told = "  ·  ".join(part for part in (context_line(topic), origin(reader, topic)) if part)
    return section(f"*{head}{plain(topic.title, 200)}*\n{told}")


def agenda(reader: Reader, topics: Sequence[Topic], *, roomy: bool) -> list[Block]:
    """Draw numbered topics: a block for each while they are few, lines where they are many, so that any number fits."""
    if roomy and len(topics) <= ROOMY:
        return [in_full(reader, topic, f"{number}. ") for number, topic in enumerate(topics, start=1)]
    room = 160 if len(topics) <= 30 else 0
    lines = []
    for number, topic in enumerate(topics, start=1):
        told = context_line(topic, room) if room else ""
        lines.append(f"{number}. *{plain(topic.title, 160)}*" + (f"  {told}" if told else ""))
    return grouped(lines)


def to_discuss(meeting: Meeting) -> list[Topic]:
    """Return the topics that wait on this board, the top one first; before the vote in the order of proposing."""
    waiting = [topic for topic in meeting.topics if topic.column is Column.TO_DISCUSS]
    return sorted(waiting, key=lambda topic: (topic.rank or len(meeting.topics), topic.proposed, topic.id))


def spent(words: Words, boxes: Sequence[timedelta]) -> str:
    """Say how long a topic was talked about: `8 min (5 + 3)`."""
    total = sum(boxes, timedelta())
    if total < timedelta(minutes=1):
        return words.minutes(total)
    whole = words.say("{n} min", n=round(total / timedelta(minutes=1)))
    if len(boxes) < 2 or min(boxes) < timedelta(seconds=30):
        return whole
    return whole + " (" + " + ".join(str(round(box / timedelta(minutes=1))) for box in boxes) + ")"

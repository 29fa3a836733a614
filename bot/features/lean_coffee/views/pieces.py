"""What several screens of Lean Coffee share: a topic on one line, dots, names, the head of a board."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from slack_sdk.models.blocks import Block

from bot.features.lean_coffee.kinds import NAME
from bot.features.lean_coffee.rules.parts import parts
from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.values import Takeaway, Topic, TopicId, TopicMeeting
from bot.meetings.naming import Naming
from bot.meetings.views.frame import Reader, facts, folded, link
from bot.slack.blocks import context, grouped, section
from bot.slack.text import plain
from bot.words.words import Words

MOST_DRAWN = 12
"""As many dots are drawn one by one."""
ROOMY = 10
"""Up to this many topics each have a block of their own; more fold into lines."""
TOLD = 15
"""Up to this many topics say on the board what they are about: with more, a phone would show the buttons pages below."""


NAMING = Naming(
    name=NAME,
    title="Lean Coffee",
    command="/coffee",
    emblem="☕",
    called=lambda words: words.say("Lean Coffee"),
    one=lambda words: words.say("a Lean Coffee"),
    stays=lambda words: words.say("Topics that are left wait for the next meeting."),
)


def of_a_topic(words: Words, *, joins: bool) -> str:
    """Say what becomes of a topic that is proposed while a meeting runs: it comes on the board, or waits."""
    if joins:
        return words.say("A topic can join the running one: `/coffee topic …`.")
    return words.say("A topic waits for the next Lean Coffee here, or takes part if the group votes again: `/coffee topic …`.")


def most_dots(topics: Iterable[Topic]) -> int:
    """Return the dots of the topic that has most of them: how `dots` draws all that stand side by side."""
    return max((topic.dots for topic in topics), default=0)


def dots(number: int, most: int = 0) -> str:
    """Draw dots beside their number: `●●● 3`; where any topic has too many to draw, all are only counted: `● 3`."""
    if not number:
        return f"○ {number}"
    return f"{'●' * (number if max(number, most) <= MOST_DRAWN else 1)} {number}"


def origin(reader: Reader, topic: Topic) -> str:
    """Say whose topic it is and how often it was carried over."""
    whose = reader.words.say("anonymous") if topic.author is None else reader.name(topic.author)
    return "_" + " · ".join(part for part in (whose, carried(reader.words, topic)) if part) + "_"


def context_line(reader: Reader, topic: Topic, most: int = 500) -> str:
    """Return a topic's context on one line, with the messages it came from."""
    came_from = [link(address, reader.words.say("the message")) for address in topic.link.split()]
    return " ".join(part for part in (plain(topic.context, most), *came_from) if part)


def told_of(reader: Reader, topic: Topic) -> str:
    """Say what a topic is about and whose it is; of a merged one that of each part, below one another."""
    made_of = parts(topic)
    if len(made_of) < 2:
        return facts(context_line(reader, topic), origin(reader, (*made_of, topic)[0]))
    lines = [f"• {facts(_part_line(reader, part, 1_000 // len(made_of)), origin(reader, part))}" for part in made_of]
    grown = carried(reader.words, topic)
    return "\n".join(folded(reader.words, [*lines, *([f"_{grown}_"] if grown else [])], 2_700))


def _part_line(reader: Reader, part: Topic, most: int) -> str:
    told = context_line(reader, part, most)
    return f"{plain(part.title, 160)}: {told}" if told else plain(part.title, 160)


def taken_line(takeaway: Takeaway) -> str:
    """Write a takeaway as a line of its own."""
    return f"💡 {plain(takeaway.text, 520)}"


def carried(words: Words, topic: Topic) -> str:
    """Say how often a topic was carried over; nothing for a new one."""
    return words.say("carried {n}×", n=topic.carried) if topic.carried else ""


def first_of(words: Words, lines: Sequence[str], most: int) -> list[str]:
    """Return the first lines, then how many more there are."""
    kept, more = list(lines[:most]), len(lines) - most
    return [*kept, words.say("and {n} more", n=more)] if more > 0 else kept


def in_full(reader: Reader, topic: Topic, head: str) -> Block:
    """Draw one topic with its context and origin."""
    return section(f"*{head}{plain(topic.title, 200)}*\n{told_of(reader, topic)}")


def agenda(reader: Reader, topics: Sequence[Topic], *, roomy: bool, given: Mapping[TopicId, int] | None = None) -> list[Block]:
    """Draw numbered topics: a block for each while they are few, lines where they are many, so that any number fits.

    `given`: the dots of each so far, where those are seen.
    """
    words, most = reader.words, max(given.values(), default=0) if given else 0
    if roomy and len(topics) <= ROOMY:
        return [in_full(reader, topic, f"{number}. ") for number, topic in enumerate(topics, start=1)]
    told = len(topics) <= TOLD
    lines = []
    for number, topic in enumerate(topics, start=1):
        about = context_line(reader, topic, 160) if told else ""
        named = f"{number}. *{plain(topic.title, 160 if told else 80)}*" + (f"  {about}" if about else "")
        total = "" if given is None else dots(given.get(topic.id, 0), most)
        lines.append(facts(named, total, carried(words, topic)))
    return grouped(folded(words, lines, 24_000))


def where_told(words: Words, topics: Sequence[Topic]) -> list[Block]:
    """Say where one reads what topics are about that are too many to say so on the board."""
    return [context(words.say("“All topics” in “More …” has what each is about."))] if len(topics) > TOLD else []


def to_discuss(meeting: TopicMeeting) -> list[Topic]:
    """Return the topics that wait on this board, the top one first; before the vote in the order of proposing."""
    waiting = [topic for topic in meeting.topics if topic.column is Column.TO_DISCUSS]
    return sorted(waiting, key=lambda topic: (topic.rank or len(meeting.topics), topic.proposed, topic.id))


def waits_for_next(words: Words, new: int) -> str:
    """Say how many topics were proposed while talk was on."""
    return words.count("{n} new topic waits for the next meeting.", "{n} new topics wait for the next meeting.", new)


def spent(words: Words, boxes: Sequence[timedelta]) -> str:
    """Say how long a topic was talked about: `8 min (5 + 3)`."""
    total = sum(boxes, timedelta())
    if total < timedelta(minutes=1):
        return words.minutes(total)
    whole = words.say("{n} min", n=round(total / timedelta(minutes=1)))
    if len(boxes) < 2 or min(boxes) < timedelta(seconds=30):
        return whole
    return whole + " (" + " + ".join(str(round(box / timedelta(minutes=1))) for box in boxes) + ")"

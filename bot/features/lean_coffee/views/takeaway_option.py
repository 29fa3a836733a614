"""Takeaways that are asked for after each topic: as an option that is typed, and on the board."""

from dataclasses import dataclass
from typing import ClassVar

from slack_sdk.models.blocks import Block, ButtonElement

from bot.core.refusal import Refusal
from bot.features.lean_coffee.rules.takeaways import asked_about
from bot.features.lean_coffee.rules.values import Meeting, Topic
from bot.features.lean_coffee.views import ids
from bot.meetings.views.frame import Reader
from bot.meetings.views.ids import value
from bot.meetings.views.options import Option
from bot.slack.blocks import button, section
from bot.slack.text import plain
from bot.words.words import Words

ASKED, FREE = "asked", "free"


@dataclass(eq=False)
class BadTakeaways(Refusal):
    """What stands after `takeaways` is neither `asked` nor `free`."""

    field: ClassVar[str] = "takeaways"
    text: str


def read_takeaways(text: str) -> bool:
    """Read whether takeaways are asked for after each topic. Raise BadTakeaways."""
    word = text.strip().lower()
    if word not in (ASKED, FREE):
        raise BadTakeaways(text)
    return word == ASKED


TAKEAWAYS = Option(
    name="takeaways",
    sets="takeaways_asked",
    words="takeaways?",
    ways=[
        (r"takeaways?\s*[:=]?\s*(?:are\s+)?asked(?:\s+(?:for\s+)?after\s+each\s+topic)?", lambda _: True),
        (r"ask\s+(?:for\s+)?takeaways?(?:\s+after\s+each\s+topic)?", lambda _: True),
        (r"takeaways?\s*[:=]?\s*(?:are\s+)?free", lambda _: False),
    ],
    example="takeaways asked",
    label=lambda words: words.say("Takeaways"),
    usual=FREE,
    unread=BadTakeaways,
    read=read_takeaways,
    write=lambda asked: ASKED if asked else FREE,
    takes=(ASKED, FREE),
    choices=lambda words: {
        FREE: words.say("Noted whenever somebody has one"),
        ASKED: words.say("Asked for after each topic"),
    },
    in_plans=True,
)


def explain_takeaways(refusal: Refusal, words: Words) -> str | None:
    """Say what `takeaways` takes; None for another refusal."""
    if not isinstance(refusal, BadTakeaways):
        return None
    text = plain(refusal.text, 40)
    return words.say("`takeaways` takes `asked` (after each topic) or `free`; you wrote {text}.", text=text)


def told_of_takeaways(words: Words, asked: bool) -> str:
    """Say that takeaways are asked for, where they are."""
    return words.say("Takeaways are asked for after each topic.") if asked else ""


def what_do_you_take(reader: Reader, meeting: Meeting) -> list[Block]:
    """Ask what people take with them from the topic that has just ended, where this meeting asks that."""
    topic = asked_about(meeting, reader.at)
    if topic is None:
        return []
    told = reader.words.say("💡 *What do you take with you from “{title}”?*", title=plain(topic.title, 160))
    return [section(told, takeaway_of(reader.words, meeting, topic))]


def takeaway_of(words: Words, meeting: Meeting, topic: Topic) -> ButtonElement:
    """Return the button that writes a takeaway on a topic that has ended."""
    return button(words.say("Add a takeaway"), ids.TAKEAWAY_OF_LAST, value(topic.id, meeting.phase))

"""The App Home: put together from the sections that features offer, in their order."""

from collections.abc import Sequence

import structlog
from slack_sdk.models.blocks import Block, DividerBlock, SectionBlock
from slack_sdk.models.blocks.basic_components import MarkdownTextObject

from bot import delivery
from bot.core.ids import PersonId
from bot.core.refusal import Refusal
from bot.core.trace import trace
from bot.delivery import Place
from bot.feature import HOME, Deps, Draw, Feature
from bot.slack.answers import Answer
from bot.slack.requests import Happening
from bot.slack.surfaces import Home
from bot.store import Read, Unit
from bot.words import Words

_MOST_BLOCKS = 100
_log = structlog.get_logger("house")


def open_home(unit: Unit, *, person: PersonId) -> None:
    """Want this person's Home drawn, now and whenever it changes: they have looked at it."""
    delivery.post(unit, HOME, person, Place.home(person))


async def on_home_opened(happening: Happening, deps: Deps) -> Answer:
    """Draw the Home for who looks at it."""
    if happening.tab in {"", "home"} and happening.person:
        await deps.store.write(open_home, person=happening.person)
    return Answer.nothing()


def draw_home(features: Sequence[Feature]) -> Draw:
    """Return how a person's Home is drawn from the sections of these features."""

    def draw(read: Read, subject: str, words: Words) -> Home:
        blocks: list[Block] = []
        for feature in features:
            section = _section(feature, read, PersonId(subject), words)
            if section and blocks:
                blocks.append(DividerBlock())
            blocks.extend(section)
        if len(blocks) > _MOST_BLOCKS:
            blocks = [
                *blocks[: _MOST_BLOCKS - 1],
                _line(words.say("More than fits here: the commands of each ceremony list all of it.")),
            ]
        return Home(blocks or [_line(words.say("Nothing of yours is here yet."))])

    return draw


def _section(feature: Feature, read: Read, person: PersonId, words: Words) -> list[Block]:
    """Draw one feature's part; one whose rows cannot be read says so in its place, and keeps no other from being seen."""
    if feature.home is None:
        return []
    try:
        return feature.home(read, person, words)
    except (Refusal, ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError) as fault:
        _log.error("a part of the Home broke", feature=feature.name, error=type(fault).__name__, trace=trace(fault))
        return [_line(words.say("A part of this page cannot be shown right now."))]


def _line(text: str) -> Block:
    return SectionBlock(text=MarkdownTextObject(text=text))

"""What is searched in the records of Lean Coffee, and what is found. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.core.ids import ChannelId, MeetingId
from bot.core.limits import EmptyText, TextTooLong
from bot.core.refusal import Refusal
from bot.core.texts import folded, trimmed

LONGEST = 200
"""Characters of a search."""
MOST_WORDS = 8
_QUOTED = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]')

_AROUND = ".,;:!?…\"'“”„«»‘’‚()"
"""What sentences and habit put around a word that is looked for."""


@dataclass(eq=False)
class TooManyWords(Refusal):
    """A search has more words than are looked for at once."""

    given: int
    most: int = MOST_WORDS


class ChannelsNotTold(Refusal):
    """Slack did not say in time in which channels the person is, so nothing is searched."""


class Kind(Enum):
    """What a search finds."""

    TOPIC = "topic"
    TAKEAWAY = "takeaway"
    ACTION = "action"
    MEETING = "meeting"


@dataclass(frozen=True)
class Hit:
    """Something with the words in it: whose channel and meeting it is (None while it waits for one), and since when (UTC)."""

    kind: Kind
    text: str
    details: str
    at: datetime
    channel: ChannelId
    meeting: MeetingId | None


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a search, folded, each once; what stands in quotation marks is one. Raise EmptyText, TextTooLong or TooManyWords."""
    asked = trimmed(text)
    if len(asked) > LONGEST:
        raise TextTooLong("search", len(asked), LONGEST)
    phrases = [folded(quoted) for quoted in _QUOTED.findall(asked)]
    loose = [word.strip(_AROUND) or word for word in folded(_QUOTED.sub(" ", asked)).split()]
    words = dict.fromkeys(word for word in (*phrases, *loose) if word)
    if not words:
        raise EmptyText("search")
    if len(words) > MOST_WORDS:
        raise TooManyWords(len(words))
    return tuple(words)


def latest_first(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return hits in the order in which they are shown."""
    return tuple(sorted(hits, key=lambda hit: (-hit.at.timestamp(), hit.kind.value, hit.text)))

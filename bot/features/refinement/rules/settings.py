"""What a team can set for itself, read as it is typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.core.limits import line
from bot.core.refusal import Refusal
from bot.core.span import NotASpan, read_span
from bot.core.texts import on_one_line
from bot.teams.team import BREAK, UNSURE

MOST_CARDS, LONGEST_CARD = 20, 12
FEWEST_CARDS = 2
MOST_READY, LONGEST_READY = 8, 100
MOST_WORDS, LONGEST_WORD = 20, 40
SHORTEST_BOX, LONGEST_BOX = timedelta(minutes=1), timedelta(hours=4)
MOST_ITEMS = 200
"""Items in range of a Sprint, or ready, at most."""
MOST_DAYS = 1_000


@dataclass(eq=False)
class TooMany(Refusal):
    """More lines, words or cards than `most`."""

    field: str
    given: int
    most: int


class TooFewCards(Refusal):
    """A deck of one's own needs FEWEST_CARDS beside those that every deck has."""

    field = "cards"


class CardsNotUsed(Refusal):
    """A deck of one's own was typed, and another one is chosen."""

    field = "cards"


@dataclass(eq=False)
class NotANumber(Refusal):
    """What stands in a field is no whole number from `least` to `most`."""

    field: str
    text: str
    least: int
    most: int


@dataclass(eq=False)
class NotATimebox(Refusal):
    """What stands there is no length of time, or not from SHORTEST_BOX to LONGEST_BOX."""

    field = "timebox"
    text: str


class NoWeekday(Refusal):
    """A team works on at least one day of the week."""

    field = "weekdays"


def read_deck(text: str, chosen: tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the deck that was chosen, or the one that was typed where none was. Raise CardsNotUsed or what `read_cards` raises."""
    if chosen is None:
        return read_cards(text)
    if on_one_line(text):
        raise CardsNotUsed
    return chosen


def read_cards(text: str) -> tuple[str, ...]:
    """Read a deck of a team's own, parted by commas or spaces, without what every deck has. Raise TooMany, TooFewCards or TextTooLong."""
    parted = text.replace("\n", ",").split(",") if "," in text or "\n" in text else text.split()
    cards = [card for card in _each("cards", parted, LONGEST_CARD) if card not in (UNSURE, BREAK)]
    if len(cards) < FEWEST_CARDS:
        raise TooFewCards
    return _at_most("cards", cards, MOST_CARDS)


def read_ready(text: str) -> tuple[str, ...]:
    """Read a ready list, one a line; nothing where nothing is said. Raise TooMany or TextTooLong."""
    return _at_most("ready", _each("ready", text.split("\n"), LONGEST_READY), MOST_READY)


def read_away_words(text: str) -> tuple[str, ...]:
    """Read the words by which a status says that somebody is away, parted by commas or lines. Raise TooMany or TextTooLong."""
    return _at_most("away", _each("away", text.replace("\n", ",").split(","), LONGEST_WORD), MOST_WORDS)


def read_number(field: str, text: str, least: int, most: int) -> int | None:
    """Read a whole number; None where nothing is said. Raise NotANumber."""
    kept = on_one_line(text)
    if not kept:
        return None
    if not (kept.isascii() and kept.isdecimal() and len(kept) <= len(str(most)) and least <= int(kept) <= most):
        raise NotANumber(field, kept, least, most)
    return int(kept)


def read_timebox(text: str, otherwise: timedelta) -> timedelta:
    """Read how long an item is talked about at first. Raise NotATimebox."""
    kept = on_one_line(text)
    if not kept:
        return otherwise
    try:
        read = read_span(kept)
    except NotASpan as wrong:
        raise NotATimebox(kept) from wrong
    if not SHORTEST_BOX <= read <= LONGEST_BOX:
        raise NotATimebox(kept)
    return read


def read_weekdays(chosen: Sequence[str]) -> frozenset[int]:
    """Read the days of the week that are worked on. Raise NoWeekday."""
    days = frozenset(int(each) for each in chosen if each in set("0123456"))
    if not days:
        raise NoWeekday
    return days


def _each(field: str, texts: Sequence[str], longest: int) -> list[str]:
    """Return what can be seen of texts, each once."""
    return list(dict.fromkeys(line(field, text, longest) for text in texts if on_one_line(text)))


def _at_most(field: str, kept: Sequence[str], most: int) -> tuple[str, ...]:
    if len(kept) > most:
        raise TooMany(field, len(kept), most)
    return tuple(kept)

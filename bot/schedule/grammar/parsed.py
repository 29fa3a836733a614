"""The parts of a parsed sentence: found once, found twice, or left over."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from bot.schedule.grammar.errors import NotUnderstood, SaidTwice
from bot.schedule.grammar.normalise import is_of_signs
from bot.schedule.grammar.parts import (
    Day,
    Each,
    Every,
    ForSpan,
    OfThe,
    Problem,
    ReadPart,
    Starting,
    Target,
    TimeOfDay,
    Times,
    TimesOn,
    UnknownWords,
    Until,
    Weekdays,
)
from bot.schedule.grammar.scanner import Phrase

DAYS = Day.__args__
TARGETS = Target.__args__
COUNTS = (Times, TimesOn, ForSpan)
P = TypeVar("P")


@dataclass(frozen=True)
class Parts:
    """All that a sentence says."""

    text: str
    said: tuple[ReadPart, ...]
    phrases: Sequence[Phrase] = field(default=(), compare=False, repr=False)
    """What it was read with: what is offered in its place is read with the same."""

    @property
    def rest(self) -> tuple[str, ...]:
        """Return the runs of words that no phrase takes, in their order."""
        return tuple(said.words for said in self.said if isinstance(said.part, UnknownWords))

    @property
    def begins(self) -> str:
        """Return the words before anything that a phrase takes; empty where one takes the first word."""
        return self.said[0].words if self.said and isinstance(self.said[0].part, UnknownWords) else ""

    def has(self, *kinds: type[object]) -> bool:
        """Tell whether a part of one of these kinds was said, clearly or not; `Problem` is a kind too."""
        return any(isinstance(said.part, kinds) for said in self.said)

    def each(self, kind: type[P]) -> tuple[P, ...]:
        """Return all parts of a kind in their order, also those of a ceremony's own."""
        return tuple(said.part for said in self.said if isinstance(said.part, kind))

    def the(self, *kinds: type[P]) -> P | None:
        """Return the one part of these kinds. Raise SaidTwice where there are two that differ."""
        found = [said for said in self.said if isinstance(said.part, kinds)]
        if len({said.part for said in found}) > 1:
            raise SaidTwice(self.text, tuple(said.words for said in found))
        return found[0].part if found else None  # type: ignore[return-value]  # isinstance with a tuple of types

    @property
    def recurs(self) -> bool:
        """Tell whether it is said in any way that it happens more than once."""
        return any(isinstance(said.part, (Each, Every, OfThe, Starting, Until, *COUNTS)) for said in self.said)

    @property
    def day(self) -> Day | None:
        """Return the one date that was said."""
        found: Day | None = self.the(*DAYS)
        return found

    @property
    def target(self) -> Target | None:
        """Return the days of a rhythm that were said, also as what is counted: 6 Tuesdays."""
        found: Target | None = self.the(*TARGETS)
        counted = self.each(TimesOn)
        return Weekdays((counted[0].weekday,), again=True) if counted and found is None else found

    def words_of(self, *kinds: type[object]) -> str:
        """Return the words that said the parts of these kinds."""
        return " … ".join(said.words for said in self.said if isinstance(said.part, kinds))

    def refuse(self, *kinds: type[object]) -> None:
        """Raise NotUnderstood if one of these was said: it means nothing beside the others."""
        if rest := self.words_of(*kinds):
            raise NotUnderstood(self.text, rest)

    def refuse_unread(self) -> None:
        """Raise the first doubt, else NotUnderstood for words that no phrase takes; an "and" between two of a kind is not to blame."""
        for problem in self.each(Problem):
            raise problem.refusal
        if set(self.rest) == {"and"}:
            self.the(*TARGETS)
            self.the(TimeOfDay)
        if rest := " … ".join(words for words in self.rest if not is_of_signs(words)):
            raise NotUnderstood(self.text, rest)

"""All that a sentence says, part by part: what there is once, what there is twice, what is left over."""

from dataclasses import dataclass
from typing import TypeVar

from bot.schedule.parts import (
    Coming,
    Day,
    Doubt,
    Each,
    Every,
    FromToday,
    MonthDays,
    NthDays,
    NthWorkingDay,
    OfThe,
    OnDate,
    Said,
    Starting,
    Strange,
    Target,
    TimeOfDay,
    Times,
    Until,
    Weekdays,
)
from bot.schedule.unclear import NotUnderstood, SaidTwice
from bot.schedule.words_of_time import DAY_NAMES

P = TypeVar("P")


@dataclass(frozen=True)
class Parts:
    """All that a sentence says."""

    text: str
    said: tuple[Said, ...]

    @property
    def rest(self) -> tuple[str, ...]:
        """Return the runs of words that no phrase takes, in their order."""
        return tuple(said.words for said in self.said if isinstance(said.part, Strange))

    @property
    def begins(self) -> str:
        """Return the words before anything that a phrase takes; empty where one takes the first word."""
        return self.said[0].words if self.said and isinstance(self.said[0].part, Strange) else ""

    def has(self, *kinds: type[object]) -> bool:
        """Tell whether a part of one of these kinds was said, clearly or not; `Doubt` is a kind too."""
        return any(isinstance(said.part, kinds) for said in self.said)

    def each(self, kind: type[P]) -> tuple[P, ...]:
        """Return all parts of a kind in their order, also those of a ceremony's own."""
        return tuple(said.part for said in self.said if isinstance(said.part, kind))

    def the(self, *kinds: type[P]) -> P | None:
        """Return the one part of these kinds. Raise SaidTwice where there are two that differ."""
        found = [said for said in self.said if isinstance(said.part, kinds)]
        if len({said.part for said in found}) > 1:
            raise SaidTwice(self.text, tuple(said.words for said in found), self._together(found))
        return found[0].part if found else None  # type: ignore[return-value]  # isinstance with a tuple of types

    def _together(self, said: list[Said]) -> str:
        """Join weekdays that stand side by side, where one time is meant for them all."""
        times = list(dict.fromkeys(one.words.removeprefix("at ") for one in self.said if isinstance(one.part, TimeOfDay)))
        days = sorted({day for one in said if isinstance(one.part, Weekdays) for day in one.part.days})
        if len(times) > 1 or len(days) < 2 or not all(isinstance(one.part, Weekdays) for one in said) or self.has(Every):
            return ""
        *others, last = (DAY_NAMES[day] for day in days)
        return " at ".join([f"{', '.join(others)} and {last}", *times])

    @property
    def recurs(self) -> bool:
        """Tell whether it is said in any way that it happens more than once."""
        return any(isinstance(said.part, Each | Every | OfThe | Starting | Until | Times) for said in self.said)

    @property
    def day(self) -> Day | None:
        """Return the one date that was said."""
        found = self.the(OnDate, FromToday, Coming)
        return found if isinstance(found, OnDate | FromToday | Coming) else None

    @property
    def target(self) -> Target | None:
        """Return the days of a rhythm that were said."""
        found = self.the(Weekdays, NthDays, MonthDays, NthWorkingDay)
        return found if isinstance(found, Weekdays | NthDays | MonthDays | NthWorkingDay) else None

    def words_of(self, *kinds: type[object]) -> str:
        """Return the words that said the parts of these kinds."""
        return " … ".join(said.words for said in self.said if isinstance(said.part, kinds))

    def refuse(self, *kinds: type[object]) -> None:
        """Raise NotUnderstood if one of these was said: it means nothing beside the others."""
        if rest := self.words_of(*kinds):
            raise NotUnderstood(self.text, rest)

    def refuse_unread(self) -> None:
        """Raise the first doubt, else NotUnderstood for words that no phrase takes."""
        for doubt in self.each(Doubt):
            raise doubt.refusal
        self.refuse(Strange)

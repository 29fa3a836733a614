"""Suggests sentences that are understood in place of one that was refused."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import islice

from bot.core.refusal import Refusal
from bot.schedule.grammar.errors import AlreadyOver, EndsTooEarly, NothingLeft, NotUnderstood, SaidTwice
from bot.schedule.grammar.parsed import Parts
from bot.schedule.grammar.rewrites import Edits, rewritten, ways_on
from bot.schedule.grammar.scanner import scan
from bot.schedule.recurrence import NeverHappens

MOST = 4
_MOST_READ = 30
_MOST_PARTS_READ = 900
"""What is tried for one refusal, in sentences and in their parts, so that a text without sense costs little."""
_ANY = ("every tuesday at 10:00",)
"""What is offered where nothing of a sentence could be kept."""
_DEEPEST = 4
_OVER = (AlreadyOver, EndsTooEarly, NothingLeft, NeverHappens)


@dataclass
class _Search:
    read: Callable[[Parts], object]
    tried: set[str]
    parts_read: int = 0

    def found(self, parts: Parts, refusal: Refusal, depth: int = 0) -> list[str]:
        """Return the sentences of the first group of ways that leads to any, each way followed where it is refused again."""
        for group in ways_on(parts, refusal):
            ways = [(way, again) for way, again in map(partial(self._tried, parts), group) if way]
            for rank in range(3):
                near = [(way, again) for way, again in ways if _rank(again) == rank]
                if offered := [sentence for way, again in near for sentence in self._followed(way, again, depth)]:
                    return list(dict.fromkeys(offered))
        return []

    def _tried(self, parts: Parts, edits: Edits) -> tuple[Parts | None, Refusal | None]:
        """Return a sentence that was not tried before, and why it is refused."""
        sentence = rewritten(parts, edits)
        if sentence in self.tried or len(self.tried) >= _MOST_READ or self.parts_read > _MOST_PARTS_READ:
            return None, None
        self.tried.add(sentence)
        changed = Parts(sentence, scan(sentence, parts.phrases), parts.phrases)
        self.parts_read += len(changed.said)
        try:
            self.read(changed)
        except Refusal as again:
            return changed, again
        return changed, None

    def _followed(self, way: Parts, again: Refusal | None, depth: int) -> list[str]:
        if again is None:
            return [way.text]
        return self.found(way, again, depth + 1)[: MOST // 2] if depth < _DEEPEST else []


def _rank(again: Refusal | None) -> int:
    """Return how far off a way is: what only lacks something is nearer than what is over, and that than what contradicts itself."""
    return 2 if isinstance(again, SaidTwice | NotUnderstood) else 1 if isinstance(again, _OVER) else 0


def offers_for(parts: Parts, refusal: Refusal, read: Callable[[Parts], object]) -> tuple[str, ...]:
    """Return the nearest sentences that are understood; `read` takes one that was parted, or raises its refusal."""
    return tuple(islice(_Search(read, {rewritten(parts, {})}).found(parts, refusal), MOST)) or _ANY

"""Earlier versions of messages and views, for clicks on what was shown a moment ago."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from bot.rehearsal.shapes import Json

KEPT = 8
MOST_KEPT_OF = 500


class Drawings:
    """The last drawings of each thing that was redrawn, by its name; of the things those that were redrawn last."""

    def __init__(self) -> None:
        self._past: dict[str, deque[Sequence[Json]]] = {}

    def redrawn(self, name: str, before: Sequence[Json], after: Sequence[Json]) -> None:
        """Keep what a thing looked like until now."""
        if list(before) == list(after):
            return
        past = self._past.pop(name, None) or deque(maxlen=KEPT)
        past.appendleft(before)
        self._past[name] = past
        if len(self._past) > MOST_KEPT_OF:
            del self._past[next(iter(self._past))]

    def of(self, name: str, now: Iterable[Json]) -> Iterator[Iterable[Json]]:
        """Give what can have been seen of a thing, the newest first."""
        yield now
        yield from tuple(self._past.get(name, ()))

    def forget(self, name: str | None = None) -> None:
        """Forget one thing, or all."""
        if name is None:
            self._past.clear()
        else:
            self._past.pop(name, None)

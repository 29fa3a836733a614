"""The table of screens that the house hands in, and drawing from it on one snapshot."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from bot.core.kinds import ScreenKind, WhenUnsure
from bot.delivery.due import Unlisted
from bot.delivery.lacking import fitting
from bot.delivery.place import Place
from bot.delivery.tables import MessageRow
from bot.slack.surfaces import Surface
from bot.store.base import in_workspace
from bot.store.unit import Read

DrawAt = Callable[[Read, ScreenKind, str, Place], Surface | None]
"""Draw a subject for those who see it at a place; None when there is nothing left to show."""

_WANTED = select(MessageRow.wanted, MessageRow.state).where(
    MessageRow.workspace == in_workspace(), MessageRow.id == bindparam("message")
)


@dataclass(frozen=True)
class Sketch:
    """A message as its screen draws it, and the revision that was read before; no surface: nothing is left to show."""

    revision: int
    wanted: bool
    surface: Surface | None


class Screens:
    """Finds a screen by the name that a row keeps."""

    def __init__(self, kinds: Collection[ScreenKind], draw: DrawAt) -> None:
        self._kinds: Mapping[str, ScreenKind] = {kind.name: kind for kind in kinds}
        self._draw = draw
        self._linking: dict[str, list[str]] = {}
        for kind in kinds:
            if kind.links_to:
                self._linking.setdefault(kind.links_to, []).append(kind.name)

    def __contains__(self, name: object) -> bool:
        return name in self._kinds

    def kind(self, name: str) -> ScreenKind:
        """Return the kind of this name. Raise Unlisted."""
        try:
            return self._kinds[name]
        except KeyError:
            raise Unlisted(name) from None

    def when_unsure(self, name: str) -> WhenUnsure:
        """Return what to do about a post of this screen whose outcome nobody knows."""
        return self._kinds[name].when_unsure if name in self._kinds else WhenUnsure.RATHER_NEVER

    def linking_to(self, name: str) -> Sequence[str]:
        """Return the screens that lead to this one by a link."""
        return self._linking.get(name, ())

    def sketch_of(self, name: str) -> "Sketching":
        """Return the query that sketches a message of this screen."""
        return Sketching(self, name)

    def sketch(self, read: Read, message: str, name: str, subject: str, place: Place, now: datetime) -> Sketch:
        """Read the wanted revision, then draw what the workspace takes, on one snapshot: what changes later is drawn again."""
        row = read.row(_WANTED, {"message": message})
        if row is None or row.state != "live":
            return Sketch(0, wanted=False, surface=None)
        surface = self._draw(read, self.kind(name), subject, place)
        return Sketch(row.wanted, wanted=True, surface=surface and fitting(read, surface, now))


@dataclass(frozen=True)
class Sketching:
    """Sketches the messages of one screen. `timed_as`: each screen has its own time, for a Home reads more than a line does."""

    screens: Screens
    name: str

    @property
    def timed_as(self) -> str:
        """The name by which the store remembers how long this query takes."""
        return f"sketch {self.name}"

    def __call__(self, read: Read, message: str, subject: str, place: Place, now: datetime) -> Sketch:
        """Sketch one message."""
        return self.screens.sketch(read, message, self.name, subject, place, now)

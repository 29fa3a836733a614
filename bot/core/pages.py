"""Pages of a list that is longer than a screen: none of it is cut off without a way to it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pages:
    """Which part of a list is shown: the page that was asked for, from 0 on, of `count` entries; past the end, the last one."""

    asked: int
    count: int
    size: int = 10

    @staticmethod
    def read(value: str) -> int:
        """Read the page that a button names; a broken value names the first one."""
        return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 0

    @property
    def number(self) -> int:
        """Return the page that there is."""
        return max(0, min(self.asked, (self.count - 1) // self.size))

    @property
    def start(self) -> int:
        """Return how many entries come before this page."""
        return self.number * self.size

    @property
    def stop(self) -> int:
        """Return how many entries come up to the end of this page."""
        return min(self.count, self.start + self.size)

    @property
    def before(self) -> str | None:
        """Return the button's value for the page before; None where this is the first."""
        return str(self.number - 1) if self.number else None

    @property
    def after(self) -> str | None:
        """Return the button's value for the page after; None where this is the last."""
        return str(self.number + 1) if self.stop < self.count else None

"""Which part of the library somebody looks at: what they chose, and the page. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.core.pages import Pages
from bot.core.refusal import Refusal
from bot.features.seu.rules.library import KINDS, Resource
from bot.features.seu.rules.values import Category

LONGEST_SEARCH = 100


class Which(StrEnum):
    """Of what one sees a part."""

    OFFERED = "offered"
    HIDDEN = "hidden"
    KEPT = "kept"
    """All that admins keep, the retired ones too."""


@dataclass(frozen=True)
class Choice:
    """What somebody has chosen to see; no category and no language: all of them."""

    which: Which = Which.OFFERED
    category: Category | None = None
    language: str = ""
    text: str = ""
    page: int = 0

    @property
    def narrows(self) -> bool:
        """Say whether something is left out by kind, language or text."""
        return bool(self.category or self.language or self.text)

    def written(self) -> str:
        """Write it, for a form to come back with."""
        return "|".join((self.which, self.category or "", self.language, str(self.page), self.text))

    @staticmethod
    def read(written: str) -> "Choice":
        """Read it back; what is broken is as if nothing had been chosen."""
        which, category, language, page, text = [*written.split("|", 4), "", "", "", "", ""][:5]
        return Choice(
            Which(which) if which in set(Which) else Which.OFFERED,
            read_kind(category),
            language[:8],
            text[:LONGEST_SEARCH],
            Pages.read(page),
        )


@dataclass(frozen=True)
class Offered:
    """A resource as a person finds it, and the day of their newest entry of it that stands."""

    resource: Resource
    seen: date | None = None


class SeenAlready(Refusal):
    """A person has logged this resource before: they are told when, and may do so again."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


def known_to_have_seen(seen: date | None, told: date | None) -> None:
    """Raise SeenAlready where a person has seen a resource on another day than the one that they were told."""
    if seen is not None and seen != told:
        raise SeenAlready(seen)


def own_first(languages: Iterable[str], own: str) -> tuple[str, ...]:
    """Return languages in their order, a person's own before the others."""
    return tuple(sorted(languages, key=lambda code: (code != own, code)))


def read_kind(text: str) -> Category | None:
    """Return the kind of resource that a menu names; None for all of them."""
    return Category(text) if text in set(KINDS) else None

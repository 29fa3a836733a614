"""What a workspace keeps to read, watch and attend: what a resource is, and which are the same. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.core import limits
from bot.core.refusal import AllAtOnce, Forbidden, NotThere, Refusal
from bot.core.span import NotASpan, read_span
from bot.core.texts import on_one_line
from bot.features.seu.rules.values import Category

KINDS = (Category.READING, Category.WATCHING, Category.EVENT, Category.COURSE)
"""What a library keeps."""
LIMITS = {"title": 200, "link": 1_000}
"""Most characters of each part."""
MOST_MINUTES = 24 * 60
_BEFORE_HOST = re.compile(r"\Ahttps?://(?:www\.)?", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>|\"]+")


@dataclass(frozen=True)
class About:
    """What a resource is; `language`: its ISO 639 code, empty where nobody has said."""

    title: str
    minutes: int
    category: Category
    link: str = ""
    language: str = ""


@dataclass(frozen=True)
class Resource:
    """Something of the library; a retired one is offered to nobody."""

    id: str
    about: About
    retired: bool = False


class AdminsKeepIt(Forbidden):
    """Somebody who is no admin of the workspace wants to change what the library keeps."""


class NoSuchResource(NotThere):
    """The resource was never there."""


@dataclass(eq=False)
class KeptAlready(Refusal):
    """The library has this resource, or a retired one that can be taken back."""

    same: Resource
    field: str = "title"


@dataclass(eq=False)
class BadLink(Refusal):
    """Something else than an address stands where a link belongs."""

    field: str = field(default="link", init=False)


@dataclass(eq=False)
class BadLength(Refusal):
    """A resource takes from 1 minute to 24 hours; `given` is none of it."""

    given: str
    field: str = field(default="minutes", init=False)


@dataclass(eq=False)
class UnknownKind(Refusal):
    """A category that is none, or that no library keeps."""

    given: str
    field: str = field(default="category", init=False)


def checked(title: str, minutes: str, category: str, link: str, language: str) -> About:
    """Return what was typed as it is kept. Raise what is wrong with it, all at once."""
    refused = AllAtOnce()
    kept = refused.read("", limits.line, "title", title, LIMITS["title"])
    takes = refused.read(0, read_length, minutes)
    kind = refused.read(Category.READING, _kind, category)
    at = refused.read("", read_link, link)
    refused.refuse()
    return About(kept, takes, kind, at, language)


def read_link(text: str) -> str:
    """Return a link as it is kept; it may be empty. Raise TextTooLong or BadLink."""
    kept = limits.paragraph("link", on_one_line(text), LIMITS["link"])
    if kept and not _LINK.fullmatch(kept):
        raise BadLink
    return kept


def read_length(text: str) -> int:
    """Return the minutes that a text means (`40`, `1h30`), at most a day. Raise BadLength."""
    try:
        minutes = int(read_span(text).total_seconds()) // 60
    except NotASpan:
        raise BadLength(text) from None
    if not 1 <= minutes <= MOST_MINUTES:
        raise BadLength(text)
    return minutes


def _kind(text: str) -> Category:
    if text not in set(KINDS):
        raise UnknownKind(text)
    return Category(text)


class Known:
    """Resources by what makes two the same: a link, or a title in one language where one of the two has no link."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self._links: dict[str, Resource] = {}
        self._titles: dict[tuple[str, str], list[Resource]] = {}
        for one in resources:
            self.add(one)

    def add(self, resource: Resource) -> None:
        """Know one more."""
        about = resource.about
        if about.link:
            self._links.setdefault(place(about.link), resource)
        self._titles.setdefault(_called(about), []).append(resource)

    def same_as(self, about: About) -> Resource | None:
        """Return the resource that is the same."""
        by_link = self._links.get(place(about.link)) if about.link else None
        by_title = (one for one in self._titles.get(_called(about), ()) if not (about.link and one.about.link))
        return by_link or next(by_title, None)


def not_twice(about: About, others: Iterable[Resource]) -> About:
    """Return what is to be kept. Raise KeptAlready where another one is the same."""
    same = Known(others).same_as(about)
    if same is not None:
        raise KeptAlready(same)
    return about


def folded(text: str) -> str:
    """Return a text as it is looked for: in any case, with or without accents."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


def place(link: str) -> str:
    """Return by what two links are the same: without protocol, `www.` and a last slash; a host has no case, what follows it has."""
    host, slash, rest = _BEFORE_HOST.sub("", link).partition("/")
    return f"{host.casefold()}{slash}{rest}".rstrip("/")


def _called(about: About) -> tuple[str, str]:
    return about.title.casefold(), about.language

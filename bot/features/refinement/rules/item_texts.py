"""The words of an item, made fit to keep, and what two people made of them at once. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from bot.core import limits
from bot.core.refusal import AllAtOnce
from bot.core.texts import on_one_line
from bot.features.refinement.rules.item_refusals import NotALink, NothingToSplit, TooManyCriteria, TooManyParts

LIMITS = {"title": 250, "why": 1_000, "criterion": 300, "outcome": 500, "size": 20, "link": 1_000, "key": 50}
"""Most characters of each part."""
MOST_CRITERIA = 20
MOST_PARTS = 20
"""So many parts are split off at once."""
MARK = re.compile(r"\A\s*(?:[-*•☐]|\[[ x]?\]|\d{1,3}[.)])\s+")
"""With what the lines of a list begin."""
_LINK = re.compile(r"https?://[^\s<>|\"]+")
_KEYS = (
    re.compile(r"(?<![A-Za-z0-9])([A-Z][A-Z0-9]+-\d+)(?![A-Za-z0-9])"),
    re.compile(r"/(?:issues|pull|merge_requests|work_items)/(\d+)"),
)
"""How trackers name what a link leads to: PAY-7 (Jira, Linear), issues/12 (GitHub, GitLab)."""


@dataclass(frozen=True)
class ItemText:
    """The words of an item."""

    title: str
    why: str = ""
    criteria: tuple[str, ...] = ()
    outcome: str = ""
    size: str = ""
    link: str = ""
    key: str = ""


_SINGLE = ("title", "why", "outcome", "size", "link", "key")


def criterion_text(text: str) -> str:
    """Return a criterion as it is kept. Raise EmptyText or TextTooLong."""
    return limits.line("criterion", text, LIMITS["criterion"])


def size_text(text: str) -> str:
    """Return a size as it is kept; it may be empty. Raise TextTooLong."""
    return _optional("size", text)


def _optional(field: str, text: str) -> str:
    return limits.paragraph(field, on_one_line(text), LIMITS[field])


def criteria_of(text: str) -> tuple[str, ...]:
    """Return the criteria that a text names, one a line, each once, without the marks that lists begin with.

    Raise TextTooLong or TooManyCriteria, both of the field `criteria`.
    """
    lines = (on_one_line(re.sub(r"\A\s*(?:[-*•☐]|\[[ x]?\])\s+", "", line)) for line in text.splitlines())
    found = tuple(dict.fromkeys(line for line in lines if line))
    for line in found:
        if len(line) > LIMITS["criterion"]:
            raise limits.TextTooLong("criteria", len(line), LIMITS["criterion"])
    if len(found) > MOST_CRITERIA:
        raise TooManyCriteria(MOST_CRITERIA)
    return found


def parts_of(text: str) -> tuple[str, ...]:
    """Return the titles of the parts that a text names, one a line, each once, without the marks that lists begin with.

    Raise NothingToSplit, TooManyParts, or TextTooLong of the field `parts`.
    """
    found = tuple(dict.fromkeys(line for line in (on_one_line(MARK.sub("", line)) for line in text.splitlines()) if line))
    if not found:
        raise NothingToSplit
    if len(found) > MOST_PARTS:
        raise TooManyParts(len(found), MOST_PARTS)
    for line in found:
        if len(line) > LIMITS["title"]:
            raise limits.TextTooLong("parts", len(line), LIMITS["title"])
    return found


def link_text(text: str) -> str:
    """Return a link as it is kept; it may be empty. Raise TextTooLong or NotALink."""
    kept = _optional("link", text)
    if kept and not _LINK.fullmatch(kept):
        raise NotALink(kept)
    return kept


def typed_number(text: str) -> int | None:
    """Return the number of an item that was typed, as `17` or `#17`; None for another text."""
    number = text.removeprefix("#")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None


def key_of(link: str) -> str:
    """Return by which key a tracker knows what a link leads to; nothing where the link tells none."""
    jira, numbered = (pattern.search(link) for pattern in _KEYS)
    return jira.group(1) if jira else f"#{numbered.group(1)}" if numbered else ""


def checked(text: ItemText) -> ItemText:
    """Return the words of an item as they are kept, with the key that its link tells. Raise what is wrong with them, all at once."""
    refused = AllAtOnce()
    title = refused.read("", limits.line, "title", text.title, LIMITS["title"])
    why = refused.read("", limits.paragraph, "why", text.why, LIMITS["why"])
    criteria = refused.read((), criteria_of, "\n".join(text.criteria))
    outcome = refused.read("", limits.paragraph, "outcome", text.outcome, LIMITS["outcome"])
    size = refused.read("", _optional, "size", text.size)
    link = refused.read("", link_text, text.link)
    key = refused.read("", _optional, "key", text.key)
    refused.refuse()
    return ItemText(title, why, criteria, outcome, size, link, key or key_of(link)[: LIMITS["key"]])


@dataclass(frozen=True)
class Seen:
    """What a form of an item showed when it was opened: a mark of each part, and which criteria (their ids)."""

    marks: tuple[str, ...]
    criteria: tuple[str, ...]


def seen(text: ItemText, criteria: Sequence[str]) -> Seen:
    """Note what a form shows; `criteria` are their ids."""
    return Seen(tuple(_mark(getattr(text, part)) for part in _SINGLE), tuple(criteria))


def _mark(text: str) -> str:
    return blake2b(text.encode(), digest_size=4).hexdigest()


def merged(now: ItemText, typed: ItemText, shown: Seen) -> ItemText:
    """Return what one person made of the words that they saw, put onto what stands now: what they left alone stays as it is now.

    The criteria are left to `kept_criteria`, for they have ids.
    """
    touched = {part: _mark(getattr(typed, part)) != mark for part, mark in zip(_SINGLE, shown.marks, strict=True)}
    single = {part: getattr(typed if touched[part] else now, part) for part in _SINGLE}
    return ItemText(criteria=typed.criteria, **single)


def kept_criteria(now: Sequence[tuple[str, str]], typed: Sequence[str], shown: Seen) -> tuple[tuple[str | None, str], ...]:
    """Return the criteria (id, text) after an edit; those without an id are new.

    What somebody else wrote meanwhile stays; of what the person saw, what they left out or wrote anew goes.
    """
    wanted = dict.fromkeys(typed)
    kept = [(one, text) for one, text in now if text in wanted or one not in shown.criteria]
    known = {text for _, text in kept}
    return (*kept, *((None, text) for text in wanted if text not in known))

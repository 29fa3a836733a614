"""Text on its way into Slack: escaped, then cut, then never touched again."""

import re
import unicodedata
from collections.abc import Mapping
from functools import partial

_UNITS = re.compile(r"<[^<>]*>|&(?:amp|lt|gt);|.", re.DOTALL)
"""What may not be broken: a link, mention or date in angle brackets, an entity, a character."""
_MARKED = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")
"""A mention, a channel, a special mention or a link as Slack sends it: its sign, what it means, its label."""
_NO_PAGES = ("mailto:", "tel:", "sms:")
"""What Slack makes a link of although no page stands behind it."""
_NAMES_A_CHANNEL = re.compile(r"#[^\W\d_]")
_GROUP = "group"
_NO_NAMES: Mapping[str, str] = {}
_MARK = re.compile(r"(https?://[^\s`]*[^\s`*_~])|`|(?!(?<=\s).\s)(?:(?<![^\W_])[*_~]|[*_~](?![^\W_]))")
"""What Slack may read as formatting: any backtick, and a `*`, `_` or `~` at a word's edge; an address is kept as it is."""
_LOOK_ALIKE = {"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb"}
_FORMATTED = (
    (re.compile(r"`([^`\n]+)`"), r"“\1”"),
    (re.compile(r"(?<!\w)\*([^*\n]+)\*(?!\w)"), r"\1"),
    (re.compile(r"(?<!\w)_([^_\n]+)_(?!\w)"), r"\1"),
)
_ELLIPSIS = "…"
_LOST = re.compile(r"[\x00\ud800-\udfff]")
"""NUL, which PostgreSQL does not keep, and halves of a character, which nothing can encode."""
_OVERRIDES = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def escape(text: str) -> str:
    """Take the meaning from `&`, `<` and `>`, so that no text mentions, links or calls a channel."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, limit: int) -> str:
    """Shorten escaped text to at most `limit` characters, the last one an ellipsis, without breaking an entity or a link."""
    if len(text) <= limit:
        return text
    kept: list[str] = []
    room = limit - len(_ELLIPSIS)
    for unit in _UNITS.finditer(text):
        room -= len(unit.group())
        if room < 0:
            break
        kept.append(unit.group())
    return "".join(kept).rstrip() + _ELLIPSIS


def as_typed(text: str, names: Mapping[str, str] = _NO_NAMES) -> str:
    """Read back what somebody typed from how Slack sends it: names instead of mentions, addresses instead of links.

    `names`: what is read in the place of a mention without one, by the id of the person or channel.
    """
    return unescape(_MARKED.sub(partial(_as_seen, names, labels=False), text))


def as_read(text: str, names: Mapping[str, str] = _NO_NAMES) -> str:
    """Return what a person reads where Slack shows this text: as `as_typed`, and the label of a link before its address."""
    return unescape(_MARKED.sub(partial(_as_seen, names, labels=True), text))


def people_named(text: str) -> tuple[str, ...]:
    """Return the ids of the people whom a text mentions, each once."""
    return tuple(dict.fromkeys(mark.group(2) for mark in _MARKED.finditer(text) if mark.group(1) == "@"))


def beside_people(text: str) -> str:
    """Return what a text says beside the people whom it mentions, and what joins them."""
    words = re.split(r"[\s,;+]+", _MARKED.sub(lambda mark: " " if mark.group(1) == "@" else mark[0], text))
    return " ".join(word for word in words if word.lower() not in ("", "and", "&amp;", "&"))


def unnamed(text: str) -> tuple[str, ...]:
    """Return the ids of the people and channels that a text mentions without their names, each once."""
    found = (mark for mark in _MARKED.finditer(text) if mark.group(1) in ("@", "#") and not mark.group(3))
    return tuple(dict.fromkeys(mark.group(2) for mark in found))


def storable(text: str) -> str:
    """Drop what no database keeps: it cannot be shown anyway."""
    return _LOST.sub("", text)


def unescape(text: str) -> str:
    """Give `&`, `<` and `>` back their places."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _as_seen(names: Mapping[str, str], found: re.Match[str], *, labels: bool) -> str:
    sign, meant, label = found.group(1), found.group(2), (found.group(3) or "").strip()
    match sign:
        case "!":
            return _called(meant, label)
        case "@" | "#":
            return sign + label.removeprefix(sign) if label else escape(names.get(meant, sign + meant))
        case _ if meant.startswith(_NO_PAGES):
            return label or meant.partition(":")[2]
        case _ if labels and label:
            return label if label in meant else f"{label} ({meant})"
        case _:
            return meant


def _called(meant: str, label: str) -> str:
    """Read a special mention: a date as it was written beside it, a group or everybody by name."""
    kind, _, _ = meant.partition("^")
    if kind == "date":
        return label
    return "@" + (label.removeprefix("@") if kind == "subteam" and label else _GROUP if kind == "subteam" else kind)


def without_marks(text: str) -> str:
    """Write our own mrkdwn where Slack formats nothing: code as a quotation, bold and italics as they are, the three characters too."""
    for mark, around in _FORMATTED:
        text = mark.sub(around, text)
    return unescape(text)


def plain(name: str, limit: int = 80) -> str:
    """Write somebody's words on one line as they are: no controls, formatting or change of direction, escaped, cut to `limit`."""
    return cut(escape(unmarked(one_line(name))), limit)


def code_block(text: str, limit: int = 30_000) -> str:
    """Write a text to copy as it is; only backticks would end the block. Slack takes 40,000 characters, those around it among them."""
    return f"```{cut(escape(text.replace('```', chr(39) * 3)), limit)}```"


def unmarked(text: str) -> str:
    """Swap each mark that Slack would read as formatting for a character that looks like it: one for one, so lengths stay.

    Slack has no escape for these. A zero-width space beside a mark makes a word's edge of it, so that it formats where it did
    not before; a mark as a date's fallback text is still formatted on Android. A single mark counts too: its partner may stand
    in our own words around it, or in another person's on the same line.
    """
    return _MARK.sub(lambda found: found.group(1) or _LOOK_ALIKE[found.group()], text)


def one_line(text: str) -> str:
    """Join lines and runs of white space by one space and drop what cannot be seen but steers the text around it."""
    # looked at once for each character that there is, not for each place where it stands
    swapped = {ord(char): None if char in _OVERRIDES else " " for char in set(text) if char in _OVERRIDES or not _visible(char)}
    return " ".join(text.translate(swapped).split())


def _visible(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"}


def names_a_channel(title: str) -> bool:
    """Say whether a title names a channel already: “Lean Coffee in #guild” does, “Retro #5” does not."""
    return _NAMES_A_CHANNEL.search(title) is not None

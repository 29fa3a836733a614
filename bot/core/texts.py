"""What people type, made fit to keep: trimmed, without control characters, not only blank."""

import re
import unicodedata

_FILLERS = "\u115f\u1160\u2800\u3164\ufffc\uffa0\U00013441\U00013442\U0001d159"
"""Characters that Unicode counts among letters and symbols and that are drawn as nothing: fillers, the empty Braille cell."""
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me", "Zl", "Zp", "Zs"})
"""Categories of controls, format characters, spaces, marks without a letter and what no font has."""
_PICTURES = range(0x1F000, 0x1FB00)
"""Reserved by Unicode for pictographs: an emoji that is newer than Python's tables is seen all the same."""
_BLANK = r"\s\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff" + _FILLERS
_EDGES = re.compile(rf"\A[{_BLANK}]+|(?<![{_BLANK}])[{_BLANK}]+\Z")
"""What looks blank at both ends; a mark or a selector there belongs to the letter before it."""
_FIRST = re.compile(rf"[{_BLANK}]*(?P<word>[^{_BLANK}]*)(?P<rest>.*)", re.DOTALL)


LONGEST_TYPED = 1_000
"""So many characters of what is typed are read for what they mean; the grammars' patterns are not made for more."""


def storable(text: str) -> str:
    """Drop what no database keeps or nothing shows: controls but for line breaks and tabs, halves of a character."""
    return "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs"))


def is_blank(text: str) -> bool:
    """Tell whether nothing of a text can be seen: it is empty, or all white space, fillers, joiners and marks."""
    return not any(_is_seen(letter) for letter in text)


def _is_seen(letter: str) -> bool:
    if letter in _FILLERS:
        return False
    return unicodedata.category(letter) not in _UNSEEN or ord(letter) in _PICTURES


def trimmed(text: str) -> str:
    """Return a text as it is kept, without what looks blank at its ends; empty where nothing of it can be seen."""
    return "" if is_blank(text) else _EDGES.sub("", storable(text))


def on_one_line(text: str) -> str:
    """Return a text as it is kept, its lines and runs of white space joined by one space; empty where nothing of it can be seen."""
    return " ".join(trimmed(text).split())


_SIGNS = frozenset("?!.,;:-–—…_*/\\|'\"“”+=")
_ASKS = frozenset([
    "abandoned", "add", "cancel", "change", "clear", "delete", "done", "edit", "end", "fulfilled", "help", "info",
    "list", "met", "mine", "new", "none", "off", "on", "options", "remove", "reset", "reveal", "set", "show", "start",
    "status", "stop", "undo", "usage", "view", "withdraw",
])  # fmt: skip


def asks_something(text: str) -> bool:
    """Tell whether a text is nothing but a word that asks for something (`help`, `list`, `?`): nobody calls a thing so."""
    word = text.strip().lower().strip("".join(_SIGNS))
    return word in _ASKS if word else bool(text.strip()) and set(text.strip()) <= _SIGNS


def folded(text: str) -> str:
    """Return a text as it is compared and searched: without case, accents and runs of white space, the same on every engine."""
    if text.isascii():
        return " ".join(text.lower().split())
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")
    return " ".join(bare.casefold().split())


def first_word(text: str) -> tuple[str, str]:
    """Part the first word, in lower case, from the rest, whatever white space stands between them."""
    found = _FIRST.fullmatch(text)
    assert found is not None  # it matches any text
    return found["word"].lower(), trimmed(found["rest"])

"""Normalises a sentence: quotes, dashes, spaces and look-alike letters."""

import re
import unicodedata

PUNCTUATION = r".,;:!?()\[\]{}*_~`|…•·"
WORD_ENDS = r"(?=[,;()\[\]]|[.:!?{}*_~`|…•·'/-]*(?:\s|$))"
"""Where a word may end: what Slack, a list or a full stop puts there is nobody's meaning."""
_EMOJI = r":[a-z0-9_+'-]+:"
"""An emoji as Slack writes it."""
_GAP = re.compile(rf"(?:(?!{_EMOJI}(?:[\s.,!?]|$))[\s{PUNCTUATION}]|[-/&+=>@'](?=\s|$))*")
_WORD = re.compile(rf"[^\s,;]+?{WORD_ENDS}")
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»＂", '"'),
        **dict.fromkeys("‘’‚‛＇", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "\u200b": " ",
    }
)
_AS_IT_IS = re.compile(r'"[^"]*"|<[^<>]*>|https?://[^\s<>"|]+')
"""What stands in quotes, and links: not ours to write otherwise."""
_MARKS = re.compile(r"(?<![^\s(\[])[*_~`]+|[*_~`]+(?=[\s.,;:!?)\]]|$)")
_SIGNS = ("So", "Sk", "Mn", "Me", "Cf")
_FRACTIONS = {"½": "5", "¼": "25", "¾": "75"}


def tidied(text: str) -> str:
    """Write a sentence so that it can be read; titles and links stay as they were typed."""
    alike = text.translate(_ALIKE)
    pieces, place = [], 0
    for kept in _AS_IT_IS.finditer(alike):
        pieces += [_plain(alike[place : kept.start()]), kept[0]]
        place = kept.end()
    return "".join([*pieces, _plain(alike[place:])])


def _bare(text: str) -> str:
    """Put spaces in the place of the marks that Slack sets words bold with, and the like."""
    return _MARKS.sub(lambda marks: " " * len(marks[0]), text)


def _plain(text: str) -> str:
    text = _bare(text)
    return text if text.isascii() else re.sub(r"\S+", lambda word: _word(word[0]), re.sub(r"\s", " ", text))


def _word(word: str) -> str:
    """Write a word in ASCII where it is one in other clothes (full width, long s, other figures); any other stays as it is."""
    if word.isascii():
        return word
    halves = re.sub(r"(\d?)([½¼¾])", lambda found: f"{found[1] or 0}.{_FRACTIONS[found[2]]}", word)
    seen = "".join(char for char in unicodedata.normalize("NFKC", halves) if unicodedata.category(char) != "Cf")
    figures = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in seen)
    return figures.translate(_ALIKE) if figures.isascii() else word


def is_of_signs(words: str) -> bool:
    """Tell whether words are nothing but emoji, which are nobody's meaning."""
    return all(
        re.fullmatch(_EMOJI + "?", word) or all(unicodedata.category(sign) in _SIGNS for sign in word) for word in words.split()
    )


def after_gap(text: str, place: int) -> int:
    """Return where the next word begins."""
    match = _GAP.match(text, place)
    return match.end() if match else place


def end_of_word(text: str, place: int) -> int:
    """Return where the word at a place ends, the punctuation behind it left out."""
    match = _WORD.match(text, place)
    return match.end() if match else len(text)

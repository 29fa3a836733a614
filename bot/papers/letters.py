"""Which font draws which letter; what no font here draws becomes an empty box, never another letter."""

import unicodedata
from collections.abc import Container, Iterator
from itertools import groupby

BOX = "\u25a1"
JAPANESE, CHINESE, KOREAN = "HeiseiKakuGo-W5", "STSong-Light", "HYGothic-Medium"
"""Fonts that every reader of PDFs has or fetches: naming them costs nothing, shipping them 20 MB."""
_KANA = (range(0x3040, 0x3100), range(0x31F0, 0x3200), range(0xFF66, 0xFFA0))
_HAN = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00))
_HANGUL = (range(0x1100, 0x1200), range(0x3130, 0x3190), range(0xAC00, 0xD7A4))
_WIDE = (range(0x3000, 0x3040), range(0xFF01, 0xFF66))
"""Punctuation and letters as wide as those around them."""
_RIGHT_TO_LEFT = {"R", "AL"}
_UNSEEN = {"Cf", "Mn", "Me"}


def runs(text: str, drawn: Container[int]) -> Iterator[tuple[str, str]]:
    """Yield the parts of a text with the font of each, empty for our own; `drawn`: the code points that ours has."""
    east = _east(text)
    fonts = [(letter, _font(letter, drawn, east)) for letter in unicodedata.normalize("NFC", text)]
    shown = [(font or "", part) for letter, font in fonts if (part := _shown(letter, font))]
    for font, parts in groupby(shown, lambda each: each[0]):
        yield font, "".join(part for _, part in parts)


def _font(letter: str, drawn: Container[int], east: str) -> str | None:
    """Return the font of a letter, empty for our own; None where there is none."""
    code = ord(letter)
    if any(code in each for each in _HANGUL):
        return KOREAN
    if any(code in each for each in (*_KANA, *_HAN, *_WIDE)):
        return east
    if letter == "\n":
        return ""
    if unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT:
        return None  # the letters are there, and would stand in the wrong order
    return "" if code in drawn else None


def _shown(letter: str, font: str | None) -> str:
    if font is not None:
        return letter
    return "" if unicodedata.category(letter) in _UNSEEN else BOX


def _east(text: str) -> str:
    """Return the font of the characters that Japanese and Chinese share, by what stands beside them."""
    codes = [ord(letter) for letter in text]
    return JAPANESE if any(code in each for code in codes for each in _KANA) else CHINESE

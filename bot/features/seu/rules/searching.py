"""Looking for words in a ledger: in any case, with or without accents. Pure."""

import unicodedata
from dataclasses import dataclass

from bot.core.texts import on_one_line

LONGEST = 100
"""Characters of what is looked for."""


@dataclass(frozen=True)
class Sought:
    """What is looked for, as it was typed: each word of it, in any order."""

    text: str = ""

    def __bool__(self) -> bool:
        """Tell whether anything is looked for."""
        return bool(self.text)

    def found_in(self, *texts: str | None) -> bool:
        """Tell whether each word stands somewhere in some texts."""
        whole = _folded("\n".join(text for text in texts if text))
        return all(word in whole for word in _folded(self.text).split())


NOTHING = Sought()


def read_sought(text: str) -> Sought:
    """Read what is looked for; what is too long is cut: it finds no less."""
    return Sought(on_one_line(text)[:LONGEST].strip())


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    return "".join(letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter))

"""Countries by their names in a reader's language, and by the codes that holidays are known under."""

from collections.abc import Collection
from difflib import get_close_matches

from babel import Locale

from bot.words.words import Words

_ENGLISH = Locale("en")
_ALSO = {"uk": "GB", "usa": "US", "england": "GB", "scotland": "GB", "wales": "GB", "holland": "NL", "czech republic": "CZ"}
_CODE = 2


def code_of(words: Words, text: str) -> str:
    """Return the code of a country that was typed by its name or its code; what is neither comes back as it is."""
    wanted = text.strip().casefold()
    if wanted in _ALSO:
        return _ALSO[wanted]
    for locale in (words.locale, _ENGLISH):
        for code, name in locale.territories.items():
            if len(code) == _CODE and name.casefold() == wanted:
                return str(code)
    return text.strip()


def looks_like(words: Words, text: str, codes: Collection[str]) -> tuple[str, ...]:
    """Return which of these countries has a name that looks like what was typed, the likeliest first; none for what is as short as a code."""
    names = {country_named(words, code).casefold(): code for code in codes}
    return tuple(names[near] for near in get_close_matches(text.casefold(), names, 3, 0.7)) if len(text) > _CODE else ()


def country_named(words: Words, country: str) -> str:
    """Name a country by its code."""
    return str(words.locale.territories.get(country, country))

"""The languages that a resource can be in, by their ISO 639 codes, and how people write them. Pure."""

from collections.abc import Mapping
from functools import cache, lru_cache

from babel import Locale, localedata

from bot.core.csv_rows import plain_cell

_ONE_OF_TWO = {"no": "nb"}
"""A code that is another's: Norwegian, as it is mostly written."""


@cache
def codes() -> tuple[str, ...]:
    """Return the languages that can be chosen: those with two letters that locale data knows, each once."""
    return tuple(sorted(code for code in localedata.locale_identifiers() if len(code) == 2 and code not in _ONE_OF_TWO))


@lru_cache(maxsize=64)
def names(locale: Locale) -> Mapping[str, str]:
    """Return how the languages are called in one of them, by their codes."""
    called = locale.languages
    return {code: str(called.get(code, code)) for code in codes()}


@lru_cache(maxsize=64)
def _meant(language: str) -> Mapping[str, str]:
    return {plain_cell(name): code for code, name in names(Locale(language)).items()}


def of_locale(locale: str) -> str:
    """Return the language of a locale (`fr-CA`, `fr_CA`, `fr`); empty where it cannot be chosen."""
    code = locale.strip().replace("_", "-").partition("-")[0].lower()
    code = _ONE_OF_TWO.get(code, code)
    return code if code in codes() else ""


def read_language(text: str, own: str) -> str:
    """Return the language that a text means: a code, a locale, its name in English or in `own`, a code; empty for none."""
    wanted = plain_cell(text)
    return _meant("en").get(wanted) or _meant(own or "en").get(wanted) or of_locale(text)

"""Translations read from `.po` files as they are: no build step, nothing compiled in git."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

SHIPPED = Path(__file__).parent


@lru_cache(maxsize=64)
def translations_for(locale: Locale, folder: Path = SHIPPED) -> Translations | None:
    """Return what `fr_CA.po`, else `fr.po`, says; None where the folder speaks no such language. Read once for a process."""
    for name in dict.fromkeys((str(locale), locale.language)):
        file = folder / f"{name}.po"
        if file.is_file():
            return _compiled(file, name)
    return None


def untranslated() -> NullTranslations:
    """Return the catalogue of the language that the sentences are written in."""
    return NullTranslations()


def _compiled(file: Path, name: str) -> Translations:
    compiled = BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=name, abort_invalid=True))
    compiled.seek(0)
    return Translations(compiled)

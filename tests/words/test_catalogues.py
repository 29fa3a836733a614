"""Translations are read from `.po` files without a build step."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from babel.messages.pofile import PoFileError

from bot.words.catalogues import SHIPPED, translations_for
from bot.words.words import Words

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
FRENCH = (
    HEAD
    + """msgid "Noted, {who}."
msgstr "C’est noté, {who}."

msgid "{n} dot"
msgid_plural "{n} dots"
msgstr[0] "{n} point"
msgstr[1] "{n} points"

#, fuzzy
msgid "Begin"
msgstr "Peut-être"
"""
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "fr.po").write_text(FRENCH, encoding="utf-8")
    return tmp_path


def french(folder: Path, locale: str = "fr_FR") -> Words:
    translations = translations_for(Locale.parse(locale), folder)
    assert translations is not None
    return Words(Locale.parse(locale), ZoneInfo("Europe/Paris"), translations)


def test_a_sentence_is_said_in_the_readers_language(folder: Path) -> None:
    assert french(folder).say("Noted, {who}.", who="Chloé") == "C’est noté, Chloé."


def test_the_catalogue_decides_which_form_a_number_takes(folder: Path) -> None:
    said = [french(folder).count("{n} dot", "{n} dots", number) for number in (0, 1, 2)]
    assert said == ["0 point", "1 point", "2 points"]


def test_what_is_not_translated_or_only_guessed_is_said_as_it_was_written(folder: Path) -> None:
    assert french(folder).say("Not in the file") == "Not in the file"
    assert french(folder).say("Begin") == "Begin"


def test_a_region_has_its_own_file_or_that_of_its_language(folder: Path) -> None:
    (folder / "fr_CA.po").write_text(HEAD + 'msgid "Begin"\nmsgstr "Commencer"\n', encoding="utf-8")
    assert french(folder, "fr_CA").say("Begin") == "Commencer"
    assert french(folder, "fr_BE").say("Noted, {who}.", who="Ben") == "C’est noté, Ben."


def test_a_language_without_a_file_has_no_translations(folder: Path) -> None:
    assert translations_for(Locale("de"), folder) is None


def test_a_file_is_read_once(folder: Path) -> None:
    first = translations_for(Locale("fr"), folder)
    (folder / "fr.po").unlink()
    assert translations_for(Locale("fr"), folder) is first


def test_a_broken_file_is_named_and_not_half_read(tmp_path: Path) -> None:
    (tmp_path / "fr.po").write_text('msgid "Noted"\nnonsense\n', encoding="utf-8")
    with pytest.raises(PoFileError):
        translations_for(Locale("fr"), tmp_path)


def test_nothing_compiled_lies_beside_the_code() -> None:
    assert list(SHIPPED.rglob("*.mo")) == []

"""Every sentence that the bot says can be found by Babel, so that another language can follow."""

import ast
import re
import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from bot.words.extraction import SAYING, extract_sentences, spoken, verb_of

ROOT = Path(__file__).parents[2]
BOT = ROOT / "bot"
KEYWORDS = {"say": None, "count": (1, 2)}


def found_in(source: str) -> list[tuple[str, ...]]:
    return [sentences for _, _, sentences, _ in extract_sentences(BytesIO(source.encode()), KEYWORDS, (), {})]


@cache
def found_by_babel() -> frozenset[str]:
    with (BOT / "words" / "babel.cfg").open(encoding="utf-8") as written:
        methods, options = parse_mapping_cfg(written)  # type: ignore[no-untyped-call]  # Babel's own
    found: set[str] = set()
    for _, _, message, _, _ in extract_from_dir(BOT, methods, options, KEYWORDS):
        found.update((message,) if isinstance(message, str) else message)
    return frozenset(found)


def test_babel_finds_every_sentence_that_the_bot_says() -> None:
    found = found_by_babel()
    said = [
        (f"{path.relative_to(ROOT)}:{call.lineno}", argument)
        for path in sorted(BOT.rglob("*.py"))
        for call in spoken(ast.parse(path.read_text(encoding="utf-8")))
        for argument in call.args[: SAYING[verb_of(call)]]
    ]
    missed = [place for place, argument in said if not isinstance(argument, ast.Constant) or argument.value not in found]
    assert missed == []
    assert len(found) > 200


def test_make_sentences_writes_every_one_of_them(tmp_path: Path) -> None:
    written = tmp_path / "new" / "sentences.pot"
    given = (f"PY={sys.executable}", "DEV_READY=", f"SENTENCES={written}")  # what is installed here is used as it is
    made = subprocess.run(["make", "sentences", *given], cwd=ROOT, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    with written.open("rb") as template:
        ids = [message.id for message in read_po(template) if message.id]
    assert {sentence for found in ids for sentence in ([found] if isinstance(found, str) else found)} == found_by_babel()


@pytest.mark.parametrize(
    "source",
    [
        "words.say('Noted.')",
        "deps.words.say('Noted.', who=name)",
        "Answer.say(deps.words.say('Noted.'))",
        "f'<{link}|{words.say(\"Noted.\")}>'",
        "words.say('Not' 'ed.')",
        "told = a or self.words.say(\n    'Noted.',\n)",
    ],
)
def test_a_sentence_is_found_wherever_it_is_said(source: str) -> None:
    assert found_in(source) == [("Noted.",)]


def test_a_counted_sentence_is_found_with_both_of_its_forms() -> None:
    assert found_in("words.count('{n} dot', '{n} dots', len(dots))") == [("{n} dot", "{n} dots")]


@pytest.mark.parametrize(
    "source", ["Answer.say('Noted.')", "text.count('a')", "say('Noted.')", "words.say(told)", "b'%'.count(b'%')"]
)
def test_what_is_not_said_in_words_is_left_out(source: str) -> None:
    assert found_in(source) == []


def test_every_sentence_says_what_people_may_do() -> None:
    assert [sentence for sentence in found_by_babel() if re.search(r"\bmay all\b", sentence)] == []


def test_who_is_reminded_is_nowhere_called_pinged() -> None:
    assert [sentence for sentence in found_by_babel() if "pinged" in sentence] == []

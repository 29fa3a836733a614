"""The help by example shows every command of the ledger."""

import re

from bot.features.seu.listeners.command import SUBCOMMANDS
from bot.features.seu.views.commands import help_by_example
from bot.features.seu.views.typed import _MEANT, HELP
from bot.words.words import words_for
from tests.fakes.payloads import render
from tests.features.desk import text_of

ELSEWHERE = {HELP: "this is it", "off": "the sentence below: `/seu` switches it off or on"}


def test_every_command_has_its_example() -> None:
    shown = text_of(render(help_by_example(words_for("en-GB", "UTC"))))
    assert [word for word in SUBCOMMANDS if f"`/seu {word}" not in shown and word not in ELSEWHERE] == []


def test_an_example_speaks_of_its_reader_as_you_for_the_one_who_says_i_is_the_bot() -> None:
    [examples, _context] = render(help_by_example(words_for("en-GB", "UTC")))["blocks"]
    told = [line for line in text_of(examples).splitlines() if not line.startswith("`")]
    assert [line for line in told if re.search(r"\b(I|me|my)\b", re.sub("“.*?”", "", line))] == []


def test_no_word_that_leads_on_is_a_command() -> None:
    assert {*_MEANT} & {*SUBCOMMANDS} == set()

"""Every parser of outside input takes odd inputs with an answer or a refusal, and the table names every parser."""

import re
import signal
from collections import Counter
from pathlib import Path

import pytest

import bot
from tests.fuzz.__main__ import _give_up, tried
from tests.fuzz.parsers import Parser, all_parsers
from tests.plugins.repeatable import ON_CI

PARSERS = {parser.name: parser for parser in all_parsers()}
INPUTS = 100 if ON_CI else 2
ROOT = Path(bot.__file__).parent
READS = re.compile(
    r"\b(?:json\.loads|yaml\.(?:safe_)?load|ZipFile|csv\.reader|decompressobj|parse_stream|SimpleCookie|model_validate|urlsplit)\("
)
"""Calls by which something becomes values: whoever makes one reads what comes from outside, or what the bot wrote itself."""
WROTE_THEMSELVES = {
    "bot.features.seu.store.imports", "bot.features.lean_coffee.store.rows", "bot.features.refinement.store.forecasts",
    "bot.features.refinement.store.imports", "bot.features.refinement.store.nudges", "bot.features.seu.rules.import_parts",
    "bot.features.sprint.actions.of_event", "bot.features.sprint.actions.placing", "bot.meetings.rows", "bot.papers.paper",
    "bot.schedule.drafts", "bot.schedule.rule_rows", "bot.series.store", "bot.teams.sprint_store", "bot.teams.team_store",
    "bot.installations.encryption", "bot.store.archive.writing", "bot.house.asked_health", "bot.slack.socket",
    "bot.core.written_beside",
}  # fmt: skip
"""What these read stands in the database, or comes from the bot's own process."""
SET_BY_WHO_RUNS_IT = {
    "bot.house.checks_of_oauth",
    "bot.house.first_run",
    "bot.installations.slack_oauth",
    "bot.house.introduction",
    "bot.house.oauth.installing",
    "bot.slack.errors",
}
"""What these take apart is a setting that was checked when it was read, or an address that Slack or its SDK names, guarded where it stands."""


def test_each_parser_is_named_once_and_its_modules_are_there() -> None:
    assert len(PARSERS) == len(all_parsers())
    named = {module for parser in PARSERS.values() for module in parser.modules}
    assert [module for module in sorted(named) if not (ROOT.parent / f"{module.replace('.', '/')}.py").is_file()] == []


def test_what_reads_from_outside_stands_in_the_table() -> None:
    named = {module for parser in PARSERS.values() for module in parser.modules}
    found = set()
    for path in ROOT.rglob("*.py"):
        module = ".".join(path.relative_to(ROOT.parent).with_suffix("").parts)
        if not module.startswith("bot.rehearsal") and _reads(path):
            found.add(module)
    assert sorted(found - named - WROTE_THEMSELVES - SET_BY_WHO_RUNS_IT) == []


def _reads(path: Path) -> bool:
    return READS.search(path.read_text(encoding="utf-8")) is not None


@pytest.mark.parametrize("name", PARSERS)
def test_odd_inputs_are_answered_or_refused_soon(name: str) -> None:
    before = signal.signal(signal.SIGVTALRM, _give_up)
    try:
        fault = tried(PARSERS[name], 1, INPUTS, Counter())
    finally:
        signal.signal(signal.SIGVTALRM, before)
    if fault is not None:
        raise fault


def test_the_harness_tells_of_what_a_parser_lets_out() -> None:
    broken = Parser("broken", lambda chance: chance.random(), lambda value: 1 / 0, (KeyError,))
    assert isinstance(tried(broken, 0, 5, Counter()), ZeroDivisionError)
    refusing = Parser("refusing", lambda chance: "x", lambda value: {}[value], (KeyError,))
    assert tried(refusing, 0, 5, Counter()) is None

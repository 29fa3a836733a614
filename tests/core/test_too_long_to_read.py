"""What is far too long to mean anything is refused at once: the patterns that read it would take the square of its length."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from bot.action_items.rules.typed import read_typed
from bot.core.csv_rows import NothingToImport, table_rows
from bot.core.refusal import Refusal
from bot.core.written_days import BadDay, read_day
from bot.features.refinement.rules.forecast.question import NoQuestion, read_question
from bot.features.refinement.views.estimate_typed import read_asked
from bot.features.seu.programmes.reading import BadProgrammes, read_programme
from bot.features.seu.rules.periods import NotAPeriod, read_period
from bot.features.seu.rules.verifying import named_in
from bot.features.sprint.rules.typed import NotSprints, read_sprints
from bot.slack.client import SLACK, is_slacks_own
from bot.slack.genuine import complaint
from bot.teams.typed_days import NotDays, read_days

TODAY = date(2026, 11, 28)
AT = datetime(2026, 11, 28, 10, tzinfo=UTC)
LONG = 50_000


@pytest.mark.parametrize(
    ("read", "text", "refusal"),
    [
        (read_day, " " * LONG, BadDay),
        (lambda text: read_days(text, TODAY), "1 dec - " * LONG, NotDays),
        (lambda text: read_period(text, TODAY), "to " * LONG, NotAPeriod),
        (lambda text: read_question(text, TODAY), "x" + " " * LONG + "x", NoQuestion),
        (lambda text: read_sprints(text, TODAY), "9999-12-31" * LONG, NotSprints),
    ],
)
def test_it_is_refused_with_a_part_of_it(read: Callable[[str], object], text: str, refusal: type[Refusal]) -> None:
    began = time.process_time()
    with pytest.raises(refusal) as refused:
        read(text)
    assert time.process_time() - began < 1
    assert len(str(vars(refused.value) | {"args": refused.value.args})) < 5_000


@pytest.mark.parametrize(
    "read", [lambda text: read_typed(text, TODAY), lambda text: read_asked(text, at=AT, zone="Europe/Madrid")]
)
def test_blanks_without_end_before_a_by_are_read_once(read: Callable[[str], object]) -> None:
    began = time.process_time()
    read("x" + " " * LONG + "y")
    assert time.process_time() - began < 1


def test_a_first_line_with_a_cell_beyond_what_csv_reads_names_no_column() -> None:
    assert table_rows("x" * 200_000 + "\n1", {"title": "title"}, "title") is None
    with pytest.raises(NothingToImport):
        table_rows("\n", {"title": "title"}, "title")


def test_a_statement_of_nothing_but_beginnings_is_looked_through_once() -> None:
    began = time.process_time()
    assert named_in(b"stream\r\n" * 200_000) == ""
    assert time.process_time() - began < 1


def test_what_is_nested_without_end_is_refused_and_ends_no_process() -> None:
    for opening in ("[", "{a: ", "- "):
        with pytest.raises(BadProgrammes, match="too deep"):
            read_programme(opening * 100_000, "own.yaml")
    assert complaint(b"[" * 100_000) == ""


def test_an_address_that_is_none_is_not_slacks() -> None:
    assert not is_slacks_own("https://[files.slack.com/x", SLACK)

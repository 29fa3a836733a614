"""Each refusal says what happened and what to type instead."""

from datetime import UTC, datetime

import pytest

from bot.core.refusal import Refusal
from bot.schedule.drafts import DraftGone
from bot.schedule.explain import explain
from bot.schedule.grammar.sentences import read_sentence
from bot.schedule.recurrence import NotAnOccurrence
from bot.schedule.schedules import Ended
from bot.words.words import words_for

WORDS = words_for("en-GB", "Europe/London")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("every tuesday at 10 skip school holidays", ["“skip school holidays”", "`skip holidays`", "`every tuesday at 10`"]),
        ("every tuesday at 10 except 25 december", ["“except 25 december”", "does not happen then", "`every tuesday at 10`"]),
        ("1 day before sprint planning at 15:00", ["“1 day before sprint planning”", "no Sprint", "`every tuesday at 15:00`"]),
        ("every weekend at 10", ["“every weekend” could mean several things", "`every sunday at 10`"]),
        ("bimonthly on the 1st at 9", ["“bimonthly” could be every 2 months or", "`every 2 months on the 1st at 9`"]),
        ("12/11 at 10", ["“12/11” could mean two things", "`12 november 2027 at 10` or `11 december at 10`"]),
        ("11/12 at 10", ["`11 december at 10` or `12 november 2027 at 10`"]),
        ("3/2 at 10", ["`3 february at 10` or `2 march at 10`"]),
        ("12/11/2026 at 10", ["“12/11/2026” could be 12 november 2026 or 11 december 2026", "`11 december 2026 at 10`"]),
        ("every tuesday at 10 at 11", ["“at 10”", "“at 11”"]),
        ("at 10", ["day"]),
        ("every tuesday", ["time"]),
        ("every tuesday at 10 Madrid", ["“Madrid”", "city", "`every tuesday at 10 Europe/Madrid`"]),
        ("every tuesday at 10 Atlantis/Nowhere", ["“Atlantis/Nowhere”"]),
        ("3 december 2020 at 9", ["3 December 2020", "09:00"]),
        ("3 december 2040 at 9", ["five years"]),
        ("every hour", ["once a day"]),
        ("daily at 9 for 1001 times", ["1,000"]),
        ("every tuseday at 10", ["“tuseday”", "`every tuesday at 10`"]),
        ("every firts thurdsay at 10", ["“firts thurdsay”", "`every first thursday at 10`"]),
        (
            "first monday and wednesday at 10",
            ["`first monday and first wednesday at 10`", "each: `first monday at 10` and `every wednesday at 10`"],
        ),
        ("mon 10 tue 10 wed 10", ["“mon”, “tue” and “wed”", "`monday, tuesday and wednesday 10`"]),
        ("every 6th tuesday at 10", ["“6th tuesday”", "five", "`every 6 weeks on tuesday at 10`"]),
        ("every tuesday at 10 until 2020-01-01", ["1 January 2020", "24 November 2026"]),
        ("every tuesday at 10 starting 2026-11-03 until 2026-11-20", ["over"]),
        ("every tuesday at 10 except tuesday", ["left out"]),
        ("every tuesday at 10 " + "x" * 1000, ["too long", "1,000"]),
        ("<!channel> every tuesday at 10", ["channel"]),
    ],
)
def test_a_refused_sentence_is_explained_by_what_was_typed(text: str, named: list[str]) -> None:
    with pytest.raises(Refusal) as refused:
        read_sentence(text, at=datetime(2026, 11, 21, 12, tzinfo=UTC), zone="Europe/London")
    answer = explain(refused.value, WORDS.at(datetime(2026, 11, 21, 12, tzinfo=UTC)))
    assert answer is not None
    assert all(words in answer for words in named)
    assert "<!" not in answer


@pytest.mark.parametrize("refusal", [NotAnOccurrence(datetime(2026, 12, 1, 10)), Ended("s1"), DraftGone()])
def test_a_refused_act_is_explained(refusal: Refusal) -> None:
    assert explain(refusal, WORDS)


def test_a_refusal_of_another_room_is_left_to_that_room() -> None:
    assert explain(Refusal(), WORDS) is None

"""Each refusal says what happened and what to type instead."""

from datetime import UTC, datetime

import pytest

from bot.core.refusal import Refusal
from bot.core.span import NotASpan
from bot.schedule.explain import explain
from bot.schedule.keeping import Ended
from bot.schedule.recurrence import NotAnOccurrence
from bot.schedule.rhythm import NotARule
from bot.schedule.sentences import read_sentence
from bot.words import words_for

WORDS = words_for("en-GB", "Europe/London")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("every tuesday at 10 skip holidays", "I don't understand “skip holidays”. Leave it out, or say it another way."),
        ("12/11 at 10", "“12/11” can mean two things. Type “12 november” or “11 december”."),
        ("every tuesday at 10 at 11", "“at 10” and “at 11” do not go together. Keep one of them."),
        ("at 10", "The day is missing. Add one, such as “every tuesday” or “tomorrow”."),
        ("every tuesday", "The time is missing. Add one, such as “at 10:00”."),
        ("every tuesday at 10 Madrid", "I know no time zone “Madrid”. Type “Europe/Madrid”."),
        ("every tuesday at 10 Atlantis/Nowhere", "I know no time zone “Atlantis/Nowhere”. Use a name such as Europe/Madrid."),
        ("3 december 2020 at 9", "3 December 2020, 9:00 has passed. Choose a later time."),
        ("3 december 2040 at 9", "This never happens in the next five years. Change the days, the start or the end."),
        ("every hour", "Once a day is the most. Choose “every day” or less often."),
        ("daily at 9 for 1001 times", "1001 times are too many. The most is 1000."),
    ],
)
def test_a_refused_sentence_is_explained(text: str, answer: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_sentence(text, at=datetime(2026, 11, 21, 12, tzinfo=UTC), zone="Europe/London")
    assert explain(refused.value, WORDS) == answer


@pytest.mark.parametrize(
    ("refusal", "answer"),
    [
        (NotAnOccurrence(datetime(2026, 12, 1, 10)), "There is nothing on 1 December 2026 to skip."),
        (Ended("s1"), "This series has ended. Nothing was changed."),
        (NotASpan("soon"), "“soon” is no duration. Type one such as 45m or 1h30."),
        (NotARule("x"), "This rule is not offered here. Say it as a sentence, such as “every tuesday at 10:00”."),
        (Refusal(), None),
    ],
)
def test_a_refused_act_is_explained_and_what_is_not_ours_is_left(refusal: Refusal, answer: str | None) -> None:
    assert explain(refusal, WORDS) == answer

"""What people type on phones and in other languages: it is read, or asked with the nearest form of this very sentence."""

from datetime import UTC, datetime
from itertools import islice

import pytest

from bot.core.refusal import Refusal
from bot.schedule.grammar.sentences import Sentence, read_sentence
from bot.schedule.recurrence import occurrences

AT = datetime(2026, 11, 28, 14, 30, tzinfo=UTC)
"""A Saturday, half past three in Madrid."""


def read(text: str) -> Sentence:
    return read_sentence(text, at=AT, zone="Europe/Madrid")


UNDERSTOOD = {
    "every monday 9.30h": "30 Nov 09:30, 7 Dec 09:30, 14 Dec 09:30",
}


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_what_is_plain_is_read(text: str) -> None:
    coming = [one.wall for one in islice(occurrences(read(text).recurrence, AT), 3)]
    assert ", ".join(f"{wall.day} {wall:%b %H:%M}" for wall in coming) == UNDERSTOOD[text]


ASKED = {
    "every monday at 10 for 1.30h": ("every monday at 10 for 90 minutes", "every monday at 10 for 78 minutes"),
    "every monday at 10 2.80h": ("every monday at 10 for 168 minutes",),
    "in 1.30h": ("in 90 minutes", "in 78 minutes"),
}


@pytest.mark.parametrize("text", ASKED)
def test_what_is_not_plain_leads_to_what_was_meant(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(text)
    assert refused.value.offers == ASKED[text]
    for offered in ASKED[text]:
        read(offered)

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
    "jeden Dienstag um 10 Uhr": ("every tuesday um 10 Uhr",),
    "jeden zweiten Dienstag um 10": ("every other tuesday um 10",),
    "montags und donnerstags 9 Uhr": ("mondays and thursdays 9 Uhr",),
    "Di, Do 10:00": ("tuesday, thursday 10:00",),
    "morgen um 9": ("tomorrow um 9",),
    "tous les mardis à 10h": ("every tuesday à 10h",),
    "un mardi sur deux à 10h": ("every other tuesday à 10h",),
    "lundi et jeudi 9h": ("monday and thursday 9h",),
    "los lunes y jueves a las 9": ("every monday and thursday a las 9",),
    "manana a las 9": ("tomorrow a las 9",),
    "todas as terças às 10h": ("every tuesday at 10h",),
    "ogni martedì alle 10": ("every tuesday at 10",),
    "le 3 décembre à 14h": ("3 december à 14h",),
    "3. Dez. 14:00": ("3 december 14:00",),
    "every odd week on monday 10": ("every other week on monday 10",),
    "in even weeks monday 10": ("every other week monday 10",),
    "2026-12-01T10:00:00Z": ("2026-12-01 10:00 UTC",),
    "2026-12-01T10:00:00+01:00": ("2026-12-01 10:00 Europe/Madrid", "2026-12-01 10:00 Europe/Paris"),
    "every tuesday 0900Z": ("every tuesday 0900 UTC",),
    "tuesday's at 10": ("tuesdays at 10",),
    "all days but sunday 9": ("every day but sunday 9",),
    "every tuesday 10:00 zoom.us/j/123": ("every tuesday 10:00 https://zoom.us/j/123",),
    "24/7 at 9": ("24 july at 9", "every day at 9"),
    "in 1.30h": ("in 90 minutes", "in 78 minutes"),
}


@pytest.mark.parametrize("text", ASKED)
def test_what_is_not_plain_leads_to_what_was_meant(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(text)
    assert refused.value.offers == ASKED[text]
    for offered in ASKED[text]:
        read(offered)

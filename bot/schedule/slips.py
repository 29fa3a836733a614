"""Slips of the pen: the word of a sentence that was most likely meant."""

import re
from difflib import get_close_matches

from bot.schedule.words_of_time import DAY_NAMES, MONTH, MONTH_NAMES, NTH, NUMBER, WEEKDAY

_OTHERS = (
    *("every", "other", "each", "daily", "weekly", "biweekly", "fortnightly", "monthly", "quarterly", "yearly", "annually"),
    *("weekday", "weekdays", "working", "business", "week", "month", "quarter", "year", "times"),
    *("first", "second", "third", "fourth", "fifth", "last", "next", "today", "tomorrow", "noon", "midday", "midnight"),
    *("starting", "beginning", "until", "except", "excluding"),
)
_MEANT = (*DAY_NAMES, *MONTH_NAMES, *_OTHERS)
_KNOWN = re.compile(rf"(?:{WEEKDAY}|{MONTH}|{NTH}|{NUMBER}|bimonthly|(?:{'|'.join(_OTHERS)})s?)", re.IGNORECASE)
"""Some name a rhythm that is not offered: that is no slip."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_ALIKE = 0.8


def meant_by(rest: str) -> tuple[str, ...]:
    """Return the words that those of no meaning are slips of, in their order; a word that is known where it fits is none."""
    strange = (word.lower() for word in _WORD.findall(rest) if not _KNOWN.fullmatch(word))
    near = (get_close_matches(word, _MEANT, 1, _ALIKE) for word in strange)
    return tuple(dict.fromkeys(found for some in near for found in some))

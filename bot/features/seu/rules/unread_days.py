"""Finds words of a day, or of a second time, where a sentence of learning is read as neither. Pure."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from bot.schedule.grammar.lexicon import DAY_NAMES, MONTH
from bot.schedule.grammar.other_languages import day_words

_DAY_WORDS = (*DAY_NAMES, "yesterday")
_SPEAKS_OF_A_DAY = re.compile(
    rf"\b(?:last|this|past|previous|earlier\s+this)\s+(?:week(?:\s?-?end)?|month|quarter|year|spring|summer|autumn|fall|winter|{MONTH})\b"
    rf"|\b(?:in|during|since|end\s+of)\s+{MONTH}(?:\s+20\d\d)?(?!\w)|\b{MONTH},?\s+20\d\d\b|\b(?:in|on|during|since)\s+20\d\d\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s?(?:-|to|and|&)\s?\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}|\b{MONTH}\s+\d{{1,2}}\s?(?:-|to)\s?\d{{1,2}}\b"
    r"|(?<![\w./])\d{1,2}[./]\d{1,2}(?:[./](?:\d{4}|\d{2})?)?(?![\w/])|\b(?:\w+\s+)?(?:days?|weeks?|months?)\s+(?:ago|back|before)\b|\bthe\s+other\s+day\b"
    r"|(?:^|\s)\d{1,2}(?:st|nd|rd|th)$|\b(?:week|wk|kw|cw)\s*\d{1,2}\b|\b(?:(?:over|at|on|during)\s+)?(?:the\s+)?week\s?-?end$"
    r"|\b(?:over|at|on|during|before|after)\s+(?:christmas|xmas|easter|new\s+year(?:'s)?)\b|\b(?:christmas|xmas|easter)$",
    re.IGNORECASE | re.ASCII,
)
_OFTEN = re.compile(
    r"\b(?:every|each)\s+(?:single\s+)?(?:day|weekday|week|month|morning|evening|night|\w+day)\b|\b\d{1,3}\s*(?:x|times)\b|\b(?:twice|thrice)\b|\bdaily$",
    re.IGNORECASE | re.ASCII,
)


def unread_days(rest: Sequence[str]) -> list[str]:
    """Return words that speak of a day and are read as none: today would be a guess."""
    found: list[str] = []
    for words in rest:
        found += [one[0].strip() for one in _SPEAKS_OF_A_DAY.finditer(words)]
        found += day_words(words)
        found += [word for word in re.findall(r"[a-z]{6,}", words.lower()) if get_close_matches(word, _DAY_WORDS, 1, 0.8)]
    return found


def said_of_more_than_one(rest: Sequence[str]) -> list[str]:
    """Return words that say that it was more than one time: the minutes may be those of each."""
    return [one[0] for words in rest for one in _OFTEN.finditer(words)]

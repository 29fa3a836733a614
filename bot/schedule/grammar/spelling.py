"""Corrects misspelt words of a sentence."""

import re
from difflib import get_close_matches

from bot.schedule.grammar.lexicon import DAY_NAMES, MONTH, MONTH_NAMES, NTH, NUMBER, WEEKDAY
from bot.schedule.grammar.other_languages import in_english, month_in_english

_OTHERS = (
    *("every", "other", "each", "daily", "weekly", "biweekly", "fortnightly", "monthly", "quarterly", "yearly", "annually"),
    *("weekday", "weekdays", "working", "business", "week", "month", "quarter", "year", "times"),
    *("first", "second", "third", "fourth", "fifth", "last", "next", "today", "tomorrow", "noon", "midday", "midnight"),
    *(
        "starting",
        "beginning",
        "until",
        "except",
        "excluding",
        "tonight",
        "morning",
        "afternoon",
        "evening",
        "weekend",
        "minutes",
    ),
)
_MEANT = (*DAY_NAMES, *MONTH_NAMES, *_OTHERS)
_KNOWN = re.compile(rf"(?:{WEEKDAY}|{MONTH}|{NTH}|{NUMBER}|(?:{'|'.join(_OTHERS)})s?)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{4,}")
_ALIKE = 0.8
_OTHER_WORDS = (
    (r"\btwice\b", "for 2 times"),
    (r"\bthrice\b", "for 3 times"),
    (rf"\b({'|'.join(DAY_NAMES)})'s\b", r"\1s"),
    (r"\b(?:2moro|2morrow|2mrw|tmw|tomo)\b", "tomorrow"),
    (r"\b(?:all|7)\s+days(?:\s+a\s+week)?\b", "every day"),
    (r"\b(?:(?:in|on)\s+)?(?:odd|even|alternate)\s+weeks\b", "every other week"),
    (r"\b(?:odd|even)\s+week\b", "other week"),
    (r"^(?:le|el|am|den|il)$", ""),
    (r"^(20\d\d-\d\d-\d\d)t(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:z|[+-]00:?00)$", r"\1 \2 UTC"),
    (r"^(20\d\d-\d\d-\d\d)t(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?([+-]\d\d):?(\d\d)$", r"\1 \2 UTC\3:\4"),
    (r"\b(\d{2}:?\d{2})z$", r"\1 UTC"),
    (r"^(?:www\.\S+|[a-z0-9-]+(?:\.[a-z0-9-]+)+/\S*)$", r"https://\g<0>"),
    (r"\bev(?:e?r)?y?\b\.?", "every"),
    (r"\b(?:any|per|eveyr)\b", "every"),
    (r"\b(?:a\s+)?couple\s+(?:of\s+)?", "2 "),
    (r"\b(?:a\s+)?few\s+", "3 "),
    (r"\b24(?::00|\s?h)\b", "midnight"),
    (r"\b(\d+)-?weekly\b", r"every \1 weeks"),
    (r"(?<=\w)\.\.+(?=\w)", "-"),
    (r"\bwks?\b", "weeks"),
    (r"\bmths?\b", "months"),
    (r"\byrs?\b", "years"),
    (r"\bfinal\b", "last"),
    (r"^before$", "until"),
    (r"^after$", "starting"),
    (r"^next week$", "monday next week"),
)
_SPEAKS_OF_TIME = re.compile(
    rf"\d|[@#<>|/\\\"]|\b(?:{WEEKDAY}|{MONTH}|{'|'.join(_OTHERS)}|and|or|at|on|of|for|from|before|after|skip\w*|not?|without|only|if|when"
    r"|holidays?|sprints?|days?|weeks?|months?|quarters?|years?|hours?|minutes?|an?|the|in|to|about|around|approximately|me|us|twice|eod|cob|lunch|asap|soon|christmas|easter|eve|new year\S*)\b",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    r"(?<![\w:./-])(?P<h>\d{1,2})(?:(?:[:.h']|-(?=[2-5]))?(?P<m>\d{2}))?(?:\s?(?P<half>[ap])(?:\.?m)?\b\.?|(?:ish|h|z|'|utc|gmt)?(?![\w:./-]))",
    re.IGNORECASE,
)
_LONGEST_TITLE = 60


def mended(words: str) -> str:
    """Return words with their slips mended, and those for days in English; what means nothing stays, and so does a word that is known where it fits."""
    words = month_in_english(words) or in_english(words)
    for pattern, meant in _OTHER_WORDS:
        words = re.sub(pattern, meant, words, flags=re.IGNORECASE)
    return _WORD.sub(lambda word: _meant(word[0]), words)


def _meant(word: str) -> str:
    if _KNOWN.fullmatch(word):
        return word
    return next(iter(get_close_matches(word.lower(), _MEANT, 1, _ALIKE)), word)


def nearest_time(words: str) -> str:
    """Return the time of day that some words have figures of (`at 10ish`, `430pm`), or nothing."""
    found = _FIGURES.search(words)
    if found is None:
        return ""
    hour, minute, half = int(found["h"]), int(found["m"] or 0), found["half"] or ""
    if hour >= 24 or minute >= 60:
        return ""
    if not 1 <= hour <= 12:
        half = ""  # 13pm is 13:00
    return f"at {hour}:{minute:02d}{half.lower() + 'm' if half else ''}"


def reads_like_a_title(words: str) -> bool:
    """Tell whether words of no meaning may be a title that was typed without quotes: nothing in them speaks of time."""
    return len(words) <= _LONGEST_TITLE and any(char.isalpha() for char in words) and not _SPEAKS_OF_TIME.search(words)

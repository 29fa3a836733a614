"""What holds for every screen that any test draws: the desks ask here before a test sees it."""

import re
from collections.abc import Mapping
from typing import Any

_MARKUP = re.compile(r"`|<[@#!]|&(?:amp|lt|gt);|(?<!\w)\*[^*\n]+\*(?!\w)")


def in_plain_text(errors: Mapping[str, str] | None) -> None:
    """Hold the errors of a form: Slack formats nothing in them."""
    for field, text in (errors or {}).items():
        assert not _MARKUP.search(text), f"markup in the error of {field}: {text}"


_DATE = re.compile(r"<!date\^\d+\^([^|^>]*)[|^>]")
_WITHOUT_WORDS = re.compile(r"(?:\{(?:date_num|time|time_secs)\} ?)+")


def without_words_of_dates(payload: Any) -> None:
    """Hold what is shown: Slack writes no word of a date in it, which would be in the reader's language and not in the message's."""
    for template in _DATE.findall(str(payload)):
        assert _WITHOUT_WORDS.fullmatch(template), f"{template} is written in another language than the message"

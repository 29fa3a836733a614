"""What holds for every screen that any test draws: the desks ask here before a test sees it."""

import re
from collections.abc import Mapping

_MARKUP = re.compile(r"`|<[@#!]|&(?:amp|lt|gt);|(?<!\w)\*[^*\n]+\*(?!\w)")


def in_plain_text(errors: Mapping[str, str] | None) -> None:
    """Hold the errors of a form: Slack formats nothing in them."""
    for field, text in (errors or {}).items():
        assert not _MARKUP.search(text), f"markup in the error of {field}: {text}"

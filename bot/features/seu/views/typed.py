"""Words after `/seu` that are no command of it: what each means, or the command that was meant."""

from collections.abc import Collection
from difflib import get_close_matches
from enum import Enum


class Meant(Enum):
    """What a word after `/seu` asks for."""

    LEDGER = "ledger"
    SWITCH = "switch"
    CREDENTIAL = "credential"
    EXPORT = "export"
    IMPORT = "import"
    HELP = "help"


TO_LOG = ("add", "enter", "new", "note", "record", "save")
"""What is typed before something learned, in the place of `log`."""


HELP = "help"

_WORDS = {
    Meant.LEDGER: (
        *("balance", "correct", "history", "ledger", "list", "me", "mine", "minutes", "my", "open", "progress"),
        *("seu", "seus", "show", "status", "sum", "total", "view"),
    ),
    Meant.SWITCH: (
        *("begin", "decline", "disable", "enable", "forget", "keep", "never", "no", "on", "pause", "quit", "resume"),
        *("start", "stop", "subscribe", "unsubscribe", "yes"),
    ),
    Meant.IMPORT: ("bring", "upload"),
    Meant.CREDENTIAL: (
        *("cert", "certificate", "certificates", "certification", "certifications", "certs", "credentials", "expiry"),
        "reminders",
    ),
    Meant.EXPORT: ("csv", "download", "json", "pdf", "portable", "report", "statement"),
    Meant.HELP: ("?", "-h", "--help", "h", "info", "usage"),
}
_MEANT = {"": Meant.LEDGER} | {word: meant for meant, words in _WORDS.items() for word in words}


def meant_by(word: str, commands: Collection[str]) -> Meant | str | None:
    """Return what a word that is no command asks for, or the command that it is a slip of the pen of; None where it means nothing."""
    if word in _MEANT:
        return _MEANT[word]
    near = get_close_matches(word, [one for one in {*_MEANT, *commands} if len(one) > 2], 1, 0.75)
    return (near[0] if near[0] in commands else _MEANT[near[0]]) if near else None

"""What people type after `/seu`: it takes no words, so those that are typed lead to what they mean."""

from difflib import get_close_matches
from enum import Enum


class Meant(Enum):
    """What a word after `/seu` asks for."""

    LEDGER = "ledger"
    SWITCH = "switch"
    EXPORT = "export"
    HELP = "help"


_WORDS = {
    Meant.LEDGER: (
        *("balance", "correct", "entries", "history", "ledger", "list", "log", "me", "mine", "minutes", "my", "open"),
        *("seu", "seus", "show", "status", "sum", "total", "view"),
    ),
    Meant.SWITCH: (
        *("begin", "decline", "disable", "enable", "forget", "keep", "never", "no", "off", "on", "pause", "quit", "resume"),
        *("start", "stop", "subscribe", "unsubscribe", "yes"),
    ),
    Meant.EXPORT: ("csv", "download", "export", "pdf", "report"),
    Meant.HELP: ("?", "-h", "--help", "h", "help", "info", "usage"),
}
_MEANT = {"": Meant.LEDGER} | {word: meant for meant, words in _WORDS.items() for word in words}


def meant_by(word: str) -> Meant | None:
    """Return what a word asks for, a slip of the pen too; None where it means nothing here."""
    near = [word] if word in _MEANT else get_close_matches(word, [one for one in _MEANT if len(one) > 2], 1, 0.75)
    return _MEANT[near[0]] if near else None

"""The same word to the same person once in a while: private answers pile up in a channel, and are gone on reload."""

from collections import OrderedDict
from datetime import datetime, timedelta

from bot.core.clock import Clock
from bot.slack.requests import Request

QUIET = timedelta(seconds=5)
"""Real time in which somebody who presses a button again and again hears the same word once."""
_MOST = 5_000


class Hush:
    """Remembers what was said to whom; one for the process, and no more than that: a replica may say a word once more."""

    def __init__(self, real: Clock) -> None:
        self._real = real
        self._said: OrderedDict[tuple[str, ...], datetime] = OrderedDict()

    def lets(self, request: Request, text: str) -> bool:
        """Say whether a word may go to who asked; one that may is remembered."""
        name = (request.workspace, request.person, request.channel or "", text)
        now = self._real.now()
        before = self._said.get(name)
        if before is not None and now - before < QUIET:
            return False
        self._said[name] = now
        self._said.move_to_end(name)
        if len(self._said) > _MOST:
            self._said.popitem(last=False)
        return True

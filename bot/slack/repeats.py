"""Suppresses the same private message to the same person within a few seconds."""

from collections import OrderedDict
from datetime import datetime, timedelta

from bot.core.clock import Clock
from bot.slack.requests import Click, Request

QUIET = timedelta(seconds=5)
"""Real time in which somebody who presses a button again and again hears the same word once."""
_MOST = 5_000


class RepeatSuppressor:
    """Remembers what was said to whom; one for the process, and no more than that: a replica may say a word once more."""

    def __init__(self, real: Clock) -> None:
        self._real = real
        self._said: OrderedDict[tuple[str, ...], datetime] = OrderedDict()

    def lets(self, request: Request, text: str) -> bool:
        """Say whether a word may go to who asked; one that may is remembered."""
        name = (request.workspace, request.person, request.channel or "", text)
        if self._lately(name):
            return False
        self._note(name)
        return True

    def turn_away(self, click: Click) -> None:
        """Remember a click that was refused in a way that lasts."""
        self._note(_name(click))

    def turns_away(self, click: Click) -> bool:
        """Say whether this person has just heard that this very click is over: nothing is to be looked at, and nothing said."""
        return self._lately(_name(click))

    def _lately(self, name: tuple[str, ...]) -> bool:
        before = self._said.get(name)
        return before is not None and self._real.now() - before < QUIET

    def _note(self, name: tuple[str, ...]) -> None:
        self._said[name] = self._real.now()
        self._said.move_to_end(name)
        if len(self._said) > _MOST:
            self._said.popitem(last=False)


def _name(click: Click) -> tuple[str, ...]:
    return click.workspace, click.person, click.message or click.view or "", click.action, *click.values

"""Tells in the log who was turned away, seldom: by ids, never by what they wrote."""

from typing import Any, Protocol

from bot.core.seldom import Seldom


class Log(Protocol):
    """As much of a logger as is needed here."""

    def warning(self, event: str, **more: Any) -> Any:
        """Say what happened."""
        ...


class AccessLog:
    """One line an hour for each pair of who and why, with how often it was left out since; a flood writes no more of them."""

    def __init__(self, log: Log, seldom: Seldom | None = None) -> None:
        self._log = log
        self._seldom = seldom or Seldom()

    def refused(self, why: str, **who: str) -> None:
        """Note that somebody was refused; `who` is ids, addresses, and names that the code declares."""
        passed_over = self._seldom.passed_over((why, *who.values()))
        if passed_over is not None:
            self._log.warning("access refused", why=why, passed_over=passed_over, **who)

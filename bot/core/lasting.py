"""A fault that lasts is logged once for each reason, and once more when it is over."""

from typing import Any, Protocol

_MOST = 8
"""Reasons that are said of one fault: what gives another one at each try is not worth more lines."""


class Log(Protocol):
    """As much of a logger as is needed here."""

    def warning(self, event: str, **more: Any) -> Any:
        """Say what is wrong."""
        ...

    def info(self, event: str, **more: Any) -> Any:
        """Say that it is well again."""
        ...


class LastingFault:
    """Remembers whether a fault lasts. What is tried every second fails every second: once is news, the rest is noise."""

    def __init__(self, log: Log, lasts: str, over: str, **about: Any) -> None:
        """Name both events of the log; `about` stands in each."""
        self._log = log
        self._lasts = lasts
        self._over = over
        self._about = about
        self._said: set[str] = set()

    @property
    def is_on(self) -> bool:
        """Tell whether the fault lasts."""
        return bool(self._said)

    def met(self, reason: str, **more: Any) -> None:
        """Note that it failed, and say so unless this was said since it began; the reason holds nothing that people wrote."""
        if reason not in self._said and len(self._said) < _MOST:
            self._log.warning(self._lasts, **self._about, reason=reason, **more)
            self._said.add(reason)

    def over(self) -> None:
        """Note that it went well, and say so where it did not before."""
        if self._said:
            self._log.info(self._over, **self._about)
            self._said.clear()

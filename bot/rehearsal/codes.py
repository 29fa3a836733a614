"""Codes of the OAuth flow: what a person allowed, until the app fetches its tokens with it."""

from collections import OrderedDict
from dataclasses import dataclass, replace

from bot.rehearsal.clock import RealTime
from bot.rehearsal.ids import Ids
from bot.rehearsal.installs import Install
from bot.rehearsal.shapes import SlackError

CODE_SECONDS = 600.0
KEPT = 1_000


@dataclass(frozen=True)
class Code:
    """What was allowed, where the person was sent back to, and when (real time)."""

    install: Install
    redirect_uri: str | None
    issued: float
    used: bool = False


class Codes:
    """The codes that were handed out; they outlive nothing."""

    def __init__(self, real: RealTime, ids: Ids) -> None:
        self._real, self._ids = real, ids
        self._codes: OrderedDict[str, Code] = OrderedDict()

    def give(self, install: Install, redirect_uri: str | None) -> str:
        """Give a code for what was allowed."""
        name = f"{self._ids('')}.{self._ids('').lower()}"
        self._codes[name] = Code(install, redirect_uri, self._real.monotonic())
        while len(self._codes) > KEPT:
            self._codes.popitem(last=False)
        return name

    def holder(self, name: str) -> str | None:
        """Tell where the installation of a code will be."""
        code = self._codes.get(name)
        return code.install.holder if code is not None else None

    def redeem(self, name: str, redirect_uri: str | None) -> Install:
        """Use a code up. Raise SlackError: `invalid_code` also after ten minutes, `code_already_used`, `bad_redirect_uri`."""
        code = self._codes.get(name)
        if code is None or self._real.monotonic() - code.issued > CODE_SECONDS:
            raise SlackError("invalid_code")
        if code.used:
            raise SlackError("code_already_used")
        if redirect_uri != code.redirect_uri:
            raise SlackError("bad_redirect_uri")
        self._codes[name] = replace(code, used=True)
        return code.install

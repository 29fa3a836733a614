"""Where the app is installed: what each installation may, and the tokens that stand for it."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from bot.rehearsal.clock import RealTime
from bot.rehearsal.ids import Ids
from bot.rehearsal.shapes import SlackError
from bot.rehearsal.storage import Storage

TOKEN_SECONDS = 43_200
KEPT_ENDED = 200
MOST_LIVE = 2
"""Of access tokens that expire: a third one ends the first."""


@dataclass(frozen=True)
class Install:
    """The app in a workspace (T…), or in an organization (E…) and those of its workspaces that it was added to."""

    holder: str
    teams: tuple[str, ...]
    scopes: tuple[str, ...]
    installer: str


@dataclass(frozen=True)
class Token:
    """A token that the app was given; an access token may expire (real time), a refresh token is good for one use."""

    value: str
    holder: str
    kind: Literal["access", "refresh"]
    expires: float | None = None
    ended: str = ""
    """What a call with it is refused as, when it is good no more."""


@dataclass(frozen=True)
class Tokens:
    """What the app is given at once."""

    access: str
    refresh: str | None = None


class Installs:
    """All installations of the app, by workspace or organization; kept with the room."""

    def __init__(self, *, storage: Storage, real: RealTime, ids: Ids, rotates: bool) -> None:
        self._storage, self._real, self._ids, self._rotates = storage, real, ids, rotates
        self._installs: dict[str, Install] = {}
        self._tokens: dict[str, Token] = {}
        self._preset: list[tuple[Install, str]] = []
        for _, doc in storage.read("install"):
            self._know(Install(doc["holder"], tuple(doc["teams"]), tuple(doc["scopes"]), doc["installer"]))
        for _, doc in storage.read("token"):
            self._keep(Token(**doc))

    def forget(self) -> None:
        """Install the app nowhere, as in a new room."""
        for holder in list(self._installs):
            self._storage.put("install", holder, None)
        for value in list(self._tokens):
            self._storage.put("token", value, None)
        self._installs = {each.holder: each for each, _ in self._preset}
        self._tokens = {token: Token(token, each.holder, "access") for each, token in self._preset}

    def _know(self, install: Install) -> Install:
        self._installs[install.holder] = install
        self._storage.put("install", install.holder, asdict(install))
        return install

    def _keep(self, token: Token) -> Token:
        self._tokens[token.value] = token
        self._storage.put("token", token.value, asdict(token))
        if token.ended:
            for old in [each.value for each in self._tokens.values() if each.ended][:-KEPT_ENDED]:
                del self._tokens[old]
                self._storage.put("token", old, None)
        return token

    @property
    def all(self) -> tuple[Install, ...]:
        """Give all installations."""
        return tuple(self._installs.values())

    def of(self, holder: str) -> Install | None:
        """Give the installation of a workspace or an organization."""
        return self._installs.get(holder)

    def in_team(self, team: str) -> Install | None:
        """Give the installation that the app has in a workspace: its own, or its organization's."""
        return next((each for each in self._installs.values() if team in each.teams), None)

    def allow(self, install: Install) -> Install:
        """Install the app; again, it may what it was allowed before too, and an organization's workspaces stay."""
        before = self._installs.get(install.holder)
        if before is not None:
            scopes = (*before.scopes, *(each for each in install.scopes if each not in before.scopes))
            install = replace(install, scopes=scopes, teams=before.teams)
        return self._know(install)

    def spread(self, holder: str, teams: tuple[str, ...]) -> None:
        """Say to which workspaces an organization has added the app."""
        self._know(replace(self._installs[holder], teams=teams))

    def preset(self, install: Install, token: str) -> None:
        """Begin with the app installed, under a token that everybody knows and that is kept nowhere."""
        self._preset.append((install, token))
        self._installs[install.holder] = install
        self._tokens[token] = Token(token, install.holder, "access")

    def issue(self, holder: str) -> Tokens:
        """Give tokens for an installation: one that stays the same, or with rotation a pair that lives for twelve hours."""
        if not self._rotates:
            kept = next((each for each in self._live(holder) if each.kind == "access"), None)
            return Tokens((kept or self._keep(Token(f"xoxb-{self._ids('')}-{self._ids('')}", holder, "access"))).value)
        for old in [each for each in self._live(holder) if each.kind == "access"][: 1 - MOST_LIVE]:
            self._keep(replace(old, ended="token_revoked"))
        expires = self._real.now().timestamp() + TOKEN_SECONDS
        access = self._keep(Token(f"xoxe.xoxb-1-{self._ids('')}{self._ids('')}", holder, "access", expires))
        refresh = self._keep(Token(f"xoxe-1-{self._ids('')}{self._ids('')}", holder, "refresh"))
        return Tokens(access.value, refresh.value)

    def refresh(self, value: str) -> tuple[Install, Tokens]:
        """Use a refresh token up. Raise SlackError."""
        token = self._tokens.get(value)
        install = self._installs.get(token.holder) if token is not None else None
        if token is None or install is None or token.kind != "refresh" or token.ended:
            raise SlackError("invalid_refresh_token")
        self._keep(replace(token, ended="invalid_refresh_token"))
        return install, self.issue(install.holder)

    def holder(self, value: str) -> str | None:
        """Tell whose token this is, good or not."""
        token = self._tokens.get(value)
        return token.holder if token is not None else None

    def find(self, value: str) -> Install | None:
        """Find whose access token this is; None when Slack never gave it. Raise SlackError where it is good no more."""
        token = self._tokens.get(value)
        if token is None or token.kind != "access":
            return None
        if token.ended:
            raise SlackError(token.ended)
        if token.expires is not None and token.expires <= self._real.now().timestamp():
            raise SlackError("token_expired")
        return self._installs[token.holder]

    def expire(self, holder: str) -> None:
        """Let the access tokens of an installation be too old from now on."""
        for token in self._live(holder):
            if token.kind == "access" and token.expires is not None:
                self._keep(replace(token, expires=self._real.now().timestamp()))

    def end(self, holder: str, said: str) -> None:
        """End an installation and all its tokens; `said` is what a call with one is refused as."""
        for token in self._live(holder):
            self._keep(replace(token, ended=said))
        self._installs.pop(holder, None)
        self._storage.put("install", holder, None)

    def expires(self, holder: str) -> float | None:
        """Give when the newest access token of an installation expires, if it does."""
        live: list[Any] = [each.expires for each in self._live(holder) if each.kind == "access"]
        return live[-1] if live else None

    def _live(self, holder: str) -> list[Token]:
        return [each for each in self._tokens.values() if each.holder == holder and not each.ended]

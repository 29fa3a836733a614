"""Puts together what serves many workspaces: reading, refreshing, installing, and the pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import aiohttp
import structlog
from starlette.routing import Route

from bot.core.clock import Clock
from bot.core.ids import MACHINE, Ids, WorkspaceId
from bot.house.installations import Installations
from bot.house.metrics import Metrics
from bot.house.oauth.install_pages import install_routes
from bot.house.oauth.installing import Installing
from bot.house.oauth.sync import InstallationSync
from bot.house.oauth.token_refresh import TokenRefresh
from bot.house.scopes import OPTIONAL_SCOPES, SCOPES
from bot.house.waited import Resumed
from bot.installations.encryption import TokenKeys
from bot.installations.slack_oauth import App, SlackOAuth
from bot.installations.store import go_on, waiting
from bot.installations.views import REDIRECT
from bot.slack.bolt import Installed
from bot.slack.client import Observe, SlackClient
from bot.store.errors import StoreUnavailable
from bot.store.unit import Store

log = structlog.get_logger("house")


@dataclass(frozen=True)
class OAuthOptions:
    """The app as OAuth knows it, and the keys that its tokens are encrypted with: the first encrypts, all decrypt."""

    client_id: str
    client_secret: str = field(repr=False)
    token_keys: tuple[str, ...] = field(repr=False)


class BuildClient(Protocol):
    """Makes a client of Slack's Web API."""

    def __call__(
        self, session: aiohttp.ClientSession, observe: Observe, token: str | None = None, team: str | None = None
    ) -> SlackClient:
        """Make one for a token; `team` where it is of a whole organization."""
        ...


@dataclass
class ManyWorkspaces:
    """Many workspaces, as the house holds them: started, asked, stopped."""

    app: App
    sync: InstallationSync
    installing: Installing
    refresh: TokenRefresh
    session: "_Session" = field(repr=False)
    store: Store
    ids: Ids

    async def start(self, session: aiohttp.ClientSession) -> None:
        """Serve what the database says, with tokens that have not ended where Slack gives others at once. Raise StoreUnavailable."""
        self.session.open = session
        self.sync.served.answer_by(self.session.client(None, None))
        await self.sync.look()
        if sealed := await self.sync.seal_anew():
            log.info("tokens are encrypted with the first key", number=sealed)
            await self.sync.look()
        await self.refresh.look()
        self.sync.start()

    async def stop(self) -> None:
        """Look no more, and keep what Slack has given."""
        await self.sync.stop()
        await self.refresh.stop()

    async def look_up(self, workspace: WorkspaceId, organization: str) -> Installed | None:
        """Find a workspace that this replica does not know yet; None too where the database is away."""
        try:
            return await self.installing.look_up(workspace, organization)
        except StoreUnavailable:
            return None

    def states(self) -> Mapping[str, int]:
        """Count the workspaces by what they are."""
        return self.sync.states()

    def routes(self, is_open: Callable[[], bool]) -> list[Route]:
        """Return the pages of an installation."""
        return install_routes(self.app, {*SCOPES, *OPTIONAL_SCOPES}, self.store, self.installing, self.ids, is_open)


class _Session:
    """The session that the house opens at its start, and what is called on it."""

    def __init__(self, app: App, build_client: BuildClient, served: Installations, metrics: Metrics) -> None:
        self._app, self._build_client, self._served, self._metrics = app, build_client, served, metrics
        self.open: aiohttp.ClientSession | None = None
        self.expired: Callable[[], None] = lambda: None
        """Called when Slack says that a token has ended."""

    def client(self, installed: Installed | None, team: str | None) -> SlackClient:
        """Make the client of an installation, or one without a token."""

        def observe(method: str, outcome: str, seconds: float) -> None:
            self._metrics.slack_called(method, outcome, seconds)
            if installed is not None:
                self._served.heard_in(installed.workspace, method, outcome)
                if outcome == "token_expired":
                    self.expired()

        return self._build_client(self._opened(), observe, installed.bot_token if installed else "", team)

    def oauth(self) -> SlackOAuth:
        """Return Slack's side of OAuth."""
        return SlackOAuth(self._app, self._opened())

    def _opened(self) -> aiohttp.ClientSession:
        if self.open is None:
            raise RuntimeError("The house was not started.")
        return self.open


def build_many_workspaces(
    oauth: OAuthOptions,
    served: Installations,
    store: Store,
    *,
    public_url: str,
    api_url: str,
    real: Clock,
    ids: Ids,
    client: BuildClient,
    metrics: Metrics,
    resumed: Resumed,
) -> ManyWorkspaces:
    """Put it together. `resumed` hears of a workspace before it goes on."""
    app = App(oauth.client_id, oauth.client_secret, f"{public_url}{REDIRECT}", api_url)
    session = _Session(app, client, served, metrics)

    async def each_round() -> None:
        await refresh.look()
        await installing.look()
        for workspace, since in (await store.read(waiting, MACHINE)).items():
            await told(workspace, since)  # whoever installed it has died before

    async def told(workspace: WorkspaceId, since: datetime) -> None:
        await resumed(workspace, since)  # before anything rings
        await store.write(go_on, workspace)

    sync = InstallationSync(served, store, TokenKeys(oauth.token_keys), session.client, each_round)
    session.expired = sync.wake
    refresh = TokenRefresh(sync, store, real, session.oauth)
    installing = Installing(sync, store, real, session.oauth, told)
    return ManyWorkspaces(app, sync, installing, refresh, session, store, ids)

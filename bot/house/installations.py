"""Which workspaces have installed the app, and the client of each: one of the settings, or many."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog

from bot.core.ids import WorkspaceId
from bot.slack.bolt import Installed
from bot.slack.client import SlackApi
from bot.slack.errors import DEAD_TOKEN
from bot.slack.post_metadata import METADATA

log = structlog.get_logger("house")

_HISTORY = {"C": "channels:history", "G": "groups:history", "D": "im:history"}


class NotServed(LookupError):
    """A workspace without an installation: it has removed the app, or never had it."""


@dataclass
class Installations:
    """Answers by workspace: who we are there, and through which client we speak; empty until Slack or the database has said so."""

    _installed: dict[WorkspaceId, Installed] = field(default_factory=dict)
    _clients: dict[WorkspaceId, SlackApi] = field(default_factory=dict)
    _scopes: dict[WorkspaceId, frozenset[str]] = field(default_factory=dict)
    introduced: datetime | None = None
    """When Slack has said whose the one token of the settings is (real time)."""
    _last: SlackApi | None = None
    """The client that came last; it stays when its workspace removes the app."""
    _refused: str | None = None
    """Slack's word while it does not accept the token."""
    _dead: dict[WorkspaceId, str] = field(default_factory=dict)
    """Slack's word for each of many workspaces while it does not accept its token."""

    def add(self, installed: Installed, client: SlackApi, scopes: frozenset[str] = frozenset()) -> None:
        """Know an installation from now on."""
        self._installed[installed.workspace] = installed
        self._clients[installed.workspace] = self._last = client
        self._scopes[installed.workspace] = scopes

    async def authorize(self, workspace: WorkspaceId) -> Installed | None:
        """Return the installation of a workspace, or None."""
        return self._installed.get(workspace)

    def serves(self, workspace: WorkspaceId) -> bool:
        """Say whether a workspace is served here."""
        return workspace in self._installed

    def client_for(self, workspace: WorkspaceId) -> SlackApi:
        """Return the client of a workspace. Raise NotServed."""
        try:
            return self._clients[workspace]
        except KeyError as unknown:
            raise NotServed(workspace) from unknown

    async def respond(self, url: str, payload: Mapping[str, Any]) -> None:
        """Answer a `response_url` of a workspace that is not served: that takes no token, so any client will do."""
        if self._last is not None:
            await self._last.respond(url, payload)

    def may_search(self, workspace: WorkspaceId, channel: str) -> bool:
        """Say whether the token may read this channel's history."""
        return _HISTORY.get(channel[:1], "-") in self._scopes.get(workspace, frozenset())

    def may_be_told(self, workspace: WorkspaceId) -> bool:
        """Say whether Slack tells of the bot's own posts: the token may, and `app.yaml` asks for it."""
        return METADATA in self._scopes.get(workspace, frozenset())

    def forget(self, workspace: WorkspaceId) -> None:
        """Serve a workspace no longer: it has removed the app."""
        if workspace in self._installed:
            self._refused = "app_uninstalled"
        self.remove(workspace)

    def remove(self, workspace: WorkspaceId) -> None:
        """Serve one of many workspaces no longer; that is no fault of the others."""
        self._dead.pop(workspace, None)
        for known in (self._installed, self._clients, self._scopes):
            known.pop(workspace, None)

    def answer_by(self, client: SlackApi) -> None:
        """Use this client for answers that take no token, until there is another."""
        self._last = self._last or client

    def heard_in(self, workspace: WorkspaceId, method: str, outcome: str) -> None:
        """Learn from a call in one of many workspaces whether Slack still accepts its token."""
        if workspace not in self._installed or method == "response_url":
            return
        if outcome in DEAD_TOKEN and workspace not in self._dead:
            log.warning("the bot token of a workspace is refused", workspace=workspace, error=outcome, method=method)
            self._dead[workspace] = outcome
        elif outcome == "ok" and workspace in self._dead:
            del self._dead[workspace]
            log.info("the bot token of a workspace is accepted again", workspace=workspace)

    def heard(self, method: str, outcome: str) -> None:
        """Learn from a call whether Slack still accepts the token: that it was revoked may be told to another replica, or to none."""
        if outcome in DEAD_TOKEN:
            if self._refused is None:
                log.warning("the bot token is refused", error=outcome, method=method)
            self._refused = outcome
        elif outcome == "ok" and method != "response_url" and self._refused is not None and self.any:
            log.info("the bot token is accepted again")
            self._refused = None

    @property
    def accepted(self) -> bool:
        """Whether Slack accepts the token, as far as anybody has heard."""
        return self._refused is None and (not self._dead or len(self._dead) < len(self._installed))

    @property
    def dead(self) -> Mapping[WorkspaceId, str]:
        """Of many workspaces those whose token Slack refuses, with its word."""
        return self._dead

    @property
    def any(self) -> bool:
        """Whether there is a workspace to serve."""
        return bool(self._installed)

"""Installs and removes the app: what a browser brings back from Slack, and what Slack tells."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import structlog
from slack_sdk.errors import SlackApiError

from bot.core.clock import Clock
from bot.core.ids import WorkspaceId
from bot.core.tasks import Wait
from bot.house.installations import NotServed
from bot.house.oauth.sync import InstallationSync
from bot.house.waited import Resumed
from bot.house.workspaces.erasing import BeingErased, finish_erasing
from bot.installations.actions import give_access, install, remove
from bot.installations.grants import Grant
from bot.installations.rules import is_of_now
from bot.installations.slack_oauth import SlackOAuth
from bot.installations.store import Installation, installation, of_organization
from bot.slack.bolt import Installed
from bot.slack.client import SlackApi
from bot.slack.errors import DEAD_TOKEN, FAILED, error_of
from bot.slack.requests import Event
from bot.store.errors import StoreUnavailable
from bot.store.gone import StillErased
from bot.store.unit import Store

log = structlog.get_logger("house")

_KEEP_TRIES, _KEEP_SECONDS = 5, 0.5
_REMOVE_TRIES = 5
"""So often an installation may change while Slack is asked about it."""
LISTED_AGAIN = timedelta(hours=1)
"""How often Slack is asked which workspaces an organization has given to the app."""
_MOST_PAGES = 100


@dataclass
class Installing:
    """Writes installations and removals down, and has them served, or served no more, at once."""

    sync: InstallationSync
    store: Store
    real: Clock
    oauth: Callable[[], SlackOAuth]
    resumed: Resumed
    wait: Wait = asyncio.sleep

    def __post_init__(self) -> None:
        """Have listed no organization yet."""
        self._listed: dict[WorkspaceId, datetime] = {}

    async def install(self, code: str) -> Grant:
        """Give a code for tokens and serve the workspace. Raise what is FAILED, OddGrant, StoreUnavailable."""
        grant = await self.oauth().exchange(code)
        told = await self._told(grant)
        secret = self.sync.keys.seal(grant.workspace, grant.tokens)
        values = {"grant": grant, "secret": secret, "bot_id": str(told.get("bot_id") or ""), "domain": _domain(told)}
        waited = await self._kept(grant.workspace, values)
        log.info("the app was installed", workspace=grant.workspace, organization=grant.organization, whole=grant.is_org)
        await self.sync.look()
        if grant.is_org:
            await self.list_organization(grant.workspace)
        elif waited is not None:
            await self.resumed(grant.workspace, waited)
        return grant

    async def look_up(self, workspace: WorkspaceId, organization: str) -> Installed | None:
        """Find a workspace that this replica does not know: in the database, or among those of its organization. Raise StoreUnavailable."""
        found = await self.sync.look_up(workspace)
        if found is None and organization and organization != workspace:
            whole = WorkspaceId(organization)
            row = await self.store.read(installation, whole)
            if row is not None and row.is_org and row.stands and not await self._was_removed(workspace):
                await self.sync.look()
                await self.list_organization(whole)
                found = await self.sync.look_up(workspace)
        return found

    async def removed(self, event: Event) -> bool:
        """Give up what Slack says is removed, unless its token turns out to be good; say whether anything was given up."""
        for _ in range(_REMOVE_TRIES):
            row = await self.store.read(installation, event.workspace)
            if row is None or row.uninstalled is not None:
                return False
            token = await self.store.read(installation, row.serving)
            sure = event.kind == "app_uninstalled" and row.serving == row.workspace and not row.is_org
            if not (sure and is_of_now(event.at, row.installed, self.real.now())) and not await self._is_shut_out(row.serving):
                log.info("told that the app was removed, but the token is good", workspace=row.workspace)
                if row.serving != row.workspace:
                    await self.list_organization(row.serving)
                return False
            if await self._remove(row.serving, None if token is None else token.revision):
                return True
        return False

    async def access_changed(self, event: Event) -> None:
        """Serve the workspaces that an organization has given to the app, and those no more that it has taken back."""
        whole = WorkspaceId(event.organization or event.workspace)
        if event.kind == "team_access_revoked":
            for team in event.text.split():
                row = await self.store.read(installation, WorkspaceId(team))
                if row is not None and row.serving == whole:
                    await self._give_up(row.workspace)
            await self.sync.look()
        else:
            await self.list_organization(whole, given=[WorkspaceId(team) for team in event.text.split()])

    async def look(self) -> None:
        """List each organization that was not listed for an hour."""
        now = self.real.now()
        for row in list(self.sync.rows.values()):
            listed = self._listed.get(row.workspace)
            if row.is_org and row.stands and (listed is None or not timedelta() <= now - listed < LISTED_AGAIN):
                await self.list_organization(row.workspace)

    async def list_organization(self, organization: WorkspaceId, given: Collection[WorkspaceId] = ()) -> None:
        """Serve the workspaces that Slack lists for an organization's token, and `given` ones, and no others."""
        self._listed[organization] = self.real.now()
        row = await self.store.read(installation, organization)
        if row is None or not row.stands:
            return
        try:
            client = self.sync.served.client_for(organization)
            domain = _domain(await client.auth_test())
            names = await _teams_of(client)
        except (NotServed, *FAILED) as fault:
            log.warning("workspaces of an organization are not known", organization=organization, error=type(fault).__name__)
            names, domain = {}, ""
            if not given:
                return
        known = await self.store.read(of_organization, organization, organization)
        for team in sorted({*names, *given}):
            await self._give(team, row, names.get(team, ""), domain)
        if names:
            for team in sorted({*known} - {*names, *given}):
                await self._give_up(team)
        await self.sync.look()

    async def _give(self, team: WorkspaceId, organization: Installation, name: str, domain: str) -> None:
        """Serve one more workspace of an organization; one whose rows are being erased keeps the others from nothing."""
        try:
            waited = await self.store.write(give_access, team, None, organization=organization, name=name, domain=domain)
        except StillErased as later:
            log.info("a workspace is not served yet", workspace=team, reason=str(later))
            return
        if waited is not None:
            await self.resumed(team, waited)

    async def _kept(self, workspace: WorkspaceId, values: Mapping[str, Any]) -> datetime | None:
        """Write it down: the code is used by now, so a database that is away for a moment is tried again."""
        with suppress(BeingErased):
            await finish_erasing(self.store, workspace)
        for _ in range(_KEEP_TRIES):
            try:
                return await self.store.write(install, workspace, None, **values)
            except StoreUnavailable:
                await self.wait(_KEEP_SECONDS)
        return await self.store.write(install, workspace, None, **values)

    async def _remove(self, workspace: WorkspaceId, revision: int | None) -> bool:
        """Give up an installation as it was at a revision, and the workspaces that its token serves; False where it has changed since."""
        now = await self.store.read(installation, workspace)
        if (None if now is None else now.revision) != revision:
            return False
        for member in await self.store.read(of_organization, workspace, workspace):
            await self.store.write(remove, member)
        given_up = await self._give_up(workspace, revision)
        await self.sync.look()
        return given_up or now is None or now.uninstalled is not None

    async def _give_up(self, workspace: WorkspaceId, revision: int | None = None) -> bool:
        given_up = await self.store.write(remove, workspace, None, revision)
        if given_up:
            log.info("the app was removed", workspace=workspace)
        return given_up

    async def _was_removed(self, workspace: WorkspaceId) -> bool:
        """Say whether a workspace was given back so lately that Slack's list may not know it yet."""
        row = await self.store.read(installation, workspace)
        return row is not None and row.uninstalled is not None and self.real.now() - row.uninstalled < timedelta(minutes=1)

    async def _is_shut_out(self, workspace: WorkspaceId) -> bool:
        """Say whether Slack refuses the token now; where it does not say, that is no reason to believe so."""
        await self.sync.look()  # another replica may have written a newer one
        try:
            await self.sync.served.client_for(workspace).ask("auth.test")
        except NotServed:
            return True  # nobody can use what no key opens, or what ended
        except FAILED as fault:
            return isinstance(fault, SlackApiError) and error_of(fault) in DEAD_TOKEN - {"token_expired"}
        return False

    async def _told(self, grant: Grant) -> Mapping[str, Any]:
        """Ask the new token who it is; an installation stands without the answer too."""
        installed = Installed(grant.workspace, grant.tokens.access, grant.bot_user)
        try:
            return await self.sync.make_client(installed, None).auth_test()
        except FAILED as fault:
            log.warning("Slack does not say whose a new token is", workspace=grant.workspace, error=type(fault).__name__)
            return {}


async def _teams_of(client: SlackApi) -> dict[WorkspaceId, str]:
    """List the workspaces that an organization has given to the app, with their names."""
    names: dict[WorkspaceId, str] = {}
    cursor = None
    for _ in range(_MOST_PAGES):
        told = await client.ask("auth.teams.list", limit=200, cursor=cursor)
        for team in told.get("teams") or ():
            names[WorkspaceId(str(team["id"]))] = str(team.get("name") or "")
        cursor = (told.get("response_metadata") or {}).get("next_cursor") or None
        if cursor is None:
            break
    return names


def _domain(told: Mapping[str, Any]) -> str:
    """Return what stands before `.slack.com`, or the whole host where it is another."""
    url = told.get("url")
    try:
        host = urlsplit(url).hostname if isinstance(url, str) else None
    except ValueError:
        host = None
    return (host or "").removesuffix(".slack.com")

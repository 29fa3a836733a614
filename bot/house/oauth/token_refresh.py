"""Refreshes tokens before they end: one replica asks, and a new pair is durable before use."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import structlog
from slack_sdk.errors import SlackApiError

from bot.core.clock import Clock
from bot.core.ids import WorkspaceId
from bot.core.tasks import Wait
from bot.core.trace import kind_of
from bot.house.oauth.sync import InstallationSync
from bot.installations.actions import hold
from bot.installations.grants import OddGrant, Refreshed
from bot.installations.rules import is_due, is_over
from bot.installations.slack_oauth import REFUSED, SlackOAuth
from bot.installations.store import Installation, keep_refreshed, of_organization, refuse, take_lease
from bot.slack.errors import LOST, error_of
from bot.store.errors import StoreUnavailable
from bot.store.unit import Store

log = structlog.get_logger("house")

_AT_ONCE = 8
_AGAIN = timedelta(minutes=1)
"""After a try that came to nothing; as long as a lease lasts."""
_AGAIN_IF_REFUSED = timedelta(minutes=10)
_KEEP_SECONDS, _KEEP_TRIES = 0.5, 1_200


class TokenRefresh:
    """Looks in each round which tokens end soon. After an outcome that nobody knows, the same refresh token is tried once more (ADR 63)."""

    def __init__(
        self, sync: InstallationSync, store: Store, real: Clock, oauth: Callable[[], SlackOAuth], wait: Wait = asyncio.sleep
    ) -> None:
        self._sync, self._store, self._real, self._oauth, self._wait = sync, store, real, oauth, wait
        self._held_off: dict[WorkspaceId, datetime] = {}
        self._under_way: dict[WorkspaceId, asyncio.Task[None]] = {}
        self._said: dict[WorkspaceId, str] = {}
        self._early: dict[WorkspaceId, datetime] = {}
        """When an installation last gave new tokens because Slack said that they had ended, and not because they were due."""
        self._stopping = False

    async def look(self) -> None:
        """Begin to refresh what ends soon; none waits for another."""
        now = self._real.now()
        for row in list(self._sync.rows.values()):
            if len(self._under_way) >= _AT_ONCE:
                return
            wanted = is_due(row.expires, now) or self._has_ended_early(row, now)
            if row.secret and row.stands and wanted and self._may(row.workspace, now):
                task = asyncio.create_task(self._refresh(row), name="refresh")
                self._under_way[row.workspace] = task
                task.add_done_callback(partial(self._end, row.workspace))

    def _has_ended_early(self, row: Installation, now: datetime) -> bool:
        """Say whether Slack calls a token expired that ought to live: a clock is wrong, or the database is an older copy. Once a minute."""
        if row.expires is None or now < self._early.get(row.workspace, now):
            return False
        rows = self._sync.rows
        refused = [rows.get(workspace) for workspace, word in self._sync.served.dead.items() if word == "token_expired"]
        if not any(one is not None and one.serving == row.workspace for one in refused):
            return False
        self._early[row.workspace] = now + _AGAIN
        return True

    async def until_idle(self) -> None:
        """Wait for what is under way."""
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    async def stop(self) -> None:
        """Begin no more, and wait for what is under way: a pair that Slack has given is written down."""
        self._stopping = True
        await self.until_idle()

    def _may(self, workspace: WorkspaceId, now: datetime) -> bool:
        until = self._held_off.get(workspace)
        return not self._stopping and workspace not in self._under_way and (until is None or now >= until)

    def _end(self, workspace: WorkspaceId, task: "asyncio.Task[None]") -> None:
        del self._under_way[workspace]
        fault = None if task.cancelled() else task.exception()
        if fault is not None and not isinstance(fault, StoreUnavailable):
            self._hold_off(workspace, kind_of(fault), _AGAIN)

    async def _refresh(self, row: Installation) -> None:
        tokens = self._sync.tokens_of(row)
        if tokens is None:
            return
        if not tokens.refresh:
            self._hold_off(row.workspace, "no refresh token", _AGAIN_IF_REFUSED)
            return
        if not await self._store.write(take_lease, row.workspace, None, row.revision):  # another replica asks, or has asked
            self._sync.wake()
            self._held_off[row.workspace] = self._real.now() + timedelta(seconds=1)
            return
        try:
            fresh = await self._oauth().refresh(tokens.refresh)
        except SlackApiError as fault:
            await self._failed(row, error_of(fault))
        except (OddGrant, *LOST) as fault:
            self._hold_off(row.workspace, type(fault).__name__, _AGAIN)
        else:
            await self._keep(row, fresh)

    async def _failed(self, row: Installation, error: str) -> None:
        """Give up once the old token has ended too; until then it serves, and Slack is asked again."""
        if error in REFUSED and is_over(row.expires, self._real.now()):
            if await self._store.write(refuse, row.workspace, None, row.revision, error):
                log.warning("a workspace is not served", workspace=row.workspace, reason=f"Slack gives no new token ({error}).")
                for member in await self._store.read(of_organization, row.workspace, row.workspace):
                    await self._store.write(hold, member)
            self._sync.wake()
            return
        if error in REFUSED:
            self._sync.refusing.add(row.workspace)
        self._hold_off(row.workspace, error, _AGAIN_IF_REFUSED if error in REFUSED else _AGAIN)

    def _hold_off(self, workspace: WorkspaceId, reason: str, span: timedelta) -> None:
        self._held_off[workspace] = self._real.now() + span
        if self._said.get(workspace) != reason:
            log.warning("a token is not refreshed", workspace=workspace, reason=reason)
            self._said[workspace] = reason

    async def _keep(self, row: Installation, fresh: Refreshed) -> None:
        """Write the pair down, however long the database is away: Slack gives it only once."""
        workspace, sealed = row.workspace, self._sync.keys.seal(row.workspace, fresh.tokens)
        for tries in range(_KEEP_TRIES):
            try:
                kept = await self._store.write(keep_refreshed, workspace, None, row.revision, sealed, fresh.lasts)
            except StoreUnavailable as away:
                if not tries:
                    log.warning("a refreshed token cannot be kept", workspace=workspace, reason=str(away))
                if self._stopping:
                    break
                await self._wait(_KEEP_SECONDS)
            else:
                self._said.pop(workspace, None)
                self._sync.refusing.discard(workspace)
                log.info("token refreshed" if kept else "a refreshed token is of no use any more", workspace=workspace)
                self._sync.wake()
                return
        log.error("a refreshed token is lost", workspace=workspace, then="The one before it is tried once more.")

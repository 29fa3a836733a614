"""Serves every workspace whose installation the database keeps, as soon as any replica has written it."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.core.ids import MACHINE, WorkspaceId
from bot.core.lasting import LastingFault
from bot.core.tasks import KeptAlive, Wait
from bot.core.trace import kind_of, trace
from bot.house.installations import Installations
from bot.installations.encryption import TokenKeys, UnreadableTokens
from bot.installations.rules import Tokens
from bot.installations.store import Fingerprint, Installation, fingerprint, installation, installations, reseal
from bot.slack.bolt import Installed
from bot.slack.client import SlackClient
from bot.store.errors import StoreUnavailable
from bot.store.unit import Store

log = structlog.get_logger("house")

POLL_SECONDS = 2.0
"""How soon a replica serves what another has installed, and stops serving what another has heard is gone."""
MakeClient = Callable[[Installed, str | None], SlackClient]
"""Makes the client of an installation; with the workspace that is meant where the token is of its whole organization."""
Then = Callable[[], Awaitable[None]]
_Seen = tuple[int, datetime, int, datetime]
"""The revisions of a row and of the one with its token, and when each was installed: one that was erased begins to count anew."""


@dataclass
class InstallationSync:
    """Keeps `served` equal to what the database says; it looks every two seconds, and by `look_up` at once for one workspace."""

    served: Installations
    store: Store
    keys: TokenKeys
    make_client: MakeClient
    then: Then = field(repr=False)
    """What else each round does."""
    wait: Wait = asyncio.sleep
    rows: dict[WorkspaceId, Installation] = field(default_factory=dict)
    unreadable: set[WorkspaceId] = field(default_factory=set)
    """Workspaces whose tokens no key opens."""
    refusing: set[WorkspaceId] = field(default_factory=set)
    """Those for which Slack gives no new token; the old one serves until it ends."""

    def __post_init__(self) -> None:
        """Have nothing under way yet."""
        self._seen: Fingerprint | None = None
        self._made: dict[WorkspaceId, _Seen] = {}
        self._woken = asyncio.Event()
        self._reading = asyncio.Lock()
        self._blind = LastingFault(log, "installations cannot be read", "installations are read again")
        died = LastingFault(log, "a task of the house died", "a task of the house goes on", task="installations")
        self._loop = KeptAlive("installations", self._run, died, wait=self.wait)

    def start(self) -> None:
        """Begin to look, and go on until `stop`."""
        self._loop.start()

    async def stop(self) -> None:
        """Look no more."""
        await self._loop.stop()

    def wake(self) -> None:
        """Look at once."""
        self._woken.set()

    async def look(self) -> None:
        """Serve what the database says, if it says something new. Raise StoreUnavailable."""
        async with self._reading:  # else older rows could be taken after newer ones
            seen = await self.store.read(fingerprint, MACHINE)
            if seen != self._seen:
                self._take(await self.store.read(installations, MACHINE))
                self._seen = seen

    async def look_up(self, workspace: WorkspaceId) -> Installed | None:
        """Ask the database for a workspace that this replica does not know yet. Raise StoreUnavailable."""
        if await self.store.read(installation, workspace) is not None:
            await self.look()
        return await self.served.authorize(workspace)

    async def seal_anew(self) -> int:
        """Encrypt with the first key what another one encrypted; return how many installations that were. Raise StoreUnavailable."""
        done = 0
        for row in await self.store.read(installations, MACHINE):
            if not row.secret or self.keys.is_current(row.secret):
                continue
            tokens = self.tokens_of(row)
            if tokens is not None:
                fresh = self.keys.seal(row.workspace, tokens)
                done += await self.store.write(reseal, row.workspace, None, row.revision, fresh)
        return done

    def tokens_of(self, row: Installation) -> Tokens | None:
        """Decrypt the tokens of an installation; None, and a line in the log, where no key does."""
        try:
            tokens = self.keys.open(row.workspace, row.secret)
        except UnreadableTokens as fault:
            if row.workspace not in self.unreadable:
                log.warning("a workspace is not served", workspace=row.workspace, reason=str(fault))
                self.unreadable.add(row.workspace)
            return None
        self.unreadable.discard(row.workspace)
        return tokens

    def states(self) -> Mapping[str, int]:
        """Count the workspaces by what they are: served, refused, unreadable, uninstalled."""
        return Counter(self._state(row) for row in self.rows.values() if not row.is_org)

    def _state(self, row: Installation) -> str:
        if row.uninstalled is not None:
            return "uninstalled"
        if row.serving in self.unreadable:
            return "unreadable"
        doubtful = self.refusing | self.served.dead.keys()
        return "refused" if row.refused or doubtful & {row.workspace, row.serving} else "served"

    def _take(self, rows: list[Installation]) -> None:
        self.rows = {row.workspace: row for row in rows}
        for row in rows:
            token = self.rows.get(row.serving)
            if not row.stands or token is None or not token.stands or not token.secret:
                self._drop(row.workspace)
            elif self._made.get(row.workspace) != _seen(row, token):
                self.refusing.discard(row.workspace)
                self._serve(row, token)
        for gone in self._made.keys() - self.rows.keys():
            self._drop(gone)

    def _serve(self, row: Installation, token: Installation) -> None:
        self._made[row.workspace] = _seen(row, token)
        tokens = self.tokens_of(token)
        if tokens is None:
            self.served.remove(row.workspace)
            return
        installed = Installed(row.workspace, tokens.access, row.bot_user, row.bot_id)
        client = self.make_client(installed, row.workspace if token.is_org and not row.is_org else None)
        self.served.remove(row.workspace)
        self.served.add(installed, client, token.scopes)
        log.info("workspace known", workspace=row.workspace, scopes=sorted(token.scopes))

    def _drop(self, workspace: WorkspaceId) -> None:
        self._made.pop(workspace, None)
        self.unreadable.discard(workspace)
        self.served.remove(workspace)

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            try:
                await self.look()
                await self.then()
            except StoreUnavailable as away:
                self._blind.met(str(away))
            except Exception as fault:  # noqa: BLE001 - one round's fault must not end them
                self._blind.met(kind_of(fault), trace=trace(fault))
            else:
                self._blind.over()
                self._loop.goes_well()
            try:
                async with asyncio.timeout(POLL_SECONDS):
                    await self._woken.wait()
            except TimeoutError:
                pass


def _seen(row: Installation, token: Installation) -> _Seen:
    return row.revision, row.installed, token.revision, token.installed

"""Rows <-> installations: kept, refreshed by one replica at a time, given up, and standing again."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update

from bot.core.ids import PersonId, WorkspaceId
from bot.installations.rules import LEASE
from bot.installations.tables import InstallationRow
from bot.store.base import Instant, in_workspace
from bot.store.gone import StillErased, note_gone, stands_again
from bot.store.pausing import all_paused, pause, paused_since, resume
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing

_COLUMNS = (
    InstallationRow.workspace,
    InstallationRow.organization,
    InstallationRow.is_org,
    InstallationRow.bot_user,
    InstallationRow.bot_id,
    InstallationRow.scopes,
    InstallationRow.secret,
    InstallationRow.expires,
    InstallationRow.installed,
    InstallationRow.uninstalled,
    InstallationRow.refused,
    InstallationRow.leased,
    InstallationRow.revision,
)
_HERE = InstallationRow.workspace == in_workspace()
_NOW = bindparam("at", type_=Instant())
_ALL = select(*_COLUMNS).order_by(InstallationRow.workspace)
_ONE = select(*_COLUMNS).where(_HERE)
_FINGERPRINT = select(
    func.count().label("number"),
    func.sum(InstallationRow.revision).label("changes"),
    func.max(InstallationRow.installed).label("last"),
)
_OF_ORGANIZATION = select(InstallationRow.workspace).where(
    InstallationRow.organization == bindparam("of"), InstallationRow.is_org.is_(False), InstallationRow.secret == ""
)
_ANEW = {"revision": InstallationRow.revision + 1}
_MAKE = insert_or_nothing(InstallationRow)
_CHANGE = update(InstallationRow).where(_HERE).values(**_ANEW)
_CHANGE_REVISION = update(InstallationRow).where(_HERE, InstallationRow.revision == bindparam("was")).values(**_ANEW)
_SEAL = (
    update(InstallationRow)
    .where(_HERE, InstallationRow.revision == bindparam("was"), InstallationRow.leased.is_(None))
    .values(**_ANEW)
)
_GIVE_UP = update(InstallationRow).where(_HERE, InstallationRow.uninstalled.is_(None)).values(**_ANEW)
_GIVE_UP_AS_IT_WAS = _GIVE_UP.where(InstallationRow.revision == bindparam("was"))
_LOCK_STANDING = (
    update(InstallationRow).where(_HERE, InstallationRow.uninstalled.is_(None), InstallationRow.refused == "").values(refused="")
)
_TAKE_LEASE = update(InstallationRow).where(
    _HERE,
    InstallationRow.revision == bindparam("was"),
    InstallationRow.uninstalled.is_(None),
    InstallationRow.refused == "",
    or_(
        InstallationRow.leased.is_(None),
        InstallationRow.leased <= _NOW,
        InstallationRow.leased > bindparam("far", type_=Instant()),
    ),
)


Fingerprint = tuple[int, int, datetime | None]


@dataclass(frozen=True)
class Installation:
    """An installation as it is kept; `secret` is empty where an organization's token serves the workspace, or none does."""

    workspace: WorkspaceId
    organization: str
    is_org: bool
    bot_user: PersonId
    bot_id: str
    scopes: frozenset[str]
    secret: str = field(repr=False)
    expires: datetime | None
    installed: datetime
    uninstalled: datetime | None
    refused: str
    leased: datetime | None
    revision: int

    @property
    def stands(self) -> bool:
        """Say whether the app is installed, and its token is not refused."""
        return self.uninstalled is None and not self.refused

    @property
    def serving(self) -> WorkspaceId:
        """Return whose token serves it: its own, or its organization's."""
        return self.workspace if self.secret or not self.organization else WorkspaceId(self.organization)


def installations(read: Read) -> list[Installation]:
    """Return all installations, of whatever workspace, those that were removed among them."""
    return [_installation(row) for row in read.rows(_ALL)]


def standing(read: Read) -> frozenset[WorkspaceId]:
    """Name the workspaces that have installed the app, or use their organization's token, where Slack does not refuse it."""
    rows = {row.workspace: row for row in installations(read)}
    return frozenset(row.workspace for row in rows.values() if row.stands and row.serving in rows and rows[row.serving].stands)


def installation(read: Read) -> Installation | None:
    """Return the installation of this snapshot's workspace, removed or not."""
    row = read.row(_ONE)
    return None if row is None else _installation(row)


def fingerprint(read: Read) -> Fingerprint:
    """Return what differs whenever an installation was made, changed or erased, or erased and made anew."""
    row = read.rows(_FINGERPRINT)[0]
    return int(row.number), int(row.changes or 0), row.last


def keep(
    unit: Unit,
    *,
    organization: str,
    is_org: bool,
    bot_user: PersonId,
    bot_id: str,
    scopes: Collection[str],
    secret: str,
    lasts: timedelta | None,
) -> datetime | None:
    """Keep an installation, in the place of one before it. Return since when its work waits: it does until `go_on`.

    An empty `secret`: the token of its organization serves it. Raise StillErased.
    """
    if not stands_again(unit):
        raise StillErased
    now = unit.real_now
    row = {
        "organization": organization,
        "is_org": is_org,
        "bot_user": bot_user,
        "bot_id": bot_id,
        "scopes": ",".join(sorted(scopes)),
        "secret": secret,
        "expires": None if lasts is None else now + lasts,
        "installed": now,
        "uninstalled": None,
        "refused": "",
        "leased": None,
    }
    if not unit.run(_MAKE, row | {"revision": 1}):
        unit.run(_CHANGE, row)
    return paused_since(unit)


def of_organization(read: Read, organization: str) -> list[WorkspaceId]:
    """Name the workspaces that an organization's token serves, or has served."""
    return [WorkspaceId(row.workspace) for row in read.rows(_OF_ORGANIZATION, {"of": organization})]


def take_lease(unit: Unit, revision: int) -> bool:
    """Take the right to refresh this token, for a minute; False where somebody has it, or the installation has changed since."""
    now = unit.real_now
    return bool(unit.run(_TAKE_LEASE, {"leased": now + LEASE, "was": revision, "at": now, "far": now + 2 * LEASE}))


def keep_refreshed(unit: Unit, revision: int, secret: str, lasts: timedelta) -> bool:
    """Keep a new pair of tokens; False where the installation was made anew or removed meanwhile, and the pair is of no use.

    A lease that has ended meanwhile changes nothing: the pair that is written first stands.
    """
    return bool(unit.run(_CHANGE_REVISION, {"secret": secret, "expires": unit.real_now + lasts, "leased": None, "was": revision}))


def refuse(unit: Unit, revision: int, reason: str) -> bool:
    """Note that Slack gives no more tokens: the work of the workspace waits. False where it was made anew meanwhile."""
    if not unit.run(_CHANGE_REVISION, {"refused": reason, "leased": None, "was": revision}):
        return False
    pause(unit, unit.real_now)
    return True


def reseal(unit: Unit, revision: int, secret: str) -> bool:
    """Keep the same tokens, encrypted anew; False where they are others by now, or soon will be."""
    return bool(unit.run(_SEAL, {"secret": secret, "was": revision}))


def uninstall(unit: Unit, since: datetime, revision: int | None = None) -> bool:
    """Give an installation up: its tokens are deleted, its work waits. False where it was given up before, or is another by now."""
    fresh = {"secret": "", "expires": None, "uninstalled": since, "leased": None}
    if not (unit.run(_GIVE_UP, fresh) if revision is None else unit.run(_GIVE_UP_AS_IT_WAS, fresh | {"was": revision})):
        return False
    pause(unit, since)
    note_gone(unit, since)
    return True


def waiting(read: Read) -> dict[WorkspaceId, datetime]:
    """Return the workspaces that have the app and whose work waits nevertheless, and since when: nobody has let it go on yet."""
    since = all_paused(read)
    there = standing(read) if since else frozenset[WorkspaceId]()
    return {workspace: at for workspace, at in since.items() if workspace in there}


def go_on(unit: Unit) -> bool:
    """Let the work of a workspace go on that has the app; False where it has removed it meanwhile."""
    stands = bool(unit.run(_LOCK_STANDING))
    if stands:
        resume(unit)
        unit.hint("delivery")
        unit.hint("schedule")
    return stands


def _installation(row: Any) -> Installation:
    return Installation(
        workspace=WorkspaceId(row.workspace),
        organization=row.organization,
        is_org=bool(row.is_org),
        bot_user=PersonId(row.bot_user),
        bot_id=row.bot_id,
        scopes=frozenset(word for word in row.scopes.split(",") if word),
        secret=row.secret,
        expires=row.expires,
        installed=row.installed,
        uninstalled=row.uninstalled,
        refused=row.refused,
        leased=row.leased,
        revision=int(row.revision),
    )

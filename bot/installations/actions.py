"""What installing and removing the app does in the database: a transaction each."""

from datetime import datetime

from bot.core.ids import PersonId
from bot.installations import store
from bot.installations.grants import Grant
from bot.store.pausing import pause, paused_since
from bot.store.unit import Unit
from bot.teams import store as teams


def install(unit: Unit, *, grant: Grant, secret: str, bot_id: str, domain: str) -> datetime | None:
    """Write down an installation, in the place of the one before it. Return since when its work waits."""
    waited = store.keep(
        unit,
        organization=grant.organization,
        is_org=grant.is_org,
        bot_user=grant.bot_user,
        bot_id=bot_id,
        scopes=grant.scopes,
        secret=secret,
        lasts=grant.lasts,
    )
    if not grant.is_org:
        teams.keep_workspace(unit, name=grant.name, domain=domain, bot_user=grant.bot_user)
    return waited


def give_access(unit: Unit, *, organization: store.Installation, name: str, domain: str) -> datetime | None:
    """Let an organization's token serve this workspace from now on. Return since when its work waits."""
    before = store.installation(unit)
    if before is not None and before.stands:
        return paused_since(unit)
    waited = store.keep(
        unit,
        organization=organization.workspace,
        is_org=False,
        bot_user=organization.bot_user,
        bot_id=organization.bot_id,
        scopes=organization.scopes,
        secret="",
        lasts=None,
    )
    teams.keep_workspace(unit, name=name, domain=domain, bot_user=PersonId(organization.bot_user))
    return waited


def remove(unit: Unit, revision: int | None = None) -> bool:
    """Give up this workspace's installation: its tokens are deleted at once. False where it was before, or changed since a revision."""
    return store.uninstall(unit, unit.real_now, revision)


def hold(unit: Unit) -> None:
    """Let the work of a workspace wait whose organization's token is refused."""
    pause(unit, unit.real_now)

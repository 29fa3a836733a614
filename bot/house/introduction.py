"""Asks Slack whose the token of the one workspace is, until it says so or refuses it."""

import asyncio
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import structlog
from slack_sdk.errors import SlackApiError

from bot.core.ids import MACHINE, PersonId, WorkspaceId
from bot.core.lasting import LastingFault
from bot.core.tasks import Wait, until_done
from bot.core.trace import kind_of
from bot.house.installations import Installations
from bot.house.waited import Resumed
from bot.house.workspaces.erasing import BeingErased, finish_erasing
from bot.slack.bolt import Installed
from bot.slack.client import SlackClient
from bot.slack.errors import DEAD_TOKEN, LOST, error_of
from bot.store.errors import StoreUnavailable
from bot.store.gone import is_being_erased, stands_again
from bot.store.pausing import paused_since, resume
from bot.store.unit import Read, Store, Unit
from bot.teams import store as teams

log = structlog.get_logger("house")

_FINAL = DEAD_TOKEN | {"no_permission", "not_allowed_token_type"}
_TRY_SECONDS = 60.0
"""Longer than Slack and the database are waited for by themselves."""
_ID = re.compile(r"[A-Za-z0-9_]{2,32}")


class TokenRefused(Exception):
    """Slack does not accept a token; trying again does not help."""

    def __init__(
        self, error: str, name: str = "SLACK_BOT_TOKEN", mend: str = "Install the app again and copy its bot token anew."
    ) -> None:
        super().__init__(f"Slack does not accept {name} ({error}). {mend}")
        self.error = error


def app_token_refused(error: str) -> TokenRefused:
    """Return what ends a bot that Slack gives no line to."""
    mend = "Make an App-Level Token with the scope connections:write (Basic Information), and set it."
    return TokenRefused(error, "SLACK_APP_TOKEN", mend)


async def let_be(workspace: WorkspaceId, since: datetime) -> None:
    """Do nothing about work that goes on."""


class NotTold(Exception):
    """Slack did not say whose the token is: later it may."""


async def introduce(
    installations: Installations,
    store: Store,
    token: str,
    client: SlackClient,
    wait: Wait = asyncio.sleep,
    *,
    resumed: Resumed = let_be,
) -> None:
    """Ask Slack whose the token is and write the workspace down, again and again until it is done. Raise TokenRefused.

    What had waited since the app was removed goes on, and `resumed` hears of it.
    """

    async def once() -> None:
        await _introduce(installations, store, token, client, resumed)

    failed = LastingFault(log, "the start waits", "the start goes on", step="introduction")
    await until_done(once, failed, reason_of, final=(TokenRefused,), wait=wait, seconds=_TRY_SECONDS)


async def _introduce(installations: Installations, store: Store, token: str, client: SlackClient, resumed: Resumed) -> None:
    """Try it once. Raise TokenRefused, NotTold, StoreUnavailable."""
    told = await _told(client)
    workspace, bot_user = WorkspaceId(_id_in(told, "team_id")), PersonId(_id_in(told, "user_id"))
    domain = _host_of(_text_in(told, "url")).removesuffix(".slack.com")  # of another domain the whole host: `Workspace.url`
    known = await store.read(teams.served, MACHINE)
    waited = await store.read(_waited_since, workspace)
    if waited is not None:  # before it goes on, so that a fault in between loses no word of it
        await resumed(workspace, waited)
    while not await store.write(_install, workspace, None, name=_text_in(told, "team"), domain=domain, bot_user=bot_user):
        await _make_room(store, workspace)
    if known and workspace not in known:
        log.warning("the token is of a workspace that the database does not know", workspace=workspace, known=sorted(known))
    installed = Installed(workspace, token, bot_user, _text_in(told, "bot_id"))
    scopes = told.get("scopes")
    installations.add(installed, client, frozenset(scopes if isinstance(scopes, list) else ()))
    log.info("workspace known", workspace=workspace, scopes=sorted(scopes if isinstance(scopes, list) else ()))


def _install(unit: Unit, *, name: str, domain: str, bot_user: PersonId) -> bool:
    """Write the workspace down; False where it had removed the app and is being erased: it begins anew when that is done."""
    if not stands_again(unit):
        return False
    resume(unit)
    teams.keep_workspace(unit, name=name, domain=domain, bot_user=bot_user)
    return True


def _waited_since(read: Read) -> datetime | None:
    """Return since when the work of the workspace has waited; of one that is being erased none is left to go on."""
    return None if is_being_erased(read) else paused_since(read)


async def _make_room(store: Store, workspace: WorkspaceId) -> None:
    try:
        await finish_erasing(store, workspace)
    except BeingErased:
        raise NotTold("The workspace had removed the app, and another process is erasing what was kept of it.") from None


def reason_of(fault: Exception) -> str:
    """Say why a step of the start waits: our own sentences, which hold nothing of anybody's, and of other faults the kind."""
    return str(fault) if isinstance(fault, StoreUnavailable | NotTold) else kind_of(fault)


async def _told(client: SlackClient) -> Mapping[str, Any]:
    try:
        told: Any = await client.auth_test()
    except SlackApiError as refused:
        error = error_of(refused)
        if error in _FINAL:
            raise TokenRefused(error) from refused
        raise NotTold(f"Slack does not say whose the token is ({error}).") from refused
    except LOST as lost:
        raise NotTold(f"Slack cannot be reached ({type(lost).__name__}).") from lost
    except AttributeError as odd:  # slack_sdk reads an answer that is JSON, and no object, as if it were one
        raise NotTold("Slack's answer to auth.test is no JSON object.") from odd
    if not isinstance(told, Mapping):
        raise NotTold("Slack's answer to auth.test is no JSON object.")
    return told


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # brackets that do not close
        return ""


def _id_in(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise NotTold(f"Slack's answer to auth.test has no {name} that could be one. Is SLACK_API_URL the Slack that is meant?")
    return value


def _text_in(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    return value if isinstance(value, str) else ""

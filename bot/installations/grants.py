"""Reads what Slack answers to `oauth.v2.access`: who installed what, and the tokens."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.core.ids import PersonId, WorkspaceId
from bot.installations.rules import Tokens

_ID = re.compile(r"[A-Z][A-Za-z0-9_]{1,31}")
_LONGEST = timedelta(days=366)


class OddGrant(Exception):
    """An answer that grants no bot token as Slack grants one."""


@dataclass(frozen=True)
class Grant:
    """What somebody has granted. `workspace` is the organization (E…) where `is_org`: the token is of all its workspaces then."""

    workspace: WorkspaceId
    organization: str
    is_org: bool
    name: str
    bot_user: PersonId
    app: str
    scopes: frozenset[str]
    tokens: Tokens
    lasts: timedelta | None
    """After so long the access token ends; None: it never does."""


@dataclass(frozen=True)
class Refreshed:
    """New tokens in the place of those that end."""

    tokens: Tokens
    lasts: timedelta


def read_grant(answer: Mapping[str, Any]) -> Grant:
    """Read a grant. Raise OddGrant."""
    if answer.get("token_type") != "bot":
        raise OddGrant("Slack granted no bot token.")
    team, enterprise = _part(answer, "team"), _part(answer, "enterprise")
    is_org = answer.get("is_enterprise_install") is True
    named = enterprise if is_org else team
    return Grant(
        workspace=WorkspaceId(_id(named.get("id"))),
        organization=_id(enterprise["id"]) if enterprise.get("id") else "",
        is_org=is_org,
        name=str(named.get("name") or ""),
        bot_user=PersonId(_id(answer.get("bot_user_id"))),
        app=str(answer.get("app_id") or ""),
        scopes=frozenset(word for word in str(answer.get("scope") or "").split(",") if word),
        tokens=_tokens(answer),
        lasts=_lasts(answer) if answer.get("refresh_token") else None,
    )


def read_refreshed(answer: Mapping[str, Any]) -> Refreshed:
    """Read new tokens. Raise OddGrant."""
    tokens = _tokens(answer)
    if answer.get("token_type") != "bot" or not tokens.refresh:
        raise OddGrant("Slack gave no bot token with another to refresh it.")
    return Refreshed(tokens, _lasts(answer))


def _tokens(answer: Mapping[str, Any]) -> Tokens:
    access, refresh = answer.get("access_token"), answer.get("refresh_token")
    if not isinstance(access, str) or not access.isascii() or not access.isprintable() or not access:
        raise OddGrant("Slack's answer has no token.")
    return Tokens(access, refresh if isinstance(refresh, str) else "")


def _lasts(answer: Mapping[str, Any]) -> timedelta:
    seconds = answer.get("expires_in")
    if isinstance(seconds, bool) or not isinstance(seconds, int) or not 0 < seconds <= _LONGEST.total_seconds():
        raise OddGrant("Slack's answer does not say when its token ends.")
    return timedelta(seconds=seconds)


def _part(answer: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = answer.get(name)
    return part if isinstance(part, Mapping) else {}


def _id(found: object) -> str:
    if not isinstance(found, str) or not _ID.fullmatch(found):
        raise OddGrant("Slack's answer names no workspace or bot.")
    return found
